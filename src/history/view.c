/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/view.h"

#include "history/marks-private.h"

/* What the jobs of one search share: they run one after the other, each on a thread of the pool. */
typedef struct
{
  gatomicrefcount ref_count;
  char *folder;
  char *text;  /* nullable */
  char *regex; /* nullable */
  HistoryQuery query;
  HistoryReader *reader; /* the jobs' own; nullable before the first */
} Scan;

/* Looks at a part of the log. */
typedef struct
{
  Scan *scan;
  guint64 from, to;
  HistoryMarks marks;
} Job;

struct _HistoryView
{
  GObject parent_instance;

  char *folder;          /* nullable */
  HistoryReader *reader; /* nullable: nothing to be shown, or not there yet */
  char *problem;
  Scan *scan; /* nullable: nothing is filtered */
  HistoryMarks marks;
  GCancellable *cancellable;        /* of the job that runs; nullable */
  guint64 first, last;              /* of the log, as far as the view has taken it up */
  guint64 floor;                    /* events up to here are hidden */
  guint64 scanned_from, scanned_to; /* what the filter has seen; 0: nothing */
  gboolean is_frozen;
  gboolean is_searching;
};

G_DEFINE_FINAL_TYPE (HistoryView, history_view, G_TYPE_OBJECT)

enum
{
  PROP_IS_SEARCHING = 1,
  PROP_PROBLEM,
  N_PROPS
};

enum
{
  SIGNAL_ADDED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static Scan *
scan_new (const HistoryQuery *query)
{
  Scan *scan = g_new0 (Scan, 1);

  g_atomic_ref_count_init (&scan->ref_count);
  scan->text = query->text != NULL && *query->text != '\0' ? g_strdup (query->text) : NULL;
  scan->regex = query->regex != NULL && *query->regex != '\0' ? g_strdup (query->regex) : NULL;
  scan->query = *query;
  scan->query.text = scan->text;
  scan->query.regex = scan->regex;

  return scan;
}

static Scan *
scan_ref (Scan *scan)
{
  g_atomic_ref_count_inc (&scan->ref_count);

  return scan;
}

static void
scan_unref (Scan *scan)
{
  if (!g_atomic_ref_count_dec (&scan->ref_count))
    return;

  history_reader_free (scan->reader);
  g_free (scan->folder);
  g_free (scan->text);
  g_free (scan->regex);
  g_free (scan);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  history_marks_clear (&job->marks);
  scan_unref (job->scan);
  g_free (job);
}

static guint64
get_lowest (HistoryView *view)
{
  return MAX (view->first, view->floor + 1);
}

static void
set_problem (HistoryView *view, const char *problem)
{
  if (g_strcmp0 (view->problem, problem) == 0)
    return;

  g_free (view->problem);
  view->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (view), properties[PROP_PROBLEM]);
}

static void
set_searching (HistoryView *view, gboolean is_searching)
{
  if (view->is_searching == is_searching)
    return;

  view->is_searching = is_searching;
  g_object_notify_by_pspec (G_OBJECT (view), properties[PROP_IS_SEARCHING]);
}

static gboolean
on_number (guint64 number, gpointer user_data)
{
  history_marks_add (user_data, number);

  return TRUE;
}

