/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/query.h"
#include "history/reader.h"

/* Called for each match, in order of the log, with all its data; return FALSE to stop. The reader
 * may be used meanwhile. */
typedef gboolean (*HistoryMatchFunc) (const HistoryEvent *event, gpointer user_data);

/* Called for each match with its number alone; return FALSE to stop. */
typedef gboolean (*HistoryNumberFunc) (guint64 number, gpointer user_data);

/* Looks through the log. Reads the data files in large pieces and never what the index can skip.
 * Secret ranges do not match; a regular expression sees "***" in their place.
 * Returns: FALSE with @error: a regular expression that is wrong or needs too many steps
 * (G_REGEX_ERROR), reading, G_IO_ERROR_CANCELLED. */
gboolean history_search (HistoryReader *reader,
                         const HistoryQuery *query,
                         HistoryMatchFunc on_match,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);

/* The same for who only wants to know which ones match: what the index can decide needs no data. */
gboolean history_search_numbers (HistoryReader *reader,
                                 const HistoryQuery *query,
                                 HistoryNumberFunc on_number,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);
