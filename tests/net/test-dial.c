/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "names.h"
#include "server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A listener whose queue is full: a connection to it hangs. */
typedef struct
{
  int listener;
  int fillers[8];
  guint port;
} Full;

static void
full_init (Full *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t len = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->listener = socket (AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&address, len), ==, 0);
  g_assert_cmpint (listen (self->listener, 0), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&address, &len), ==, 0);
  self->port = ntohs (address.sin_port);

  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    {
      self->fillers[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      (void)connect (self->fillers[i], (struct sockaddr *)&address, len);
    }
}

static void
full_clear (Full *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    close (self->fillers[i]);
  close (self->listener);
}

/* Where a dial may hang. */
typedef struct
{
  const char *name;
  const char *url;
  const char *proxy;   /* scheme of a silent proxy, nullable */
  const char *last;    /* the last step that is told, "" : none is */
  const char *waiting; /* what it waited for */
} HangCase;

static const HangCase cases[] = {
  { "resolve", "ws://hang.test:%u", NULL, "", "for the addresses of hang.test" },
  { "connect", "ws://127.0.0.1:%u", NULL, "Connecting to 127.0.0.1",
    "for the connection to 127.0.0.1 port" },
  { "tls", "wss://127.0.0.1:%u", NULL, "Connected to 127.0.0.1",
    "in the TLS handshake with 127.0.0.1 port" },
  { "http-proxy", "ws://far.test:%u", "http", "was asked: CONNECT far.test",
    "for the answer of the proxy 127.0.0.1 port" },
  { "socks5-proxy", "ws://far.test:%u", "socks5h", "Connected to 127.0.0.1",
    "for the answer of the proxy 127.0.0.1 port" },
  { "socks4-proxy", "ws://far.test:%u", "socks4a", "Connected to 127.0.0.1",
    "for the answer of the proxy 127.0.0.1 port" },
  { "https-proxy", "ws://far.test:%u", "https", "Connected to 127.0.0.1",
    "for the answer of the proxy 127.0.0.1 port" },
};

typedef struct
{
  Full full;
  Server *silent;
  Client *client;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const HangCase *c = data;

  full_init (&f->full);
  f->silent = server_new ("127.0.0.1", serve_silence, NULL);
  f->client = client_new ();
  if (c->proxy != NULL)
    {
      g_free (f->client->options->proxy);
      f->client->options->proxy = g_strdup_printf ("%s://127.0.0.1:%u", c->proxy,
                                                   server_get_port (f->silent));
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  client_free (f->client);
  server_free (f->silent);
  full_clear (&f->full);
}

static guint
get_port (Fixture *f, const HangCase *c)
{
  return strcmp (c->name, "connect") == 0 ? f->full.port : server_get_port (f->silent);
}

static void
assert_last_step (Fixture *f, const HangCase *c)
{
  if (*c->last == '\0')
    g_assert_cmpstr (f->client->steps->str, ==, "");
  else
    client_assert_steps (f->client, c->last);
}

static void
test_time_out (Fixture *f, gconstpointer data)
{
  const HangCase *c = data;

  f->client->options->timeout_ms = 250;
  client_dial (f->client, c->url, get_port (f, c));
  client_assert_failed (f->client, NET_ERROR_TIMED_OUT, "Gave up after 250 ms of waiting ");
  client_assert_failed (f->client, NET_ERROR_TIMED_OUT, c->waiting);
  assert_last_step (f, c);
}

static gboolean
has_last_step (gpointer data)
{
  Fixture *f = data;

  return *f->client->cancel_at == '\0' || strstr (f->client->steps->str, f->client->cancel_at);
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *)data)->client->is_done;
}

/* Cancelled in the callback of the last step, or when there is none at once. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  const HangCase *c = data;
  gint64 start;

  f->client->cancel_at = c->last;
  client_start (f->client, c->url, get_port (f, c));
  client_turn_until (has_last_step, f);
  start = g_get_monotonic_time ();
  g_cancellable_cancel (f->client->cancellable);
  client_turn_until (is_done, f);

  g_assert_error (f->client->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 2);
}

static void
test_cancelled_before (void)
{
  g_autoptr (Client) client = client_new ();

  g_cancellable_cancel (client->cancellable);
  client_dial (client, "ws://127.0.0.1:%u", 1);
  g_assert_error (client->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (client->steps->str, ==, "");
}

/* A turn of the loop after another, cancelled after each number of turns: whatever the dial was
 * about, it ends, and nothing is told any more. */
static void
test_cancel_anywhere (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  gboolean is_over = FALSE;

  for (guint n_turns = 0; !is_over; n_turns++)
    {
      Fixture f = { .client = client_new () };

      client_start (f.client, "ws://both.test:%u", server_get_port (server));
      for (guint i = 0; i < n_turns && !f.client->is_done; i++)
        g_main_context_iteration (NULL, TRUE);
      is_over = f.client->is_done;
      g_cancellable_cancel (f.client->cancellable);
      client_turn_until (is_done, &f);
      g_assert_cmpint (f.client->stream != NULL, ==, is_over);
      client_free (f.client);
    }
}

static void
on_thread_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NetStream) stream = net_dial_finish (result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stream);
  g_main_loop_quit (user_data);
}

static gpointer
dial_in_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (NetDialOptions) options = net_dial_options_new ();
  g_autoptr (NetUrl) url = net_url_parse (data, NULL);

  options->proxy = g_strdup ("");
  g_main_context_push_thread_default (context);
  net_dial_async (url, options, NULL, NULL, on_thread_dialled, loop);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
test_other_context (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  g_autofree char *url = g_strdup_printf ("ws://localhost:%u", server_get_port (server));

  g_thread_join (g_thread_new ("dial", dial_in_thread, url));
}

/* Nothing is left open, whichever way a dial ends. */
static void
test_descriptors (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_text, (gpointer) "x");
  guint n_before[2] = { 0, 0 };

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (Client) client = client_new ();
      g_autoptr (GDir) dir = NULL;

      client_dial (client, "ws://127.0.0.1:%u", server_get_port (server));
      client_dial (client, "wss://127.0.0.1:%u", server_get_port (server));
      client_dial (client, "ws://127.0.0.1:%u", 1);
      dir = g_dir_open ("/proc/self/fd", 0, NULL);
      while (g_dir_read_name (dir) != NULL)
        n_before[round]++;
    }
  g_assert_cmpuint (n_before[0], ==, n_before[1]);
}

static void
add (const char *what, const HangCase *c, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/net/dial/%s/%s", what, c->name);

  g_test_add (path, Fixture, c, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  names_set ("hang.test", NULL);
  names_set ("both.test", "::1,127.0.0.1");
  names_set ("localhost", "127.0.0.1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add ("time-out", &cases[i], test_time_out);
      add ("cancel", &cases[i], test_cancel);
    }
  g_test_add_func ("/net/dial/cancelled-before", test_cancelled_before);
  g_test_add_func ("/net/dial/cancel-anywhere", test_cancel_anywhere);
  g_test_add_func ("/net/dial/other-context", test_other_context);
  g_test_add_func ("/net/dial/descriptors", test_descriptors);
  return g_test_run ();
}
