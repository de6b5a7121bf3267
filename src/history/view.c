/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/view.h"

#include "history/bits-private.h"
#include "history/scan-private.h"
#include "history/step-private.h"

/* So many events are looked at on the main thread when the index has the answer: a megabyte of it,
 * half a millisecond. Whoever opens a log sees its newest rows in the first frame. */
#define SCAN_NOW_MAX 32768UL

struct _HistoryView
{
  GObject parent_instance;

  char *folder;
  HistoryReader *reader; /* NULL: no folder, or no log in it yet */
  HistoryQuery *query;
  char *log_problem;
  char *query_problem; /* has precedence */
  HistoryBits bits;    /* only with a filter */

  HistoryStep *step;          /* that is running; NULL: none */
  HistoryReader *step_reader; /* of the steps, while none is running */

  guint64 last;      /* of the log */
  guint64 low, high; /* the filter has seen these events; high + 1 = low: none */
  guint64 hidden_to; /* up to it events are hidden */
  guint64 block;     /* events of the next step */
  gboolean is_frozen;
  gboolean is_stopped; /* by an error */
  gboolean was_searching;
  gboolean was_growth; /* the last step looked at what came */
};

G_DEFINE_FINAL_TYPE (HistoryView, history_view, G_TYPE_OBJECT)

enum
{
  PROP_IS_SEARCHING = 1,
  PROP_PROBLEM,
  PROP_N_EVENTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ADDED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look (HistoryView *self);

/* Returns: the first event that may be shown. */
static guint64
get_floor (HistoryView *self)
{
  guint64 first = self->reader == NULL ? 0 : history_reader_get_first (self->reader);

  return MAX (MAX (first, self->hidden_to + 1), 1);
}

static gboolean
is_filtered (HistoryView *self)
{
  return !history_query_is_empty (self->query);
}

static gboolean
has_growth (HistoryView *self)
{
  return !self->is_frozen && self->high < self->last;
}

static gboolean
has_older (HistoryView *self)
{
  return self->low > get_floor (self);
}

static gboolean
is_searching (HistoryView *self)
{
  return is_filtered (self) && !self->is_stopped && (has_growth (self) || has_older (self));
}

static void
notify_searching (HistoryView *self)
{
  if (is_searching (self) == self->was_searching)
    return;

  self->was_searching = !self->was_searching;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SEARCHING]);
}

static const char *
get_problem (HistoryView *self)
{
  return *self->query_problem != '\0' ? self->query_problem : self->log_problem;
}

