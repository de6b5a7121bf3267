/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
require (gboolean claim)
{
  if (!claim)
    abort ();
}

/* Whatever is edited, the other keys of the file stay what they are. */
static void
check_others (WorkspaceYaml *before, WorkspaceYaml *after, const char *key)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (before);
  guint budget = 10000;

  if (root == NULL || root->kind != WORKSPACE_YAML_MAPPING)
    return;
  for (WorkspaceYamlNode *value = root->children; value != NULL; value = value->next)
    if (value->key->text != NULL && strcmp (value->key->text, key) != 0)
      require (workspace_yaml_equal (value,
                                     workspace_yaml_member (workspace_yaml_get_root (after),
                                                            value->key->text),
                                     &budget));
}

static void
note_alias (WorkspaceYamlNode *node, gpointer has_alias)
{
  if (node->kind == WORKSPACE_YAML_ALIAS)
    *(gboolean *)has_alias = TRUE;
}

static guint
count_lines (const char *text, gsize n)
{
  guint lines = 0;

  for (gsize i = 0; i < n; i++)
    if (text[i] == '\n')
      lines++;

  return lines;
}

/* The lines of the key that is edited, or of what it lies in when all of that stands in brackets.
 */
static void
find_lines (WorkspaceYaml *yaml, const char *text, const char *key, guint *first, guint *last)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (yaml);
  WorkspaceYamlNode *value = workspace_yaml_member (root, key);
  gsize start = root->start;
  gsize end = root->end;

  if (root->style != WORKSPACE_YAML_FLOW && value != NULL)
    {
      start = value->key->props;
      end = value->end;
    }
  *first = count_lines (text, start);
  *last = count_lines (text, end);
}

/* Lines that were changed belong to the key. */
static void
check_lines (WorkspaceYaml *before, WorkspaceYaml *after, const char *key)
{
  gsize len_before, len_after;
  const char *old = g_bytes_get_data (workspace_yaml_get_bytes (before), &len_before);
  const char *new = g_bytes_get_data (workspace_yaml_get_bytes (after), &len_after);
  WorkspaceYamlNode *root = workspace_yaml_get_root (before);
  gsize head = 0, tail = 0, end;
  guint first, last;
  gboolean has_alias = FALSE;

  workspace_yaml_foreach (before, note_alias, &has_alias);
  if (has_alias || root == NULL || root->kind != WORKSPACE_YAML_MAPPING)
    return;

  while (head < len_before && head < len_after && old[head] == new[head])
    head++;
  while (tail < len_before - head && tail < len_after - head &&
         old[len_before - 1 - tail] == new[len_after - 1 - tail])
    tail++;
  if (head + tail == len_before)
    return; /* nothing was taken away */

  find_lines (before, old, key, &first, &last);
  end = len_before - tail;
  /* "ab" taken out of "abab": which one it was cannot be seen */
  while (head > 0 && old[head - 1] == old[end - 1] && count_lines (old, end) > last + 1)
    {
      head--;
      end--;
    }
  require (count_lines (old, head) >= first);
  require (count_lines (old, end) <= last + 1);
}

/* The first line is an edit, the rest a file: reading never fails hard, and an edit that is done
 * does only what was asked for. That it does that is checked by the splice itself. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *line_end = size == 0 ? NULL : memchr (data, '\n', size);
  g_autofree char *line = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WorkspaceYaml) yaml = NULL;
  g_autoptr (GError) error = NULL;
  CommandResult result;

  if (line_end == NULL)
    return 0;
  line = g_strndup ((const char *)data, (gsize)(line_end - (const char *)data));
  bytes = g_bytes_new (line_end + 1, size - (gsize)(line_end + 1 - (const char *)data));
  yaml = workspace_yaml_parse (bytes, &error);
  require ((yaml == NULL) == (error != NULL));
  if (yaml == NULL)
    return 0;

  result = command_run (line, yaml);
  if (result.yaml != NULL)
    {
      g_auto (GStrv) path = g_strsplit (result.key, ".", 2);

      check_others (yaml, result.yaml, path[0]);
      check_lines (yaml, result.yaml, path[0]);
    }
  command_result_clear (&result);

  return 0;
}
