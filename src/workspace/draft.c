/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/draft-private.h"

#include "workspace/splice-private.h"
#include "workspace/workspace-private.h"

#include <string.h>

static WorkspaceYaml *
empty_yaml (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);

  return workspace_yaml_parse (bytes, NULL);
}

/* Takes one step of the draft; what cannot be written does not keep the rest from being saved. */
static void
draft_take (WorkspaceDraft *draft, const char *key, WorkspaceYaml *yaml, GError *error)
{
  if (yaml != NULL)
    {
      workspace_yaml_unref (draft->yaml);
      draft->yaml = yaml;
    }
  if (error != NULL)
    g_hash_table_add (draft->failed, g_strdup (key));
  if (error != NULL && draft->error == NULL)
    draft->error = error;
  else
    g_clear_error (&error);
}

static void
draft_set (WorkspaceDraft *draft, const char *key, const char *value)
{
  GError *error = NULL;
  WorkspaceYaml *yaml = workspace_splice_set (draft->yaml, key, value, &error);

  draft_take (draft, key, yaml, error);
}

static void
draft_cell (WorkspaceDraft *draft, WorkspaceRows *rows, WorkspaceRow *row, const char *column)
{
  GError *error = NULL;
  WorkspaceYaml *yaml = workspace_splice_set_cell (draft->yaml, workspace_rows_get_key (rows),
                                                   (guint)row->origin, column,
                                                   workspace_row_get (row, column), &error);

  draft_take (draft, workspace_rows_get_key (rows), yaml, error);
}

/* Columns of the item that the row has no more. */
static void
draft_drop_columns (WorkspaceDraft *draft, WorkspaceRows *rows, WorkspaceRow *row)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  WorkspaceYamlNode *list = workspace_yaml_find (draft->yaml, workspace_rows_get_key (rows));
  WorkspaceYamlNode *item = workspace_yaml_item (list, (guint)row->origin);

  item = workspace_yaml_follow (item);
  if (item == NULL)
    return;
  for (WorkspaceYamlNode *child = item->children; child != NULL; child = child->next)
    if (item->kind == WORKSPACE_YAML_MAPPING && child->key->text != NULL &&
        workspace_splice_get_cell (item, child->key->text) != NULL &&
        workspace_row_get (row, child->key->text) == NULL)
      g_ptr_array_add (gone, g_strdup (child->key->text));
  for (guint i = 0; i < gone->len; i++)
    draft_cell (draft, rows, row, gone->pdata[i]);
}

static void
draft_row (WorkspaceDraft *draft, WorkspaceRows *rows, WorkspaceRow *row)
{
  for (guint i = 0; i < row->columns->len; i += 2)
    {
      const char *column = row->columns->pdata[i];
      WorkspaceYamlNode *list = workspace_yaml_find (draft->yaml, workspace_rows_get_key (rows));
      WorkspaceYamlNode *item = workspace_yaml_item (list, (guint)row->origin);

      if (g_strcmp0 (workspace_splice_get_cell (item, column), workspace_row_get (row, column)) !=
          0)
        draft_cell (draft, rows, row, column);
    }
  draft_drop_columns (draft, rows, row);
}

static void
draft_order (WorkspaceDraft *draft, WorkspaceRows *rows)
{
  guint n = workspace_rows_get_n (rows);
  g_autoptr (GArray) wanted = g_array_sized_new (FALSE, TRUE, sizeof (WorkspaceSpliceRow), n);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;
  WorkspaceYaml *yaml;

  for (guint i = 0; i < n; i++)
    {
      WorkspaceRow *row = workspace_rows_get (rows, i);
      const char **texts = g_new0 (const char *, row->columns->len + 1);
      const WorkspaceSpliceRow spliced = { row->origin, texts };

      for (guint j = 0; j < row->columns->len; j++)
        texts[j] = row->columns->pdata[j];
      g_ptr_array_add (columns, texts);
      g_array_append_val (wanted, spliced);
    }

  yaml = workspace_splice_set_rows (draft->yaml, workspace_rows_get_key (rows),
                                    (const WorkspaceSpliceRow *)(gpointer)wanted->data, n, &error);
  draft_take (draft, workspace_rows_get_key (rows), yaml, error);
}

