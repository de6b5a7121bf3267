/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/reader-private.h"

#include "history/catalog-private.h"
#include "history/file-private.h"
#include "history/lock-private.h"
#include "history/record-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Single events are read with so many records around them: a page of a list. */
#define PAGE_RECORDS 128

/* Data is read in pieces of this size while events are read one after the other... */
#define WINDOW_BYTES (256UL * 1024)

/* ...and of this when they are not. */
#define GLANCE_BYTES 4096

/* A buffer for large data is kept for the next one up to this size. */
#define LARGE_KEPT (4UL * 1024 * 1024)

/* No more ranges of one event are looked at: above, all of its data is secret. */
#define SECRETS_MAX 4096

/* connection.json is a page of text; a foreign one may be anything. */
#define SUMMARY_MAX (1024UL * 1024)

/* A part of a file in memory. */
typedef struct
{
  guint8 *bytes;
  guint64 offset;
  gsize len;
} Window;

struct _HistoryReader
{
  char *folder;
  int dir;
  HistoryCatalog catalog;
  char *torn; /* nullable: what was cut */

  /* the segment that was read last */
  guint32 segment; /* 0: none */
  int index, data, secrets;

  Window records; /* of the index, in whole records */
  Window window;  /* of the data */
  guint8 *large;  /* data that does not fit into the window */
  gsize large_size;
};

static void
close_segment (HistoryReader *reader)
{
  int *fds[] = { &reader->index, &reader->data, &reader->secrets };

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      if (*fds[i] >= 0)
        close (*fds[i]);
      *fds[i] = -1;
    }
  reader->segment = 0;
  reader->records.len = 0;
  reader->window.len = 0;
}

static gboolean
fail_missing (GError **error, guint64 number)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "Event %" G_GUINT64_FORMAT " is not in the log: it was dropped or never recorded.",
               number);

  return FALSE;
}

static gboolean
open_segment (HistoryReader *reader, guint32 id, guint64 number, GError **error)
{
  if (reader->segment == id)
    return TRUE;

  close_segment (reader);
  reader->index = history_file_open (reader->dir, id, HISTORY_FILE_INDEX, O_RDONLY);
  reader->data = history_file_open (reader->dir, id, HISTORY_FILE_DATA, O_RDONLY);
  if (reader->index >= 0 && reader->data >= 0)
    {
      reader->segment = id;
      return TRUE;
    }

  if (errno == ENOENT)
    fail_missing (error, number);
  else
    history_file_fail (error, "Segment %04u of the log cannot be opened", id);
  close_segment (reader);

  return FALSE;
}

/* Reads @n_records records of the segment from @position on. */
static gboolean
load_records (HistoryReader *reader, guint64 position, gsize n_records, GError **error)
{
  gssize n;

  if (reader->records.bytes == NULL)
    reader->records.bytes = g_malloc (HISTORY_RUN_MAX * HISTORY_RECORD_LEN);

  reader->records.len = 0;
  reader->records.offset = HISTORY_HEAD_LEN + position * HISTORY_RECORD_LEN;
  n = history_file_read (reader->index, reader->records.offset, reader->records.bytes,
                         n_records * HISTORY_RECORD_LEN);
  if (n < 0)
    return history_file_fail (error, "The index of the log cannot be read");

  reader->records.len = (gsize)n / HISTORY_RECORD_LEN * HISTORY_RECORD_LEN;

  return TRUE;
}

/* Gets event @number and those behind it that are at hand; if it is not, @n_around records are read
 * from the last multiple of half as many on: lists are read in both directions. */
static gboolean
get_run (HistoryReader *reader, guint64 number, gsize n_around, HistoryRun *run, GError **error)
{
  const HistoryPart *part = history_catalog_find (&reader->catalog, number);
  const Window *records = &reader->records;
  guint64 position, offset;

  if (part == NULL)
    return fail_missing (error, number);
  if (!open_segment (reader, part->id, number, error))
    return FALSE;

  position = number - part->first;
  offset = HISTORY_HEAD_LEN + position * HISTORY_RECORD_LEN;
  if (offset < records->offset || offset - records->offset >= records->len)
    {
      guint64 from = position / (n_around / 2) * (n_around / 2);

      if (!load_records (reader, from, (gsize)MIN (n_around, part->n_events - from), error))
        return FALSE;
      if (offset - records->offset >= records->len)
        return fail_missing (error, number);
    }

  run->first = number;
  run->records = records->bytes + (offset - records->offset);
  run->n_events = (records->len - (offset - records->offset)) / HISTORY_RECORD_LEN;

  return TRUE;
}