/* On a thread of the pool. */
static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  Scan *scan = job->scan;
  HistoryQuery query = scan->query;
  GError *error = NULL;

  if (scan->reader == NULL)
    scan->reader = history_reader_open (scan->folder, &error);
  if (scan->reader == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  history_reader_refresh (scan->reader);
  query.from = job->from;
  query.to = job->to;
  if (history_search_numbers (scan->reader, &query, on_number, &job->marks, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_next_job (HistoryView *view);

static void
take_results (HistoryView *view, Job *job)
{
  guint64 before = view->marks.count;
  gboolean is_new = job->from > view->scanned_to;

  if (is_new)
    view->scanned_to = job->to;
  else
    view->scanned_from = job->from;

  history_marks_take (&view->marks, &job->marks);
  /* hidden or dropped while the job ran */
  history_marks_remove_below (&view->marks, get_lowest (view));
  if (view->marks.count == before)
    return;
  if (is_new)
    g_signal_emit (view, signals[SIGNAL_ADDED], 0, view->marks.count - before);
  else
    g_signal_emit (view, signals[SIGNAL_CHANGED], 0);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HistoryView *view = HISTORY_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  /* of a search that was given up */
  if (g_task_get_cancellable (G_TASK (result)) != view->cancellable)
    return;

  g_clear_object (&view->cancellable);
  if (is_done)
    {
      take_results (view, job);
      start_next_job (view);
      return;
    }
  set_problem (view, error->message);
  set_searching (view, FALSE);
}

static void
start_job (HistoryView *view, guint64 from, guint64 to)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->scan = scan_ref (view->scan);
  job->from = from;
  job->to = to;
  history_marks_init (&job->marks);

  view->cancellable = g_cancellable_new ();
  task = g_task_new (view, view->cancellable, on_job_done, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/* What is new comes first, then what is older, a chunk at a time, so that the newest rows are there
 * at once. */
static void
start_next_job (HistoryView *view)
{
  guint64 lowest = get_lowest (view);

  if (view->scan == NULL || view->reader == NULL || view->cancellable != NULL ||
      *view->problem != '\0' || view->last < lowest)
    return;

  if (view->scanned_to == 0)
    {
      view->scanned_to = view->last;
      view->scanned_from = view->last + 1;
    }

  set_searching (view, view->scanned_from > lowest);
  if (view->scanned_to < view->last)
    {
      guint64 from = MAX (view->scanned_to + 1, lowest);
      guint64 chunk_end = ((from - 1) / HISTORY_MARKS_CHUNK + 1) * HISTORY_MARKS_CHUNK;

      start_job (view, from, MIN (view->last, chunk_end));
    }
  else if (view->scanned_from > lowest)
    {
      guint64 to = view->scanned_from - 1;

      start_job (view, MAX ((to - 1) / HISTORY_MARKS_CHUNK * HISTORY_MARKS_CHUNK + 1, lowest), to);
    }
}

/* Begins to filter anew. */
static void
restart (HistoryView *view)
{
  if (view->cancellable != NULL)
    g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  if (view->scan != NULL && g_strcmp0 (view->scan->folder, view->folder) != 0)
    {
      Scan *scan = scan_new (&view->scan->query);

      scan->folder = g_strdup (view->folder);
      scan_unref (view->scan);
      view->scan = scan;
    }
  history_marks_clear (&view->marks);
  history_marks_init (&view->marks);
  view->scanned_from = view->scanned_to = 0;
  set_problem (view, "");
  set_searching (view, FALSE);
  start_next_job (view);
  g_signal_emit (view, signals[SIGNAL_CHANGED], 0);
}

static gboolean
open_reader (HistoryView *view)
{
  g_autoptr (GError) error = NULL;

  if (view->reader != NULL)
    return TRUE;
  if (view->folder == NULL)
    return FALSE;

  view->reader = history_reader_open (view->folder, &error);
  /* a connection that has just begun will make it */
  if (view->reader == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_problem (view, error->message);

  return view->reader != NULL;
}

static void
history_view_dispose (GObject *object)
{
  HistoryView *view = HISTORY_VIEW (object);

  if (view->cancellable != NULL)
    g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);

  G_OBJECT_CLASS (history_view_parent_class)->dispose (object);
}

static void
history_view_finalize (GObject *object)
{
  HistoryView *view = HISTORY_VIEW (object);

  history_reader_free (view->reader);
  g_clear_pointer (&view->scan, scan_unref);
  history_marks_clear (&view->marks);
  g_free (view->folder);
  g_free (view->problem);

  G_OBJECT_CLASS (history_view_parent_class)->finalize (object);
}

static void
history_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HistoryView *view = HISTORY_VIEW (object);

  switch (id)
    {
    case PROP_IS_SEARCHING:
      g_value_set_boolean (value, view->is_searching);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, view->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
history_view_class_init (HistoryViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = history_view_dispose;
  object_class->finalize = history_view_finalize;
  object_class->get_property = history_view_get_property;

  properties[PROP_IS_SEARCHING] = g_param_spec_boolean ("is-searching", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ADDED] = g_signal_new ("added", HISTORY_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HISTORY_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
history_view_init (HistoryView *view)
{
  view->problem = g_strdup ("");
  view->first = 1;
  history_marks_init (&view->marks);
}

HistoryView *
history_view_new (void)
{
  return g_object_new (HISTORY_TYPE_VIEW, NULL);
}

void
history_view_set_folder (HistoryView *view, const char *folder)
{
  g_return_if_fail (HISTORY_IS_VIEW (view));

  if (g_strcmp0 (view->folder, folder) == 0)
    return;

  g_clear_pointer (&view->reader, history_reader_free);
  g_free (view->folder);
  view->folder = g_strdup (folder);
  view->first = 1;
  view->last = 0;
  view->floor = 0;
  view->is_frozen = FALSE;
  restart (view);
  history_view_refresh (view);
}

const char *
history_view_get_folder (HistoryView *view)
{
  return view->folder;
}

void
history_view_set_query (HistoryView *view, const HistoryQuery *query)
{
  Scan *scan;

  g_return_if_fail (HISTORY_IS_VIEW (view));

  scan = scan_new (query);
  scan->folder = g_strdup (view->folder);
  g_clear_pointer (&view->scan, scan_unref);
  if (query->kinds != 0 || query->only_in || query->only_out || scan->text != NULL ||
      scan->regex != NULL)
    view->scan = scan;
  else
    scan_unref (scan);
  restart (view);
}

/* Returns: whether rows went at the bottom, because the log has dropped its oldest segments. */
static gboolean
take_up_dropped (HistoryView *view)
{
  guint64 before = get_lowest (view);

  view->first = MAX (history_reader_get_first (view->reader), 1);
  if (get_lowest (view) == before)
    return FALSE;

  history_marks_remove_below (&view->marks, get_lowest (view));

  return TRUE;
}

void
history_view_refresh (HistoryView *view)
{
  guint64 last, n_added;
  gboolean has_dropped;

  g_return_if_fail (HISTORY_IS_VIEW (view));

  if (view->is_frozen || !open_reader (view))
    return;

  last = history_reader_refresh (view->reader);
  has_dropped = take_up_dropped (view);
  n_added = last > view->last ? last - MAX (view->last, get_lowest (view) - 1) : 0;
  view->last = MAX (last, view->last);
  if (has_dropped)
    g_signal_emit (view, signals[SIGNAL_CHANGED], 0);
  if (n_added > 0 && view->scan == NULL)
    g_signal_emit (view, signals[SIGNAL_ADDED], 0, n_added);
  if (n_added > 0)
    start_next_job (view);
}

void
history_view_set_frozen (HistoryView *view, gboolean is_frozen)
{
  g_return_if_fail (HISTORY_IS_VIEW (view));

  view->is_frozen = is_frozen;
  history_view_refresh (view);
}

gboolean
history_view_get_frozen (HistoryView *view)
{
  return view->is_frozen;
}

void
history_view_hide_all (HistoryView *view)
{
  g_return_if_fail (HISTORY_IS_VIEW (view));

  view->floor = view->last;
  history_marks_remove_below (&view->marks, get_lowest (view));
  set_searching (view, FALSE);
  g_signal_emit (view, signals[SIGNAL_CHANGED], 0);
}

void
history_view_show_all (HistoryView *view)
{
  g_return_if_fail (HISTORY_IS_VIEW (view));

  view->floor = 0;
  restart (view);
}

guint64
history_view_get_n_rows (HistoryView *view)
{
  guint64 lowest = get_lowest (view);

  if (view->scan != NULL)
    return view->marks.count;

  return view->last < lowest ? 0 : view->last - lowest + 1;
}

guint64
history_view_get_n_events (HistoryView *view)
{
  return view->last < view->first ? 0 : view->last - view->first + 1;
}

guint64
history_view_get_number (HistoryView *view, guint64 row)
{
  if (view->scan != NULL)
    return history_marks_get (&view->marks, row);

  return row < history_view_get_n_rows (view) ? view->last - row : 0;
}

gboolean
history_view_find_row (HistoryView *view, guint64 number, guint64 *row)
{
  if (view->scan != NULL)
    return history_marks_find (&view->marks, number, row);

  if (number < get_lowest (view) || history_view_get_n_rows (view) == 0)
    return FALSE;
  *row = view->last - MIN (number, view->last);

  return TRUE;
}

HistoryReader *
history_view_get_reader (HistoryView *view)
{
  return view->reader;
}
