/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-view.h"

#include <string.h>

static void
test_layout (void)
{
  static const struct
  {
    guint width;
    const char *text;
    const char *shown; /* NULL: no JSON */
  } cases[] = {
    { 80, "{\"a\":1}", "{\"a\":1}" },
    { 80, "{\"a\": [1, 2]}", "{\"a\": [1, 2]}" },
    { 5, "{\"a\":1}", "{\n  \"a\": 1\n}" },
    { 80, "{\"a\":1,\n\"b\":\"x y\"}", "{\n  \"a\": 1,\n  \"b\": \"x y\"\n}" },
    { 1, "[1,[],{},[{\"k\":null}]]",
      "[\n  1,\n  [],\n  {},\n  [\n    {\n      \"k\": null\n    }\n  ]\n]" },
    { 1, "[ ]", "[]" },
    { 80, "[1.00000000000000000001]", "[1.00000000000000000001]" },
    { 80, "[1,\r2,\t3]", "[1, 2, 3]" },
    { 80, "[\"a]\\\"{\"]", "[\"a]\\\"{\"]" },
    { 80, "[\"\033[31m\"]", "[\"\\e[31m\"]" },
    { 80, "text", NULL },
    { 80, "", NULL },
    { 80, "1", NULL },
    { 80, "\"x\"", NULL },
    { 80, "{\"a\":1", NULL },
    { 80, "[1}", NULL },
    { 80, "]", NULL },
    { 80, "[\"a]", NULL },
    { 80, "[\"a\\", NULL },
    { 80, "{hello world}", NULL },
    { 80, "[INFO] started <x>", NULL },
    { 80, "[1]]", NULL },
  };
  const CliStyle style = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      gboolean is_json;

      g_test_message ("%s", cases[i].text);
      is_json = cli_json_append_readable (out, cases[i].text, strlen (cases[i].text),
                                          cases[i].width, &style);
      g_assert_cmpint (is_json, ==, cases[i].shown != NULL);
      g_assert_cmpstr (out->str, ==, cases[i].shown != NULL ? cases[i].shown : "");
    }
}

static void
test_nul_and_depth (void)
{
  const CliStyle style = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *deep = g_strnfill (100000, '[');

  g_assert_false (cli_json_append_readable (out, "[\0]]", 4, 80, &style));
  g_assert_false (cli_json_append_readable (out, deep, 100000, 80, &style));
}

static void
test_keys_have_a_colour (void)
{
  const CliStyle style = { .has_colours = TRUE };
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_true (cli_json_append_readable (out, "{\"a\" :\"b\"}", 10, 80, &style));
  g_assert_cmpstr (out->str, ==, "{\033[34m\"a\"\033[0m :\"b\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/json-view/layout", test_layout);
  g_test_add_func ("/cli/json-view/nul-and-depth", test_nul_and_depth);
  g_test_add_func ("/cli/json-view/keys-have-a-colour", test_keys_have_a_colour);

  return g_test_run ();
}