gboolean
history_reader_get_run (HistoryReader *reader, guint64 number, HistoryRun *run, GError **error)
{
  return get_run (reader, number, HISTORY_RUN_MAX, run, error);
}

int
history_reader_get_data_file (HistoryReader *reader)
{
  return reader->data;
}

static gboolean
fail_data (GError **error, gssize n_read)
{
  if (n_read < 0)
    return history_file_fail (error, "The data of the log cannot be read");

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                       "The log is damaged: the data of an event is not whole.");

  return FALSE;
}

/* Returns: @len bytes at @offset of the data file in a buffer of their own. */
static const guint8 *
read_large (HistoryReader *reader, guint64 offset, gsize len, GError **error)
{
  struct stat status;
  gssize n;

  /* what a damaged index says must not decide how much memory we take */
  if (fstat (reader->data, &status) != 0 || offset > (guint64)status.st_size ||
      len > (guint64)status.st_size - offset)
    {
      fail_data (error, 0);
      return NULL;
    }

  if (reader->large_size < len)
    {
      g_free (reader->large);
      reader->large = g_malloc (len);
      reader->large_size = len;
    }

  n = history_file_read (reader->data, offset, reader->large, len);
  if (n == (gssize)len)
    return reader->large;

  fail_data (error, n);

  return NULL;
}

static const guint8 *
read_data (HistoryReader *reader, guint64 offset, gsize len, GError **error)
{
  Window *window = &reader->window;
  guint64 end = window->offset + window->len;
  gboolean is_next = window->len > 0 && offset >= window->offset && offset <= end;
  gssize n;

  if (is_next && len <= end - offset)
    return window->bytes + (offset - window->offset);
  if (len > WINDOW_BYTES)
    return read_large (reader, offset, len, error);

  if (window->bytes == NULL)
    window->bytes = g_malloc (WINDOW_BYTES);
  n = history_file_read (reader->data, offset, window->bytes,
                         is_next ? WINDOW_BYTES : MAX (len, GLANCE_BYTES));
  window->offset = offset;
  window->len = n < 0 ? 0 : (gsize)n;
  if (window->len >= len)
    return window->bytes;

  fail_data (error, n);

  return NULL;
}

/* Gets the record of event @number. */
static gboolean
get_record (HistoryReader *reader,
            guint64 number,
            HistoryEvent *event,
            guint64 *offset,
            GError **error)
{
  HistoryRun run;

  if (!get_run (reader, number, PAGE_RECORDS, &run, error))
    return FALSE;

  *offset = history_record_read (run.records, event);
  event->number = number;
  event->data = NULL;

  return TRUE;
}

static void
drop_large (HistoryReader *reader)
{
  if (reader->large_size <= LARGE_KEPT)
    return;

  g_clear_pointer (&reader->large, g_free);
  reader->large_size = 0;
}

/* Opens the files that tell what there is. */
static gboolean
open_log (HistoryReader *reader, GError **error)
{
  int lock;

  if (!history_catalog_init (&reader->catalog, reader->dir, error))
    return FALSE;

  lock = history_lock_take (reader->dir);
  if (lock < 0 && history_lock_is_held (reader->dir))
    return TRUE;

  /* its writer may have written on until just now */
  history_catalog_refresh (&reader->catalog);
  if (history_catalog_cut (&reader->catalog, lock >= 0))
    reader->torn = g_strdup ("The log was not finished; its torn end was cut off.");
  if (lock >= 0)
    close (lock);

  return TRUE;
}

HistoryReader *
history_reader_open (const char *folder, GError **error)
{
  g_autoptr (HistoryReader) reader = NULL;
  int dir;

  g_return_val_if_fail (folder != NULL, NULL);

  dir = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    {
      history_file_fail (error, "The log “%s” cannot be opened", folder);
      return NULL;
    }

  reader = g_new0 (HistoryReader, 1);
  reader->folder = g_strdup (folder);
  reader->dir = dir;
  reader->index = reader->data = reader->secrets = -1;
  if (open_log (reader, error))
    return g_steal_pointer (&reader);

  g_prefix_error (error, "“%s”: ", folder);

  return NULL;
}

guint64
history_reader_refresh (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, 0);

  history_catalog_refresh (&reader->catalog);

  return history_catalog_get_last (&reader->catalog);
}

guint64
history_reader_get_first (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, 0);

  return history_catalog_get_first (&reader->catalog);
}

guint64
history_reader_get_last (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, 0);

  return history_catalog_get_last (&reader->catalog);
}

