/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/node-private.h"

#include <string.h>

/* Where nodes stand among their neighbours. */

int
workspace_node_compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  const WorkspaceNode *node_a = a;
  const WorkspaceNode *node_b = b;

  if (node_a->sort != node_b->sort)
    return node_a->sort < node_b->sort ? -1 : 1;

  /* the same on every machine: what the language says about letters must not matter */
  return strcmp (node_a->file_name, node_b->file_name);
}

WorkspaceNode *
workspace_node_find_child (WorkspaceNode *node, const char *file_name)
{
  return node->by_name == NULL ? NULL : g_hash_table_lookup (node->by_name, file_name);
}

void
workspace_node_enter_name (WorkspaceNode *node)
{
  g_hash_table_replace (node->parent->by_name, node->file_name, node);
}

static void
leave_name (WorkspaceNode *node)
{
  if (node->parent != NULL && workspace_node_find_child (node->parent, node->file_name) == node)
    g_hash_table_remove (node->parent->by_name, node->file_name);
}

void
workspace_node_set_file_name (WorkspaceNode *node, const char *file_name)
{
  char *old = node->file_name;

  leave_name (node);
  node->file_name = g_strdup (file_name);
  g_free (old);
  if (node->parent != NULL)
    workspace_node_enter_name (node);
  workspace_node_update (node);
  workspace_node_resort (node);
}

void
workspace_node_set_workspace (WorkspaceNode *node, Workspace *workspace)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));

  node->workspace = workspace;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);

      workspace_node_set_workspace (child, workspace);
    }
}

void
workspace_node_attach (WorkspaceNode *node, WorkspaceNode *parent)
{
  node->parent = parent;
  workspace_node_enter_name (node);
  g_list_store_insert_sorted (parent->children, node, workspace_node_compare, NULL);
}

void
workspace_node_detach (WorkspaceNode *node)
{
  guint position;

  leave_name (node);
  if (node->parent != NULL && g_list_store_find (node->parent->children, node, &position))
    g_list_store_remove (node->parent->children, position);
  node->parent = NULL;
}

static gboolean
is_in_place (WorkspaceNode *node, guint position)
{
  GListModel *children = G_LIST_MODEL (node->parent->children);
  g_autoptr (WorkspaceNode) before = position == 0 ? NULL
                                                   : g_list_model_get_item (children, position - 1);
  g_autoptr (WorkspaceNode) after = g_list_model_get_item (children, position + 1);

  return (before == NULL || workspace_node_compare (before, node, NULL) <= 0) &&
         (after == NULL || workspace_node_compare (node, after, NULL) <= 0);
}

void
workspace_node_resort (WorkspaceNode *node)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);
  guint position;

  if (node->parent == NULL || !g_list_store_find (node->parent->children, node, &position) ||
      is_in_place (node, position))
    return;

  g_list_store_remove (node->parent->children, position);
  g_list_store_insert_sorted (node->parent->children, keep, workspace_node_compare, NULL);
}

char *
workspace_node_new_id (gboolean is_folder)
{
  return g_strdup_printf ("%s_%08x", is_folder ? "fld" : "req", g_random_int ());
}
