/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* What to look for. Zero-initialised it matches every event. */
typedef struct
{
  const char *text;  /* bytes that the data must hold; case matters unless @ignore_case */
  const char *regex; /* PCRE as GRegex knows it, over data that is valid UTF-8; and @text */
  gboolean ignore_case;
  guint32 kinds; /* bit 1 << HistoryKind; 0: all */
  gboolean only_in, only_out;
  guint64 from, to; /* the first and the last event to look at; 0: the oldest, the newest */
} HistoryQuery;

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