gboolean
history_reader_get (HistoryReader *reader,
                    guint64 number,
                    gsize max_data,
                    HistoryEvent *event,
                    GError **error)
{
  guint64 offset;

  g_return_val_if_fail (reader != NULL && event != NULL, FALSE);

  drop_large (reader);
  if (!get_record (reader, number, event, &offset, error))
    return FALSE;
  if (max_data == 0)
    return TRUE;

  event->data = read_data (reader, offset, MIN (event->len, max_data), error);

  return event->data != NULL;
}

GBytes *
history_reader_read_data (HistoryReader *reader,
                          guint64 number,
                          guint64 offset,
                          gsize len,
                          GError **error)
{
  HistoryEvent event;
  guint64 begin;
  const guint8 *data;

  g_return_val_if_fail (reader != NULL, NULL);

  drop_large (reader);
  if (!get_record (reader, number, &event, &begin, error))
    return NULL;

  offset = MIN (offset, event.len);
  len = (gsize)MIN (len, event.len - offset);
  data = begin > G_MAXUINT64 - offset ? NULL : read_data (reader, begin + offset, len, error);

  return data == NULL ? NULL : g_bytes_new (data, len);
}

/* Returns: how many ranges come before those of event @number. */
static guint64
find_secrets (int secrets, guint64 n_secrets, guint64 number)
{
  guint64 low = 0, high = n_secrets;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;
      guint8 bytes[HISTORY_SECRET_LEN];
      HistoryRange range;

      if (history_file_read (secrets, middle * sizeof bytes, bytes, sizeof bytes) == sizeof bytes &&
          history_secret_read (bytes, &range) < number)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Reads the ranges of event @number from the segment's file of secrets. */
static void
read_secrets (HistoryReader *reader, const HistoryEvent *event, GArray *ranges)
{
  struct stat status;
  guint64 i, n_secrets;

  if (reader->secrets < 0)
    reader->secrets = history_file_open (reader->dir, reader->segment, HISTORY_FILE_SECRETS,
                                         O_RDONLY);
  if (reader->secrets < 0 || fstat (reader->secrets, &status) != 0)
    return;

  n_secrets = (guint64)status.st_size / HISTORY_SECRET_LEN;
  for (i = find_secrets (reader->secrets, n_secrets, event->number);
       i < n_secrets && ranges->len <= SECRETS_MAX; i++)
    {
      guint8 bytes[HISTORY_SECRET_LEN];
      HistoryRange range;

      if (history_file_read (reader->secrets, i * sizeof bytes, bytes, sizeof bytes) !=
            sizeof bytes ||
          history_secret_read (bytes, &range) != event->number)
        break;

      range.offset = MIN (range.offset, event->len);
      range.len = MIN (range.len, event->len - range.offset);
      g_array_append_val (ranges, range);
    }
}

GArray *
history_reader_dup_secrets (HistoryReader *reader, guint64 number)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (HistoryRange));
  HistoryEvent event;
  guint64 offset;

  g_return_val_if_fail (reader != NULL, NULL);

  if (!get_record (reader, number, &event, &offset, NULL) ||
      (event.flags & HISTORY_FLAG_SECRETS) == 0)
    return g_steal_pointer (&ranges);

  read_secrets (reader, &event, ranges);
  if (ranges->len == 0 || ranges->len > SECRETS_MAX)
    {
      /* there are secrets and we do not know where: all of it is one */
      HistoryRange all = { 0, event.len };

      g_array_set_size (ranges, 0);
      g_array_append_val (ranges, all);
    }

  return g_steal_pointer (&ranges);
}

gboolean
history_reader_is_live (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, FALSE);

  return history_lock_is_held (reader->dir);
}

char *
history_reader_dup_summary (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, NULL);

  return history_file_dup_text (reader->dir, HISTORY_FILE_SUMMARY, SUMMARY_MAX);
}

const char *
history_reader_get_note (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, NULL);

  return reader->catalog.note != NULL ? reader->catalog.note : reader->torn;
}

const char *
history_reader_get_folder (HistoryReader *reader)
{
  g_return_val_if_fail (reader != NULL, NULL);

  return reader->folder;
}

void
history_reader_free (HistoryReader *reader)
{
  if (reader == NULL)
    return;

  close_segment (reader);
  close (reader->dir);
  history_catalog_clear (&reader->catalog);
  g_free (reader->records.bytes);
  g_free (reader->window.bytes);
  g_free (reader->large);
  g_free (reader->torn);
  g_free (reader->folder);
  g_free (reader);
}
