/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-text.h"

#include "app/header-names.h"

#include <string.h>

/* "on name=value|off name=value" */
static char *
dup_shape (const GPtrArray *fields)
{
  GString *out = g_string_new (NULL);

  if (fields == NULL)
    g_string_append (out, "(one cell)");
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const AppField *field = fields->pdata[i];

      g_string_append_printf (out, "%s%s%s=%s", i > 0 ? "|" : "", field->is_enabled ? "" : "off ",
                              field->name, field->value);
    }

  return g_string_free (out, FALSE);
}

static const struct
{
  AppFieldKind kind;
  const char *text;
  const char *shape;
} typed[] = {
  { APP_FIELD_HEADER, "", "" },
  { APP_FIELD_HEADER, "\n\nA: 1\n\n", "A=1" },
  { APP_FIELD_HEADER, "A: 1\nA: 2\na: 3", "A=1|A=2|a=3" },
  { APP_FIELD_HEADER, "A:1", "A=1" },
  { APP_FIELD_HEADER, "A", "A=" },
  { APP_FIELD_HEADER, "A:", "A=" },
  { APP_FIELD_HEADER, "# A: 1\n#B: 2", "off A=1|off B=2" },
  { APP_FIELD_HEADER, "A: http://b:1", "A=http://b:1" },
  { APP_FIELD_HEADER, "A: 1\n 2\n 3", "A=1\n2\n3" },
  { APP_FIELD_HEADER, "  A: 1", "A=1" },
  { APP_FIELD_HEADER, ": 1", "=1" },
  { APP_FIELD_PARAM, "a\\:b: 1", "a:b=1" },
  { APP_FIELD_PARAM, "\\#a: 1", "#a=1" },
  { APP_FIELD_TEXT, "chat.v2\n  chat.v1 \n", "=chat.v2|=chat.v1" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GPtrArray) fields = app_field_text_parse (typed[i].text, typed[i].kind);
      g_autofree char *shape = dup_shape (fields);

      g_assert_cmpstr (shape, ==, typed[i].shape);
    }
}

static const struct
{
  AppFieldKind kind;
  const char *text;
  const char *shape;
} pasted[] = {
  { APP_FIELD_HEADER, "hello", "(one cell)" },
  { APP_FIELD_HEADER, "hello there: x", "(one cell)" },
  { APP_FIELD_HEADER, "A: 1", "A=1" },
  { APP_FIELD_HEADER, "A: 1\r\n  B:   2  \r\n", "A=1|B=2" },
  { APP_FIELD_HEADER, "A: 1\nno header", "(one cell)" },
  { APP_FIELD_HEADER, "GET /x HTTP/1.1\r\nHost: a\r\nB: 2\r\n\r\n", "Host=a|B=2" },
  { APP_FIELD_HEADER, ":authority: a\naccept: */*", "accept=*/*" },
  { APP_FIELD_HEADER, "curl 'http://a' -H 'A: 1' -HB:2 --header \"C: 'x'\" --compressed",
    "A=1|B=2|C='x'" },
  { APP_FIELD_HEADER, "  -H 'A: 1' \\\n  -H $'B: 2' \\\n", "A=1|B=2" },
  { APP_FIELD_HEADER, "curl -b 'a=1; b=2' -A me -H 'A: 1' -e",
    "Cookie=a=1; b=2|User-Agent=me|A=1" },
  { APP_FIELD_HEADER, "-H 'A: 1", "(one cell)" },
  { APP_FIELD_PARAM, "a=1&b=2", "a=1|b=2" },
  { APP_FIELD_PARAM, "?a=1&b=x%20y+z&c", "a=1|b=x y z|c=" },
  { APP_FIELD_PARAM, "wss://h/p?a=1&a=2#f", "a=1|a=2" },
  { APP_FIELD_PARAM, "wss://h/p", "(one cell)" },
  { APP_FIELD_PARAM, "a=%ff", "a=%ff" },
  { APP_FIELD_PARAM, "a=%2541&b=100%25", "a=%2541|b=100%" },
  { APP_FIELD_PARAM, "a: 1\nb: 2=3", "a=1|b=2=3" },
  { APP_FIELD_PARAM, "a=1\nb=2", "a=1|b=2" },
  { APP_FIELD_PARAM, "just words", "(one cell)" },
  { APP_FIELD_TEXT, "chat.v1", "(one cell)" },
  { APP_FIELD_TEXT, "chat.v2, chat.v1", "=chat.v2|=chat.v1" },
};

