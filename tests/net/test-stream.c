/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "net/stream-private.h"
#include "tls-server.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MUCH (3 * 1024 * 1024) /* more than the sockets and OpenSSL hold */

typedef enum
{
  PLAIN_ECHO,
  PLAIN_TEXT,
  PLAIN_RESET,
  SECURE_ECHO,
  SECURE_CLOSE,
  SECURE_CUT,
} Peer;

typedef struct
{
  Identity *identity;
  TlsServer *tls;
  Server *server;
  Client *client;
} Fixture;

static void
start (Fixture *f, ServeFunc serve, gpointer data)
{
  f->server = server_new ("127.0.0.1", serve, data);
  f->client = client_new ();
  f->client->options->insecure = TRUE;
  client_dial (f->client, f->tls != NULL ? "wss://127.0.0.1:%u" : "ws://127.0.0.1:%u",
               server_get_port (f->server));
  g_assert_no_error (f->client->error);
}

static void
start_tls (Fixture *f, TlsWay way)
{
  static const IdentityKind kind = { .name = "server", .to = 3600 };

  f->identity = identity_new (&kind, NULL);
  f->tls = tls_server_new (f->identity, way);
  start (f, serve_tls, f->tls);
}

static void
set_up (Fixture *f, gconstpointer peer)
{
  switch ((Peer)GPOINTER_TO_INT (peer))
    {
    case PLAIN_ECHO:
      start (f, serve_echo, NULL);
      break;
    case PLAIN_TEXT:
      start (f, serve_text, (gpointer) "bye");
      break;
    case PLAIN_RESET:
      start (f, serve_reset, NULL);
      break;
    case SECURE_ECHO:
      start_tls (f, TLS_ECHO);
      break;
    case SECURE_CLOSE:
      start_tls (f, TLS_CLOSE);
      break;
    case SECURE_CUT:
      start_tls (f, TLS_CUT);
      break;
    }
}

static void
tear_down (Fixture *f, gconstpointer peer)
{
  client_free (f->client);
  server_free (f->server);
  tls_server_free (f->tls);
  identity_free (f->identity);
}

static NetIo
recv_some (Fixture *f, char *buffer, gsize size, gsize *n)
{
  return net_stream_recv (f->client->stream, buffer, size, n, &f->client->error);
}

/* Sends and receives at once, as much as goes; what comes back is what was sent. */
static void
test_much (Fixture *f, gconstpointer peer)
{
  g_autofree char *out = g_malloc (MUCH);
  g_autofree char *in = g_malloc (MUCH);
  gsize n_out = 0;
  gsize n_in = 0;

  for (gsize i = 0; i < MUCH; i++)
    out[i] = (char)g_test_rand_int ();

  while (n_in < MUCH)
    {
      GPollFD fd = { .fd = net_stream_get_fd (f->client->stream), .events = G_IO_IN };
      gsize n = 0;
      NetIo sent = NET_IO_WOULD_BLOCK;
      NetIo got;

      if (n_out < MUCH)
        sent = net_stream_send (f->client->stream, out + n_out, MUCH - n_out, &n, NULL);
      if (sent == NET_IO_OK)
        n_out += n;
      got = recv_some (f, in + n_in, MUCH - n_in, &n);
      g_assert_true (got == NET_IO_OK || got == NET_IO_WOULD_BLOCK);
      if (got == NET_IO_OK)
        n_in += n;

      if (n_out < MUCH)
        fd.events |= G_IO_OUT;
      if (sent == NET_IO_WOULD_BLOCK && got == NET_IO_WOULD_BLOCK)
        g_assert_cmpint (g_poll (&fd, 1, 10000), ==, 1);
    }

  g_assert_cmpmem (in, MUCH, out, MUCH);
}

static void
test_nothing_yet (Fixture *f, gconstpointer peer)
{
  char buffer[16];
  gsize n;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (recv_some (f, buffer, sizeof buffer, &n), ==, NET_IO_WOULD_BLOCK);
  g_assert_no_error (f->client->error);
}

static void
test_end (Fixture *f, gconstpointer peer)
{
  g_autofree char *got = client_talk (f->client, "x", G_MAXSIZE);
  char buffer[16];
  gsize n;

  g_assert_no_error (f->client->error);
  g_assert_cmpstr (got, ==, GPOINTER_TO_INT (peer) == PLAIN_TEXT ? "bye" : "");
  g_assert_cmpint (recv_some (f, buffer, sizeof buffer, &n), ==, NET_IO_END);
}

static void
test_reset (Fixture *f, gconstpointer peer)
{
  g_autofree char *got = client_talk (f->client, "x", G_MAXSIZE);

  g_assert_cmpstr (got, ==, "");
  g_assert_error (f->client->error, NET_ERROR, NET_ERROR_STREAM);
  g_assert_nonnull (strstr (f->client->error->message, "reset"));
}

