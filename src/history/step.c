/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/step-private.h"

#include "history/scan-private.h"

/* A step takes about so long: short beside a frame, so that rows come in smoothly and a new filter
 * finds the thread free; long beside what starting it costs. */
#define SHORT_US 4000
#define LONG_US  16000

/* The answer of the largest step is 128 KiB. */
#define EVENTS_MIN 256UL
#define EVENTS_MAX (1024UL * 1024)

struct _HistoryStep
{
  char *folder;
  HistoryReader *reader; /* nullable */
  HistoryQuery *query;
  guint64 *words;
  GCancellable *cancellable;
  GError *error; /* nullable */
  gint64 took_us;

  HistoryStepFunc on_done;
  gpointer user_data;
};

static void
step_free (gpointer data)
{
  HistoryStep *step = data;

  g_free (step->folder);
  history_reader_free (step->reader);
  history_query_free (step->query);
  g_free (step->words);
  g_object_unref (step->cancellable);
  g_clear_error (&step->error);
  g_free (step);
}

static void
look_through (HistoryStep *step)
{
  step->words = g_new0 (guint64, HISTORY_SCAN_WORDS (step->query->from, step->query->to));
  if (step->reader == NULL)
    step->reader = history_reader_open (step->folder, &step->error);
  if (step->reader == NULL)
    return;

  history_reader_refresh (step->reader);
  history_scan (step->reader, step->query, step->words, step->cancellable, &step->error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HistoryStep *step = data;
  gint64 begin = g_get_monotonic_time ();

  look_through (step);
  step->took_us = g_get_monotonic_time () - begin;
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HistoryStep *step = g_task_get_task_data (G_TASK (result));

  if (!g_cancellable_is_cancelled (step->cancellable))
    step->on_done (step, step->user_data);
}

HistoryStep *
history_step_start (const char *folder,
                    HistoryReader *reader,
                    const HistoryQuery *query,
                    HistoryStepFunc when_done,
                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  HistoryStep *step = g_new0 (HistoryStep, 1);

  step->folder = g_strdup (folder);
  step->reader = reader;
  step->query = history_query_dup (query);
  step->cancellable = g_cancellable_new ();
  step->on_done = when_done;
  step->user_data = user_data;

  /* not the task's cancellable: a step that was given up must not tell at all */
  task = g_task_new (NULL, NULL, on_done, NULL);
  g_task_set_task_data (task, step, step_free);
  g_task_run_in_thread (task, run);

  return step;
}

void
history_step_cancel (HistoryStep *step)
{
  g_cancellable_cancel (step->cancellable);
}

const HistoryQuery *
history_step_get_query (HistoryStep *step)
{
  return step->query;
}

const GError *
history_step_get_error (HistoryStep *step)
{
  return step->error;
}

const guint64 *
history_step_get_words (HistoryStep *step)
{
  return step->words;
}

HistoryReader *
history_step_steal_reader (HistoryStep *step)
{
  return g_steal_pointer (&step->reader);
}

guint64
history_step_get_next_size (HistoryStep *step)
{
  guint64 size = step->query->to - step->query->from + 1;

  if (step->took_us < SHORT_US)
    size *= 2;
  else if (step->took_us > LONG_US)
    size /= 2;

  return CLAMP (size, EVENTS_MIN, EVENTS_MAX);
}
