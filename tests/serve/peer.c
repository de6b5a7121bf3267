/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIMEOUT_SECONDS G_GINT64_CONSTANT (20)

static void
on_log (const char *line, gpointer user_data)
{
  House *house = user_data;

  g_async_queue_push (house->lines, g_strdup (line));
}

typedef struct
{
  House *house;
  GMutex mutex;
  GCond cond;
  gboolean is_ready;
} Opening;

static gpointer
run_house (gpointer data)
{
  Opening *opening = data;
  House *house = opening->house;
  g_autoptr (GError) error = NULL;
  ServeOptions options = { .host = (char *)"127.0.0.1", .use_tls = house->use_tls };

  g_main_context_push_thread_default (house->context);
  house->server = serve_server_new (&options, on_log, house);
  serve_server_start (house->server, &error);
  g_assert_no_error (error);
  house->port = serve_server_get_port (house->server);

  g_mutex_lock (&opening->mutex);
  opening->is_ready = TRUE;
  g_cond_signal (&opening->cond);
  g_mutex_unlock (&opening->mutex);

  g_main_loop_run (house->loop);
  serve_server_free (house->server);
  g_main_context_pop_thread_default (house->context);

  return NULL;
}

void
house_open (House *house, gboolean use_tls)
{
  Opening opening = { .house = house };

  *house = (House){ .use_tls = use_tls };
  house->context = g_main_context_new ();
  house->loop = g_main_loop_new (house->context, FALSE);
  house->lines = g_async_queue_new_full (g_free);

  g_mutex_init (&opening.mutex);
  g_cond_init (&opening.cond);
  house->thread = g_thread_new ("server", run_house, &opening);
  g_mutex_lock (&opening.mutex);
  while (!opening.is_ready)
    g_cond_wait (&opening.cond, &opening.mutex);
  g_mutex_unlock (&opening.mutex);
  g_mutex_clear (&opening.mutex);
  g_cond_clear (&opening.cond);
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

void
house_close (House *house)
{
  g_main_context_invoke (house->context, quit, house->loop);
  g_thread_join (house->thread);
  g_main_loop_unref (house->loop);
  g_main_context_unref (house->context);
  g_async_queue_unref (house->lines);
}

char *
house_pop_line (House *house)
{
  char *line = g_async_queue_timeout_pop (house->lines, TIMEOUT_SECONDS * G_USEC_PER_SEC);

  g_assert_nonnull (line);

  return line;
}

/* Trusts the server's own certificate and nothing else. */
static void
start_tls (Peer *peer, House *house)
{
  g_autofree char *pem = serve_server_dup_certificate (house->server);
  BIO *bio = BIO_new_mem_buf (pem, -1);
  X509 *certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL);

  peer->tls = SSL_CTX_new (TLS_client_method ());
  SSL_CTX_set_verify (peer->tls, SSL_VERIFY_PEER, NULL);
  X509_STORE_add_cert (SSL_CTX_get_cert_store (peer->tls), certificate);
  peer->ssl = SSL_new (peer->tls);
  SSL_set1_host (peer->ssl, "localhost");
  SSL_set_fd (peer->ssl, peer->fd);
  g_assert_cmpint (SSL_connect (peer->ssl), ==, 1);
  X509_free (certificate);
  BIO_free (bio);
}