static gboolean
is_reordered (WorkspaceRows *rows, WorkspaceYamlNode *list)
{
  guint n = workspace_rows_get_n (rows);

  list = workspace_yaml_follow (list);
  if (n != (list != NULL && list->kind == WORKSPACE_YAML_SEQUENCE ? list->n_children : 0))
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (workspace_rows_get (rows, i)->origin != (int)i)
      return TRUE;

  return FALSE;
}

static void
draft_rows (WorkspaceDraft *draft, WorkspaceRows *rows)
{
  WorkspaceYamlNode *list = workspace_yaml_find (draft->yaml, workspace_rows_get_key (rows));

  if (!workspace_rows_differ (rows, list))
    return;
  for (guint i = 0; i < workspace_rows_get_n (rows); i++)
    {
      WorkspaceRow *row = workspace_rows_get (rows, i);

      if (row->origin >= 0)
        draft_row (draft, rows, row);
    }
  if (is_reordered (rows, workspace_yaml_find (draft->yaml, workspace_rows_get_key (rows))))
    draft_order (draft, rows);
}

/* In the order in which they were edited, so that new keys are written in it. */
static int
compare_keys (gconstpointer a, gconstpointer b, gpointer edited)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (edited, *(const char *const *)a));
  guint second = GPOINTER_TO_UINT (g_hash_table_lookup (edited, *(const char *const *)b));

  return first < second ? -1 : first > second;
}

static void
draft_values (WorkspaceDraft *draft, WorkspaceNode *node)
{
  g_autofree const char **keys = NULL;
  guint n_keys = 0;

  if (node->edited == NULL)
    return;
  keys = (const char **)g_hash_table_get_keys_as_array (node->edited, &n_keys);
  g_qsort_with_data (keys, (int)n_keys, sizeof *keys, compare_keys, node->edited);
  for (guint i = 0; i < n_keys; i++)
    draft_set (draft, keys[i], g_hash_table_lookup (node->values, keys[i]));
  draft->has_renamed = g_hash_table_contains (node->edited, "name");
}

void
workspace_draft_init (WorkspaceDraft *draft, WorkspaceNode *node)
{
  gboolean is_meta = node == node->workspace->meta;
  GHashTableIter iter;
  gpointer rows;

  *draft = (WorkspaceDraft){
    .yaml = node->yaml == NULL ? empty_yaml () : workspace_yaml_ref (node->yaml),
    .failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  if (!is_meta && g_strcmp0 (workspace_yaml_get (draft->yaml, "id"), node->id) != 0)
    draft_set (draft, "id", node->id);
  if (!is_meta && node->children != NULL && node->yaml == NULL)
    draft_set (draft, "type", "folder");
  draft_values (draft, node);

  if (node->lists == NULL)
    return;
  g_hash_table_iter_init (&iter, node->lists);
  while (g_hash_table_iter_next (&iter, NULL, &rows))
    {
      draft_rows (draft, rows);
      workspace_rows_mark (rows);
    }
}

void
workspace_draft_clear (WorkspaceDraft *draft)
{
  g_clear_pointer (&draft->yaml, workspace_yaml_unref);
  g_clear_pointer (&draft->failed, g_hash_table_unref);
  g_clear_error (&draft->error);
}

/* While the file was being written an edit may have been taken back, and another one made. */
static void
compare_values (WorkspaceNode *node, WorkspaceYaml *yaml)
{
  GHashTableIter iter;
  gpointer key, value;

  if (node->edited == NULL)
    return;
  g_hash_table_iter_init (&iter, node->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (workspace_yaml_get (yaml, key), value) == 0)
      g_hash_table_remove (node->edited, key);
    else if (!g_hash_table_contains (node->edited, key))
      g_hash_table_insert (node->edited, g_strdup (key), GUINT_TO_POINTER (++node->n_edits));
}

void
workspace_draft_settle (WorkspaceDraft *draft, WorkspaceNode *node)
{
  GHashTableIter iter;
  gpointer key, rows;

  g_clear_pointer (&node->yaml, workspace_yaml_unref);
  node->yaml = workspace_yaml_ref (draft->yaml);
  node->has_given_id = FALSE;
  compare_values (node, draft->yaml);
  if (node->lists == NULL)
    return;

  g_hash_table_iter_init (&iter, node->lists);
  while (g_hash_table_iter_next (&iter, &key, &rows))
    if (g_hash_table_contains (draft->failed, key))
      workspace_rows_rebase (rows, workspace_yaml_find (draft->yaml, key));
    else
      workspace_rows_settle (rows);
}
