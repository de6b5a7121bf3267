/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-format.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *shown;   /* what was laid out, as far as it goes */
  const char *problem; /* NULL: none */
  gsize offset;        /* of the problem */
} Case;

static const Case cases[] = {
  { "{}", "{}", NULL, 0 },
  { " [ ] ", "[]", NULL, 0 },
  { "{\"a\":1}", "{\n  \"a\": 1\n}", NULL, 0 },
  { "{\"a\" : [1 , 2],\"a\":{}}", "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"a\": {}\n}", NULL, 0 },
  { "[1.00000000000000000001,-0,1e+5,1E-5,0.5]",
    "[\n  1.00000000000000000001,\n  -0,\n  1e+5,\n  1E-5,\n  0.5\n]", NULL, 0 },
  { "[true,false,null,NaN,-Infinity,Infinity]",
    "[\n  true,\n  false,\n  null,\n  NaN,\n  -Infinity,\n  Infinity\n]", NULL, 0 },
  { "\"a\\\"{b\\\\\"", "\"a\\\"{b\\\\\"", NULL, 0 },
  { "[\"\t\xff\"]", "[\n  \"\t\xff\"\n]", NULL, 0 },
  { "42", "42", NULL, 0 },
  { "42[\"a\"]", "42\n[\n  \"a\"\n]", NULL, 0 },
  { "{}\n{}", "{}\n{}", NULL, 0 },
  { "{}\x1e[]\x1e", "{}\x1e\n[]\x1e", NULL, 0 },
  { "\x1e{}\n\x1e{}", "\x1e{}\x1e\n{}", NULL, 0 },
  { "\xef\xbb\xbf{}", "\xef\xbb\xbf{}", NULL, 0 },
  { "", "", "A value is expected here", 0 },
  { "\xef\xbb{}", "\xef\xbb", "A value is expected here", 2 },
  { "hello", "", "A value is expected here", 0 },
  { "truth", "tru", "This is neither true, false nor null", 3 },
  { "[nul]", "[\n  nul", "This is neither true, false nor null", 4 },
  { "[truely]", "[\n  true", "This is neither true, false nor null", 5 },
  { "[01]", "[\n  0", "This is no number in JSON", 2 },
  { "[1.]", "[\n  1.", "This is no number in JSON", 3 },
  { "[-]", "[\n  -", "This is no number in JSON", 2 },
  { "[1e]", "[\n  1e", "This is no number in JSON", 3 },
  { "[1,]", "[\n  1,", "A value is expected here", 3 },
  { "[1 2]", "[\n  1", "A comma or ] is expected here", 3 },
  { "{\"a\" 1}", "{\n  \"a\"", "A colon is expected after the name", 5 },
  { "{\"a\":1 \"b\"}", "{\n  \"a\": 1", "A comma or } is expected here", 7 },
  { "{a:1}", "{", "A name in double quotes is expected here", 1 },
  { "{\"a\":1,}", "{\n  \"a\": 1,", "A name in double quotes is expected here", 7 },
  { "[1}", "[\n  1", "A comma or ] is expected here", 2 },
  { "{]", "{", "A name in double quotes is expected here", 1 },
  { "]", "", "A value is expected here", 0 },
  { "[1]]", "[\n  1\n]", "A value is expected here", 3 },
  { "[\"a]", "[\n  \"a]", "The text ends before the value does", 4 },
  { "{\"a\":", "{\n  \"a\": ", "The text ends before the value does", 5 },
  { "[\x1e]", "[", "A value is expected here", 1 },
};

static void
check (const Case *test, gsize piece)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (BaseJsonFormat) format = base_json_format_new (base_json_append_part, out);
  gsize len = strlen (test->text);

  for (gsize i = 0; i < len; i += piece)
    base_json_format_feed (format, test->text + i, MIN (piece, len - i));

  g_assert_cmpint (base_json_format_end (format), ==, test->problem == NULL);
  g_assert_cmpstr (out->str, ==, test->shown);
  g_assert_cmpstr (base_json_format_get_problem (format), ==, test->problem);
  g_assert_cmpuint (base_json_format_get_offset (format), ==,
                    test->problem != NULL ? test->offset : len);
}

/* However the text is cut, what comes out is the same. */
static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      for (gsize piece = 1; piece < 8; piece++)
        check (&cases[i], piece);
      check (&cases[i], 4096);
    }
}

static void
test_nul (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (BaseJsonFormat) format = base_json_format_new (base_json_append_part, out);

  g_assert_true (base_json_format_feed (format, "{}\0", 3));
  g_assert_true (base_json_format_end (format));
  g_assert_cmpmem (out->str, out->len, "{}\0", 3);
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (BASE_JSON_DEPTH_MAX + 1, '[');
  g_autoptr (BaseJsonFormat) format = base_json_format_new (NULL, NULL);

  g_assert_false (base_json_format_feed (format, deep, BASE_JSON_DEPTH_MAX + 1));
  g_assert_cmpuint (base_json_format_get_offset (format), ==, BASE_JSON_DEPTH_MAX);
}

/* What the indentation adds to one byte is bounded. */
static void
test_indent (void)
{
  g_autofree char *deep = g_strnfill (BASE_JSON_DEPTH_MAX, '[');
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (BaseJsonFormat) format = base_json_format_new (base_json_append_part, out);

  g_assert_true (base_json_format_feed (format, deep, BASE_JSON_DEPTH_MAX));
  g_assert_cmpuint (out->len, <=, BASE_JSON_DEPTH_MAX * (2UL + 2UL * BASE_JSON_INDENT_MAX));
}

static void
test_looks_like (void)
{
  static const struct
  {
    const char *text;
    gboolean looks;
  } texts[] = {
    { "{", TRUE },      { " \n[", TRUE },   { "\x1e{}", TRUE }, { "\xef\xbb\xbf{", TRUE },
    { "hello", FALSE }, { "42[1]", FALSE }, { "", FALSE },      { "  ", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (base_json_looks_like (texts[i].text, strlen (texts[i].text)), ==,
                     texts[i].looks);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-format/cases", test_cases);
  g_test_add_func ("/base/json-format/nul", test_nul);
  g_test_add_func ("/base/json-format/depth", test_depth);
  g_test_add_func ("/base/json-format/indent", test_indent);
  g_test_add_func ("/base/json-format/looks-like", test_looks_like);

  return g_test_run ();
}
