/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* The segment that a writer adds to: three files that only grow. Everything is written at an offset
 * that is counted here, so what a failed call left behind is never part of the log. Functions that
 * return FALSE leave the reason in errno. */
typedef struct
{
  int index, data, secrets; /* descriptors; -1: not open */
  guint32 id;
  guint64 first;     /* the number of its first event */
  guint64 n_records; /* on disk */
  guint64 data_len;
  guint64 secrets_len;
  /* borrowed */
  int dir;
} HistorySegment;

/* Nothing is open. */
void history_segment_init (HistorySegment *segment, int dir);

/* Makes the files of segment @id, which begins with event @first. On failure none is left. */
gboolean history_segment_begin (HistorySegment *segment, guint32 id, guint64 first, guint64 time);

/* Closes the files. What was counted stays, for those who keep the books. */
void history_segment_end (HistorySegment *segment);

/* Adds data; on failure as much of it as fits is counted. */
gboolean history_segment_add_data (HistorySegment *segment, const guint8 *data, gsize len);

/* Adds @n_records whole records; on failure those that were written are counted. Their data and
 * secrets must be there: a record is what makes an event visible. */
gboolean
history_segment_add_records (HistorySegment *segment, const guint8 *records, gsize n_records);

/* Adds the secret @ranges of event @number. */
gboolean history_segment_add_secrets (HistorySegment *segment,
                                      guint64 number,
                                      const HistoryRange *ranges,
                                      gsize n_ranges);

/* Returns: bytes on disk. */
guint64 history_segment_get_bytes (const HistorySegment *segment);

/* Returns: FALSE when somebody removed the files under us. */
gboolean history_segment_is_linked (const HistorySegment *segment);

/* Removes the files of segment @id in @dir. The index goes first: without it there is no segment,
 * so nobody meets one that is half gone. */
gboolean history_segment_remove (int dir, guint32 id);
