/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/buffer-private.h"

#include <glib.h>
#include <string.h>

static void
test_append (void)
{
  WsBuffer buffer = { 0 };
  g_autoptr (GString) expected = g_string_new (NULL);

  for (size_t i = 0; i < 2000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%zu ", i);

      g_string_append (expected, text);
      g_assert_true (ws_buffer_append (&buffer, text, strlen (text)));
    }

  g_assert_cmpmem (buffer.data, buffer.len, expected->str, expected->len);

  ws_buffer_clear (&buffer);
  g_assert_null (buffer.data);
  g_assert_cmpuint (buffer.size, ==, 0);
}

/* Doubling: appending n bytes one at a time moves fewer than 2 n bytes. */
static void
test_growth (void)
{
  WsBuffer buffer = { 0 };
  size_t moved = 0, size = 0;

  for (size_t i = 0; i < 100000; i++)
    {
      g_assert_true (ws_buffer_append (&buffer, "x", 1));
      if (buffer.size != size)
        moved += buffer.len;
      size = buffer.size;
    }

  g_assert_cmpuint (moved, <, 2 * buffer.len);
  g_assert_cmpuint (buffer.size, <=, 2 * buffer.len);
  ws_buffer_clear (&buffer);
}

static void
test_ceiling (void)
{
  WsBuffer buffer = { 0 };

  g_assert_true (ws_buffer_reserve (&buffer, 700, 1000));
  buffer.len = 700;
  g_assert_true (ws_buffer_reserve (&buffer, 1, 1000));
  g_assert_cmpuint (buffer.size, ==, 1000);

  /* what has to be there is there */
  g_assert_true (ws_buffer_reserve (&buffer, 900, 1000));
  g_assert_cmpuint (buffer.size, ==, 1600);
  ws_buffer_clear (&buffer);
}

static void
test_impossible (void)
{
  WsBuffer buffer = { 0 };

  g_assert_true (ws_buffer_append (&buffer, "bat", 3));
  g_assert_false (ws_buffer_reserve (&buffer, SIZE_MAX, SIZE_MAX));
  g_assert_cmpmem (buffer.data, buffer.len, "bat", 3);
  g_assert_true (ws_buffer_append (&buffer, NULL, 0));
  ws_buffer_clear (&buffer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/buffer/append", test_append);
  g_test_add_func ("/ws/buffer/growth", test_growth);
  g_test_add_func ("/ws/buffer/ceiling", test_ceiling);
  g_test_add_func ("/ws/buffer/impossible", test_impossible);

  return g_test_run ();
}