static void
test_cut (Fixture *f, gconstpointer peer)
{
  g_autofree char *got = client_talk (f->client, "x", G_MAXSIZE);

  g_assert_cmpstr (got, ==, "");
  g_assert_error (f->client->error, NET_ERROR, NET_ERROR_TLS);
  g_assert_nonnull (strstr (f->client->error->message, "was cut"));
}

/* The reset of a peer that is gone must not raise SIGPIPE, which would end the program. */
static void
test_send_to_gone (Fixture *f, gconstpointer peer)
{
  g_autofree char *data = g_malloc0 (65536);
  NetIo io = NET_IO_OK;
  g_autofree char *got = client_talk (f->client, "x", G_MAXSIZE);

  g_assert_cmpstr (got, ==, "");
  g_clear_error (&f->client->error);
  g_assert_true (signal (SIGPIPE, SIG_DFL) != SIG_ERR);
  for (guint i = 0; i < 1000 && io != NET_IO_ERROR; i++)
    {
      gsize n;

      io = net_stream_send (f->client->stream, data, 65536, &n, NULL);
    }
  g_assert_cmpint (io, ==, NET_IO_ERROR);
}

static void
test_shutdown (Fixture *f, gconstpointer peer)
{
  g_autofree char *got = client_talk (f->client, "hello", 5);
  g_autofree char *rest = NULL;

  net_stream_shutdown (f->client->stream);
  rest = client_talk (f->client, "", G_MAXSIZE);
  g_assert_cmpstr (got, ==, "hello");
  g_assert_cmpstr (rest, ==, "");
  if (GPOINTER_TO_INT (peer) == PLAIN_ECHO)
    g_assert_no_error (f->client->error);
}

static void
test_close_notify (void)
{
  Fixture f = { 0 };
  g_autofree char *rest = NULL;

  start_tls (&f, TLS_HEARS_END);
  net_stream_shutdown (f.client->stream);
  rest = client_talk (f.client, "", 3);
  g_assert_cmpstr (rest, ==, "end");
  tear_down (&f, NULL);
}

static void
test_descriptor (Fixture *f, gconstpointer peer)
{
  int fd = net_stream_get_fd (f->client->stream);
  int value = 0;
  socklen_t len = sizeof value;
  const NetTimings *timings = net_stream_get_timings (f->client->stream);
  gboolean is_secure = GPOINTER_TO_INT (peer) == SECURE_ECHO;

  g_assert_cmpint (getsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &value, &len), ==, 0);
  g_assert_cmpint (value, !=, 0);
  g_assert_cmpint (fcntl (fd, F_GETFL) & O_NONBLOCK, !=, 0);
  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, !=, 0);

  g_assert_cmpint (timings->resolved, ==, 0);
  g_assert_cmpint (timings->connected, >, 0);
  g_assert_cmpint (timings->secured > 0, ==, is_secure);
  if (is_secure)
    g_assert_cmpint (timings->secured, >=, timings->connected);

  g_clear_pointer (&f->client->stream, net_stream_free);
  g_assert_cmpint (fcntl (fd, F_GETFD), ==, -1);
}

static void
add (const char *path, Peer peer, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (peer), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/net/stream/plain/much", PLAIN_ECHO, test_much);
  add ("/net/stream/plain/nothing-yet", PLAIN_ECHO, test_nothing_yet);
  add ("/net/stream/plain/end", PLAIN_TEXT, test_end);
  add ("/net/stream/plain/reset", PLAIN_RESET, test_reset);
  add ("/net/stream/plain/send-to-gone", PLAIN_RESET, test_send_to_gone);
  add ("/net/stream/plain/shutdown", PLAIN_ECHO, test_shutdown);
  add ("/net/stream/plain/descriptor", PLAIN_ECHO, test_descriptor);
  add ("/net/stream/tls/much", SECURE_ECHO, test_much);
  add ("/net/stream/tls/nothing-yet", SECURE_ECHO, test_nothing_yet);
  add ("/net/stream/tls/end", SECURE_CLOSE, test_end);
  add ("/net/stream/tls/cut", SECURE_CUT, test_cut);
  add ("/net/stream/tls/send-to-gone", SECURE_CUT, test_send_to_gone);
  add ("/net/stream/tls/shutdown", SECURE_ECHO, test_shutdown);
  add ("/net/stream/tls/descriptor", SECURE_ECHO, test_descriptor);
  g_test_add_func ("/net/stream/tls/close-notify", test_close_notify);
  return g_test_run ();
}
