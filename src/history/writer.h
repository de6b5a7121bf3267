/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

#include <gio/gio.h>

/* Records one connection into a folder of its own (docs/formats.md). Append only: payload before
 * its record, record before anything is shown. One writer a folder, held by a lock. For one thread
 * at a time. Appending never fails and never blocks on a reader; when the disk is full or the
 * folder is gone the writer says so once (history_writer_get_problem() and a GAP event as soon as
 * writing works again) and drops what it cannot record. */
typedef struct _HistoryWriter HistoryWriter;

typedef struct
{
  guint64 segment_bytes;  /* payload of a segment before the next begins: 256 MiB */
  guint64 segment_events; /* 8 Mi */
  guint64 max_bytes; /* of the whole log; the oldest segment is dropped above: 2 GiB; 0: no limit */
  guint64 min_free;  /* bytes of free disk below which recording stops: 1 GiB; 0: no limit */
} HistoryLimits;

void history_limits_init (HistoryLimits *limits);

/* Makes @folder (0700; it may exist when it is empty) and starts an empty log in it.
 * @about: a JSON object, the beginning of connection.json: the request as it is sent, without
 * secrets. Returns: (transfer full): NULL with @error: G_IO_ERROR, of the folder or because it
 * holds a log. */
HistoryWriter *history_writer_new (const char *folder,
                                   const HistoryLimits *limits,
                                   const char *about,
                                   GError **error);

/* Adds one event; @event's number and SECRETS flag are set by the writer. @data is copied (small)
 * or written at once (large). @ranges: what of the data is secret. What was appended is in the log
 * after the next history_writer_flush(). */
void history_writer_append (HistoryWriter *writer,
                            HistoryEvent *event,
                            const HistoryRange *ranges,
                            gsize n_ranges);

/* Puts all that was appended on disk (into the page cache) and makes it visible to readers. Call it
 * at the end of each turn, before anything of the turn is shown. */
void history_writer_flush (HistoryWriter *writer);

/* Asks the disk to keep what was flushed; call it about once a second while events come. */
void history_writer_sync (HistoryWriter *writer);

/* Returns: (nullable): what stops the recording right now, as a sentence; borrowed until the next
 * call on the writer. */
const char *history_writer_get_problem (HistoryWriter *writer);

/* Replaces connection.json (atomically). @summary: a JSON object: request, status, timings, counts,
 * close. */
gboolean history_writer_set_summary (HistoryWriter *writer, const char *summary, GError **error);

/* Returns: borrowed. */
const char *history_writer_get_folder (HistoryWriter *writer);

/* Returns: the number of events appended, also those that could not be recorded. */
guint64 history_writer_get_count (HistoryWriter *writer);

/* Flushes, syncs, lets the lock go. */
void history_writer_free (HistoryWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HistoryWriter, history_writer_free)
