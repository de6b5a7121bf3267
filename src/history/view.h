/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/search.h"

/* A log as a list to be looked at: the events that a filter lets through, the newest first. It has
 * no objects for rows: one bit an event says whether it is shown (1.25 MB for ten million), found
 * out off the main thread from the newest event to the oldest, and a row is found by counting bits.
 * Without a filter there is nothing to find out. Kinds and directions are read from the index only;
 * for the newest events that is done at once.
 * Main thread only. It wakes nobody up: it looks for what came when it is told to.
 *
 * Signals:
 *   "added" (guint64 n): n rows came at the top, because the log grew.
 *   "changed": anything else: the folder, the filter, older rows that the filter has found, rows
 * that are gone because the log dropped its oldest events.
 * Properties, read-only, notified:
 *   "is-searching" boolean: the filter has not seen all of the log yet
 *   "problem"      text: a regular expression that is wrong, a log that cannot be read; else ""
 *   "n-events"     uint64: how many events are in the log, shown or not; also while frozen */
#define HISTORY_TYPE_VIEW (history_view_get_type ())
G_DECLARE_FINAL_TYPE (HistoryView, history_view, HISTORY, VIEW, GObject)

HistoryView *history_view_new (void);

/* Shows the log in @folder, NULL: nothing. It may be one that does not exist yet: it is looked for
 * at each refresh. Another folder is not frozen, and nothing of it is hidden. */
void history_view_set_folder (HistoryView *view, const char *folder);
const char *history_view_get_folder (HistoryView *view); /* nullable, borrowed */

/* Shows what @query matches (its from and to do not count); copied. A search that is
 * running is given up. When the regular expression is wrong nothing changes but "problem". */
void history_view_set_query (HistoryView *view, const HistoryQuery *query);

/* Looks for what came; cheap enough for every frame. While the view is frozen "n-events" is all
 * that changes. */
void history_view_refresh (HistoryView *view);

/* Pause: no rows come at the top until it is let go. */
void history_view_set_frozen (HistoryView *view, gboolean is_frozen);
gboolean history_view_get_frozen (HistoryView *view);

/* Clear: events up to the newest one are hidden; the log stays as it is. */
void history_view_hide_all (HistoryView *view);
void history_view_show_all (HistoryView *view);

/* Returns: whether there are events that history_view_hide_all() has hidden. */
gboolean history_view_has_hidden (HistoryView *view);

/* Returns: how many rows there are (so far), and how many events in the log, seen or not. */
guint64 history_view_get_n_rows (HistoryView *view);
guint64 history_view_get_n_events (HistoryView *view);

/* Returns: how much of the log the filter has seen, from 0 to 1. */
double history_view_get_progress (HistoryView *view);
gboolean history_view_is_searching (HistoryView *view);

/* Returns: never NULL; borrowed. */
const char *history_view_get_problem (HistoryView *view);

/* Returns: the number of the event in @row (0: the newest); 0 when there is no such row. */
guint64 history_view_get_number (HistoryView *view, guint64 row);

/* Finds the row of event @number, or of the next older one that is shown. Returns: FALSE when there
 * is none. */
gboolean history_view_find_row (HistoryView *view, guint64 number, guint64 *row);

/* Returns: (nullable): the main thread's reader of the log; borrowed until the folder changes. */
HistoryReader *history_view_get_reader (HistoryView *view);
