/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/sync-private.h"

#include "workspace/watch-private.h"

#include <glib/gstdio.h>
#include <string.h>

static WorkspaceNode *
find_below (WorkspaceNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    if (names[i][0] != '\0')
      node = workspace_node_find_child (node, names[i]);

  return node;
}

/* Returns: (nullable): @path below the workspace's folder. */
static const char *
strip (Workspace *workspace, const char *path)
{
  gsize len = strlen (workspace->folder);

  if (strncmp (path, workspace->folder, len) != 0 || path[len] != '/')
    return NULL;

  return path + len + 1;
}

WorkspaceNode *
workspace_sync_find (Workspace *workspace, const char *path)
{
  const char *inside = strip (workspace, path);
  gsize len = strlen (WORKSPACE_REQUESTS);

  if (inside == NULL)
    return NULL;
  if (strcmp (inside, WORKSPACE_META) == 0)
    return workspace->meta;
  if (strncmp (inside, WORKSPACE_REQUESTS, len) != 0)
    return NULL;
  if (inside[len] == '\0')
    return workspace->root;

  return inside[len] == '/' ? find_below (workspace->root, inside + len + 1) : NULL;
}

/* Whose values the file at @path has. */
static WorkspaceNode *
find_owner (Workspace *workspace, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  return strcmp (name, WORKSPACE_FOLDER_FILE) == 0 ? workspace_sync_find (workspace, folder)
                                                   : workspace_sync_find (workspace, path);
}

gboolean
workspace_sync_is_stale (Workspace *workspace, const char *path)
{
  WorkspaceNode *node = find_owner (workspace, path);
  g_autofree char *file = NULL;
  WorkspaceStamp stamp;

  if (node == NULL)
    return TRUE;
  file = workspace_node_dup_file_path (node);
  /* of a folder itself: what is in it may be new */
  if (strcmp (file, path) != 0)
    return TRUE;
  workspace_stamp_take (path, &stamp);

  return !workspace_stamp_equal (&stamp, &node->stamp);
}

gboolean
workspace_sync_is_busy (Workspace *workspace, const char *path)
{
  WorkspaceNode *node = find_owner (workspace, path);

  return node != NULL && node->save != NULL;
}

static void
forget (Workspace *workspace, WorkspaceNode *node)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);

  workspace_index_remove (workspace, node);
  workspace_node_detach (node);
  g_hash_table_remove (workspace->edited, node);
  workspace_node_set_workspace (keep, NULL);
}

/* Whether the node's file was moved away by somebody. */
static gboolean
is_lost (WorkspaceNode *node)
{
  g_autofree char *place = workspace_node_dup_place (node);

  return !g_file_test (place, G_FILE_TEST_EXISTS);
}

/* Returns: (nullable): the node that @entry was before it was moved or renamed. */
static WorkspaceNode *
find_moved (Workspace *workspace, WorkspaceEntry *entry)
{
  const char *id = entry->content.yaml == NULL ? NULL
                                               : workspace_yaml_get (entry->content.yaml, "id");
  WorkspaceNode *node = id == NULL ? NULL : g_hash_table_lookup (workspace->by_id, id);

  if (node == NULL || node == workspace->root ||
      workspace_node_is_folder (node) != (entry->entries != NULL))
    return NULL;

  return is_lost (node) ? node : NULL;
}

static void sync_entry (Workspace *workspace, WorkspaceNode *parent, WorkspaceEntry *entry);

static void
sync_entries (Workspace *workspace, WorkspaceNode *folder, WorkspaceEntry *entry)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (folder->children));

  for (guint i = 0; i < entry->entries->len; i++)
    {
      WorkspaceEntry *child = entry->entries->pdata[i];

      g_hash_table_add (names, strrchr (child->path, '/') + 1);
      sync_entry (workspace, folder, child);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (folder->children), i);

      if (child != NULL && !g_hash_table_contains (names, child->file_name))
        g_ptr_array_add (gone, workspace_node_dup_place (child));
    }
  for (guint i = 0; i < gone->len; i++)
    workspace_sync_gone (workspace, gone->pdata[i]);
}

static void
move_here (Workspace *workspace, WorkspaceNode *node, WorkspaceNode *parent, WorkspaceEntry *entry)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);

  workspace_node_detach (node);
  workspace_node_set_file_name (node, strrchr (entry->path, '/') + 1);
  workspace_node_attach (node, parent);
  workspace_merge (workspace, keep, &entry->content);
}