Peer *
peer_new (House *house)
{
  Peer *peer = g_new0 (Peer, 1);
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = g_htons (house->port),
    .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK),
  };
  struct timeval timeout = { .tv_sec = TIMEOUT_SECONDS };

  peer->in = g_byte_array_sized_new (65536); /* never NULL */
  peer->fd = socket (AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint (peer->fd, >=, 0);
  setsockopt (peer->fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  setsockopt (peer->fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  setsockopt (peer->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
  g_assert_cmpint (connect (peer->fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  if (house->use_tls)
    start_tls (peer, house);

  return peer;
}

void
peer_free (Peer *peer)
{
  SSL_free (peer->ssl);
  SSL_CTX_free (peer->tls);
  close (peer->fd);
  g_byte_array_unref (peer->in);
  g_free (peer);
}

void
peer_send (Peer *peer, gconstpointer data, gsize len)
{
  const guint8 *bytes = data;

  while (len > 0)
    {
      gssize n = peer->ssl != NULL ? SSL_write (peer->ssl, bytes, (int)MIN (len, G_MAXINT))
                                   : send (peer->fd, bytes, len, MSG_NOSIGNAL);

      g_assert_cmpint (n, >, 0);
      bytes += n;
      len -= (gsize)n;
    }
}

void
peer_print (Peer *peer, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  peer_send (peer, text, strlen (text));
}

/* Returns: FALSE at the end of the stream. */
static gboolean
fill (Peer *peer)
{
  guint8 chunk[65536];
  gssize n = peer->ssl != NULL ? SSL_read (peer->ssl, chunk, sizeof chunk)
                               : recv (peer->fd, chunk, sizeof chunk, 0);

  g_assert_cmpint (n, >=, 0); /* -1: a reset, or it took too long */
  g_byte_array_append (peer->in, chunk, (guint)n);

  return n > 0;
}

guint8 *
peer_take (Peer *peer, gsize len)
{
  guint8 *taken;

  while (peer->in->len < len)
    g_assert_true (fill (peer));
  taken = g_malloc (len + 1);
  memcpy (taken, peer->in->data, len);
  taken[len] = 0;
  g_byte_array_remove_range (peer->in, 0, (guint)len);

  return taken;
}

char *
peer_take_head (Peer *peer)
{
  const guint8 *end;

  while ((end = memmem (peer->in->data, peer->in->len, "\r\n\r\n", 4)) == NULL)
    g_assert_true (fill (peer));

  return (char *)peer_take (peer, (gsize)(end - peer->in->data) + 4);
}

char *
peer_take_rest (Peer *peer)
{
  while (fill (peer))
    ;

  return (char *)peer_take (peer, peer->in->len);
}

void
peer_ask (Peer *peer, const char *target, const char *fields)
{
  peer_print (peer,
              "GET %s HTTP/1.1\r\n"
              "Host: localhost\r\n"
              "Upgrade: websocket\r\n"
              "Connection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              "Sec-WebSocket-Version: 13\r\n"
              "%s\r\n",
              target, fields);
}

Peer *
peer_open (House *house, const char *target, const char *fields, char **head)
{
  Peer *peer = peer_new (house);
  g_autofree char *answer = NULL;

  peer_ask (peer, target, fields);
  answer = peer_take_head (peer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 101 "));
  g_assert_nonnull (strstr (answer, "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  if (head != NULL)
    *head = g_steal_pointer (&answer);

  return peer;
}

static gsize
take_length (Peer *peer, guint8 second)
{
  gsize n_bytes = second == 126 ? 2 : second == 127 ? 8 : 0;
  g_autofree guint8 *bytes = peer_take (peer, n_bytes);
  gsize len = 0;

  g_assert_cmpuint (second & 0x80, ==, 0);
  if (n_bytes == 0)
    return second;
  for (gsize i = 0; i < n_bytes; i++)
    len = len << 8 | bytes[i];

  return len;
}

void
peer_take_frame (Peer *peer, Frame *frame)
{
  g_autofree guint8 *start = peer_take (peer, 2);

  frame->first = start[0];
  frame->len = take_length (peer, start[1]);
  frame->data = peer_take (peer, frame->len);
}

void
peer_expect (Peer *peer, guint8 first, gconstpointer data, gsize len)
{
  g_auto (Frame) frame = { 0 };

  peer_take_frame (peer, &frame);
  g_assert_cmphex (frame.first, ==, first);
  g_assert_cmpmem (frame.data, frame.len, data, len);
}

void
peer_expect_text (Peer *peer, const char *text)
{
  peer_expect (peer, 0x81, text, strlen (text));
}

void
peer_expect_close (Peer *peer, guint16 code, const char *reason)
{
  guint8 payload[125] = { (guint8)(code >> 8), (guint8)code };
  gsize len = code != 0 ? 2 + strlen (reason) : 0;
  g_autofree char *rest = NULL;

  g_assert_cmpuint (len, <=, sizeof payload);
  memcpy (payload + 2, reason, strlen (reason));
  peer_expect (peer, 0x88, payload, len);
  peer_send_frame (peer, 0x88, payload, len);
  rest = peer_take_rest (peer);
  g_assert_cmpstr (rest, ==, "");
}

void
peer_send_frame (Peer *peer, guint8 first, gconstpointer data, gsize len)
{
  static const guint8 key[4] = { 0x37, 0xfa, 0x21, 0x3d };
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  guint8 head[10] = { first };
  gsize n_length = len < 126 ? 0 : len < 65536 ? 2 : 8;

  head[1] = (guint8)(0x80 | (n_length == 0 ? len : n_length == 2 ? 126 : 127));
  for (gsize i = 0; i < n_length; i++)
    head[2 + i] = (guint8)(len >> 8 * (n_length - 1 - i));
  g_byte_array_append (frame, head, (guint)(2 + n_length));
  g_byte_array_append (frame, key, sizeof key);
  g_byte_array_append (frame, data, (guint)len);
  for (gsize i = 0; i < len; i++)
    frame->data[frame->len - len + i] ^= key[i % 4];
  peer_send (peer, frame->data, frame->len);
}

void
peer_send_text (Peer *peer, const char *text)
{
  peer_send_frame (peer, 0x81, text, strlen (text));
}
