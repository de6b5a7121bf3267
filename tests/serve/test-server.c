/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"
#include "serve/certificate-private.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>

typedef struct
{
  const char *name;
  const char *host;
  const char *url; /* before the port */
  gboolean use_tls;
} Start;

static const Start starts[] = {
  { "/serve/server/start/plain", "127.0.0.1", "ws://127.0.0.1:", FALSE },
  { "/serve/server/start/tls", "127.0.0.1", "wss://127.0.0.1:", TRUE },
  { "/serve/server/start/name", "localhost", "ws://localhost:", FALSE },
  { "/serve/server/start/all", "0.0.0.0", "ws://0.0.0.0:", FALSE },
};

static void
test_start (gconstpointer data)
{
  const Start *c = data;
  ServeOptions options = { .host = (char *)c->host, .use_tls = c->use_tls };
  g_autoptr (ServeServer) server = serve_server_new (&options, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *url = NULL;
  g_autofree char *expected = NULL;

  g_assert_cmpuint (serve_server_get_port (server), ==, 0);
  g_assert_true (serve_server_start (server, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (serve_server_get_port (server), !=, 0);
  url = serve_server_dup_url (server);
  expected = g_strdup_printf ("%s%u", c->url, serve_server_get_port (server));
  g_assert_cmpstr (url, ==, expected);
  pem = serve_server_dup_certificate (server);
  g_assert_cmpint (pem != NULL, ==, c->use_tls);
}

static void
test_never_started (void)
{
  ServeOptions options = { .host = (char *)"127.0.0.1" };

  serve_server_free (serve_server_new (&options, NULL, NULL));
}

static void
test_taken (void)
{
  ServeOptions options = { .host = (char *)"127.0.0.1" };
  g_autoptr (ServeServer) first = serve_server_new (&options, NULL, NULL);
  g_autoptr (ServeServer) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (serve_server_start (first, NULL));
  options.port = serve_server_get_port (first);
  second = serve_server_new (&options, NULL, NULL);
  g_assert_false (serve_server_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_cmpuint (serve_server_get_port (second), ==, 0);
}

typedef struct
{
  const char *name;
  const char *host;
  const char *cert_file;
  const char *key_file;
  const char *told;
} Failure;

static const Failure failures[] = {
  { "/serve/server/fail/host", "no.such.host.invalid", NULL, NULL, "no.such.host.invalid" },
  { "/serve/server/fail/not-ours", "192.0.2.1", NULL, NULL, "192.0.2.1" },
  { "/serve/server/fail/no-file", "127.0.0.1", "/nowhere/cert.pem", NULL, "/nowhere/cert.pem" },
  { "/serve/server/fail/no-pem", "127.0.0.1", "/dev/null", "/dev/null", "as the certificate" },
};

static void
test_failure (gconstpointer data)
{
  const Failure *c = data;
  ServeOptions options = {
    .host = (char *)c->host,
    .use_tls = c->cert_file != NULL,
    .cert_file = (char *)c->cert_file,
    .key_file = (char *)c->key_file,
  };
  g_autoptr (ServeServer) server = serve_server_new (&options, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (serve_server_start (server, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, c->told));
}

static void
write_key (SSL_CTX *tls, const char *file)
{
  BIO *bio = BIO_new_file (file, "w");

  g_assert_cmpint (PEM_write_bio_PrivateKey (bio, SSL_CTX_get0_privatekey (tls), NULL, NULL, 0,
                                             NULL, NULL),
                   ==, 1);
  BIO_free (bio);
}

static void
test_files (void)
{
  SSL_CTX *tls = SSL_CTX_new (TLS_server_method ());
  g_autofree char *pem = serve_certificate_make (tls, NULL);
  g_autofree char *dir = g_dir_make_tmp ("noctule-serve-XXXXXX", NULL);
  g_autofree char *cert_file = g_build_filename (dir, "cert.pem", NULL);
  g_autofree char *key_file = g_build_filename (dir, "key.pem", NULL);
  g_autofree char *other_key_file = g_build_filename (dir, "other.pem", NULL);
  ServeOptions options = {
    .host = (char *)"127.0.0.1",
    .use_tls = TRUE,
    .cert_file = cert_file,
    .key_file = key_file,
  };
  g_autoptr (ServeServer) good = serve_server_new (&options, NULL, NULL);
  g_autoptr (ServeServer) bad = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (cert_file, pem, -1, NULL));
  write_key (tls, key_file);
  serve_server_start (good, &error);
  g_assert_no_error (error);
  g_assert_null (serve_server_dup_certificate (good));

  /* a key that is not the certificate's */
  g_free (serve_certificate_make (tls, NULL));
  write_key (tls, other_key_file);
  options.key_file = other_key_file;
  bad = serve_server_new (&options, NULL, NULL);
  g_assert_false (serve_server_start (bad, &error));
  g_assert_nonnull (strstr (error->message, other_key_file));

  g_unlink (cert_file);
  g_unlink (key_file);
  g_unlink (other_key_file);
  g_rmdir (dir);
  SSL_CTX_free (tls);
}

typedef struct
{
  const char *request;
  const char *line;
} Logged;

static void
test_log (void)
{
  static const Logged logged[] = {
    { "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n", "GET /echo 426" },
    { "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 200" },
    { "DELETE /x?y HTTP/1.1\r\nHost: a\r\n\r\n", "DELETE /x?y 405" },
    { "GET /\xe2\x80\xae\xff HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\\u202e\\xff 404" },
    { "GARBAGE\r\n\r\n", "malformed request: " },
  };
  House house;
  Peer *peer;
  g_autofree char *last = NULL;

  house_open (&house, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (logged); i++)
    {
      g_autofree char *line = NULL;
      g_autofree char *answer = NULL;

      peer = peer_new (&house);
      peer_print (peer, "%s", logged[i].request);
      answer = peer_take_rest (peer);
      line = house_pop_line (&house);
      g_test_message ("%s", line);
      g_assert_true (g_str_has_prefix (line, logged[i].line));
      peer_free (peer);
    }
  peer_free (peer_open (&house, "/chat", "", NULL));
  last = house_pop_line (&house);
  g_assert_cmpstr (last, ==, "GET /chat 101");
  house_close (&house);
}

/* Who is connected when the server ends is told so. */
static void
test_going_away (gconstpointer target)
{
  House house;
  g_autoptr (Peer) peer = NULL;
  g_autofree char *rest = NULL;

  house_open (&house, FALSE);
  peer = peer_open (&house, target, "", NULL);
  peer_send_text (peer, "hello");
  peer_expect_text (peer, "hello");
  house_close (&house);
  peer_expect (peer, 0x88, "\x03\xe9", 2);
  rest = peer_take_rest (peer);
  g_assert_cmpstr (rest, ==, "");
}

/* Ends in the middle of everything that can be under way. */
static void
test_free_busy (void)
{
  static const char *const targets[] = { "/flood?count=0", "/ticker?rate=1000",
                                         "/chat",          "/drop",
                                         "/close",         "/bomb" };
  House house;
  Peer *peers[2 * G_N_ELEMENTS (targets)];

  house_open (&house, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      peers[i] = peer_new (&house);
      if (i % 2 == 0)
        peer_ask (peers[i], targets[i / 2], "");
    }
  peer_ask (peers[1], "/delay?ms=60000", "");
  house_close (&house);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    peer_free (peers[i]);
}

static void
test_tls (void)
{
  House house;
  g_autoptr (Peer) echo = NULL;
  g_autoptr (Peer) flood = NULL;
  g_autoptr (Peer) page = NULL;
  g_autofree char *large = g_strnfill (1024 * 1024, 'n');
  g_autofree char *answer = NULL;

  house_open (&house, TRUE);
  echo = peer_open (&house, "/echo", "", NULL);
  peer_send_text (echo, "hello");
  peer_expect_text (echo, "hello");
  peer_send_text (echo, large);
  peer_expect_text (echo, large);

  flood = peer_open (&house, "/flood?count=100000&size=100", "", NULL);
  for (guint i = 0; i < 100000; i++)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (flood, &frame);
      g_assert_cmpuint (frame.len, ==, 100);
    }
  peer_expect_close (flood, 1000, "");

  page = peer_new (&house);
  peer_print (page, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  answer = peer_take_rest (page); /* fails without a close_notify */
  g_assert_true (g_str_has_suffix (answer, "</html>\n"));
  house_close (&house);
}

/* A plain client of a TLS server gets no answer, and nobody else notices. */
static void
test_tls_garbage (void)
{
  House house;
  House plain;
  g_autoptr (Peer) peer = NULL;
  g_autoptr (Peer) echo = NULL;
  g_autofree char *rest = NULL;

  house_open (&house, TRUE);
  plain = house;
  plain.use_tls = FALSE;
  peer = peer_new (&plain);
  peer_print (peer, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  rest = peer_take_rest (peer);
  g_assert_null (strstr (rest, "HTTP"));
  echo = peer_open (&house, "/echo", "", NULL);
  peer_send_text (echo, "hello");
  peer_expect_text (echo, "hello");
  house_close (&house);
}

static void
test_alpn (void)
{
  House house;
  House plain;
  Peer *peer;
  SSL_CTX *tls = SSL_CTX_new (TLS_client_method ());
  SSL *ssl = SSL_new (tls);
  const unsigned char *picked = NULL;
  unsigned int len = 0;

  house_open (&house, TRUE);
  plain = house;
  plain.use_tls = FALSE;
  peer = peer_new (&plain);
  SSL_set_alpn_protos (ssl, (const unsigned char *)"\x02h2\x08http/1.1", 12);
  SSL_set_fd (ssl, peer->fd);
  g_assert_cmpint (SSL_connect (ssl), ==, 1);
  SSL_get0_alpn_selected (ssl, &picked, &len);
  g_assert_cmpmem (picked, len, "http/1.1", 8);
  SSL_free (ssl);
  SSL_CTX_free (tls);
  peer_free (peer);
  house_close (&house);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    g_test_add_data_func (starts[i].name, &starts[i], test_start);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    g_test_add_data_func (failures[i].name, &failures[i], test_failure);
  g_test_add_func ("/serve/server/never-started", test_never_started);
  g_test_add_func ("/serve/server/taken", test_taken);
  g_test_add_func ("/serve/server/files", test_files);
  g_test_add_func ("/serve/server/log", test_log);
  g_test_add_data_func ("/serve/server/going-away/echo", "/echo", test_going_away);
  g_test_add_data_func ("/serve/server/going-away/chat", "/chat", test_going_away);
  g_test_add_func ("/serve/server/free-busy", test_free_busy);
  g_test_add_func ("/serve/server/tls", test_tls);
  g_test_add_func ("/serve/server/tls-garbage", test_tls_garbage);
  g_test_add_func ("/serve/server/alpn", test_alpn);

  return g_test_run ();
}
