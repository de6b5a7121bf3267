/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/deflater-private.h"

#include "ws/inflater-private.h"

#include "kit.h"

#include <string.h>

#define LONGEST 70000

/* What is in @out inflates to @text in a window of @bits, after what came before. */
static void
assert_inflates (WsInflater *inflater, const WsBuffer *out, const void *text, size_t len)
{
  WsBuffer back = { 0 };

  g_assert_cmpint (ws_inflater_feed (inflater, out->data, out->len, LONGEST, &back), ==, WS_OK);
  g_assert_cmpint (ws_inflater_end_message (inflater, LONGEST, &back), ==, WS_OK);
  g_assert_cmpmem (back.data, back.len, text, len);
  ws_buffer_clear (&back);
}

static void
fill (uint8_t *data, size_t len, bool is_random)
{
  kit_random (data, len, NULL);
  for (size_t i = 0; !is_random && i < len; i++)
    data[i] = "abcd"[data[i] % 4];
}

static void
run_rounds (uint8_t bits, bool takes_over)
{
  static const size_t lengths[] = { 1, 2, 5, 125, 1000, 1000, 4096, 65536, LONGEST, 3 };
  g_autofree uint8_t *data = g_malloc (LONGEST);
  WsDeflater *deflater = ws_deflater_new (bits);
  WsInflater *inflater = ws_inflater_new (bits);
  WsBuffer out = { 0 };

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (lengths); i++)
    {
      size_t len = lengths[i / 2];

      fill (data, len, i % 2 == 0);
      g_assert_cmpint (ws_deflater_write (deflater, data, len, &out), ==, WS_OK);
      if (!takes_over)
        {
          ws_deflater_forget (deflater);
          ws_inflater_forget (inflater);
        }
      assert_inflates (inflater, &out, data, len);
    }

  ws_deflater_free (deflater);
  ws_inflater_free (inflater);
  ws_buffer_clear (&out);
}

static void
test_rounds (void)
{
  static const uint8_t bits[] = { 0, 9, 10, 15 };

  for (size_t i = 0; i < G_N_ELEMENTS (bits); i++)
    {
      run_rounds (bits[i], true);
      run_rounds (bits[i], false);
    }
}

static void
test_window (void)
{
  static const char text[] = "{\"op\":\"subscribe\",\"channel\":\"trades\",\"symbol\":\"BTC\"}";
  WsDeflater *deflater = ws_deflater_new (0);
  WsBuffer out = { 0 };
  size_t first;

  g_assert_cmpint (ws_deflater_write (deflater, (const uint8_t *)text, strlen (text), &out), ==,
                   WS_OK);
  first = out.len;
  g_assert_cmpuint (first, <, strlen (text));

  /* the second time it is known; forgotten, it is as the first time */
  g_assert_cmpint (ws_deflater_write (deflater, (const uint8_t *)text, strlen (text), &out), ==,
                   WS_OK);
  g_assert_cmpuint (out.len, <, first / 2);
  ws_deflater_forget (deflater);
  g_assert_cmpint (ws_deflater_write (deflater, (const uint8_t *)text, strlen (text), &out), ==,
                   WS_OK);
  g_assert_cmpuint (out.len, ==, first);

  ws_deflater_free (deflater);
  ws_buffer_clear (&out);
}

static void
test_can (void)
{
  g_assert_true (ws_deflater_can (0));
  g_assert_false (ws_deflater_can (8));
  for (uint8_t bits = 9; bits <= 15; bits++)
    g_assert_true (ws_deflater_can (bits));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/deflater/rounds", test_rounds);
  g_test_add_func ("/ws/deflater/window", test_window);
  g_test_add_func ("/ws/deflater/can", test_can);

  return g_test_run ();
}
