/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

static char *
unescape (const char *text)
{
  static const char codes[][2] = { { 'n', '\n' }, { 't', '\t' }, { 'r', '\r' }, { 'e', '\x1b' } };
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text == NULL ? "" : text; *p != '\0'; p++)
    {
      char c = *p;

      if (c == '\\' && p[1] != '\0')
        {
          c = *++p;
          for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
            if (codes[i][0] == *p)
              c = codes[i][1];
        }
      g_string_append_c (plain, c);
    }

  return g_utf8_make_valid (plain->str, (gssize)plain->len);
}

static guint
count_items (WorkspaceYaml *yaml, const char *key)
{
  WorkspaceYamlNode *list = workspace_yaml_follow (workspace_yaml_find (yaml, key));

  return list != NULL && list->kind == WORKSPACE_YAML_SEQUENCE ? list->n_children : 0;
}

static char **
parse_columns (const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text, "|", 16);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (pair[0] == NULL || pair[1] == NULL)
        continue;
      g_ptr_array_add (columns, unescape (pair[0]));
      g_ptr_array_add (columns, unescape (pair[1]));
    }
  g_ptr_array_add (columns, NULL);

  return (char **)g_ptr_array_free (g_steal_pointer (&columns), FALSE);
}

/* Items that the list does not have, or that are named twice, are left out. */
static WorkspaceYaml *
set_rows (WorkspaceYaml *yaml, const char *key, char **words)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (WorkspaceSpliceRow));
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      WorkspaceSpliceRow row = { -1, NULL };
      guint64 origin = g_ascii_strtoull (words[i], NULL, 10);

      if (words[i][0] == '+')
        {
          row.columns = (const char *const *)parse_columns (words[i] + 1);
          g_ptr_array_add (columns, (gpointer)row.columns);
        }
      else if (!g_ascii_isdigit (words[i][0]) || origin >= count_items (yaml, key) ||
               !g_hash_table_add (used, GUINT_TO_POINTER ((guint)origin + 1)))
        continue;
      else
        row.origin = (int)origin;
      g_array_append_val (rows, row);
    }

  return workspace_splice_set_rows (yaml, key, (gpointer)rows->data, rows->len, NULL);
}

static WorkspaceYaml *
set_cell (WorkspaceYaml *yaml, const char *key, char **words, gboolean is_set)
{
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;
  guint64 index;

  if (words[0] == NULL || words[1] == NULL)
    return NULL;
  index = g_ascii_strtoull (words[0], NULL, 10);
  if (index >= count_items (yaml, key))
    return NULL;
  rest = g_strjoinv (" ", words + 2);
  text = is_set ? unescape (rest) : NULL;

  return workspace_splice_set_cell (yaml, key, (guint)index, words[1], text, NULL);
}

CommandResult
command_run (const char *line, WorkspaceYaml *yaml)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  g_auto (GStrv) words = g_strsplit (valid, " ", -1);
  CommandResult result = { 0 };

  if (g_strv_length (words) < 2 || words[1][0] == '\0')
    return result;

  result.key = g_strdup (words[1]);
  result.is_edit = TRUE;
  if (strcmp (words[0], "set") == 0)
    {
      g_autofree char *rest = g_strjoinv (" ", words + 2);
      g_autofree char *text = unescape (rest);

      result.yaml = workspace_splice_set (yaml, result.key, text, NULL);
    }
  else if (strcmp (words[0], "unset") == 0)
    result.yaml = workspace_splice_set (yaml, result.key, NULL, NULL);
  else if (strcmp (words[0], "cell") == 0 || strcmp (words[0], "uncell") == 0)
    result.yaml = set_cell (yaml, result.key, words + 2, words[0][0] == 'c');
  else if (strcmp (words[0], "rows") == 0)
    result.yaml = set_rows (yaml, result.key, words + 2);
  else
    result.is_edit = FALSE;

  return result;
}

void
command_result_clear (CommandResult *result)
{
  g_clear_pointer (&result->key, g_free);
  g_clear_pointer (&result->yaml, workspace_yaml_unref);
}
