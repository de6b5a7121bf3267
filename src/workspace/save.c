/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace-private.h"

#include "workspace/slug-private.h"
#include "workspace/splice-private.h"
#include "workspace/watch-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* From the last edit, so that typing writes once; from the first, so that typing on and on does not
 * put it off for ever. */
#define SAVE_DELAY_MS     400
#define SAVE_DELAY_MAX_MS 2000

/* A file that others keep changing while we save it. */
#define MAX_ATTEMPTS 5

typedef struct
{
  WorkspaceYaml *yaml;
  GError *error; /* the first */
} Draft;

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->yaml, workspace_yaml_unref);
  g_clear_error (&draft->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static WorkspaceYaml *
empty_yaml (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);

  return workspace_yaml_parse (bytes, NULL);
}

/* Takes one step of the draft; what cannot be written does not keep the rest from being saved. */
static void
draft_take (Draft *draft, WorkspaceYaml *yaml, GError *error)
{
  if (yaml != NULL)
    {
      workspace_yaml_unref (draft->yaml);
      draft->yaml = yaml;
    }
  if (error != NULL && draft->error == NULL)
    draft->error = error;
  else
    g_clear_error (&error);
}

static void
draft_set (Draft *draft, const char *key, const char *value)
{
  GError *error = NULL;
  WorkspaceYaml *yaml = workspace_splice_set (draft->yaml, key, value, &error);

  draft_take (draft, yaml, error);
}

static void
draft_cell (Draft *draft, WorkspaceRows *rows, WorkspaceRow *row, const char *column)
{
  GError *error = NULL;
  WorkspaceYaml *yaml = workspace_splice_set_cell (draft->yaml, workspace_rows_get_key (rows),
                                                   (guint)row->origin, column,
                                                   workspace_row_get (row, column), &error);

  draft_take (draft, yaml, error);
}

/* Columns of the item that the row has no more. */
static void
draft_drop_columns (Draft *draft, WorkspaceRows *rows, WorkspaceRow *row)
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
draft_row (Draft *draft, WorkspaceRows *rows, WorkspaceRow *row)
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
draft_order (Draft *draft, WorkspaceRows *rows)
{
  guint n = workspace_rows_get_n (rows);
  g_autofree WorkspaceSpliceRow *wanted = g_new0 (WorkspaceSpliceRow, n + 1);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;
  WorkspaceYaml *yaml;

  for (guint i = 0; i < n; i++)
    {
      WorkspaceRow *row = workspace_rows_get (rows, i);
      const char **texts = g_new0 (const char *, row->columns->len + 1);

      for (guint j = 0; j < row->columns->len; j++)
        texts[j] = row->columns->pdata[j];
      g_ptr_array_add (columns, texts);
      wanted[i] = (WorkspaceSpliceRow){ row->origin, texts };
    }

  yaml = workspace_splice_set_rows (draft->yaml, workspace_rows_get_key (rows), wanted, n, &error);
  draft_take (draft, yaml, error);
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
draft_rows (Draft *draft, WorkspaceRows *rows)
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
draft_init (Draft *draft, WorkspaceNode *node)
{
  g_autofree const char **keys = NULL;
  guint n_keys = 0;
  GHashTableIter iter;
  gpointer rows;

  *draft = (Draft){ .yaml = node->yaml == NULL ? empty_yaml () : workspace_yaml_ref (node->yaml) };
  if (node != node->workspace->meta &&
      g_strcmp0 (workspace_yaml_get (draft->yaml, "id"), node->id) != 0)
    draft_set (draft, "id", node->id);
  if (node->children != NULL && workspace_yaml_get_root (draft->yaml) != NULL &&
      node->yaml == NULL && node != node->workspace->meta)
    draft_set (draft, "type", "folder");

  if (node->edited != NULL)
    {
      keys = (const char **)g_hash_table_get_keys_as_array (node->edited, &n_keys);
      g_qsort_with_data (keys, (int)n_keys, sizeof *keys, compare_keys, node->edited);
    }
  for (guint i = 0; i < n_keys; i++)
    draft_set (draft, keys[i], g_hash_table_lookup (node->values, keys[i]));

  if (node->lists != NULL)
    {
      g_hash_table_iter_init (&iter, node->lists);
      while (g_hash_table_iter_next (&iter, NULL, &rows))
        draft_rows (draft, rows);
    }
}

gboolean
workspace_node_is_edited (WorkspaceNode *node)
{
  GHashTableIter iter;
  gpointer key, rows;

  if (node->edited != NULL && g_hash_table_size (node->edited) > 0)
    return TRUE;
  if (node->lists == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, node->lists);
  while (g_hash_table_iter_next (&iter, &key, &rows))
    if (workspace_rows_differ (rows,
                               node->yaml == NULL ? NULL : workspace_yaml_find (node->yaml, key)))
      return TRUE;

  return FALSE;
}

/* What the file has now is what we have. */
static void
settle (WorkspaceNode *node, WorkspaceYaml *yaml)
{
  GHashTableIter iter;
  gpointer key, rows;

  g_clear_pointer (&node->yaml, workspace_yaml_unref);
  node->yaml = workspace_yaml_ref (yaml);
  node->has_given_id = FALSE;
  if (node->edited != NULL)
    {
      g_hash_table_iter_init (&iter, node->edited);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (g_strcmp0 (workspace_yaml_get (yaml, key), g_hash_table_lookup (node->values, key)) ==
            0)
          g_hash_table_iter_remove (&iter);
    }
  if (node->lists == NULL)
    return;

  g_hash_table_iter_init (&iter, node->lists);
  while (g_hash_table_iter_next (&iter, &key, &rows))
    for (guint i = 0; i < workspace_rows_get_n (rows); i++)
      workspace_rows_get (rows, i)->origin = (int)i;
}

/* A file is called as what is in it; done when the name is edited, so that names of files that
 * people chose stay. */
static void
rename_file (WorkspaceNode *node)
{
  const char *suffix = node->children == NULL ? ".yaml" : "";
  g_autofree char *slug = workspace_slug_new (node->name, node->children != NULL);
  g_autofree char *from = workspace_node_dup_place (node);
  g_autofree char *folder = g_path_get_dirname (from);
  g_autofree char *file_name = workspace_slug_make_unique (folder, slug, suffix, node->file_name);
  g_autofree char *to = g_build_filename (folder, file_name, NULL);

  if (node->parent == NULL || strcmp (file_name, node->file_name) == 0)
    return;
  /* a name that differs in case alone is the same file on some systems */
  if (!workspace_file_move (from, to, NULL))
    return;

  workspace_node_set_file_name (node, file_name);
  if (node->children == NULL)
    workspace_stamp_take (to, &node->stamp);
  workspace_watch_follow (node->workspace->watch, node);
}

static gboolean
write_draft (WorkspaceNode *node, Draft *draft, GError **error)
{
  g_autofree char *path = workspace_node_dup_file_path (node);
  gboolean is_renamed = node->edited != NULL && g_hash_table_contains (node->edited, "name");

  if (draft->yaml != node->yaml &&
      !workspace_file_write (path, workspace_yaml_get_bytes (draft->yaml), &node->stamp,
                             &node->stamp, error))
    return FALSE;

  settle (node, draft->yaml);
  if (is_renamed)
    rename_file (node);
  if (draft->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&draft->error));
      return FALSE;
    }

  return TRUE;
}

