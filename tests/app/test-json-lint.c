/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-lint.h"

#include <string.h>

/* Where the problem is marked by «», which the text does not have; none: no problem. */
typedef struct
{
  const char *text;
  const char *message; /* a part of it */
} Case;

static const Case cases[] = {
  { "", NULL },
  { " \n ", NULL },
  { "1", NULL },
  { "-0.5e+10", NULL },
  { "true", NULL },
  { "\"a\\u00e9\\n\"", NULL },
  { "{\"a\": [1, 2, {\"b\": null}], \"c\": \"ü\"}", NULL },
  { "[]", NULL },
  { "{}", NULL },
  { "«tru»", "expected" },
  { "{\"a\": «tru»}", "true, false, null" },
  { "{\"a\": «'b'»}", "double quotes" },
  { "{«a»: 1}", "name in double quotes" },
  { "{\"a\" «1»}", "colon" },
  { "{\"a\": 1 «\"b\"»: 2}", "comma or }" },
  { "[1 «2»]", "comma or ]" },
  { "[1, 2«,»]", "no comma after it" },
  { "{\"a\": 1«,» }", "no comma after it" },
  { "[1, «,» 2]", "value" },
  { "{\"a\": «}»", "value" },
  { "{\"a\"«}»", "colon" },
  { "[1«}»", "A ]" },
  { "{\"a\": 1«]»", "A }" },
  { "«]»", "never opened" },
  { "«[»1, 2", "not closed" },
  { "[1, «{»\"a\": 1", "not closed" },
  { "[«01»]", "number" },
  { "[«1.»]", "number" },
  { "[«1e»]", "number" },
  { "[«+1»]", "number" },
  { "[«-»]", "number" },
  { "[«//» x]", "comments" },
  { "1 «2»", "Nothing may follow" },
  { "\"a«\\x»\"", "escape" },
  { "\"a«\\u12»\"", "hex" },
  { "«\"abc»", "not closed" },
  { "[«\"abc»\n]", "its line" },
  { "\"a«\t»b\"", "escaped" },
  { "{\"a\":«»", "not closed" },

  /* templates */
  { "{{ _.a }}", NULL },
  { "{\"a\": {{ _.a }}}", NULL },
  { "{ {{ _.name }}: 1 }", NULL },
  { "[{{ a }}, {{ b }}]", NULL },
  { "[{{ a }}{{ b }}]", NULL },
  { "[1{{ a }}, {{ a }}2, -{{ a }}.5]", NULL },
  { "\"x {{ _.x[\"y\"] }} z\"", NULL },
  { "\"not closed {{ but a string\"", NULL },
  { "{# a comment #} [1]", NULL },
  { "[{% for i in l %}{{ i }},{% endfor %}]", NULL },
  { "{% if x %}{ {% endif %}", NULL },
  { "[«{{» x ]", "}}" },
  { "[«{%» x ]", "%}" },
  { "[{{ a }} «1»]", "comma or ]" },
  { "[{% x %} «\"abc»\n]", "its line" },
};

static char *
cut_marks (const char *text, gsize *begin, gsize *end)
{
  const char *open = strstr (text, "«");
  const char *close = strstr (text, "»");

  if (open == NULL)
    return g_strdup (text);

  *begin = (gsize)(open - text);
  *end = (gsize)(close - text) - strlen ("«");

  return g_strdup_printf ("%.*s%.*s%s", (int)(open - text), text,
                          (int)(close - open) - (int)strlen ("«"), open + strlen ("«"),
                          close + strlen ("»"));
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppJsonProblem problem = { 0 };
      gsize begin = 0;
      gsize end = 0;
      g_autofree char *text = cut_marks (cases[i].text, &begin, &end);
      gboolean is_right = app_json_lint (text, strlen (text), &problem);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (is_right, ==, cases[i].message == NULL);
      if (is_right)
        continue;
      g_assert_nonnull (strstr (problem.message, cases[i].message));
      if (begin == end)
        continue;
      g_assert_cmpuint (problem.offset, ==, begin);
      g_assert_cmpuint (problem.offset + problem.len, ==, end);
    }
}

/* Whatever a person types, the place lies within the text. */
static void
test_any_text (void)
{
  static const char alphabet[] = "{}[]{}[],:\"\\ \n{{}}{%%}{##}01.e-tn'/\xc3\xa9";

  for (guint round = 0; round < 20000; round++)
    {
      char text[24];
      gsize len = (gsize)g_test_rand_int_range (0, sizeof text);
      AppJsonProblem problem;

      for (gsize i = 0; i < len; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[len] = '\0';
      if (!g_utf8_validate (text, (gssize)len, NULL) || app_json_lint (text, len, &problem))
        continue;
      g_assert_cmpuint (problem.offset, <=, len);
      g_assert_cmpuint (problem.offset + problem.len, <=, len);
      g_assert_true (g_utf8_validate (text, (gssize)problem.offset, NULL));
      g_assert_nonnull (problem.message);
    }
}

/* No stack and no time that grows with the depth or the number of templates. */
static void
test_deep (void)
{
  const gsize depth = 1000000;
  g_autofree char *text = g_malloc (depth);
  AppJsonProblem problem;

  memset (text, '[', depth);
  g_assert_false (app_json_lint (text, depth, &problem));
  g_assert_cmpuint (problem.offset, ==, depth - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/json-lint/cases", test_cases);
  g_test_add_func ("/app/json-lint/any-text", test_any_text);
  g_test_add_func ("/app/json-lint/deep", test_deep);

  return g_test_run ();
}
