/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "names.h"
#include "tls-server.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_plain (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  g_autoptr (Client) client = client_new ();
  g_autofree char *end =
    g_strdup_printf ("\"address\":\"127.0.0.1\",\"port\":%u,\"state\":\"connected\"}\n",
                     server_get_port (server));

  client_dial (client, "ws://local.test:%u", server_get_port (server));
  g_assert_no_error (client->error);
  client_assert_steps (client, "resolve Resolved local.test to 127.0.0.1.\n"
                               "connect Connecting to 127.0.0.1 port \n"
                               "connect Connected to 127.0.0.1 port ");
  g_assert_true (g_str_has_suffix (client->steps->str, end));
  g_clear_pointer (&client->stream, net_stream_free);
}

/* An address that refuses is told, and then the other family is tried. */
static void
test_attempts (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  g_autoptr (Client) client = client_new ();

  client_dial (client, "ws://both.test:%u", server_get_port (server));
  g_assert_no_error (client->error);
  client_assert_steps (client, "connect Connecting to ::1 port \n"
                               "connect Connecting to 127.0.0.1 port \n"
                               "connect Connected to 127.0.0.1 port ");
  g_clear_pointer (&client->stream, net_stream_free);

  client_dial (client, "ws://both.test:%u", 1);
  client_assert_failed (
    client, NET_ERROR_CONNECT,
    "Could not connect to both.test port 1 (tried ::1 port 1, 127.0.0.1 port 1): ");
  client_assert_steps (client,
                       "connect Connecting to 127.0.0.1 port 1.\n"
                       "connect Could not connect to 127.0.0.1 port 1: Connection refused.");
}

static void
test_unix_socket (void)
{
  g_autofree char *dir = g_dir_make_tmp ("net-steps-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "s ocket", NULL);
  g_autoptr (Server) server = server_new (path, serve_echo, NULL);
  g_autoptr (Client) client = client_new ();
  g_autofree char *steps = g_strdup_printf ("connect Connecting to %s.\nconnect Connected to %s.",
                                            path, path);
  g_autofree char *got = NULL;

  client->options->unix_socket = g_strdup (path);
  g_clear_pointer (&client->options->proxy, g_free);
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  client_dial (client, "ws://unknown.test/", 0);
  g_unsetenv ("http_proxy");
  g_assert_no_error (client->error);
  client_assert_steps (client, steps);
  got = client_talk (client, "hello", 5);
  g_assert_cmpstr (got, ==, "hello");

  g_clear_pointer (&client->stream, net_stream_free);
  g_clear_pointer (&server, server_free);
  g_rmdir (dir);
}

/* All that a dial may tell, and in which order; the proxy's password is not among it. */
static void
test_proxy_and_tls (void)
{
  static const IdentityKind kind = { .name = "server", .alt_names = "DNS:far.test", .to = 3600 };
  g_autoptr (Identity) identity = identity_new (&kind, NULL);
  g_autoptr (TlsServer) tls = tls_server_new (identity, TLS_ECHO);
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_tls, tls);
  HttpProxy proxy = { .credentials = "Basic dXNlcjpzZWNyZXQ=", .request = g_string_new (NULL) };
  g_autoptr (Server) proxy_server = server_new ("127.0.0.1", serve_http_proxy, &proxy);
  g_autoptr (Client) client = client_new ();

  client->options->insecure = TRUE;
  g_free (client->options->proxy);
  client->options->proxy = g_strdup_printf ("http://user:secret@local.test:%u",
                                            server_get_port (proxy_server));
  client_dial (client, "wss://far.test:%u", server_get_port (server));
  g_assert_no_error (client->error);
  client_assert_steps (client, "resolve Resolved local.test to 127.0.0.1.\n"
                               "connect Connecting to 127.0.0.1 port \n"
                               "connect Connected to 127.0.0.1 port \n"
                               " was asked: CONNECT far.test:\n"
                               " answered: HTTP/1.1 200 Connection established\n"
                               "tls TLSv1.3 with TLS_\n"
                               "certificate Certificate 1 of 1 of far.test: CN=server, ");
  g_assert_null (strstr (client->steps->str, "secret"));
  g_assert_null (strstr (client->steps->str, "dXNlcjpzZWNyZXQ"));

  g_clear_pointer (&client->stream, net_stream_free);
  g_clear_pointer (&server, server_free);
  g_clear_pointer (&proxy_server, server_free);
  g_string_free (proxy.request, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  names_set ("local.test", "127.0.0.1");
  names_set ("both.test", "::1,127.0.0.1");
  g_test_add_func ("/net/dial-steps/plain", test_plain);
  g_test_add_func ("/net/dial-steps/attempts", test_attempts);
  g_test_add_func ("/net/dial-steps/unix-socket", test_unix_socket);
  g_test_add_func ("/net/dial-steps/proxy-and-tls", test_proxy_and_tls);
  return g_test_run ();
}