static void
sync_entry (Workspace *workspace, WorkspaceNode *parent, WorkspaceEntry *entry)
{
  WorkspaceNode *node = workspace_node_find_child (parent, strrchr (entry->path, '/') + 1);

  if (node != NULL && workspace_node_is_folder (node) != (entry->entries != NULL))
    {
      forget (workspace, node);
      node = NULL;
    }
  if (node != NULL)
    {
      if (node->save == NULL && !workspace_stamp_equal (&entry->content.stamp, &node->stamp))
        workspace_merge (workspace, node, &entry->content);
    }
  else if ((node = find_moved (workspace, entry)) != NULL)
    move_here (workspace, node, parent, entry);
  else
    {
      g_autoptr (WorkspaceNode) fresh = workspace_node_new (workspace, parent,
                                                            entry->entries != NULL,
                                                            &entry->content);

      workspace_node_attach (fresh, parent);
      workspace_index_add (workspace, fresh);
      node = fresh; /* its parent's now */
    }

  if (entry->entries != NULL)
    {
      workspace_watch_follow (workspace->watch, node);
      sync_entries (workspace, node, entry);
    }
}

void
workspace_sync_present (Workspace *workspace, WorkspaceEntry *entry)
{
  g_autofree char *name = g_path_get_basename (entry->path);
  g_autofree char *folder = g_path_get_dirname (entry->path);
  WorkspaceNode *owner = find_owner (workspace, entry->path);
  WorkspaceNode *parent = workspace_sync_find (workspace, folder);

  if (owner == workspace->root && entry->entries != NULL)
    {
      workspace_watch_follow (workspace->watch, owner);
      sync_entries (workspace, owner, entry);
    }
  else if (owner != NULL && entry->entries == NULL &&
           (!workspace_node_is_folder (owner) || owner == workspace->meta ||
            strcmp (name, WORKSPACE_FOLDER_FILE) == 0))
    workspace_merge (workspace, owner, &entry->content);
  else if (parent != NULL && workspace_node_is_folder (parent) && parent != workspace->meta)
    sync_entry (workspace, parent, entry);
}

static void
keep_edited (Workspace *workspace, WorkspaceNode *node)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children),
                                                               i - 1);

      keep_edited (workspace, child);
    }
  node->stamp = (WorkspaceStamp){ 0 };
  if (workspace_node_is_edited (node))
    workspace_touch (workspace, node);
  else if (node->children == NULL || g_list_model_get_n_items (G_LIST_MODEL (node->children)) == 0)
    forget (workspace, node);
}

/* What is edited here and removed there stays, and is written again. */
void
workspace_sync_gone (Workspace *workspace, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  WorkspaceNode *owner = find_owner (workspace, path);
  WorkspaceContent none = { 0 };

  if (owner == NULL || owner == workspace->meta)
    return;
  if (strcmp (name, WORKSPACE_FOLDER_FILE) == 0)
    workspace_merge (workspace, owner, &none);
  else if (owner != workspace->root)
    keep_edited (workspace, owner);
}

static void
compare_children (WorkspaceNode *node,
                  GHashTable *names,
                  WorkspaceSyncFunc func,
                  gpointer user_data)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (node->children));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);
      g_autofree char *place = NULL;

      if (g_hash_table_contains (names, child->file_name))
        continue;
      place = workspace_node_dup_place (child);
      func (place, user_data);
    }
}

void
workspace_sync_compare (WorkspaceNode *node,
                        WorkspaceEntry *entry,
                        WorkspaceSyncFunc func,
                        gpointer user_data)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (!workspace_stamp_equal (&node->stamp, &entry->content.stamp))
    {
      g_autofree char *file = workspace_node_dup_file_path (node);

      func (file, user_data);
    }
  for (guint i = 0; entry->entries != NULL && i < entry->entries->len; i++)
    {
      WorkspaceEntry *child = entry->entries->pdata[i];
      WorkspaceNode *known = workspace_node_find_child (node, child->content.name);

      g_hash_table_add (names, child->content.name);
      if (known == NULL || workspace_node_is_folder (known) != (child->entries != NULL))
        func (child->path, user_data);
      else
        workspace_sync_compare (known, child, func, user_data);
    }
  if (node->children != NULL)
    compare_children (node, names, func, user_data);
}
