/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

#include <gio/gio.h>

/* Reads a log, finished or growing, of this process or another. It reads through bounded windows
 * with pread(): memory does not grow with the log, and a file that is cut or gone is an error, not
 * a SIGBUS. For one thread at a time; open one reader a thread. */
typedef struct _HistoryReader HistoryReader;

/* Opens the log in @folder. If no writer holds it, a torn tail is cut first.
 * Returns: (transfer full): NULL with @error: not a log, a newer format, or G_IO_ERROR. */
HistoryReader *history_reader_open (const char *folder, GError **error);

/* Looks for events that came and segments that went since; cheap enough for every frame.
 * Returns: the number of the newest event, 0 when there is none. */
guint64 history_reader_refresh (HistoryReader *reader);

/* Returns: the number of the oldest and the newest event there is; 0 for an empty log. Constant. */
guint64 history_reader_get_first (HistoryReader *reader);
guint64 history_reader_get_last (HistoryReader *reader);

/* Gets event @number in constant time. Its data is read up to @max_data bytes (event->len stays the
 * whole length; @data is NULL when max_data is 0); it is borrowed until the next call on the
 * reader. Returns: FALSE with @error when it was dropped, is not there, or cannot be read. */
gboolean history_reader_get (HistoryReader *reader,
                             guint64 number,
                             gsize max_data,
                             HistoryEvent *event,
                             GError **error);

/* Reads @len bytes at @offset of the data of event @number, for paging through large ones.
 * Returns: (transfer full): shorter at the end; NULL with @error. */
GBytes *history_reader_read_data (HistoryReader *reader,
                                  guint64 number,
                                  guint64 offset,
                                  gsize len,
                                  GError **error);

/* Returns: (transfer container): the secret HistoryRange of event @number; empty when there is
 * none. All of the data when they cannot be read. What history_reader_get() lent of the same event
 * stays valid. */
GArray *history_reader_dup_secrets (HistoryReader *reader, guint64 number);

/* Returns: whether a writer holds the log now. */
gboolean history_reader_is_live (HistoryReader *reader);

/* Returns: (transfer full) (nullable): the text of connection.json, NULL when it is missing. */
char *history_reader_dup_summary (HistoryReader *reader);

/* Returns: (nullable): borrowed: what was found wrong when opening and put right, as a sentence: a
 * torn tail that was cut, a segment that cannot be read. */
const char *history_reader_get_note (HistoryReader *reader);

const char *history_reader_get_folder (HistoryReader *reader);

void history_reader_free (HistoryReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HistoryReader, history_reader_free)
