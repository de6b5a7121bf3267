/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/zlib-private.h"

#include <glib.h>

static void
test_window_bits (void)
{
  g_assert_cmpint (ws_zlib_window_bits (0), ==, 15);
  g_assert_cmpint (ws_zlib_window_bits (8), ==, 9);
  g_assert_cmpint (ws_zlib_window_bits (UINT8_MAX), ==, 15);
  for (uint8_t bits = 9; bits <= 15; bits++)
    g_assert_cmpint (ws_zlib_window_bits (bits), ==, bits);
}

static void
test_init (void)
{
  z_stream z;

  ws_zlib_init (&z);
  g_assert_cmpint (deflateInit (&z, 1), ==, Z_OK);
  g_assert_cmpint (deflateEnd (&z), ==, Z_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/zlib/window-bits", test_window_bits);
  g_test_add_func ("/ws/zlib/init", test_init);

  return g_test_run ();
}