/* Removed by somebody while it was edited here. */
static void
make_folder (WorkspaceNode *node)
{
  g_autofree char *path = workspace_node_dup_file_path (node);
  g_autofree char *folder = g_path_get_dirname (path);

  (void)g_mkdir_with_parents (folder, 0777);
}

/* Takes over what somebody else wrote meanwhile. */
static void
catch_up (Workspace *workspace, WorkspaceNode *node)
{
  g_autofree char *path = workspace_node_dup_file_path (node);
  WorkspaceContent content = { 0 };
  WorkspaceStamp stamp;

  workspace_stamp_take (path, &stamp);
  if (workspace_stamp_equal (&stamp, &node->stamp))
    return;

  workspace_content_read (&content, workspace->folder, path);
  workspace_merge (workspace, node, &content);
  workspace_content_clear (&content);
}

static gboolean
is_in_tree (Workspace *workspace, WorkspaceNode *node)
{
  while (node->parent != NULL)
    node = node->parent;

  return node == workspace->root || node == workspace->meta;
}

/* Edits wait for workspace_resolve(), or for a broken file to be mended. */
static gboolean
check_free (WorkspaceNode *node, GError **error)
{
  if (node->problem != NULL)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING, "“%s” is broken: %s.",
                 node->file_name, node->problem);
  else if (node->conflicts != NULL)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING,
                 "“%s” was changed here and on disk.", node->name);

  return node->problem == NULL && node->conflicts == NULL;
}

gboolean
workspace_save_node (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  int lock = workspace_file_lock (workspace->folder);
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      g_auto (Draft) draft = { 0 };

      g_clear_error (&problem);
      if (is_in_tree (workspace, node))
        catch_up (workspace, node);
      if (!is_in_tree (workspace, node) || !workspace_node_is_edited (node) ||
          !check_free (node, &problem))
        break;
      draft_init (&draft, node);
      make_folder (node);
      if (write_draft (node, &draft, &problem) ||
          !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
        break;
    }
  workspace_file_unlock (lock);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return TRUE;
}

gboolean
workspace_save_all (Workspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer node;

  g_clear_handle_id (&workspace->save_timeout, g_source_remove);
  workspace->edited_since = 0;
  g_hash_table_iter_init (&iter, workspace->edited);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    g_ptr_array_add (nodes, g_object_ref (node));

  for (guint i = 0; i < nodes->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      if (workspace_save_node (workspace, nodes->pdata[i], &problem))
        {
          if (!workspace_node_is_edited (nodes->pdata[i]))
            g_hash_table_remove (workspace->edited, nodes->pdata[i]);
          continue;
        }
      if (!g_error_matches (problem, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING))
        workspace_emit_save_failed (workspace, nodes->pdata[i], problem->message);
      if (error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
    }

  return error == NULL || *error == NULL;
}

static gboolean
on_save (gpointer user_data)
{
  Workspace *workspace = user_data;

  workspace->save_timeout = 0;
  workspace_save_all (workspace, NULL);

  return G_SOURCE_REMOVE;
}

void
workspace_touch (Workspace *workspace, WorkspaceNode *node)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  if (workspace->edited_since == 0)
    workspace->edited_since = now;
  g_hash_table_add (workspace->edited, g_object_ref (node));

  left = SAVE_DELAY_MAX_MS - (now - workspace->edited_since) / 1000;
  g_clear_handle_id (&workspace->save_timeout, g_source_remove);
  workspace->save_timeout = g_timeout_add ((guint)CLAMP (left, 1, SAVE_DELAY_MS), on_save,
                                           workspace);
}
