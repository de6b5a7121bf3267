/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "names.h"
#include "tls-server.h"

#include <glib/gstdio.h>
#include <string.h>

/* Everything that one of the cases may want to go through. */
typedef struct
{
  HttpProxy http;
  SocksProxy socks;
  Identity *identity;
  TlsServer *tls_proxy;
  TlsServer *tls;
  Server *proxies[3]; /* http, socks, https */
  Server *servers[2]; /* plain, TLS */
  char *ca_file;
  char *dir;
} Fixture;

typedef struct
{
  const char *name;
  const char *url;   /* ws: the plain server, wss: the one with TLS */
  const char *proxy; /* its port is filled in after the last ":" */
  const char *request;
  const char *target; /* what SOCKS was asked for, without the port */
} ProxyCase;

static const ProxyCase cases[] = {
  { "http", "ws://far.test", "http://127.0.0.1:", "CONNECT far.test:", NULL },
  { "http-tls", "wss://local.test", "http://127.0.0.1:", "CONNECT local.test:", NULL },
  { "http-ipv6", "ws://[::1]", "http://127.0.0.1:", "CONNECT [::1]:", NULL },
  { "http-user", "ws://far.test",
    "http://u%40x:p:q@127.0.0.1:", "Proxy-Authorization: Basic dUB4OnA6cQ==\r\n", NULL },
  { "https", "ws://far.test", "https://127.0.0.1:", "CONNECT far.test:", NULL },
  { "https-tls", "wss://local.test", "https://127.0.0.1:", "CONNECT local.test:", NULL },
  { "socks4", "ws://local.test", "socks4://127.0.0.1:", NULL, "4 127.0.0.1 " },
  { "socks4a", "ws://far.test", "socks4a://127.0.0.1:", NULL, "4a far.test " },
  { "socks5", "ws://local.test", "socks5://127.0.0.1:", NULL, "5 127.0.0.1 " },
  { "socks5h", "ws://far.test", "socks5h://127.0.0.1:", NULL, "5 far.test " },
  { "socks5h-tls", "wss://local.test", "socks5h://127.0.0.1:", NULL, "5 local.test " },
};

static void
set_up (Fixture *f, gconstpointer data)
{
  static const IdentityKind kind = { .name = "server",
                                     .alt_names = "DNS:local.test,IP:127.0.0.1",
                                     .to = 3600 };

  f->http.request = g_string_new (NULL);
  f->socks.target = g_string_new (NULL);
  f->identity = identity_new (&kind, NULL);
  f->dir = g_dir_make_tmp ("net-setup-XXXXXX", NULL);
  f->ca_file = identity_write_certificate (f->identity, f->dir, "ca.pem");

  f->tls = tls_server_new (f->identity, TLS_ECHO);
  f->tls_proxy = tls_server_new (f->identity, TLS_ECHO);
  f->tls_proxy->inner = serve_http_proxy;
  f->tls_proxy->inner_data = &f->http;

  f->proxies[0] = server_new ("127.0.0.1", serve_http_proxy, &f->http);
  f->proxies[1] = server_new ("127.0.0.1", serve_socks_proxy, &f->socks);
  f->proxies[2] = server_new ("127.0.0.1", serve_tls, f->tls_proxy);
  f->servers[0] = server_new ("127.0.0.1", serve_echo, NULL);
  f->servers[1] = server_new ("127.0.0.1", serve_tls, f->tls);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->servers); i++)
    server_free (f->servers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (f->proxies); i++)
    server_free (f->proxies[i]);
  tls_server_free (f->tls);
  tls_server_free (f->tls_proxy);
  identity_free (f->identity);
  g_string_free (f->http.request, TRUE);
  g_string_free (f->socks.target, TRUE);
  g_unlink (f->ca_file);
  g_rmdir (f->dir);
  g_free (f->ca_file);
  g_free (f->dir);
}

static Server *
pick_proxy (Fixture *f, const char *proxy)
{
  if (g_str_has_prefix (proxy, "https:"))
    return f->proxies[2];

  return f->proxies[g_str_has_prefix (proxy, "socks") ? 1 : 0];
}

static void
test_proxy (Fixture *f, gconstpointer data)
{
  const ProxyCase *c = data;
  g_autoptr (Client) client = client_new ();
  Server *server = f->servers[g_str_has_prefix (c->url, "wss:") ? 1 : 0];
  g_autofree char *url = g_strconcat (c->url, ":%u/", NULL);
  g_autofree char *got = NULL;
  g_autofree char *rest = NULL;

  g_free (client->options->proxy);
  client->options->proxy = g_strdup_printf ("%s%u", c->proxy,
                                            server_get_port (pick_proxy (f, c->proxy)));
  client->options->ca_file = g_strdup (f->ca_file);
  client_dial (client, url, server_get_port (server));
  g_assert_no_error (client->error);

  got = client_talk (client, "hello", 5);
  g_assert_cmpstr (got, ==, "hello");
  net_stream_shutdown (client->stream);
  rest = client_talk (client, "", G_MAXSIZE);
  g_assert_cmpstr (rest, ==, "");
  g_clear_pointer (&client->stream, net_stream_free);

  if (c->request != NULL)
    g_assert_nonnull (strstr (f->http.request->str, c->request));
  if (c->target != NULL)
    g_assert_true (g_str_has_prefix (f->socks.target->str, c->target));
  g_assert_cmpuint (server_get_n_served (server), ==, 1);
}

