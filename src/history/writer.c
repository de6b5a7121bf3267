/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/writer.h"

#include "history/file-private.h"
#include "history/lock-private.h"
#include "history/record-private.h"
#include "history/sync-private.h"

#include "base/time.h"
#include "base/units.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (G_GUINT64_CONSTANT (1) << 30)

/* What waits for a flush: fits into the L2 cache, so that the kernel copies from there. */
#define STAGED_BYTES   (256UL * 1024)
#define STAGED_RECORDS 4096UL

/* Copying more than this costs more than the system call that it saves. */
#define DIRECT_BYTES (64UL * 1024)

/* So much is written before the free space of the disk is looked at again. */
#define BYTES_BETWEEN_CHECKS (64 * MIB)

/* A log below its limit has at least so many segments: dropping one must not drop everything. */
#define SEGMENTS_MIN 4

typedef enum
{
  STATE_RECORDING,
  STATE_STOPPED, /* no segment is open; history_writer_sync() tries to go on */
} WriterState;

/* A segment that is finished, for dropping it. */
typedef struct
{
  guint32 id;
  guint64 first;
  guint64 n_events;
  guint64 bytes;
} FinishedSegment;

struct _HistoryWriter
{
  char *folder;
  int dir;
  int lock;
  HistoryLimits limits;
  WriterState state;
  char *problem; /* while stopped */

  HistorySegment segment;
  GArray *finished; /* (element-type FinishedSegment) */
  guint64 finished_bytes;
  HistorySync *sync;

  /* appended and not yet written */
  guint8 *data;
  gsize data_len;
  guint8 *records;
  gsize n_records;

  guint64 next_number;
  guint64 data_end; /* of the segment's data file, with what is staged */
  guint64 check_at; /* where data_end makes us look at the free space */
  guint64 last_time;
  guint64 n_appended;
  guint64 n_lost; /* since recording stopped */
};

void
history_limits_init (HistoryLimits *limits)
{
  limits->segment_bytes = 256 * MIB;
  limits->segment_events = 8 * MIB;
  limits->max_bytes = 2 * GIB;
  limits->min_free = GIB;
}

/* Closes the segment and remembers it for dropping. One without an event leaves nothing, unless it
 * is the first: without a segment the folder would be no log. */
static void
finish_segment (HistoryWriter *writer)
{
  HistorySegment *segment = &writer->segment;
  FinishedSegment finished = { .id = segment->id,
                               .first = segment->first,
                               .n_events = segment->n_records,
                               .bytes = history_segment_get_bytes (segment) };

  if (segment->index < 0)
    return;

  history_sync_start_last (writer->sync, segment);
  history_segment_end (segment);

  if (finished.n_events == 0 && writer->finished->len > 0)
    {
      history_segment_remove (writer->dir, finished.id);
      segment->id--;
      return;
    }

  g_array_append_val (writer->finished, finished);
  writer->finished_bytes += finished.bytes;
}

/* Takes back the numbers of what cannot be recorded any more. The next segment begins with them. */
static void
stop (HistoryWriter *writer, char *problem)
{
  guint64 n_lost = writer->next_number - writer->segment.first - writer->segment.n_records;

  if (writer->segment.index >= 0)
    {
      writer->next_number -= n_lost;
      writer->n_lost += n_lost;
    }
  writer->data_len = 0;
  writer->n_records = 0;
  finish_segment (writer);

  g_free (writer->problem);
  writer->problem = problem;
  writer->state = STATE_STOPPED;
}

static void
stop_for_errno (HistoryWriter *writer)
{
  stop (writer, g_strdup_printf ("The log in “%s” cannot be written: %s.", writer->folder,
                                 g_strerror (errno)));
}

/* Returns: how many of the staged records have all their data on disk. */
static gsize
count_whole_records (HistoryWriter *writer)
{
  gsize n = 0;

  while (n < writer->n_records)
    {
      HistoryEvent event;
      guint64 offset = history_record_read (writer->records + n * HISTORY_RECORD_LEN, &event);

      if (offset + event.len > writer->segment.data_len)
        break;
      n++;
    }

  return n;
}

