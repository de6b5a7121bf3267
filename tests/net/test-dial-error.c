/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "server.h"

#include <string.h>

/* What a server or proxy says at the first bytes that come, and what the person is told. */
typedef struct
{
  const char *name;
  const char *url;
  const char *proxy; /* its port is filled in, and it is who answers; NULL: the server is */
  const char *answer;
  NetError code;
  const char *message;
} AnswerCase;

static const AnswerCase cases[] = {
  { "not-tls", "wss://127.0.0.1:%u", NULL, "HTTP/1.1 400 Bad Request\r\n\r\n", NET_ERROR_TLS,
    "failed: what came is not TLS. Perhaps the other side speaks plain ws." },
  { "tls-closed", "wss://127.0.0.1:%u", NULL, "", NET_ERROR_TLS,
    "The TLS handshake with 127.0.0.1" },
  { "tls-alert", "wss://127.0.0.1:%u", NULL, "\x15\x03\x03\x01\x02\x02\x28", NET_ERROR_TLS,
    "The TLS handshake with 127.0.0.1" },
  { "proxy-403", "ws://far.test:81", "http", "HTTP/1.1 403 No\x1b[31mway\r\n\r\n", NET_ERROR_PROXY,
    "did not connect to far.test port 81: it answered “HTTP/1.1 403 No" },
  { "proxy-407", "ws://far.test:81", "http",
    "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    NET_ERROR_PROXY, "wants another user and password: it answered “HTTP/1.1 407 Who”" },
  { "proxy-502", "ws://far.test:81", "http", "HTTP/1.0 502 Bad Gateway\r\n\r\nbody",
    NET_ERROR_PROXY, "“HTTP/1.0 502 Bad Gateway”" },
  { "proxy-not-http", "ws://far.test:81", "http", "SSH-2.0-x\r\n\r\n", NET_ERROR_PROXY,
    "it did not answer with HTTP" },
  { "proxy-closed", "ws://far.test:81", "http", "", NET_ERROR_PROXY,
    "it did not answer with HTTP" },
  { "proxy-not-tls", "ws://far.test:81", "https", "HTTP/1.1 400 Bad Request\r\n\r\n", NET_ERROR_TLS,
    "The TLS handshake with the proxy 127.0.0.1 port" },
  { "socks5-not-socks", "ws://far.test:81", "socks5h", "HTTP/1.1 400 Bad Request\r\n\r\n",
    NET_ERROR_PROXY, "what it answered is not SOCKS" },
  { "socks5-wants-user", "ws://far.test:81", "socks5h", "\x05\xff", NET_ERROR_PROXY,
    "give a user and a password" },
  { "socks5-closed", "ws://far.test:81", "socks5h", "", NET_ERROR_PROXY, "closed the connection" },
  { "socks4-closed", "ws://far.test:81", "socks4a", "", NET_ERROR_PROXY, "closed the connection" },
};

static void
test_answer (gconstpointer data)
{
  const AnswerCase *c = data;
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_text, (gpointer)c->answer);
  g_autoptr (Client) client = client_new ();

  if (c->proxy != NULL)
    {
      g_free (client->options->proxy);
      client->options->proxy = g_strdup_printf ("%s://127.0.0.1:%u", c->proxy,
                                                server_get_port (server));
    }
  client_dial (client, c->url, server_get_port (server));
  client_assert_failed (client, c->code, c->message);
  g_assert_null (strchr (client->error->message, '\x1b'));
}

/* What a SOCKS proxy answers to the request, by number. */
static const struct
{
  const char *proxy;
  guint8 answer;
  const char *message;
} refusals[] = {
  { "socks5h", 1, "it says that it failed" },
  { "socks5h", 2, "its rules do not allow it" },
  { "socks5h", 3, "it cannot reach that network" },
  { "socks5h", 4, "it cannot reach that host" },
  { "socks5h", 5, "the server refused its connection" },
  { "socks5h", 6, "too many hops" },
  { "socks5h", 7, "it does not make connections" },
  { "socks5h", 8, "this kind of address" },
  { "socks5h", 99, "did not connect to far.test port 81: " },
  { "socks4a", 91, "it refused or failed" },
};

static void
test_socks_refusal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      SocksProxy proxy = { .answer = refusals[i].answer, .target = g_string_new (NULL) };
      g_autoptr (Server) server = server_new ("127.0.0.1", serve_socks_proxy, &proxy);
      g_autoptr (Client) client = client_new ();

      g_free (client->options->proxy);
      client->options->proxy = g_strdup_printf ("%s://127.0.0.1:%u", refusals[i].proxy,
                                                server_get_port (server));
      client_dial (client, "ws://far.test:81", 0);
      client_assert_failed (client, NET_ERROR_PROXY, refusals[i].message);
      g_clear_pointer (&server, server_free);
      g_string_free (proxy.target, TRUE);
    }
}

static void
test_socks_password (void)
{
  SocksProxy proxy = { .user = "u", .password = "right", .target = g_string_new (NULL) };
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_socks_proxy, &proxy);
  g_autoptr (Client) client = client_new ();

  g_free (client->options->proxy);
  client->options->proxy = g_strdup_printf ("socks5h://u:wrong@127.0.0.1:%u",
                                            server_get_port (server));
  client_dial (client, "ws://far.test:81", 0);
  client_assert_failed (client, NET_ERROR_PROXY, "did not accept the user and the password");
  g_assert_null (strstr (client->error->message, "wrong"));
  g_clear_pointer (&server, server_free);
  g_string_free (proxy.target, TRUE);
}

/* What can be refused before anything goes out. */
static void
test_options (void)
{
  g_autoptr (Client) client = client_new ();

  client->options->ca_file = g_strdup ("/nonexistent/ca.pem");
  client_dial (client, "wss://127.0.0.1:%u", 1);
  client_assert_failed (client, NET_ERROR_TLS,
                        "“/nonexistent/ca.pem” cannot be read: No such file");
  g_assert_cmpstr (client->steps->str, ==, "");

  client_dial (client, "ws://127.0.0.1:%u", 1);
  client_assert_failed (client, NET_ERROR_CONNECT, "127.0.0.1 port 1: Connection refused.");

  g_free (client->options->proxy);
  client->options->proxy = g_strdup ("gopher://x");
  client_dial (client, "ws://127.0.0.1:%u", 1);
  client_assert_failed (client, NET_ERROR_PROXY, "“gopher”");
  g_assert_cmpstr (client->steps->str, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/dial-error/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_answer);
    }
  g_test_add_func ("/net/dial-error/socks-refusal", test_socks_refusal);
  g_test_add_func ("/net/dial-error/socks-password", test_socks_password);
  g_test_add_func ("/net/dial-error/options", test_options);
  return g_test_run ();
}
