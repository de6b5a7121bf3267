/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial.h"

static void
test_defaults (void)
{
  g_autoptr (NetDialOptions) options = net_dial_options_new ();

  g_assert_null (options->proxy);
  g_assert_false (options->insecure);
  g_assert_cmpuint (options->timeout_ms, ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (NetDialOptions) options = net_dial_options_new ();
  g_autoptr (NetDialOptions) copy = NULL;
  char **const strings[] = { &options->proxy,     &options->unix_socket, &options->ca_file,
                             &options->cert_file, &options->key_file,    &options->passphrase };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    *strings[i] = g_strdup_printf ("text %u", i);
  options->insecure = TRUE;
  options->timeout_ms = 7;

  copy = net_dial_options_copy (options);
  g_clear_pointer (&options, net_dial_options_free);

  g_assert_cmpstr (copy->proxy, ==, "text 0");
  g_assert_cmpstr (copy->unix_socket, ==, "text 1");
  g_assert_cmpstr (copy->ca_file, ==, "text 2");
  g_assert_cmpstr (copy->cert_file, ==, "text 3");
  g_assert_cmpstr (copy->key_file, ==, "text 4");
  g_assert_cmpstr (copy->passphrase, ==, "text 5");
  g_assert_true (copy->insecure);
  g_assert_cmpuint (copy->timeout_ms, ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/dial-options/defaults", test_defaults);
  g_test_add_func ("/net/dial-options/copy", test_copy);
  return g_test_run ();
}