/* Writes what is staged: data first. On failure what can be saved is, and recording stops. */
static void
write_staged (HistoryWriter *writer)
{
  HistorySegment *segment = &writer->segment;

  if (writer->n_records == 0 && writer->data_len == 0)
    return;

  if (!history_segment_add_data (segment, writer->data, writer->data_len))
    {
      int number = errno;

      (void)history_segment_add_records (segment, writer->records, count_whole_records (writer));
      errno = number;
      stop_for_errno (writer);
      return;
    }

  if (!history_segment_add_records (segment, writer->records, writer->n_records))
    {
      stop_for_errno (writer);
      return;
    }

  writer->data_len = 0;
  writer->n_records = 0;
}

/* Adds an event for which there is room. */
static void
stage (HistoryWriter *writer, HistoryEvent *event)
{
  event->number = writer->next_number++;
  history_record_write (writer->records + writer->n_records++ * HISTORY_RECORD_LEN, event,
                        writer->data_end);
  if (event->len > 0)
    memcpy (writer->data + writer->data_len, event->data, event->len);
  writer->data_len += event->len;
  writer->data_end += event->len;
}

/* Writes large data without copying it; what was staged before it comes before it. */
static gboolean
stage_directly (HistoryWriter *writer, HistoryEvent *event)
{
  write_staged (writer);
  if (writer->state != STATE_RECORDING)
    return FALSE;

  if (!history_segment_add_data (&writer->segment, event->data, event->len))
    {
      stop_for_errno (writer);
      return FALSE;
    }

  event->number = writer->next_number++;
  history_record_write (writer->records, event, writer->data_end);
  writer->n_records = 1;
  writer->data_end += event->len;

  return TRUE;
}

