/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/draft-private.h"
#include "workspace/slug-private.h"
#include "workspace/watch-private.h"
#include "workspace/workspace-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* From the last edit, so that typing writes once; from the first, so that typing on and on does not
 * put it off for ever. */
#define SAVE_DELAY_MS     400
#define SAVE_DELAY_MAX_MS 2000

/* A file that others keep changing while we save it. */
#define MAX_ATTEMPTS 5

/* One file on its way to the disk. Made and finished on the main thread, written on whichever. */
struct _WorkspaceSave
{
  WorkspaceDraft draft;
  WorkspaceNode *node;
  char *root;
  char *path;
  WorkspaceStamp expected;
  WorkspaceStamp stamp;
  GError *error;
  GMutex mutex;
  GCond cond;
  gboolean is_written; /* under the mutex */
  gboolean is_finished;
};

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

static WorkspaceSave *
save_new (Workspace *workspace, WorkspaceNode *node)
{
  WorkspaceSave *save = g_atomic_rc_box_new0 (WorkspaceSave);

  workspace_draft_init (&save->draft, node);
  save->node = g_object_ref (node);
  save->root = g_strdup (workspace->folder);
  save->path = workspace_node_dup_file_path (node);
  save->expected = save->stamp = node->stamp;
  g_mutex_init (&save->mutex);
  g_cond_init (&save->cond);

  return save;
}

static void
save_clear (gpointer data)
{
  WorkspaceSave *save = data;

  workspace_draft_clear (&save->draft);
  g_object_unref (save->node);
  g_free (save->root);
  g_free (save->path);
  g_clear_error (&save->error);
  g_mutex_clear (&save->mutex);
  g_cond_clear (&save->cond);
}

static void
save_unref (gpointer save)
{
  g_atomic_rc_box_release_full (save, save_clear);
}

/* On whichever thread. */
static void
save_write (WorkspaceSave *save)
{
  g_autofree char *folder = g_path_get_dirname (save->path);
  int lock = workspace_file_lock (save->root);

  /* it may have been removed while something in it was edited here */
  (void)g_mkdir_with_parents (folder, 0777);
  workspace_file_write (save->path, workspace_yaml_get_bytes (save->draft.yaml), &save->expected,
                        &save->stamp, &save->error);
  workspace_file_unlock (lock);

  g_mutex_lock (&save->mutex);
  save->is_written = TRUE;
  g_cond_signal (&save->cond);
  g_mutex_unlock (&save->mutex);
}

/* Takes the outcome over. Returns: FALSE with @error. */
static gboolean
save_finish (WorkspaceSave *save, GError **error)
{
  WorkspaceNode *node = save->node;
  GError *problem = g_steal_pointer (&save->error);

  save->is_finished = TRUE;
  if (node->workspace == NULL)
    {
      /* somebody put something else in its place */
      g_clear_error (&problem);
      return TRUE;
    }
  if (problem == NULL)
    {
      node->stamp = save->stamp;
      workspace_draft_settle (&save->draft, node);
      if (save->draft.has_renamed)
        rename_file (node);
      problem = g_steal_pointer (&save->draft.error);
    }
  if (!workspace_node_is_edited (node))
    g_hash_table_remove (node->workspace->edited, node);

  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);

  return FALSE;
}

/* Returns: (nullable): what is to be written; NULL: nothing, or with @error nothing can be. */
static WorkspaceSave *
prepare (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  WorkspaceSave *save;

  if (is_in_tree (workspace, node))
    catch_up (workspace, node);
  /* it may be gone now */
  if (!is_in_tree (workspace, node) || !workspace_node_is_edited (node))
    {
      g_hash_table_remove (workspace->edited, node);
      return NULL;
    }
  if (!check_free (node, error))
    return NULL;

  save = save_new (workspace, node);
  if (save->draft.yaml == node->yaml)
    {
      g_propagate_error (error, g_steal_pointer (&save->draft.error));
      g_clear_pointer (&save, save_unref);
    }

  return save;
}

static void
report (Workspace *workspace, WorkspaceNode *node, const GError *error)
{
  /* the person knows of conflicts and broken files */
  if (!g_error_matches (error, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING))
    workspace_emit_save_failed (workspace, node, error->message);
}

/* Waits for what is being written in a thread. */
static void
wait_for (WorkspaceNode *node)
{
  WorkspaceSave *save = g_steal_pointer (&node->save);

  if (save == NULL)
    return;
  g_mutex_lock (&save->mutex);
  while (!save->is_written)
    g_cond_wait (&save->cond, &save->mutex);
  g_mutex_unlock (&save->mutex);
  /* what failed is tried again right after */
  save_finish (save, NULL);
  save_unref (save);
}

gboolean
workspace_save_node (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);
  g_autoptr (GError) problem = NULL;

  wait_for (keep);
  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      WorkspaceSave *save;

      g_clear_error (&problem);
      save = prepare (workspace, node, &problem);
      if (save == NULL)
        break;
      save_write (save);
      save_finish (save, &problem);
      save_unref (save);
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
        break;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static GPtrArray *
list_edited (Workspace *workspace)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer node;

  g_hash_table_iter_init (&iter, workspace->edited);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    g_ptr_array_add (nodes, g_object_ref (node));

  return nodes;
}

gboolean
workspace_save_all (Workspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) nodes = list_edited (workspace);
  g_autoptr (GError) first = NULL;

  g_clear_handle_id (&workspace->save_timeout, g_source_remove);
  workspace->edited_since = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      if (workspace_save_node (workspace, nodes->pdata[i], &problem))
        continue;
      report (workspace, nodes->pdata[i], problem);
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));

  return FALSE;
}

static void
run_save (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  save_write (data);
  g_task_return_boolean (task, TRUE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  WorkspaceSave *save = g_task_get_task_data (G_TASK (result));
  WorkspaceNode *node = save->node;
  g_autoptr (GError) error = NULL;

  if (save->is_finished)
    return;
  g_assert (node->save == save);
  node->save = NULL;
  if (!save_finish (save, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
        workspace_touch (node->workspace, node);
      else
        report (node->workspace, node, error);
    }
  save_unref (save);
}

/* The disk may take its time: not on this thread. */
static void
start (Workspace *workspace, WorkspaceNode *node)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  if (node->save != NULL)
    {
      workspace_touch (workspace, node);
      return;
    }
  node->save = prepare (workspace, node, &error);
  if (error != NULL)
    report (workspace, node, error);
  if (node->save == NULL)
    return;

  task = g_task_new (NULL, NULL, on_written, NULL);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (node->save), save_unref);
  g_task_run_in_thread (task, run_save);
}

static gboolean
on_save (gpointer user_data)
{
  Workspace *workspace = user_data;
  g_autoptr (GPtrArray) nodes = list_edited (workspace);

  workspace->save_timeout = 0;
  workspace->edited_since = 0;
  for (guint i = 0; i < nodes->len; i++)
    start (workspace, nodes->pdata[i]);

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
