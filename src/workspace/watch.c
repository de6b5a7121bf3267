/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/watch-private.h"

#include "workspace/sync-private.h"

#include <string.h>

/* A checkout or a formatter changes many files at once, an editor one file in several steps. */
#define SETTLE_MS 80

/* The system has some thousands of watches for all programs; what is not watched is seen by
 * workspace_reload(). */
#define MAX_WATCHES 1024

struct _WorkspaceWatch
{
  GHashTable *paths; /* set: to be looked at */
  GCancellable *cancellable;
  GFileMonitor *top; /* of the workspace's own folder */
  guint timeout;
  guint n_watches;
  guint n_jobs; /* under way in threads */
  gboolean is_all;

  /* borrowed */
  Workspace *workspace;
};

typedef struct
{
  GPtrArray *paths;
  GPtrArray *entries; /* WorkspaceEntry, NULL where nothing is */
  char *root;
} Job;

static void
entry_clear (gpointer data)
{
  if (data != NULL)
    workspace_entry_free (data);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->paths);
  g_ptr_array_unref (job->entries);
  g_free (job->root);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  for (guint i = 0; i < job->paths->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (job->entries, g_file_test (job->paths->pdata[i], G_FILE_TEST_EXISTS)
                                     ? workspace_load_entry (job->root, job->paths->pdata[i])
                                     : NULL);
  g_task_return_boolean (task, TRUE);
}

/* Between reading in the thread and now we may have saved, or somebody else. */
static gboolean
is_current (const char *path, WorkspaceEntry *entry)
{
  g_autofree char *file = entry == NULL || entry->entries == NULL
                            ? g_strdup (path)
                            : g_build_filename (path, WORKSPACE_FOLDER_FILE, NULL);
  WorkspaceStamp stamp;

  workspace_stamp_take (file, &stamp);
  if (entry == NULL)
    return !workspace_stamp_is_set (&stamp);

  return workspace_stamp_equal (&stamp, &entry->content.stamp);
}

static void
take_job (WorkspaceWatch *watch, Job *job)
{
  /* what is there first: a file that is gone may have been moved */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < job->paths->len; i++)
      {
        WorkspaceEntry *entry = job->entries->pdata[i];

        if ((entry == NULL) != (pass == 1))
          continue;
        if (!is_current (job->paths->pdata[i], entry) ||
            workspace_sync_is_busy (watch->workspace, job->paths->pdata[i]))
          workspace_watch_queue (watch, job->paths->pdata[i]);
        else if (entry != NULL)
          workspace_sync_present (watch->workspace, entry);
        else
          workspace_sync_gone (watch->workspace, job->paths->pdata[i]);
      }
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WorkspaceWatch *watch = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));

  /* cancelled: the workspace is gone */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  watch->n_jobs--;
  take_job (watch, job);
}

static void
start_job (WorkspaceWatch *watch, GPtrArray *paths)
{
  g_autoptr (GTask) task = g_task_new (NULL, watch->cancellable, on_job_done, watch);
  Job *job = g_new0 (Job, 1);

  job->paths = g_ptr_array_ref (paths);
  job->entries = g_ptr_array_new_with_free_func (entry_clear);
  job->root = g_strdup (watch->workspace->folder);
  g_task_set_task_data (task, job, job_free);
  watch->n_jobs++;
  g_task_run_in_thread (task, run_job);
}

static void
run_scan (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_build_filename (data, WORKSPACE_REQUESTS, NULL);

  g_task_return_pointer (task, workspace_load_stamps (path), (GDestroyNotify)workspace_entry_free);
}

static void
queue_path (const char *path, gpointer watch)
{
  workspace_watch_queue (watch, path);
}

static void
on_scan_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WorkspaceWatch *watch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkspaceEntry) entry = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *meta = NULL;

  if (error != NULL)
    return;

  watch->n_jobs--;
  workspace_sync_compare (watch->workspace->root, entry, queue_path, watch);
  meta = workspace_node_dup_file_path (watch->workspace->meta);
  workspace_watch_queue (watch, meta);
}

static void
start_scan (WorkspaceWatch *watch)
{
  g_autoptr (GTask) task = g_task_new (NULL, watch->cancellable, on_scan_done, watch);

  g_task_set_task_data (task, g_strdup (watch->workspace->folder), g_free);
  watch->is_all = FALSE;
  watch->n_jobs++;
  g_task_run_in_thread (task, run_scan);
}

