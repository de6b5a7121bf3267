/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/query.h"
#include "history/reader.h"

/* Which events of a part of a log does a query let through? One bit an event is the answer. */

/* Returns: the number that bit 0 stands for when events from @from on are looked at. */
#define HISTORY_SCAN_BASE(from) ((from) & ~G_GUINT64_CONSTANT (63))

/* Returns: how many words of 64 bits events @from to @to take. */
#define HISTORY_SCAN_WORDS(from, to) ((gsize)(((to)-HISTORY_SCAN_BASE (from)) / 64 + 1))

/* Sets a bit in @words (zeros) for each match among the events @query->from to @query->to, both not
 * 0. What the index can answer is read from the index alone. Events that are not in the log do not
 * match. Returns: FALSE with @error, as history_search() does. */
gboolean history_scan (HistoryReader *reader,
                       const HistoryQuery *query,
                       guint64 *words,
                       GCancellable *cancellable,
                       GError **error);
