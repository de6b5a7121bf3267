/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/error.h"
#include "exchange/resolve.h"
#include "scratch.h"

static ExchangeRequest *
resolve (const char *settings, WorkspacePreferences *preferences, char **folder, GError **error)
{
  WorkspaceNode *node;
  g_autofree char *yaml = g_strdup_printf ("url: ws://x/\nsettings: {%s}\n", settings);
  g_autoptr (Workspace) workspace = scratch_request_open (yaml, &node);

  if (folder != NULL)
    *folder = g_strdup (workspace_get_folder (workspace));

  return exchange_resolve_request (node, preferences, NULL, error);
}

/* The same as what a connection without any setting has. */
static void
test_built_in (void)
{
  g_autoptr (ExchangeRequest) plain = exchange_request_new ("ws://x/");
  g_autoptr (ExchangeRequest) request = resolve ("", NULL, NULL, NULL);

  g_assert_cmpint (request->compression, ==, plain->compression);
  g_assert_cmpint (request->auto_pong, ==, plain->auto_pong);
  g_assert_cmpint (request->follow_redirects, ==, plain->follow_redirects);
  g_assert_cmpuint (request->connect_timeout, ==, plain->connect_timeout);
  g_assert_cmpuint (request->close_timeout, ==, plain->close_timeout);
  g_assert_cmpuint (request->ping_interval, ==, plain->ping_interval);
  g_assert_cmpuint (request->ping_timeout, ==, plain->ping_timeout);
  g_assert_cmpuint (request->max_message, ==, plain->max_message);
  g_assert_cmpint (request->dial->insecure, ==, plain->dial->insecure);
  g_assert_null (request->dial->proxy);
  g_assert_null (request->dial->ca_file);
  g_assert_null (request->dial->unix_socket);
  g_assert_true (request->sends_cookies);
  g_assert_true (request->stores_cookies);
}

static void
test_everything (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *key_file = NULL;
  g_autoptr (ExchangeRequest) request = resolve (
    "compression: no, auto-pong: off, follow-redirects: yes, connect-timeout: 1, close-timeout: 2, "
    "ping-interval: 3s, ping-timeout: 4000ms, max-message-size: 1KiB, verify: false, "
    "ca-file: tls/ca.pem, cert-file: /abs/cert, key-file: ~/key, passphrase: hush, "
    "proxy: \"socks5://p\", unix-socket: ../s, cookies: {send: false, store: false}",
    NULL, &folder, NULL);

  g_assert_false (request->compression);
  g_assert_false (request->auto_pong);
  g_assert_true (request->follow_redirects);
  g_assert_cmpuint (request->connect_timeout, ==, 1000);
  g_assert_cmpuint (request->close_timeout, ==, 2000);
  g_assert_cmpuint (request->ping_interval, ==, 3000);
  g_assert_cmpuint (request->ping_timeout, ==, 4000);
  g_assert_cmpuint (request->max_message, ==, 1024);
  g_assert_true (request->dial->insecure);
  ca_file = g_build_filename (folder, "tls", "ca.pem", NULL);
  key_file = g_build_filename (g_get_home_dir (), "key", NULL);
  g_assert_cmpstr (request->dial->ca_file, ==, ca_file);
  g_assert_cmpstr (request->dial->cert_file, ==, "/abs/cert");
  g_assert_cmpstr (request->dial->key_file, ==, key_file);
  g_assert_cmpstr (request->dial->passphrase, ==, "hush");
  g_assert_cmpstr (request->dial->proxy, ==, "socks5://p");
  g_assert_true (g_str_has_suffix (request->dial->unix_socket, "/s"));
  g_assert_null (g_strstr_len (request->dial->unix_socket, -1, ".."));
  g_assert_false (request->sends_cookies);
  g_assert_false (request->stores_cookies);
}

static void
test_no_proxy (void)
{
  g_autoptr (ExchangeRequest) request = resolve ("proxy: none", NULL, NULL, NULL);

  g_assert_cmpstr (request->dial->proxy, ==, "");
}

static void
test_preferences (void)
{
  g_autoptr (WorkspacePreferences) preferences = workspace_preferences_new ();
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  workspace_preferences_set (preferences, "ping-interval", "7");
  workspace_preferences_set (preferences, "ping-timeout", "7");
  request = resolve ("ping-timeout: 1", preferences, NULL, NULL);
  g_assert_cmpuint (request->ping_interval, ==, 7000);
  g_assert_cmpuint (request->ping_timeout, ==, 1000);

  workspace_preferences_set (preferences, "ping-interval", "often");
  g_assert_null (resolve ("", preferences, NULL, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
  g_assert_true (g_str_has_prefix (error->message, "Preferences, Ping interval takes "));
  workspace_preferences_set (preferences, "ping-interval", NULL);
}

static void
test_key_without_certificate (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve ("key-file: k", NULL, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "Settings, Private key: "));
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", scratch, TRUE);
  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/resolve-settings/built-in", test_built_in);
  g_test_add_func ("/exchange/resolve-settings/everything", test_everything);
  g_test_add_func ("/exchange/resolve-settings/no-proxy", test_no_proxy);
  g_test_add_func ("/exchange/resolve-settings/preferences", test_preferences);
  g_test_add_func ("/exchange/resolve-settings/key-without-certificate",
                   test_key_without_certificate);

  return g_test_run ();
}