static void
set_problem (HistoryView *self, char **problem, const char *text)
{
  if (g_str_equal (*problem, text))
    return;

  g_free (*problem);
  *problem = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
stop (HistoryView *self, const GError *error)
{
  self->is_stopped = TRUE;
  set_problem (self, &self->query_problem, error->message);
}

static void
give_up_step (HistoryView *self)
{
  if (self->step != NULL)
    history_step_cancel (self->step);
  self->step = NULL;
}

/* Takes over what was found out about events @from to @to. */
static void
take_found (HistoryView *self, guint64 from, guint64 to, const guint64 *words)
{
  gboolean is_growth = from == self->high + 1 && to > self->high;
  guint64 n = history_bits_add (&self->bits, HISTORY_SCAN_BASE (from), words,
                                HISTORY_SCAN_WORDS (from, to));

  /* the log may have dropped some of them meanwhile */
  n -= history_bits_drop_below (&self->bits, get_floor (self));
  if (is_growth)
    self->high = to;
  else
    self->low = from;
  if (n == 0)
    return;

  if (is_growth)
    g_signal_emit (self, signals[ADDED], 0, n);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Looks at events on the main thread: only what the index can answer, and not many. */
static void
scan_now (HistoryView *self, guint64 from, guint64 to)
{
  g_autofree guint64 *words = g_new0 (guint64, HISTORY_SCAN_WORDS (from, to));
  g_autoptr (GError) error = NULL;
  HistoryQuery query = *self->query;

  query.from = from;
  query.to = to;
  if (history_scan (self->reader, &query, words, NULL, &error))
    take_found (self, from, to, words);
  else
    stop (self, error);
}

/* Without a filter, and where the index has the answer, there is nothing to wait for. */
static void
look_now (HistoryView *self)
{
  guint64 n_new = has_growth (self) ? self->last - self->high : 0;

  if (!is_filtered (self))
    {
      self->high += n_new;
      if (n_new > 0)
        g_signal_emit (self, signals[ADDED], 0, n_new);
    }
  else if (history_query_is_quick (self->query) && n_new > 0 && n_new <= SCAN_NOW_MAX &&
           (self->step == NULL || !self->was_growth))
    {
      scan_now (self, self->high + 1, self->last);
    }
}

/* Picks what the next step looks at: what came and what is older take turns. */
static gboolean
pick_part (HistoryView *self, guint64 *from, guint64 *to)
{
  if (!has_growth (self) && !has_older (self))
    return FALSE;

  self->was_growth = has_growth (self) && !(has_older (self) && self->was_growth);
  if (self->was_growth)
    {
      *from = self->high + 1;
      *to = self->high + MIN (self->block, self->last - self->high);
    }
  else
    {
      *to = self->low - 1;
      *from = self->low - MIN (self->block, self->low - get_floor (self));
    }

  return TRUE;
}

static void
on_step_done (HistoryStep *step, gpointer user_data)
{
  g_autoptr (HistoryView) self = g_object_ref (user_data);

  self->step = NULL;
  self->step_reader = history_step_steal_reader (step);
  self->block = history_step_get_next_size (step);

  if (history_step_get_error (step) != NULL)
    stop (self, history_step_get_error (step));
  else
    {
      const HistoryQuery *query = history_step_get_query (step);

      take_found (self, query->from, query->to, history_step_get_words (step));
    }
  look (self);
}

static void
start_step (HistoryView *self)
{
  HistoryQuery query = *self->query;

  if (self->step != NULL || self->is_stopped || !is_filtered (self) ||
      !pick_part (self, &query.from, &query.to))
    return;

  self->step = history_step_start (self->folder, g_steal_pointer (&self->step_reader), &query,
                                   on_step_done, self);
}

/* Looks at what has not been looked at: now, or step by step in a thread. */
static void
look (HistoryView *self)
{
  if (self->reader != NULL && !self->is_stopped)
    {
      look_now (self);
      start_step (self);
    }
  notify_searching (self);
}

/* Begins again with the newest event. */
static void
restart (HistoryView *self)
{
  give_up_step (self);
  history_bits_clear (&self->bits);
  history_bits_init (&self->bits, get_floor (self));
  self->high = self->last;
  self->low = self->last + 1;
  self->block = HISTORY_STEP_FIRST;
  self->is_stopped = FALSE;
  self->was_growth = FALSE;

  if (self->reader != NULL && is_filtered (self) && history_query_is_quick (self->query) &&
      has_older (self))
    scan_now (self, self->low - MIN (SCAN_NOW_MAX, self->low - get_floor (self)), self->low - 1);
  g_signal_emit (self, signals[CHANGED], 0);
  look (self);
}

/* Opens the log when it is there. */
static void
open_log (HistoryView *self)
{
  g_autoptr (GError) error = NULL;

  if (self->folder == NULL)
    return;

  self->reader = history_reader_open (self->folder, &error);
  if (self->reader == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_problem (self, &self->log_problem, error->message);
  else
    set_problem (self, &self->log_problem, "");
}

/* Takes what is not there any more out of the rows. */
static void
forget_dropped (HistoryView *self, guint64 floor_before)
{
  guint64 floor = get_floor (self);

  if (floor <= floor_before)
    return;

  history_bits_drop_below (&self->bits, floor);
  if (self->low < floor)
    self->low = MIN (floor, self->high + 1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
history_view_dispose (GObject *object)
{
  HistoryView *self = HISTORY_VIEW (object);

  give_up_step (self);
  g_clear_pointer (&self->reader, history_reader_free);
  g_clear_pointer (&self->step_reader, history_reader_free);

  G_OBJECT_CLASS (history_view_parent_class)->dispose (object);
}

static void
history_view_finalize (GObject *object)
{
  HistoryView *self = HISTORY_VIEW (object);

  history_bits_clear (&self->bits);
  history_query_free (self->query);
  g_free (self->folder);
  g_free (self->log_problem);
  g_free (self->query_problem);

  G_OBJECT_CLASS (history_view_parent_class)->finalize (object);
}

static void
history_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HistoryView *self = HISTORY_VIEW (object);

  switch (prop_id)
    {
    case PROP_IS_SEARCHING:
      g_value_set_boolean (value, history_view_is_searching (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, get_problem (self));
      break;
    case PROP_N_EVENTS:
      g_value_set_uint64 (value, history_view_get_n_events (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
history_view_class_init (HistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = history_view_dispose;
  object_class->finalize = history_view_finalize;
  object_class->get_property = history_view_get_property;

  properties[PROP_IS_SEARCHING] = g_param_spec_boolean ("is-searching", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", flags);
  properties[PROP_N_EVENTS] = g_param_spec_uint64 ("n-events", NULL, NULL, 0, G_MAXUINT64, 0,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ADDED] = g_signal_new ("added", HISTORY_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[CHANGED] = g_signal_new ("changed", HISTORY_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
history_view_init (HistoryView *self)
{
  const HistoryQuery all = { 0 };

  self->query = history_query_dup (&all);
  self->log_problem = g_strdup ("");
  self->query_problem = g_strdup ("");
  self->low = 1;
  history_bits_init (&self->bits, 0);
}

HistoryView *
history_view_new (void)
{
  return g_object_new (HISTORY_TYPE_VIEW, NULL);
}

void
history_view_set_folder (HistoryView *self, const char *folder)
{
  g_return_if_fail (HISTORY_IS_VIEW (self));

  if (g_strcmp0 (self->folder, folder) == 0)
    return;

  give_up_step (self);
  g_clear_pointer (&self->reader, history_reader_free);
  g_clear_pointer (&self->step_reader, history_reader_free);
  g_free (self->folder);
  self->folder = g_strdup (folder);
  self->is_frozen = FALSE;
  self->hidden_to = 0;

  set_problem (self, &self->log_problem, "");
  open_log (self);
  self->last = self->reader == NULL ? 0 : history_reader_get_last (self->reader);
  restart (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EVENTS]);
}

const char *
history_view_get_folder (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), NULL);

  return self->folder;
}

void
history_view_set_query (HistoryView *self, const HistoryQuery *query)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HISTORY_IS_VIEW (self) && query != NULL);

  if (!history_query_check (query, &error))
    {
      set_problem (self, &self->query_problem, error->message);
      return;
    }

  set_problem (self, &self->query_problem, "");
  if (history_query_equal (self->query, query) && !self->is_stopped)
    return;

  history_query_free (self->query);
  self->query = history_query_dup (query);
  self->query->from = self->query->to = 0;
  restart (self);
}

void
history_view_refresh (HistoryView *self)
{
  gboolean is_new;
  guint64 floor, last;

  g_return_if_fail (HISTORY_IS_VIEW (self));

  is_new = self->reader == NULL;
  if (is_new)
    open_log (self);
  if (self->reader == NULL)
    return;

  floor = get_floor (self);
  last = history_reader_refresh (self->reader);
  if (last != self->last)
    {
      self->last = last;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EVENTS]);
    }

  /* there was none before, or somebody cut or deleted it */
  if (is_new || last < self->high)
    {
      restart (self);
      return;
    }

  forget_dropped (self, floor);
  look (self);
}

void
history_view_set_frozen (HistoryView *self, gboolean is_frozen)
{
  g_return_if_fail (HISTORY_IS_VIEW (self));

  if (self->is_frozen == is_frozen)
    return;

  self->is_frozen = is_frozen;
  if (!is_frozen)
    {
      history_view_refresh (self);
      return;
    }

  /* what is being looked at may be what came; what is older is looked at again */
  give_up_step (self);
  look (self);
}

gboolean
history_view_get_frozen (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), FALSE);

  return self->is_frozen;
}

void
history_view_hide_all (HistoryView *self)
{
  g_return_if_fail (HISTORY_IS_VIEW (self));

  self->hidden_to = self->last;
  restart (self);
}

void
history_view_show_all (HistoryView *self)
{
  g_return_if_fail (HISTORY_IS_VIEW (self));

  if (self->hidden_to == 0)
    return;

  self->hidden_to = 0;
  restart (self);
}

gboolean
history_view_has_hidden (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), FALSE);

  return self->reader != NULL && self->hidden_to > 0 &&
         self->hidden_to >= history_reader_get_first (self->reader);
}

guint64
history_view_get_n_rows (HistoryView *self)
{
  guint64 floor;

  g_return_val_if_fail (HISTORY_IS_VIEW (self), 0);

  if (is_filtered (self))
    return self->bits.n_set;

  floor = get_floor (self);

  return self->high < floor ? 0 : self->high - floor + 1;
}

guint64
history_view_get_n_events (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), 0);

  return self->last == 0 ? 0 : self->last - history_reader_get_first (self->reader) + 1;
}

double
history_view_get_progress (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), 0);

  if (!is_searching (self))
    return 1;

  return (double)(self->high + 1 - self->low) / (double)(self->high + 1 - get_floor (self));
}

gboolean
history_view_is_searching (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), FALSE);

  return is_searching (self);
}

const char *
history_view_get_problem (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), NULL);

  return get_problem (self);
}

guint64
history_view_get_number (HistoryView *self, guint64 row)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), 0);

  if (row >= history_view_get_n_rows (self))
    return 0;

  return is_filtered (self) ? history_bits_get (&self->bits, row) : self->high - row;
}

gboolean
history_view_find_row (HistoryView *self, guint64 number, guint64 *row)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self) && row != NULL, FALSE);

  if (is_filtered (self))
    *row = history_bits_count_above (&self->bits, number);
  else
    *row = number >= self->high ? 0 : self->high - number;

  return *row < history_view_get_n_rows (self);
}

HistoryReader *
history_view_get_reader (HistoryView *self)
{
  g_return_val_if_fail (HISTORY_IS_VIEW (self), NULL);

  return self->reader;
}
