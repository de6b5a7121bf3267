/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* Goes through a log from its oldest event to the one that was newest when it began, also while
 * another process drops segments at its beginning. */
typedef struct
{
  guint64 next;
  guint64 last;
  /* borrowed */
  HistoryReader *reader;
} HistoryWalk;

void history_walk_init (HistoryWalk *walk, HistoryReader *reader);

/* Gets the next event with all its data; @event's data is NULL when it is damaged.
 * Returns: FALSE at the end, or with @error. */
gboolean history_walk_next (HistoryWalk *walk, HistoryEvent *event, GError **error);

/* After an error about event next: whether events were dropped under us, so that the walk goes on
 * behind them. */
gboolean history_walk_skip_dropped (HistoryWalk *walk, const GError *error);