static void
test_paste (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autoptr (GPtrArray) fields = app_field_text_parse_paste (pasted[i].text, pasted[i].kind);
      g_autofree char *shape = dup_shape (fields);

      g_assert_cmpstr (shape, ==, pasted[i].shape);
    }
}

static void
test_paste_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len <= APP_FIELD_TEXT_MAX)
    g_string_append (text, "A: 1\n");
  g_assert_null (app_field_text_parse_paste (text->str, APP_FIELD_HEADER));
}

static char *
dup_random (GRand *rand)
{
  static const char alphabet[] = "ab:#\\ \tn\n\r=\"'";
  GString *out = g_string_new (NULL);
  const gint len = g_rand_int_range (rand, 0, 6);

  for (gint i = 0; i < len; i++)
    g_string_append_c (out, alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)]);

  return g_string_free (out, FALSE);
}

/* Whatever stands in the cells comes back. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (
        (GDestroyNotify)app_field_free);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) again = NULL;

      for (gint i = g_rand_int_range (rand, 1, 4); i > 0; i--)
        {
          g_autofree char *name = dup_random (rand);
          g_autofree char *value = dup_random (rand);
          AppField *field = app_field_new (name, value, g_rand_boolean (rand));

          g_ptr_array_add (fields, field);
          app_field_text_append (text, APP_FIELD_PARAM, name, value, field->is_enabled);
        }
      again = app_field_text_parse (text->str, APP_FIELD_PARAM);
      g_assert_cmpuint (again->len, ==, fields->len);
      for (guint i = 0; i < fields->len; i++)
        {
          const AppField *a = fields->pdata[i];
          const AppField *b = again->pdata[i];

          g_assert_cmpstr (a->name, ==, b->name);
          g_assert_cmpstr (a->value, ==, b->value);
          g_assert_cmpint (a->is_enabled, ==, b->is_enabled);
        }
    }
}

static void
test_checks (void)
{
  g_assert_null (app_field_check_header_name ("X-Client_1.2~"));
  g_assert_nonnull (app_field_check_header_name (""));
  g_assert_nonnull (app_field_check_header_name ("a b"));
  g_assert_nonnull (app_field_check_header_name ("a:"));
  g_assert_nonnull (app_field_check_header_name ("naïve"));
  g_assert_null (app_field_check_header_value (""));
  g_assert_null (app_field_check_header_value ("a\tb ü"));
  g_assert_nonnull (app_field_check_header_value ("a\nb"));
  g_assert_nonnull (app_field_check_header_value ("a\rb"));
  g_assert_nonnull (app_field_check_header_value ("a\033b"));
  g_assert_null (app_field_check_subprotocol ("graphql-transport-ws"));
  g_assert_nonnull (app_field_check_subprotocol ("a, b"));
  g_assert_nonnull (app_field_check_subprotocol (""));
}

static void
test_names (void)
{
  const char *const *names = app_header_names_list ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_null (app_field_check_header_name (names[i]));
      g_assert_true (i == 0 || strcmp (names[i - 1], names[i]) < 0);
    }
  g_assert_nonnull (app_header_names_list_values ("content-TYPE"));
  g_assert_null (app_header_names_list_values ("X-Nothing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/field-text/parse", test_parse);
  g_test_add_func ("/app/field-text/paste", test_paste);
  g_test_add_func ("/app/field-text/paste-is-bounded", test_paste_is_bounded);
  g_test_add_func ("/app/field-text/round-trip", test_round_trip);
  g_test_add_func ("/app/field-text/checks", test_checks);
  g_test_add_func ("/app/field-text/names", test_names);

  return g_test_run ();
}
