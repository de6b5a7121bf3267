/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-beautify.h"

typedef struct
{
  const char *text;
  const char *laid_out; /* NULL: a problem */
} Case;

static const Case cases[] = {
  { "", "" },
  { "1.50", "1.50" },
  { "{\"b\":1,\"a\":[1E5,{}]}", "{\n  \"b\": 1,\n  \"a\": [\n    1E5,\n    {}\n  ]\n}" },
  { "{\"a\":\"\\u00e9{\"}", "{\n  \"a\": \"\\u00e9{\"\n}" },
  { "{{ a }}", "{{ a }}" },
  { "{\"a\":{{ x | f(\"}\") }},\"b\":1{{ y }}2}",
    "{\n  \"a\": {{ x | f(\"}\") }},\n  \"b\": 1{{ y }}2\n}" },
  { "{ {{ k }} :1}", "{\n  {{ k }}: 1\n}" },
  { "[\"x {{ y[\"z\"] }} w\"]", "[\n  \"x {{ y[\"z\"] }} w\"\n]" },
  { "[\"{{ a }}{{ b }}\"]", "[\n  \"{{ a }}{{ b }}\"\n]" },
  { "[\"open {{ only\"]", "[\n  \"open {{ only\"\n]" },
  { "[1,]", NULL },
  { "{% if a %}[1]{% endif %}", NULL },
  { "[\"\\\"{{ a }}\"]", "[\n  \"\\\"{{ a }}\"\n]" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *laid_out = app_json_beautify (cases[i].text, &error);
      g_autofree char *again = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (laid_out, ==, cases[i].laid_out);
      if (laid_out == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          continue;
        }
      again = app_json_beautify (laid_out, NULL);
      g_assert_cmpstr (again, ==, laid_out);
    }
}

static void
test_names_the_line (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (app_json_beautify ("[\n1\n2]", &error));
  g_assert_true (g_str_has_prefix (error->message, "Line 3: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/json-beautify/cases", test_cases);
  g_test_add_func ("/app/json-beautify/names-the-line", test_names_the_line);

  return g_test_run ();
}