static void
test_socks_user (Fixture *f, gconstpointer data)
{
  g_autoptr (Client) client = client_new ();

  f->socks.user = "user@x";
  f->socks.password = "pass:word";
  g_free (client->options->proxy);
  client->options->proxy = g_strdup_printf ("socks5h://user%%40x:pass%%3Aword@127.0.0.1:%u",
                                            server_get_port (f->proxies[1]));
  client_dial (client, "ws://far.test:%u", server_get_port (f->servers[0]));
  g_assert_no_error (client->error);
  g_clear_pointer (&client->stream, net_stream_free);
}

/* Proxies that nobody asked for are not used, whatever the environment says. */
static void
test_no_proxy (Fixture *f, gconstpointer data)
{
  g_autoptr (Client) client = client_new ();

  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  client_dial (client, "ws://127.0.0.1:%u", server_get_port (f->servers[0]));
  g_assert_no_error (client->error);
  g_clear_pointer (&client->options->proxy, g_free);
  client_dial (client, "ws://127.0.0.1:%u", server_get_port (f->servers[0]));
  client_assert_failed (client, NET_ERROR_PROXY, "127.0.0.1 port 1");
  g_unsetenv ("http_proxy");
}

static int
choose_protocol (SSL *ssl,
                 const guchar **out,
                 guchar *out_len,
                 const guchar *in,
                 guint in_len,
                 void *ours)
{
  const guchar *wanted = ours;

  return SSL_select_next_proto ((guchar **)out, out_len, wanted, wanted[0] + 1U, in, in_len) ==
             OPENSSL_NPN_NEGOTIATED
           ? SSL_TLSEXT_ERR_OK
           : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void
dial_protocol (Fixture *f, Client *client, const char *protocol)
{
  SSL_CTX_set_alpn_select_cb (f->tls->context, choose_protocol, (gpointer)protocol);
  client->options->ca_file = g_strdup (f->ca_file);
  client_dial (client, "wss://127.0.0.1:%u", server_get_port (f->servers[1]));
}

static void
test_protocol (Fixture *f, gconstpointer data)
{
  g_autoptr (Client) client = client_new ();

  dial_protocol (f, client, "\x08http/1.1");
  g_assert_no_error (client->error);
  client_assert_steps (client, "ALPN http/1.1.  {\"version\":\"TLSv1.3\",\"cipher\":\"TLS_");
  g_clear_pointer (&client->stream, net_stream_free);
}

static void
test_http2_only (Fixture *f, gconstpointer data)
{
  g_autoptr (Client) client = client_new ();

  dial_protocol (f, client, "\x02h2");
  client_assert_failed (client, NET_ERROR_TLS, "does not offer HTTP/1.1");
}

static void
require_client_certificate (Fixture *f, const Identity *trusted, int version)
{
  SSL_CTX_set_verify (f->tls->context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
  X509_STORE_add_cert (SSL_CTX_get_cert_store (f->tls->context), trusted->certificate);
  SSL_CTX_set_max_proto_version (f->tls->context, version);
}

/* With TLS 1.3 the server's refusal comes after the handshake. */
static void
assert_refused (Client *client, const char *part)
{
  if (client->stream != NULL)
    {
      g_autofree char *got = client_talk (client, "", 1);

      g_assert_cmpstr (got, ==, "");
      g_clear_pointer (&client->stream, net_stream_free);
    }
  client_assert_failed (client, NET_ERROR_TLS, part);
}

static void
test_client_certificate (Fixture *f, gconstpointer data)
{
  static const IdentityKind kind = { .name = "client", .to = 3600 };
  g_autoptr (Identity) known = identity_new (&kind, NULL);
  g_autoptr (Identity) unknown = identity_new (&kind, NULL);
  g_autofree char *store = identity_write_pkcs12 (known, f->dir, "known.p12", "secret");
  g_autofree char *other = identity_write_pkcs12 (unknown, f->dir, "unknown.p12", "secret");
  g_autoptr (Client) client = client_new ();
  g_autofree char *got = NULL;

  require_client_certificate (f, known, GPOINTER_TO_INT (data));
  client->options->ca_file = g_strdup (f->ca_file);
  client_dial (client, "wss://127.0.0.1:%u", server_get_port (f->servers[1]));
  assert_refused (client, "client certificate");

  client->options->passphrase = g_strdup ("secret");
  client->options->cert_file = g_strdup (other);
  client_dial (client, "wss://127.0.0.1:%u", server_get_port (f->servers[1]));
  assert_refused (client, "client certificate");

  g_free (client->options->cert_file);
  client->options->cert_file = g_strdup (store);
  client_dial (client, "wss://127.0.0.1:%u", server_get_port (f->servers[1]));
  g_assert_no_error (client->error);
  got = client_talk (client, "hello", 5);
  g_assert_cmpstr (got, ==, "hello");
  g_clear_pointer (&client->stream, net_stream_free);

  g_unlink (store);
  g_unlink (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  names_set ("local.test", "127.0.0.1"); /* far.test is known to no one here */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/dial-setup/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_proxy, tear_down);
    }
  g_test_add ("/net/dial-setup/socks-user", Fixture, NULL, set_up, test_socks_user, tear_down);
  g_test_add ("/net/dial-setup/no-proxy", Fixture, NULL, set_up, test_no_proxy, tear_down);
  g_test_add ("/net/dial-setup/protocol", Fixture, NULL, set_up, test_protocol, tear_down);
  g_test_add ("/net/dial-setup/http2-only", Fixture, NULL, set_up, test_http2_only, tear_down);
  g_test_add ("/net/dial-setup/client-certificate/1.2", Fixture, GINT_TO_POINTER (TLS1_2_VERSION),
              set_up, test_client_certificate, tear_down);
  g_test_add ("/net/dial-setup/client-certificate/1.3", Fixture, GINT_TO_POINTER (TLS1_3_VERSION),
              set_up, test_client_certificate, tear_down);
  return g_test_run ();
}
