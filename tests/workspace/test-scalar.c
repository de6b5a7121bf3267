/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/scalar-private.h"

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    WorkspaceScalarContext context;
    const char *expected;
  } cases[] = {
    { "plain text", { .newline = "\n" }, "plain text" },
    { "wss://a.b:80/x?y={z}", { .newline = "\n" }, "wss://a.b:80/x?y={z}" },
    { "wss://a.b:80/x?y={z}", { .is_flow = TRUE, .newline = "\n" }, "\"wss://a.b:80/x?y={z}\"" },
    { "{{ _.url }}", { .newline = "\n" }, "\"{{ _.url }}\"" },
    { "", { .newline = "\n" }, "\"\"" },
    { " a", { .newline = "\n" }, "\" a\"" },
    { "a ", { .newline = "\n" }, "\"a \"" },
    { "a: b", { .newline = "\n" }, "\"a: b\"" },
    { "a #b", { .newline = "\n" }, "\"a #b\"" },
    { "a#b", { .newline = "\n" }, "a#b" },
    { "---", { .newline = "\n" }, "\"---\"" },
    { "...", { .newline = "\n" }, "\"...\"" },
    { "Yes", { .newline = "\n" }, "\"Yes\"" },
    { "12", { .newline = "\n" }, "\"12\"" },
    { "12", { .is_bare = TRUE, .newline = "\n" }, "12" },
    { "-1.5", { .is_bare = TRUE, .newline = "\n" }, "-1.5" },
    { "012", { .is_bare = TRUE, .newline = "\n" }, "\"012\"" },
    { "1e3", { .is_bare = TRUE, .newline = "\n" }, "\"1e3\"" },
    { "true", { .is_bare = TRUE, .newline = "\n" }, "true" },
    { "30s", { .newline = "\n" }, "30s" },
    { "2026-01-02", { .newline = "\n" }, "\"2026-01-02\"" },
    { "2026-01-02 10:00:00", { .newline = "\n" }, "\"2026-01-02 10:00:00\"" },
    { "1.2.3", { .newline = "\n" }, "\"1.2.3\"" },
    { "it's", { .style = WORKSPACE_YAML_SINGLE, .newline = "\n" }, "'it''s'" },
    { "a\tb", { .style = WORKSPACE_YAML_SINGLE, .newline = "\n" }, "\"a\\tb\"" },
    { "a", { .style = WORKSPACE_YAML_DOUBLE, .newline = "\n" }, "\"a\"" },
    { "a\"\\", { .style = WORKSPACE_YAML_DOUBLE, .newline = "\n" }, "\"a\\\"\\\\\"" },
    { "a\nb", { .indent = 2, .newline = "\n" }, "|-\n  a\n  b" },
    { "a\nb\n", { .indent = 2, .newline = "\r\n" }, "|\r\n  a\r\n  b" },
    { "a\n\nb\n\n", { .indent = 4, .newline = "\n" }, "|+\n    a\n\n    b\n" },
    { "\n a", { .indent = 2, .newline = "\n" }, "|2-\n\n   a" },
    { "a\nb", { .is_flow = TRUE, .newline = "\n" }, "\"a\\nb\"" },
    { "a\n\r", { .indent = 2, .newline = "\n" }, "\"a\\n\\r\"" },
    { "\n \n", { .indent = 2, .newline = "\n" }, "\"\\n \\n\"" },
    { "\x7f\xc2\x80\xe2\x80\xa8", { .newline = "\n" }, "\"\\x7f\\x80\\u2028\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      workspace_scalar_append (out, cases[i].text, &cases[i].context);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

static void
test_keys (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  workspace_scalar_append_key (out, "path-params");
  workspace_scalar_append_key (out, "a: b");
  g_assert_cmpstr (out->str, ==, "path-params\"a: b\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/scalar/forms", test_forms);
  g_test_add_func ("/workspace/scalar/keys", test_keys);

  return g_test_run ();
}
