/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace.h"
#include "workspace/yaml-private.h"

#include <string.h>

static WorkspaceYaml *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return workspace_yaml_parse (bytes, error);
}

static void
test_get (void)
{
  static const struct
  {
    const char *text;
    const char *path;
    const char *value;
  } cases[] = {
    { "a: b c # d\n", "a", "b c" },
    { "a: 'it''s'\n", "a", "it's" },
    { "a: \"x\\ty\\u00e4\"\n", "a", "x\tyä" },
    { "a: x\n  y\n", "a", "x y" },
    { "a: |\n  x\n   y\n\n", "a", "x\n y\n" },
    { "a: >-\n  x\n  y\n", "a", "x y" },
    { "a: true\n", "a", "true" },
    { "a: ~\n", "a", NULL },
    { "a:\nb: c\n", "a", NULL },
    { "a: \"\"\n", "a", "" },
    { "a: null\n", "a", NULL },
    { "a: 'null'\n", "a", "null" },
    { "a: {b: {c: d}}\n", "a.b.c", "d" },
    { "a: {b: x}\n", "a", NULL },
    { "a: {b: x}\n", "a.b.c", NULL },
    { "a: &x {b: c}\nd: *x\n", "d.b", "c" },
    { "a: &x b\nd: *x\n", "d", "b" },
    { "a: &x 1\nb: &x 2\nd: *x\n", "d", "2" },
    { "\xef\xbb\xbf"
      "a: b\r\n",
      "a", "b" },
    { "a: |\r\n  x\r\n  y\r\n", "a", "x\ny\n" },
    { "{\"a\": \"b\"}", "a", "b" },
    { "\"a b\": c\n", "a b", "c" },
    { "- x\n", "a", NULL },
    { "", "a", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkspaceYaml) yaml = parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (workspace_yaml_get (yaml, cases[i].path), ==, cases[i].value);
    }
}

/* Every node's place is the text that it was read from. */
static void
test_places (void)
{
  static const char text[] =
    "a: &x !!str 'q'  # c\nb: {c: \"d\" , e: [f]}\ng: |2-\n    h\n   i\n\n# j\n"
    "k: *x\nl:\nm:\n- n\n- o: p\n  q: r\n";
  static const struct
  {
    const char *path;
    const char *expected;
  } cases[] = { { "a", "'q'" },   { "b", "{c: \"d\" , e: [f]}" }, { "b.c", "\"d\"" },
                { "b.e", "[f]" }, { "g", "|2-\n    h\n   i" },    { "k", "*x" },
                { "l", "" },      { "m", "- n\n- o: p\n  q: r" } };
  g_autoptr (WorkspaceYaml) yaml = parse (text, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceYamlNode *node = workspace_yaml_find (yaml, cases[i].path);
      g_autofree char *found = g_strndup (text + node->start, node->end - node->start);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
  g_assert_cmpuint (workspace_yaml_find (yaml, "a")->props, ==, 3);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "a: 1\n  b: 2\n", "line 1, column 4: " },
    { "a: [1, 2\nb: c\n", "line " },
    { "a: 1\nä: x\na: 2\n", "line 3, column 1: “a” is there twice" },
    { "b: {a: 1, a: 2}\n", "line 1, column 11: “a” is there twice" },
    { "a: *b\n", "line 1, column 4: “*b” names nothing" },
    { "a: &b [*b]\n", "line 1, column 8: “*b” refers to what it lies in" },
    { "a: 1\n---\nb: 2\n", "line 2, column 1: a second document begins here" },
    { "a: \xff\n", "line 1, column 4: this is not UTF-8 text" },
    { "a: 1\rb: 2\n", "line 1, column 5: a carriage return without a line feed" },
    { "%YAML 1.1\n---\na: 1\n", "line 1, column 1: directives are not supported" },
    { "# c\n%YAML 1.1\n---\na: 1\n", "line 2, column 1: directives are not supported" },
    { "? k:\n  - b:    \t       >-\n  m:\n", "line 2, column 11: " },
    { "a: \"x \\", "line 1, column " },
    { "a: |", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkspaceYaml) yaml = parse (cases[i].text, &error);

      if (cases[i].message == NULL)
        continue;
      g_assert_null (yaml);
      g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("%s: %s", cases[i].text, error->message);
    }
}

static void
test_limits (void)
{
  g_autofree char *deep = g_strnfill (10000, '[');
  g_autoptr (GString) many = g_string_new ("[");
  g_autofree char *large = g_strnfill (WORKSPACE_YAML_MAX_SIZE + 1, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (deep, &error));
  g_assert_nonnull (strstr (error->message, "nested deeper"));
  g_clear_error (&error);

  for (guint i = 0; i < WORKSPACE_YAML_MAX_NODES; i++)
    g_string_append (many, "a,");
  g_string_append_c (many, ']');
  g_assert_null (parse (many->str, &error));
  g_assert_nonnull (strstr (error->message, "more than"));
  g_clear_error (&error);

  g_assert_null (parse (large, &error));
  g_assert_nonnull (strstr (error->message, "larger than"));
}

static void
test_equal (void)
{
  g_autoptr (WorkspaceYaml) yaml =
    parse ("a: &a {x: [1, ~]}\nb: {\"x\": ['1', null]}\nc: *a\nd: {x: [1, 2]}\n", NULL);
  WorkspaceYamlNode *a = workspace_yaml_find (yaml, "a");
  guint budget = 1000;

  g_assert_true (workspace_yaml_equal (a, workspace_yaml_find (yaml, "b"), &budget));
  g_assert_true (workspace_yaml_equal (a, workspace_yaml_find (yaml, "c"), &budget));
  g_assert_false (workspace_yaml_equal (a, workspace_yaml_find (yaml, "d"), &budget));
  g_assert_cmpuint (budget, <, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/yaml/get", test_get);
  g_test_add_func ("/workspace/yaml/places", test_places);
  g_test_add_func ("/workspace/yaml/errors", test_errors);
  g_test_add_func ("/workspace/yaml/limits", test_limits);
  g_test_add_func ("/workspace/yaml/equal", test_equal);

  return g_test_run ();
}
