/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace-private.h"

#include <string.h>

/* The same at each start, for files that have no id of their own: history refers to it. */
static char *
derive_id (WorkspaceNode *node, guint attempt)
{
  g_autofree char *path = workspace_node_dup_path (node);
  g_autofree char *seed = g_strdup_printf ("%s %u", path, attempt);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);

  return g_strdup_printf ("%s_%.8s", node->children == NULL ? "req" : "fld", sum);
}

static void
ensure_id (Workspace *workspace, WorkspaceNode *node)
{
  if (node->id != NULL && !g_hash_table_contains (workspace->by_id, node->id))
    return;

  for (guint attempt = 0;; attempt++)
    {
      g_free (node->id);
      node->id = derive_id (node, attempt);
      if (!g_hash_table_contains (workspace->by_id, node->id))
        break;
    }
  node->has_given_id = TRUE;
}

typedef void (*NodeFunc) (Workspace *workspace, WorkspaceNode *node);

static void
foreach_node (Workspace *workspace, WorkspaceNode *node, NodeFunc func)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));

  func (workspace, node);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);

      foreach_node (workspace, child, func);
    }
}

static void
add_one (Workspace *workspace, WorkspaceNode *node)
{
  ensure_id (workspace, node);
  g_hash_table_insert (workspace->by_id, node->id, node);
}

static void
remove_one (Workspace *workspace, WorkspaceNode *node)
{
  if (node->id != NULL && g_hash_table_lookup (workspace->by_id, node->id) == node)
    g_hash_table_remove (workspace->by_id, node->id);
}

void
workspace_index_add (Workspace *workspace, WorkspaceNode *node)
{
  if (node != workspace->meta)
    foreach_node (workspace, node, add_one);
}

void
workspace_index_remove (Workspace *workspace, WorkspaceNode *node)
{
  foreach_node (workspace, node, remove_one);
}

WorkspaceNode *
workspace_find_by_id (Workspace *workspace, const char *id)
{
  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace), NULL);

  return id == NULL ? NULL : g_hash_table_lookup (workspace->by_id, id);
}

static WorkspaceNode *
find_by_path (Workspace *workspace, const char *path)
{
  gsize len = strlen (path);
  g_autofree char *stem = g_strndup (path, g_str_has_suffix (path, ".yaml") ? len - 5 : len);
  WorkspaceNode *found = NULL;
  GHashTableIter iter;
  gpointer node;

  while (len > 1 && stem[strlen (stem) - 1] == '/')
    stem[strlen (stem) - 1] = '\0';
  g_hash_table_iter_init (&iter, workspace->by_id);
  while (found == NULL && g_hash_table_iter_next (&iter, NULL, &node))
    {
      g_autofree char *other = workspace_node_dup_path (node);

      if (node != workspace->root && strcmp (other, stem) == 0)
        found = node;
    }

  return found;
}

static WorkspaceNode *
find_by_name (Workspace *workspace, const char *name, guint *n_found)
{
  WorkspaceNode *found = NULL;
  GHashTableIter iter;
  gpointer value;

  *n_found = 0;
  g_hash_table_iter_init (&iter, workspace->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value != workspace->root && strcmp (((WorkspaceNode *)value)->name, name) == 0)
      {
        found = value;
        (*n_found)++;
      }

  return found;
}

WorkspaceNode *
workspace_find (Workspace *workspace, const char *path_or_name, GError **error)
{
  WorkspaceNode *found;
  guint n_found = 0;

  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && path_or_name != NULL, NULL);

  found = find_by_path (workspace, path_or_name);
  if (found != NULL)
    return found;
  found = find_by_name (workspace, path_or_name, &n_found);
  if (n_found == 1)
    return found;

  if (n_found > 1)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_AMBIGUOUS,
                 "%u requests and folders are called “%s”: give its path below requests/.", n_found,
                 path_or_name);
  else
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND,
                 "There is no request or folder “%s” in “%s”.", path_or_name,
                 workspace_get_name (workspace));

  return NULL;
}
