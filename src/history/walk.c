/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/walk-private.h"

void
history_walk_init (HistoryWalk *walk, HistoryReader *reader)
{
  history_reader_refresh (reader);
  walk->reader = reader;
  walk->next = MAX (history_reader_get_first (reader), 1);
  walk->last = history_reader_get_last (reader);
}

/* Returns: whether events were dropped under us, so that we can go on behind them. */
static gboolean
skip_dropped (HistoryWalk *walk)
{
  guint64 first;

  history_reader_refresh (walk->reader);
  first = history_reader_get_first (walk->reader);
  if (first <= walk->next)
    return FALSE;

  walk->next = first;

  return TRUE;
}

gboolean
history_walk_next (HistoryWalk *walk, HistoryEvent *event, GError **error)
{
  while (walk->next <= walk->last)
    {
      g_autoptr (GError) problem = NULL;

      if (history_reader_get (walk->reader, walk->next, G_MAXSIZE, event, &problem) ||
          g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        {
          walk->next++;
          return TRUE;
        }

      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || !skip_dropped (walk))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }

  return FALSE;
}