static gboolean
on_settled (gpointer user_data)
{
  WorkspaceWatch *watch = user_data;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path;

  watch->timeout = 0;
  g_hash_table_iter_init (&iter, watch->paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (workspace_sync_is_stale (watch->workspace, path))
      g_ptr_array_add (paths, g_strdup (path));
  g_hash_table_remove_all (watch->paths);

  if (paths->len > 0)
    start_job (watch, paths);
  if (watch->is_all)
    start_scan (watch);

  return G_SOURCE_REMOVE;
}

static void
schedule (WorkspaceWatch *watch)
{
  if (watch->timeout == 0)
    watch->timeout = g_timeout_add (SETTLE_MS, on_settled, watch);
}

static gboolean
is_ours (WorkspaceWatch *watch, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!workspace_file_is_visible (name))
    return FALSE;
  if (strcmp (folder, watch->workspace->folder) == 0)
    return strcmp (name, WORKSPACE_META) == 0 || strcmp (name, WORKSPACE_REQUESTS) == 0;

  return g_str_has_suffix (name, ".yaml") || g_file_test (path, G_FILE_TEST_IS_DIR) ||
         workspace_sync_find (watch->workspace, path) != NULL;
}

static void
queue_file (WorkspaceWatch *watch, GFile *file)
{
  if (file != NULL && g_file_peek_path (file) != NULL && is_ours (watch, g_file_peek_path (file)))
    workspace_watch_queue (watch, g_file_peek_path (file));
}

static void
on_changed (GFileMonitor *monitor,
            GFile *file,
            GFile *other,
            GFileMonitorEvent event,
            WorkspaceWatch *watch)
{
  queue_file (watch, file);
  queue_file (watch, other);
}

static GFileMonitor *
monitor_new (WorkspaceWatch *watch, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = NULL;

  if (watch->n_watches < MAX_WATCHES)
    monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (monitor != NULL)
    {
      watch->n_watches++;
      g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), watch);
    }

  return monitor;
}

static void
unwatch (WorkspaceWatch *watch, GFileMonitor **monitor)
{
  if (*monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*monitor, watch);
  g_file_monitor_cancel (*monitor);
  g_clear_object (monitor);
  watch->n_watches--;
}

void
workspace_watch_follow (WorkspaceWatch *watch, WorkspaceNode *node)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));
  g_autofree char *place = NULL;

  if (watch == NULL || node->children == NULL)
    return;
  place = workspace_node_dup_place (node);
  unwatch (watch, &node->monitor);
  node->monitor = monitor_new (watch, place);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);

      workspace_watch_follow (watch, child);
    }
}

void
workspace_watch_leave (WorkspaceWatch *watch, WorkspaceNode *node)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));

  if (watch == NULL)
    return;
  unwatch (watch, &node->monitor);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);

      workspace_watch_leave (watch, child);
    }
}

void
workspace_watch_queue (WorkspaceWatch *watch, const char *path)
{
  g_hash_table_add (watch->paths, g_strdup (path));
  schedule (watch);
}

void
workspace_watch_queue_all (WorkspaceWatch *watch)
{
  watch->is_all = TRUE;
  schedule (watch);
}

gboolean
workspace_watch_is_busy (WorkspaceWatch *watch)
{
  return watch->timeout != 0 || watch->n_jobs > 0;
}

WorkspaceWatch *
workspace_watch_new (Workspace *workspace)
{
  WorkspaceWatch *watch = g_new0 (WorkspaceWatch, 1);

  watch->workspace = workspace;
  watch->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->cancellable = g_cancellable_new ();
  watch->top = monitor_new (watch, workspace->folder);
  workspace_watch_follow (watch, workspace->root);

  return watch;
}

void
workspace_watch_free (WorkspaceWatch *watch)
{
  workspace_watch_leave (watch, watch->workspace->root);
  unwatch (watch, &watch->top);
  g_cancellable_cancel (watch->cancellable);
  g_clear_handle_id (&watch->timeout, g_source_remove);
  g_object_unref (watch->cancellable);
  g_hash_table_unref (watch->paths);
  g_free (watch);
}
