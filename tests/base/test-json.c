/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

static void
test_string (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "say \"hi\" \\", "\"say \\\"hi\\\" \\\\\"" },
    { "a\nb\tc\rd\be\f", "\"a\\nb\\tc\\rd\\be\\f\"" },
    { "\x01\x0b\x1b\x7f", "\"\\u0001\\u000b\\u001b\\u007f\"" },
    { "π €", "\"π €\"" },
    { "0123456789abcdef\"", "\"0123456789abcdef\\\"\"" },
    { "01234567\t89abcdef", "\"01234567\\t89abcdef\"" },
    { "!#[]~ \xc3\xa2 \x80 !#[]~", "\"!#[]~ \xc3\xa2 \x80 !#[]~\"" },
    { "\xe2\x80\xa8|\xe2\x80\xa9|\xe2\x80\xaa", "\"\\u2028|\\u2029|\xe2\x80\xaa\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      base_json_append_string (out, cases[i].text, -1);
      g_assert_cmpstr (out->str, ==, cases[i].json);
    }
}

static void
test_string_with_nul (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  base_json_append_string (out, "a\0b\xe2", 4);
  g_assert_cmpstr (out->str, ==, "\"a\\u0000b\xe2\"");
}

static void
test_base64 (void)
{
  static const char *const expected[] = { "\"\"", "\"AA==\"", "\"AAE=\"", "\"AAEC\"",
                                          "\"AAECAw==\"" };
  static const guint8 data[] = { 0, 1, 2, 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      base_json_append_base64 (out, data, i);
      g_assert_cmpstr (out->str, ==, expected[i]);
    }
}

static void
test_members (void)
{
  g_autoptr (GString) out = g_string_new ("{");

  base_json_append_member (out, "a", "x");
  base_json_append_member (out, "none", NULL);
  base_json_append_member (out, "bad", "\xff");
  base_json_append_member_int (out, "n", -7);
  g_string_append_c (out, '}');
  g_assert_cmpstr (out->str, ==, "{\"a\":\"x\",\"bad\":\"\xef\xbf\xbd\",\"n\":-7}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/string", test_string);
  g_test_add_func ("/base/json/string-with-nul", test_string_with_nul);
  g_test_add_func ("/base/json/base64", test_base64);
  g_test_add_func ("/base/json/members", test_members);

  return g_test_run ();
}
