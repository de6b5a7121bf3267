/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/splice-private.h"
#include "workspace/workspace.h"

#include "command.h"

#include <string.h>

/* The cases of cases/splice.txt: edits, the file before, the file after, byte for byte. "^M" at the
 * end of a line is a carriage return; "--- cut" takes the last line break away. */

typedef struct
{
  GPtrArray *edits;
  GString *in;
  GString *out;
} Case;

static void
case_free (gpointer data)
{
  Case *test = data;

  g_ptr_array_unref (test->edits);
  g_string_free (test->in, TRUE);
  g_string_free (test->out, TRUE);
  g_free (test);
}

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) bytes = g_bytes_new (test->in->str, test->in->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkspaceYaml) yaml = workspace_yaml_parse (bytes, &error);
  g_autofree char *text = NULL;
  GBytes *result;

  g_assert_no_error (error);
  for (guint i = 0; i < test->edits->len; i++)
    {
      CommandResult command = command_run (test->edits->pdata[i], yaml);

      if (command.yaml == NULL)
        g_error ("refused: %s", (char *)test->edits->pdata[i]);
      workspace_yaml_unref (yaml);
      yaml = g_steal_pointer (&command.yaml);
      command_result_clear (&command);
    }

  result = workspace_yaml_get_bytes (yaml);
  text = g_strndup (g_bytes_get_data (result, NULL), g_bytes_get_size (result));
  g_assert_cmpstr (text, ==, test->out->str);
}

static void
add_line (GString *text, const char *line)
{
  if (g_str_has_suffix (line, "^M"))
    {
      g_string_append_len (text, line, (gssize)strlen (line) - 2);
      g_string_append (text, "\r\n");
    }
  else
    g_string_append_printf (text, "%s\n", line);
}

static void
add_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "workspace", "cases", "splice.txt",
                                                 NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *part = NULL;
  Case *test = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    if (g_str_has_prefix (lines[i], "=== "))
      {
        g_autofree char *name = g_strconcat ("/workspace/splice/", lines[i] + 4, NULL);

        test = g_new0 (Case, 1);
        test->edits = g_ptr_array_new_with_free_func (g_free);
        test->in = g_string_new (NULL);
        test->out = g_string_new (NULL);
        part = NULL;
        g_test_add_data_func_full (name, test, run_case, case_free);
      }
    else if (strcmp (lines[i], "--- in") == 0)
      part = test->in;
    else if (strcmp (lines[i], "--- out") == 0)
      part = test->out;
    else if (strcmp (lines[i], "--- cut") == 0)
      g_string_truncate (part, part->len - 1);
    else if (part == NULL)
      g_ptr_array_add (test->edits, g_strdup (lines[i]));
    else
      add_line (part, lines[i]);
}

static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "set name x", "- a\n- b\n" },                /* not a mapping */
    { "set name x", "just text\n" },               /* neither */
    { "rows headers +name=a", "headers: text\n" }, /* what is there would be lost */
    { "rows headers +name=a", "headers: {a: b}\n" },
    { "cell headers 0 value x", "headers:\n  - [a, b]\n" },
    { "set a.b x", "? a\n" }, /* a key without a colon */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i][1], strlen (cases[i][1]));
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkspaceYaml) yaml = workspace_yaml_parse (bytes, &error);
      CommandResult result;

      g_assert_no_error (error);
      result = command_run (cases[i][0], yaml);
      g_assert_true (result.is_edit);
      g_assert_null (result.yaml);
      command_result_clear (&result);
    }
}

/* A few aliases that stand for a billion values: no edit writes them all out. */
static void
test_laughs (void)
{
  g_autoptr (GString) text = g_string_new ("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WorkspaceYaml) yaml = NULL;
  g_autoptr (WorkspaceYaml) edited = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 10; i++)
    {
      g_string_append_printf (text, "a%u: &a%u [", i, i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (text, "*a%u, ", i - 1);
      g_string_append (text, "]\n");
    }
  bytes = g_bytes_new (text->str, text->len);
  yaml = workspace_yaml_parse (bytes, &error);
  g_assert_no_error (error);

  edited = workspace_splice_set (yaml, "name", "x", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (workspace_yaml_get (edited, "name"), ==, "x");

  /* this one would have to */
  g_assert_null (workspace_splice_set (yaml, "a0", "x", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT);
}

/* Any text comes back as it was, next to whatever stands round it. */
static void
test_texts (void)
{
  static const char *const pieces[] = {
    "a", " ", "\n", "\t", ":", "#", "-", "'", "\"", "\\", "ä",
    "{", "]", ",",  "|",  "%", "@", "&", "*", "1",  "\r", "\x1b"
  };
  static const char *const files[] = { "id: x\nname: old\nsort: 1\n",
                                       "{id: x, name: 'old', sort: 1}\n",
                                       "name: |\n  old\n  text\nsort: 1", "sort: 1\n" };

  for (guint i = 0; i < 4000; i++)
    {
      const char *file = files[i % G_N_ELEMENTS (files)];
      g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
      g_autoptr (WorkspaceYaml) yaml = workspace_yaml_parse (bytes, NULL);
      g_autoptr (WorkspaceYaml) edited = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      guint n = (guint)g_test_rand_int_range (0, 12);

      for (guint j = 0; j < n; j++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      edited = workspace_splice_set (yaml, "name", text->str, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (workspace_yaml_get (edited, "name"), ==, text->str);
      g_assert_cmpstr (workspace_yaml_get (edited, "sort"), ==, "1");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ();
  g_test_add_func ("/workspace/splice/refused", test_refused);
  g_test_add_func ("/workspace/splice/laughs", test_laughs);
  g_test_add_func ("/workspace/splice/texts", test_texts);

  return g_test_run ();
}
