/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/load-private.h"

#include <string.h>

/* Reading and parsing scales with processors until the disk is the limit. */
#define MAX_THREADS 8

static void
entry_free (gpointer data)
{
  WorkspaceEntry *entry = data;

  workspace_content_clear (&entry->content);
  g_clear_pointer (&entry->entries, g_ptr_array_unref);
  g_free (entry->path);
  g_free (entry);
}

static WorkspaceEntry *
entry_new (const char *folder, const char *name)
{
  WorkspaceEntry *entry = g_new0 (WorkspaceEntry, 1);

  entry->path = g_build_filename (folder, name, NULL);
  entry->content.name = g_strdup (name);

  return entry;
}

static gboolean
is_request (const char *name)
{
  return g_str_has_suffix (name, ".yaml") && strcmp (name, WORKSPACE_FOLDER_FILE) != 0;
}

static GPtrArray *scan (const char *folder, guint depth);

static WorkspaceEntry *
scan_entry (const char *folder, const char *name, guint depth)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  WorkspaceEntry *entry;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      /* a link to a folder may lead round in circles */
      if (depth >= WORKSPACE_LOAD_MAX_DEPTH || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        return NULL;
      entry = entry_new (folder, name);
      entry->entries = scan (path, depth + 1);
      return entry;
    }

  return is_request (name) ? entry_new (folder, name) : NULL;
}

static GPtrArray *
scan (const char *folder, guint depth)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      WorkspaceEntry *entry = workspace_file_is_visible (name) ? scan_entry (folder, name, depth)
                                                               : NULL;

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      else
        workspace_file_clean (folder, name);
    }

  return entries;
}

static char *
dup_file (WorkspaceEntry *entry)
{
  return entry->entries == NULL ? g_strdup (entry->path)
                                : g_build_filename (entry->path, WORKSPACE_FOLDER_FILE, NULL);
}

static void
read_entry (gpointer data, gpointer user_data)
{
  WorkspaceEntry *entry = data;
  g_autofree char *file = dup_file (entry);

  workspace_content_read (&entry->content, user_data, file);
}

static void
push_all (GThreadPool *pool, WorkspaceEntry *entry)
{
  g_thread_pool_push (pool, entry, NULL);
  for (guint i = 0; entry->entries != NULL && i < entry->entries->len; i++)
    push_all (pool, entry->entries->pdata[i]);
}

WorkspaceEntry *
workspace_load_entry (const char *root, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  WorkspaceEntry *entry = entry_new (folder, name);
  GThreadPool *pool;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    entry->entries = scan (path, 0);
  if (entry->entries == NULL || entry->entries->len == 0)
    {
      read_entry (entry, (gpointer)root);
      return entry;
    }

  pool = g_thread_pool_new (read_entry, (gpointer)root,
                            (int)MIN (g_get_num_processors (), MAX_THREADS), FALSE, NULL);
  push_all (pool, entry);
  g_thread_pool_free (pool, FALSE, TRUE);

  return entry;
}

static void
take_stamps (WorkspaceEntry *entry)
{
  g_autofree char *file = dup_file (entry);

  workspace_stamp_take (file, &entry->content.stamp);
  for (guint i = 0; entry->entries != NULL && i < entry->entries->len; i++)
    take_stamps (entry->entries->pdata[i]);
}

WorkspaceEntry *
workspace_load_stamps (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  WorkspaceEntry *entry = entry_new (folder, name);

  entry->entries = scan (path, 0);
  take_stamps (entry);

  return entry;
}

void
workspace_entry_free (WorkspaceEntry *entry)
{
  entry_free (entry);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  return workspace_node_compare (*(gconstpointer *)a, *(gconstpointer *)b, NULL);
}

void
workspace_load_children (WorkspaceNode *parent, WorkspaceEntry *entry)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; entry->entries != NULL && i < entry->entries->len; i++)
    g_ptr_array_add (nodes, workspace_load_node (parent, entry->entries->pdata[i]));

  g_ptr_array_sort (nodes, compare_nodes);
  for (guint i = 0; i < nodes->len; i++)
    workspace_node_enter_name (nodes->pdata[i]);
  g_list_store_splice (parent->children, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (parent->children)), nodes->pdata,
                       nodes->len);
}

WorkspaceNode *
workspace_load_node (WorkspaceNode *parent, WorkspaceEntry *entry)
{
  WorkspaceNode *node = workspace_node_new (parent->workspace, parent, entry->entries != NULL,
                                            &entry->content);

  if (entry->entries != NULL)
    workspace_load_children (node, entry);

  return node;
}
