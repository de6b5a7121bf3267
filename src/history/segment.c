/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/segment-private.h"

#include "history/file-private.h"
#include "history/record-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLAGS_NEW (O_RDWR | O_CREAT | O_EXCL)

static void
close_file (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

void
history_segment_init (HistorySegment *segment, int dir)
{
  *segment = (HistorySegment){ .index = -1, .data = -1, .secrets = -1, .dir = dir };
}

gboolean
history_segment_begin (HistorySegment *segment, guint32 id, guint64 first, guint64 time)
{
  HistoryHead head = { .segment = id, .first = first, .time = time };
  guint8 bytes[HISTORY_HEAD_LEN];
  int number;

  history_segment_init (segment, segment->dir);
  segment->id = id;
  segment->first = first;

  /* the index comes last: it is what says that there is a segment */
  segment->data = history_file_open (segment->dir, id, HISTORY_FILE_DATA, FLAGS_NEW);
  if (segment->data >= 0)
    segment->index = history_file_open (segment->dir, id, HISTORY_FILE_INDEX, FLAGS_NEW);

  history_head_write (bytes, &head);
  if (segment->index >= 0 &&
      history_file_write (segment->index, 0, bytes, sizeof bytes) == sizeof bytes)
    return TRUE;

  number = errno;
  history_segment_end (segment);
  if (number != EEXIST)
    history_segment_remove (segment->dir, id);
  errno = number;

  return FALSE;
}

void
history_segment_end (HistorySegment *segment)
{
  close_file (&segment->index);
  close_file (&segment->data);
  close_file (&segment->secrets);
}

gboolean
history_segment_add_data (HistorySegment *segment, const guint8 *data, gsize len)
{
  gsize written = history_file_write (segment->data, segment->data_len, data, len);

  segment->data_len += written;

  return written == len;
}

gboolean
history_segment_add_records (HistorySegment *segment, const guint8 *records, gsize n_records)
{
  guint64 offset = HISTORY_HEAD_LEN + segment->n_records * HISTORY_RECORD_LEN;
  gsize written = history_file_write (segment->index, offset, records,
                                      n_records * HISTORY_RECORD_LEN);

  segment->n_records += written / HISTORY_RECORD_LEN;

  return written == n_records * HISTORY_RECORD_LEN;
}

gboolean
history_segment_add_secrets (HistorySegment *segment,
                             guint64 number,
                             const HistoryRange *ranges,
                             gsize n_ranges)
{
  if (segment->secrets < 0)
    segment->secrets = history_file_open (segment->dir, segment->id, HISTORY_FILE_SECRETS,
                                          FLAGS_NEW);
  if (segment->secrets < 0)
    return FALSE;

  for (gsize i = 0; i < n_ranges; i++)
    {
      guint8 bytes[HISTORY_SECRET_LEN];

      history_secret_write (bytes, number, &ranges[i]);
      if (history_file_write (segment->secrets, segment->secrets_len, bytes, sizeof bytes) !=
          sizeof bytes)
        return FALSE;
      segment->secrets_len += sizeof bytes;
    }

  return TRUE;
}

guint64
history_segment_get_bytes (const HistorySegment *segment)
{
  return HISTORY_HEAD_LEN + segment->n_records * HISTORY_RECORD_LEN + segment->data_len +
         segment->secrets_len;
}

gboolean
history_segment_is_linked (const HistorySegment *segment)
{
  struct stat status;

  return fstat (segment->index, &status) == 0 && status.st_nlink > 0;
}

gboolean
history_segment_remove (int dir, guint32 id)
{
  return history_file_remove (dir, id, HISTORY_FILE_INDEX) &&
         history_file_remove (dir, id, HISTORY_FILE_DATA) &&
         history_file_remove (dir, id, HISTORY_FILE_SECRETS);
}
