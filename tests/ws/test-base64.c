/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/base64-private.h"

#include <glib.h>
#include <string.h>

#define LONGEST 64

static void
test_write (void)
{
  uint8_t data[LONGEST];
  char text[WS_BASE64_LEN (LONGEST) + 1];

  for (size_t i = 0; i < sizeof data; i++)
    data[i] = (uint8_t)(i * 37 + 251);

  for (size_t len = 0; len <= sizeof data; len++)
    {
      g_autofree char *expected = g_base64_encode (data, len);

      ws_base64_write (data, len, text);
      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpuint (strlen (text), ==, WS_BASE64_LEN (len));
      g_assert_true (ws_base64_is_of_len (text, len));
      g_assert_false (ws_base64_is_of_len (text, len + 1));
    }
}

static const struct
{
  const char *text;
  bool is_key;
} keys[] = {
  { "dGhlIHNhbXBsZSBub25jZQ==", true },
  { "AAAAAAAAAAAAAAAAAAAAAA==", true },
  { "", false },
  { "dGhlIHNhbXBsZSBub25jZQ", false },
  { "dGhlIHNhbXBsZSBub25jZQ=", false },
  { "dGhlIHNhbXBsZSBub25jZQ==x", false },
  { "dGhlIHNhbXBsZSBub25jZR==", false },
  { "dGhlIHNhbXBsZSBub25j", false },
  { "dGhlIHNh*XBsZSBub25jZQ==", false },
  { "dGhlIHNhbXBsZSBub25jZQ===", false },
};

static void
test_is_of_len (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (ws_base64_is_of_len (keys[i].text, 16) == keys[i].is_key);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/base64/write", test_write);
  g_test_add_func ("/ws/base64/is-of-len", test_is_of_len);

  return g_test_run ();
}
