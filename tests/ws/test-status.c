/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/status.h"

#include <glib.h>
#include <string.h>

static const struct
{
  const char *name;
  WsStatus status;
  uint16_t close_code;
} known[] = {
  { "bad-accept", WS_ERROR_BAD_ACCEPT, 1002 },
  { "reserved-bit", WS_ERROR_RESERVED_BIT, 1002 },
  { "close-code", WS_ERROR_CLOSE_CODE, 1002 },
  { "close-reason", WS_ERROR_CLOSE_REASON, 1007 },
  { "utf8", WS_ERROR_UTF8, 1007 },
  { "inflate", WS_ERROR_INFLATE, 1007 },
  { "message-too-large", WS_ERROR_MESSAGE_TOO_LARGE, 1009 },
  { "frame-too-large", WS_ERROR_FRAME_TOO_LARGE, 1009 },
  { "too-many-fragments", WS_ERROR_TOO_MANY_FRAGMENTS, 1009 },
  { "memory", WS_ERROR_MEMORY, 1011 },
  { "ping-timeout", WS_ERROR_PING_TIMEOUT, 1011 },
};

static void
test_known (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_cmpstr (ws_status_get_name (known[i].status), ==, known[i].name);
      g_assert_cmpuint (ws_status_get_close_code (known[i].status), ==, known[i].close_code);
    }
}

static gboolean
may_fail_with (uint16_t code)
{
  return code == 1002 || code == 1007 || code == 1009 || code == 1011;
}

/* Every status has a name of its own, a sentence and a code, and so has a number beyond them. */
static void
test_all (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int status = 0; status <= WS_N_STATUS; status++)
    {
      const char *name = ws_status_get_name ((WsStatus)status);
      const char *text = ws_status_get_text ((WsStatus)status);

      g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen (name));
      g_assert_true (g_hash_table_add (names, (gpointer)name));
      g_assert_true (g_ascii_isupper (text[0]));
      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_true (may_fail_with (ws_status_get_close_code ((WsStatus)status)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/status/known", test_known);
  g_test_add_func ("/ws/status/all", test_all);

  return g_test_run ();
}
