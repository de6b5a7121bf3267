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

      if (!history_walk_skip_dropped (walk, problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }

  return FALSE;
}

gboolean
history_walk_skip_dropped (HistoryWalk *walk, const GError *error)
{
  guint64 first;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return FALSE;

  history_reader_refresh (walk->reader);
  first = history_reader_get_first (walk->reader);
  if (first <= walk->next)
    return FALSE;

  walk->next = first;

  return TRUE;
}
