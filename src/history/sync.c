/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/sync-private.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <unistd.h>

/* Counted: a job outlives the writer that started it. */
struct _HistorySync
{
  gint n_jobs;
};

typedef struct
{
  HistorySync *sync;
  int fds[3]; /* in the order in which they are written */
} SyncJob;

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SyncJob *job = data;

  /* A disk that fails here is told by the next write; there is nothing else to do about it. */
  for (gsize i = 0; i < G_N_ELEMENTS (job->fds); i++)
    if (job->fds[i] >= 0)
      {
        (void)fdatasync (job->fds[i]);
        close (job->fds[i]);
      }

  g_atomic_int_add (&job->sync->n_jobs, -1);
  g_atomic_rc_box_release (job->sync);
}

static int
duplicate (int fd)
{
  return fd < 0 ? -1 : fcntl (fd, F_DUPFD_CLOEXEC, 3);
}

HistorySync *
history_sync_new (void)
{
  return g_atomic_rc_box_new0 (HistorySync);
}

void
history_sync_start (HistorySync *sync, const HistorySegment *segment)
{
  if (g_atomic_int_get (&sync->n_jobs) == 0)
    history_sync_start_last (sync, segment);
}

void
history_sync_start_last (HistorySync *sync, const HistorySegment *segment)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  SyncJob *job = g_new (SyncJob, 1);

  g_atomic_int_inc (&sync->n_jobs);
  job->sync = g_atomic_rc_box_acquire (sync);
  job->fds[0] = duplicate (segment->data);
  job->fds[1] = duplicate (segment->secrets);
  job->fds[2] = duplicate (segment->index);

  g_task_set_task_data (task, job, g_free);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_run_in_thread (task, run_job);
}

void
history_sync_free (HistorySync *sync)
{
  g_atomic_rc_box_release (sync);
}
