/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/scan-private.h"

#include "history/reader-private.h"
#include "history/record-private.h"
#include "history/search.h"
#include "history/walk-private.h"

typedef struct
{
  guint64 base;
  /* borrowed */
  guint64 *words;
} Marks;

static void
mark (const Marks *marks, guint64 number)
{
  guint64 bit = number - marks->base;

  marks->words[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
}

static gboolean
on_number (guint64 number, gpointer user_data)
{
  mark (user_data, number);

  return TRUE;
}

/* Looks at what is at hand of the index. */
static void
scan_run (const HistoryQuery *query, const HistoryRun *run, gsize n_events, const Marks *marks)
{
  for (gsize i = 0; i < n_events; i++)
    {
      const guint8 *record = run->records + i * HISTORY_RECORD_LEN;

      if (history_query_asks_for (query, record[HISTORY_RECORD_KIND], record[HISTORY_RECORD_FLAGS]))
        mark (marks, run->first + i);
    }
}

static gboolean
scan_index (HistoryReader *reader,
            const HistoryQuery *query,
            const Marks *marks,
            GCancellable *cancellable,
            GError **error)
{
  HistoryWalk walk = { query->from, query->to, reader };

  while (walk.next <= walk.last)
    {
      g_autoptr (GError) problem = NULL;
      HistoryRun run;
      gsize n_events;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      if (!history_reader_get_run (reader, walk.next, &run, &problem))
        {
          if (history_walk_skip_dropped (&walk, problem))
            continue;
          if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }

      n_events = (gsize)MIN (run.n_events, walk.last - walk.next + 1);
      scan_run (query, &run, n_events, marks);
      walk.next += n_events;
    }

  return TRUE;
}

gboolean
history_scan (HistoryReader *reader,
              const HistoryQuery *query,
              guint64 *words,
              GCancellable *cancellable,
              GError **error)
{
  Marks marks = { .base = HISTORY_SCAN_BASE (query->from) };

  g_return_val_if_fail (query->from > 0 && query->to >= query->from, FALSE);

  marks.words = words;
  if (history_query_is_quick (query))
    return scan_index (reader, query, &marks, cancellable, error);

  return history_search_numbers (reader, query, on_number, &marks, cancellable, error);
}
