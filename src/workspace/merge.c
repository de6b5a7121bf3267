/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace-private.h"

#include <string.h>

/* What is here, what was loaded last, what is on disk: key by key. */

static const char *
get (WorkspaceYaml *yaml, const char *key)
{
  return yaml == NULL ? NULL : workspace_yaml_get (yaml, key);
}

static WorkspaceYamlNode *
find (WorkspaceYaml *yaml, const char *key)
{
  return yaml == NULL ? NULL : workspace_yaml_find (yaml, key);
}

static void
set_conflict (WorkspaceNode *node, const char *key)
{
  if (node->conflicts == NULL)
    node->conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (node->conflicts, g_strdup (key));
}

static void
merge_value (WorkspaceNode *node, const char *key, WorkspaceYaml *theirs, GPtrArray *changed)
{
  const char *ours = g_hash_table_lookup (node->values, key);
  const char *text = get (theirs, key);
  gboolean is_edited = node->edited != NULL && g_hash_table_contains (node->edited, key);

  if (g_strcmp0 (ours, text) == 0)
    {
      if (is_edited)
        g_hash_table_remove (node->edited, key);
      return;
    }
  if (is_edited && g_strcmp0 (text, get (node->yaml, key)) != 0)
    set_conflict (node, key);
  if (is_edited)
    return;

  g_hash_table_insert (node->values, g_strdup (key), g_strdup (text));
  g_ptr_array_add (changed, g_strdup (key));
}

static void
merge_rows (WorkspaceNode *node, WorkspaceRows *rows, WorkspaceYaml *theirs, GPtrArray *changed)
{
  const char *key = workspace_rows_get_key (rows);
  WorkspaceYamlNode *before = find (node->yaml, key);
  WorkspaceYamlNode *after = find (theirs, key);

  if (workspace_rows_differ (rows, before))
    {
      if (workspace_rows_lists_equal (before, after))
        return;
      if (workspace_rows_differ (rows, after))
        {
          set_conflict (node, key);
          workspace_rows_rebase (rows, after);
          return;
        }
    }
  if (workspace_rows_take (rows, after))
    g_ptr_array_add (changed, g_strdup (key));
}

static GPtrArray *
list_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  if (table == NULL)
    return keys;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));

  return keys;
}

void
workspace_node_take_version (WorkspaceNode *node, WorkspaceYaml *yaml)
{
  g_autoptr (GPtrArray) keys = list_keys (node->values);
  g_autoptr (GPtrArray) lists = list_keys (node->lists);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);

  g_clear_pointer (&node->conflicts, g_hash_table_unref);
  for (guint i = 0; i < keys->len; i++)
    merge_value (node, keys->pdata[i], yaml, changed);
  for (guint i = 0; i < lists->len; i++)
    merge_rows (node, g_hash_table_lookup (node->lists, lists->pdata[i]), yaml, changed);

  g_clear_pointer (&node->yaml, workspace_yaml_unref);
  if (yaml != NULL)
    node->yaml = workspace_yaml_ref (yaml);
  workspace_node_set_problem (node, NULL);
  workspace_node_update (node);
  workspace_node_resort (node);
  for (guint i = 0; i < changed->len; i++)
    workspace_node_emit_changed (node, changed->pdata[i]);
}

static void
emit_conflicts (Workspace *workspace, WorkspaceNode *node)
{
  g_autoptr (GPtrArray) keys = list_keys (node->conflicts);

  for (guint i = 0; i < keys->len; i++)
    workspace_emit_conflict (workspace, node, keys->pdata[i], get (node->yaml, keys->pdata[i]));
}

void
workspace_merge (Workspace *workspace, WorkspaceNode *node, WorkspaceContent *content)
{
  node->stamp = content->stamp;
  /* removed there, edited here: all of it is written again */
  if (content->yaml == NULL && content->problem == NULL && workspace_node_is_edited (node))
    {
      workspace_touch (workspace, node);
      return;
    }
  if (content->problem != NULL)
    {
      /* the last good version stays, so that mending it loses nothing that is edited here */
      workspace_node_set_problem (node, g_steal_pointer (&content->problem));
      workspace_node_update (node);
      return;
    }

  workspace_index_remove (workspace, node);
  workspace_node_take_version (node, content->yaml);
  workspace_index_add (workspace, node);
  if (node->conflicts != NULL)
    emit_conflicts (workspace, node);
  if (workspace_node_is_edited (node))
    workspace_touch (workspace, node);
}

void
workspace_resolve (Workspace *workspace, WorkspaceNode *node, const char *key, gboolean keep_ours)
{
  WorkspaceRows *rows = workspace_node_peek_rows (node, key);

  g_return_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && WORKSPACE_IS_NODE (node));

  if (node->conflicts == NULL || !g_hash_table_remove (node->conflicts, key))
    return;
  if (g_hash_table_size (node->conflicts) == 0)
    g_clear_pointer (&node->conflicts, g_hash_table_unref);

  if (!keep_ours && rows != NULL && workspace_rows_take (rows, find (node->yaml, key)))
    workspace_node_emit_changed (node, key);
  else if (!keep_ours && rows == NULL)
    workspace_node_apply (node, key, get (node->yaml, key));
  if (workspace_node_is_edited (node))
    workspace_touch (workspace, node);
}
