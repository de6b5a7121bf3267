/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/config.h"

#include <glib.h>

/* The numbers are promises of the header. */
static void
test_defaults (gconstpointer data)
{
  WsRole role = (WsRole)GPOINTER_TO_INT (data);
  WsConfig config;

  ws_config_init (&config, role);

  g_assert_cmpint (config.role, ==, role);
  g_assert_cmpuint (config.limits.head.max_bytes, ==, 65536);
  g_assert_cmpuint (config.limits.head.max_headers, ==, 256);
  g_assert_cmpuint (config.limits.max_body, ==, 1048576);
  g_assert_cmpuint (config.limits.max_message, ==, 67108864);
  g_assert_cmpuint (config.limits.max_frame, ==, 67108864);
  g_assert_cmpuint (config.limits.max_fragments, ==, 1000000);
  g_assert_cmpuint (config.limits.max_output, ==, 134217728);
  g_assert_cmpuint (config.deflate_from, ==, 128);
  g_assert_cmpuint (config.handshake_timeout, ==, 30 * WS_SECOND);
  g_assert_cmpuint (config.close_timeout, ==, 5 * WS_SECOND);
  g_assert_cmpuint (config.ping_interval, ==, 0);
  g_assert_cmpuint (config.ping_timeout, ==, 0);
  g_assert_true (config.use_deflate);
  g_assert_true (config.auto_pong);
  g_assert_null (config.fill_random);
}

static void
test_offer (void)
{
  WsConfig config;
  char text[160];

  ws_config_init (&config, WS_ROLE_CLIENT);
  ws_deflate_params_write (&config.deflate, text, sizeof text);
  g_assert_cmpstr (text, ==, "permessage-deflate; client_max_window_bits");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/ws/config/client", GINT_TO_POINTER (WS_ROLE_CLIENT), test_defaults);
  g_test_add_data_func ("/ws/config/server", GINT_TO_POINTER (WS_ROLE_SERVER), test_defaults);
  g_test_add_func ("/ws/config/offer", test_offer);

  return g_test_run ();
}