/* Adds an event of our own, which says why others are missing. */
static void
add_gap (HistoryWriter *writer, const char *text)
{
  HistoryEvent event = { .kind = HISTORY_KIND_GAP,
                         .time = writer->last_time,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  if (writer->n_records == STAGED_RECORDS || writer->data_len + event.len > STAGED_BYTES)
    write_staged (writer);
  if (writer->state == STATE_RECORDING)
    stage (writer, &event);
}

static gboolean
has_free_space (HistoryWriter *writer)
{
  struct statvfs status;

  if (writer->limits.min_free == 0 || fstatvfs (writer->dir, &status) != 0)
    return TRUE;

  return status.f_bavail * (guint64)status.f_frsize >= writer->limits.min_free;
}

/* Stops recording, with an event that says so, when the disk is nearly full. */
static void
check_free_space (HistoryWriter *writer)
{
  g_autofree char *limit = NULL;
  g_autofree char *text = NULL;

  writer->check_at = writer->data_end + BYTES_BETWEEN_CHECKS;
  if (writer->state != STATE_RECORDING || has_free_space (writer))
    return;

  limit = base_size_format (writer->limits.min_free);
  text = g_strdup_printf ("Recording stopped: less than %s is free on the disk of “%s”.", limit,
                          writer->folder);
  add_gap (writer, text);
  write_staged (writer);
  if (writer->state == STATE_RECORDING)
    stop (writer, g_steal_pointer (&text));
}

static gboolean
begin_segment (HistoryWriter *writer)
{
  if (!history_segment_begin (&writer->segment, writer->segment.id + 1, writer->next_number,
                              writer->last_time))
    {
      writer->segment.id--;
      return FALSE;
    }

  writer->data_end = 0;
  writer->check_at = BYTES_BETWEEN_CHECKS;

  return TRUE;
}

static void
change_segment (HistoryWriter *writer)
{
  write_staged (writer);
  check_free_space (writer);
  if (writer->state != STATE_RECORDING)
    return;

  finish_segment (writer);
  if (!begin_segment (writer))
    stop_for_errno (writer);
}

/* Returns: whether the segment has no room for @len bytes more. A segment has at least one event,
 * however large that is. */
static gboolean
is_segment_full (HistoryWriter *writer, guint32 len)
{
  guint64 n_events = writer->next_number - writer->segment.first;

  return n_events >= writer->limits.segment_events ||
         (n_events > 0 && writer->data_end + len > writer->limits.segment_bytes);
}

/* Makes room for one event with @len bytes of data. Returns: FALSE when recording has stopped. */
static gboolean
make_room (HistoryWriter *writer, guint32 len)
{
  if (writer->state != STATE_RECORDING)
    return FALSE;

  if (is_segment_full (writer, len))
    change_segment (writer);
  else if (writer->data_end >= writer->check_at)
    check_free_space (writer);

  if (writer->n_records == STAGED_RECORDS || writer->data_len + len > STAGED_BYTES)
    write_staged (writer);

  return writer->state == STATE_RECORDING;
}

/* The file of secrets is written before anything of the event is. */
static gboolean
add_secrets (HistoryWriter *writer, const HistoryRange *ranges, gsize n_ranges)
{
  if (n_ranges == 0 ||
      history_segment_add_secrets (&writer->segment, writer->next_number, ranges, n_ranges))
    return TRUE;

  stop_for_errno (writer);

  return FALSE;
}

void
history_writer_append (HistoryWriter *writer,
                       HistoryEvent *event,
                       const HistoryRange *ranges,
                       gsize n_ranges)
{
  gboolean is_recorded;

  g_return_if_fail (writer != NULL && event != NULL);

  writer->n_appended++;
  writer->last_time = event->time;
  event->flags &= (guint8)~HISTORY_FLAG_SECRETS;
  if (n_ranges > 0)
    event->flags |= HISTORY_FLAG_SECRETS;

  is_recorded = make_room (writer, event->len) && add_secrets (writer, ranges, n_ranges);
  if (is_recorded && event->len < DIRECT_BYTES)
    stage (writer, event);
  else if (is_recorded)
    is_recorded = stage_directly (writer, event);

  if (!is_recorded)
    {
      event->number = 0;
      writer->n_lost++;
    }
}

static void
drop_oldest (HistoryWriter *writer)
{
  FinishedSegment oldest = g_array_index (writer->finished, FinishedSegment, 0);
  g_autofree char *limit = base_size_format (writer->limits.max_bytes);
  g_autofree char *text = NULL;

  if (!history_segment_remove (writer->dir, oldest.id))
    {
      stop_for_errno (writer);
      return;
    }

  writer->finished_bytes -= oldest.bytes;
  g_array_remove_index (writer->finished, 0);
  if (oldest.n_events == 0)
    return;

  text = g_strdup_printf ("Events %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                          " were dropped: the log is limited to %s.",
                          oldest.first, oldest.first + oldest.n_events - 1, limit);
  add_gap (writer, text);
}

static gboolean
is_too_large (HistoryWriter *writer)
{
  return writer->state == STATE_RECORDING && writer->limits.max_bytes > 0 &&
         writer->finished->len > 0 &&
         writer->finished_bytes + history_segment_get_bytes (&writer->segment) >
           writer->limits.max_bytes;
}

void
history_writer_flush (HistoryWriter *writer)
{
  g_return_if_fail (writer != NULL);

  write_staged (writer);
  while (is_too_large (writer))
    {
      drop_oldest (writer);
      write_staged (writer);
    }
}

/* Goes on in a new segment, with an event that says what is missing. */
static void
resume (HistoryWriter *writer)
{
  g_autofree char *text = NULL;
  guint64 n_lost = writer->n_lost;

  if (!has_free_space (writer))
    return;

  if (!begin_segment (writer))
    {
      stop_for_errno (writer);
      return;
    }

  text = g_strdup_printf ("Recording goes on. Events that are missing: %" G_GUINT64_FORMAT ". %s",
                          n_lost, writer->problem);
  writer->state = STATE_RECORDING;
  add_gap (writer, text);
  write_staged (writer);
  if (writer->state == STATE_RECORDING)
    {
      g_clear_pointer (&writer->problem, g_free);
      n_lost = 0;
    }

  /* stop() counted our own event, too */
  writer->n_lost = n_lost;
}

void
history_writer_sync (HistoryWriter *writer)
{
  g_return_if_fail (writer != NULL);

  history_writer_flush (writer);
  if (writer->state == STATE_STOPPED)
    resume (writer);
  else if (!history_segment_is_linked (&writer->segment))
    stop (writer, g_strdup_printf ("The log in “%s” was removed.", writer->folder));
  else
    check_free_space (writer);

  if (writer->state == STATE_RECORDING)
    history_sync_start (writer->sync, &writer->segment);
}

const char *
history_writer_get_problem (HistoryWriter *writer)
{
  g_return_val_if_fail (writer != NULL, NULL);

  return writer->problem;
}

gboolean
history_writer_set_summary (HistoryWriter *writer, const char *summary, GError **error)
{
  g_return_val_if_fail (writer != NULL && summary != NULL, FALSE);

  return history_file_replace (writer->dir, HISTORY_FILE_SUMMARY, summary, error);
}

const char *
history_writer_get_folder (HistoryWriter *writer)
{
  g_return_val_if_fail (writer != NULL, NULL);

  return writer->folder;
}

guint64
history_writer_get_count (HistoryWriter *writer)
{
  g_return_val_if_fail (writer != NULL, 0);

  return writer->n_appended;
}

/* Makes a limit on the log one on its segments, too. */
static void
adapt_limits (HistoryLimits *limits)
{
  if (limits->max_bytes > 0)
    {
      guint64 share = limits->max_bytes / SEGMENTS_MIN;

      limits->segment_bytes = MIN (limits->segment_bytes, share);
      limits->segment_events = MIN (limits->segment_events, share / HISTORY_RECORD_LEN);
    }
  limits->segment_events = MAX (limits->segment_events, 1);
}

/* Opens @folder, made when it is not there. Returns: -1 with @error, also when it is not empty. */
static int
open_folder (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  int dir = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    dir = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    {
      history_file_fail (error, "“%s” cannot be made", folder);
      return -1;
    }

  names = history_file_list (dir, error);
  if (names != NULL && names->len == 0)
    return dir;

  if (names != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "“%s” is not empty; a log needs a folder of its own.", folder);
  close (dir);

  return -1;
}

/* Takes the lock and writes what makes a folder a log; on failure nothing of it stays. */
static gboolean
begin_log (HistoryWriter *writer, const char *about, GError **error)
{
  writer->lock = history_lock_create (writer->dir);
  if (writer->lock < 0)
    return history_file_fail (error, "“%s” cannot be locked", writer->folder);

  if (history_writer_set_summary (writer, about, error))
    {
      if (begin_segment (writer))
        return TRUE;
      history_file_fail (error, "No log can be begun in “%s”", writer->folder);
    }

  unlinkat (writer->dir, HISTORY_FILE_SUMMARY, 0);
  unlinkat (writer->dir, HISTORY_FILE_LOCK, 0);
  close (writer->lock);
  writer->lock = -1;

  return FALSE;
}

HistoryWriter *
history_writer_new (const char *folder,
                    const HistoryLimits *limits,
                    const char *about,
                    GError **error)
{
  g_autoptr (HistoryWriter) writer = NULL;
  gboolean is_new;
  int dir;

  g_return_val_if_fail (folder != NULL && limits != NULL && about != NULL, NULL);

  is_new = !g_file_test (folder, G_FILE_TEST_EXISTS);
  dir = open_folder (folder, error);
  if (dir < 0)
    return NULL;

  writer = g_new0 (HistoryWriter, 1);
  writer->folder = g_strdup (folder);
  writer->dir = dir;
  writer->lock = -1;
  writer->limits = *limits;
  adapt_limits (&writer->limits);
  history_segment_init (&writer->segment, dir);
  writer->finished = g_array_new (FALSE, FALSE, sizeof (FinishedSegment));
  writer->sync = history_sync_new ();
  writer->data = g_malloc (STAGED_BYTES);
  writer->records = g_malloc (STAGED_RECORDS * HISTORY_RECORD_LEN);
  writer->next_number = 1;
  writer->last_time = base_time_now ();

  if (!begin_log (writer, about, error))
    {
      if (is_new)
        g_rmdir (folder);
      return NULL;
    }

  check_free_space (writer);

  return g_steal_pointer (&writer);
}

void
history_writer_free (HistoryWriter *writer)
{
  if (writer == NULL)
    return;

  if (writer->lock >= 0)
    {
      history_writer_flush (writer);
      if (writer->state == STATE_STOPPED && writer->n_lost > 0)
        resume (writer);
      if (writer->segment.index >= 0)
        history_sync_start_last (writer->sync, &writer->segment);
      history_segment_end (&writer->segment);
      close (writer->lock);
    }

  close (writer->dir);
  history_sync_free (writer->sync);
  g_array_unref (writer->finished);
  g_free (writer->data);
  g_free (writer->records);
  g_free (writer->problem);
  g_free (writer->folder);
  g_free (writer);
}
