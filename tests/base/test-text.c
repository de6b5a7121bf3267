/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

static void
test_visible (void)
{
  static const struct
  {
    const char *data;
    gsize len;
    gboolean keep_lines;
    const char *text;
  } cases[] = {
    { "plain π", 8, FALSE, "plain π" },
    { "a\nb\tc\r", 6, FALSE, "a\\nb\\tc\\r" },
    { "a\nb\tc\r", 6, TRUE, "a\nb\tc\\r" },
    { "\x1b[31mred", 8, TRUE, "\\e[31mred" },
    { "a\0b", 3, FALSE, "a\\x00b" },
    { "\x7f\x07", 2, FALSE, "\\x7f\\x07" },
    { "\xc2\x9b"
      "2J",
      4, TRUE, "\\u009b2J" },
    { "\xff\xc3", 2, FALSE, "\\xff\\xc3" },
    { "\xe2\x80\xae"
      "x",
      4, TRUE, "\\u202ex" },
    { "\xed\xa0\x80", 3, FALSE, "\\xed\\xa0\\x80" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      base_text_append_visible (out, cases[i].data, cases[i].len, cases[i].keep_lines);
      g_assert_cmpstr (out->str, ==, cases[i].text);
    }
}

static void
test_line (void)
{
  g_autofree char *whole = base_text_dup_line ("a\nb", 3, 10);
  g_autofree char *cut = base_text_dup_line ("abcdef", 6, 3);
  g_autofree char *between = base_text_dup_line ("aπb", 4, 2);

  g_assert_cmpstr (whole, ==, "a\\nb");
  g_assert_cmpstr (cut, ==, "abc…");
  g_assert_cmpstr (between, ==, "a…");
}

static void
test_hexdump (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  base_text_append_hexdump (out, (const guint8 *)"0123456789abcdef\n\xff", 18, 0x20);
  g_assert_cmpstr (
    out->str, ==,
    "00000020  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
    "00000030  0a ff                                             |..|\n");
}

static void
test_parse_hex (void)
{
  g_autoptr (GBytes) bytes = base_text_parse_hex ("de:AD be\nef");
  g_autoptr (GBytes) empty = base_text_parse_hex ("");

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\xde\xad\xbe\xef", 4);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_assert_null (base_text_parse_hex ("abc"));
  g_assert_null (base_text_parse_hex ("0x10"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/visible", test_visible);
  g_test_add_func ("/base/text/line", test_line);
  g_test_add_func ("/base/text/hexdump", test_hexdump);
  g_test_add_func ("/base/text/parse-hex", test_parse_hex);

  return g_test_run ();
}
