/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/catalog-private.h"

#include "history/file-private.h"
#include "history/record-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum
{
  PART_OK,
  PART_GONE,
  PART_UNFINISHED, /* its head is not written yet */
  PART_BROKEN,
  PART_NEWER,
} PartStatus;

static HistoryPart *
get_part (const HistoryCatalog *catalog, guint i)
{
  return &g_array_index (catalog->parts, HistoryPart, i);
}

static HistoryPart *
get_newest (const HistoryCatalog *catalog)
{
  return get_part (catalog, catalog->parts->len - 1);
}

static guint64
count_records (off_t index_len)
{
  guint64 n = index_len <= HISTORY_HEAD_LEN
                ? 0
                : ((guint64)index_len - HISTORY_HEAD_LEN) / HISTORY_RECORD_LEN;

  return MIN (n, HISTORY_NUMBER_MAX);
}

static PartStatus
read_part (int dir, guint32 id, HistoryPart *part)
{
  guint8 bytes[HISTORY_HEAD_LEN];
  HistoryHead head;
  struct stat status;
  int fd = history_file_open (dir, id, HISTORY_FILE_INDEX, O_RDONLY);
  gboolean is_whole;

  if (fd < 0)
    return errno == ENOENT ? PART_GONE : PART_BROKEN;

  /* the size first: what is read of the head later is there then */
  is_whole = fstat (fd, &status) == 0 && S_ISREG (status.st_mode) &&
             history_file_read (fd, 0, bytes, sizeof bytes) == sizeof bytes;
  close (fd);

  if (!is_whole)
    return PART_UNFINISHED;
  if (!history_head_read (bytes, &head) || head.version < HISTORY_VERSION)
    return PART_BROKEN;
  if (head.version > HISTORY_VERSION)
    return PART_NEWER;

  part->id = id;
  part->first = head.first;
  part->n_events = count_records (status.st_size);

  return PART_OK;
}

static void
note_break (HistoryCatalog *catalog, guint32 id)
{
  if (catalog->note == NULL)
    catalog->note =
      g_strdup_printf ("Segment %04u of the log is broken; what lies before it is left out.", id);
}

/* Adds the next segment and keeps the run of numbers unbroken. */
static void
add_part (HistoryCatalog *catalog, const HistoryPart *part)
{
  while (catalog->parts->len > 0)
    {
      HistoryPart *before = get_newest (catalog);
      guint64 n_events = part->first - before->first;

      if (part->first >= before->first && n_events <= before->n_events)
        {
          before->n_events = n_events;
          if (n_events > 0)
            break;
          /* one without events: recording stopped before the first */
          g_array_set_size (catalog->parts, catalog->parts->len - 1);
          continue;
        }

      note_break (catalog, before->id);
      g_array_set_size (catalog->parts, 0);
    }

  g_array_append_vals (catalog->parts, part, 1);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

  return left < right ? -1 : left > right;
}

static GArray *
list_ids (int dir, GError **error)
{
  g_autoptr (GPtrArray) names = history_file_list (dir, error);
  GArray *ids;

  if (names == NULL)
    return NULL;

  ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < names->len; i++)
    {
      guint32 id = history_file_parse_name (g_ptr_array_index (names, i), HISTORY_FILE_INDEX);

      if (id != 0)
        g_array_append_val (ids, id);
    }
  g_array_sort (ids, compare_ids);

  return ids;
}

static gboolean
load (HistoryCatalog *catalog, GError **error)
{
  g_autoptr (GArray) ids = list_ids (catalog->dir, error);
  gboolean is_log = FALSE;

  g_array_set_size (catalog->parts, 0);
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);
      HistoryPart part;
      PartStatus status = read_part (catalog->dir, id, &part);

      if (status == PART_NEWER)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "The log was written by a newer Noctule, in a format that this one "
                               "does not know.");
          return FALSE;
        }

      is_log = is_log || status == PART_OK;
      if (status == PART_OK)
        add_part (catalog, &part);
      else if (status == PART_GONE) /* the writer dropped it just now, and those before it */
        g_array_set_size (catalog->parts, 0);
      else if (status == PART_BROKEN)
        note_break (catalog, id);
    }

  if (!is_log)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         "There is no log in this folder.");

  return is_log;
}

gboolean
history_catalog_init (HistoryCatalog *catalog, int dir, GError **error)
{
  catalog->dir = dir;
  catalog->note = NULL;
  catalog->parts = g_array_new (FALSE, FALSE, sizeof (HistoryPart));

  return load (catalog, error);
}

void
history_catalog_clear (HistoryCatalog *catalog)
{
  g_array_unref (catalog->parts);
  g_free (catalog->note);
}

/* Returns: FALSE when the segment is not there any more. */
static gboolean
count_newest (HistoryCatalog *catalog)
{
  HistoryPart *newest = get_newest (catalog);
  char name[HISTORY_FILE_NAME_MAX];
  struct stat status;

  history_file_write_name (name, newest->id, HISTORY_FILE_INDEX);
  if (fstatat (catalog->dir, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return FALSE;

  newest->n_events = count_records (status.st_size);

  return TRUE;
}

static void
forget_dropped (HistoryCatalog *catalog)
{
  char name[HISTORY_FILE_NAME_MAX];
  guint n_dropped = 0;

  while (n_dropped + 1 < catalog->parts->len)
    {
      history_file_write_name (name, get_part (catalog, n_dropped)->id, HISTORY_FILE_INDEX);
      if (faccessat (catalog->dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        break;
      n_dropped++;
    }
  g_array_remove_range (catalog->parts, 0, n_dropped);
}

void
history_catalog_refresh (HistoryCatalog *catalog)
{
  HistoryPart next;

  /* so far behind that the writer dropped all we knew, or removed a segment without events */
  if (catalog->parts->len == 0 || !count_newest (catalog))
    {
      load (catalog, NULL);
      return;
    }

  forget_dropped (catalog);

  /* once there is a next segment the one before it grows no more: count it again, then */
  while (read_part (catalog->dir, get_newest (catalog)->id + 1, &next) == PART_OK)
    {
      if (!count_newest (catalog))
        g_array_set_size (catalog->parts, 0);
      add_part (catalog, &next);
    }
}

guint64
history_catalog_get_first (const HistoryCatalog *catalog)
{
  return history_catalog_get_last (catalog) == 0 ? 0 : get_part (catalog, 0)->first;
}

guint64
history_catalog_get_last (const HistoryCatalog *catalog)
{
  const HistoryPart *newest;

  if (catalog->parts->len == 0)
    return 0;

  newest = get_newest (catalog);
  if (catalog->parts->len == 1 && newest->n_events == 0)
    return 0;

  return newest->first + newest->n_events - 1;
}

const HistoryPart *
history_catalog_find (const HistoryCatalog *catalog, guint64 number)
{
  guint low = 0, high = catalog->parts->len;

  /* the last segment that begins at or before the number */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_part (catalog, middle)->first <= number)
        low = middle + 1;
      else
        high = middle;
    }

  if (low == 0 ||
      number - get_part (catalog, low - 1)->first >= get_part (catalog, low - 1)->n_events)
    return NULL;

  return get_part (catalog, low - 1);
}

static gboolean
is_record_whole (int index, guint64 position, guint64 data_len)
{
  guint8 bytes[HISTORY_RECORD_LEN];
  HistoryEvent event;
  guint64 offset;

  if (history_file_read (index, HISTORY_HEAD_LEN + position * HISTORY_RECORD_LEN, bytes,
                         sizeof bytes) != sizeof bytes)
    return FALSE;

  offset = history_record_read (bytes, &event);

  /* a power cut may leave zeros, and no event is of kind 0 */
  return event.kind != 0 && offset <= data_len && event.len <= data_len - offset;
}

/* Data only grows, so the records that are whole come before those that are not. */
static guint64
count_whole (int index, guint64 n_records, guint64 data_len)
{
  guint64 low = 0, high = n_records;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (is_record_whole (index, middle, data_len))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
history_catalog_cut (HistoryCatalog *catalog, gboolean on_disk)
{
  HistoryPart *newest = get_newest (catalog);
  int index = history_file_open (catalog->dir, newest->id, HISTORY_FILE_INDEX,
                                 on_disk ? O_RDWR : O_RDONLY);
  int data = history_file_open (catalog->dir, newest->id, HISTORY_FILE_DATA, O_RDONLY);
  struct stat index_status, data_status;
  gboolean is_torn = FALSE;

  if (index >= 0 && fstat (index, &index_status) == 0)
    {
      /* without the data file only events without data are whole */
      guint64 data_len = data >= 0 && fstat (data, &data_status) == 0 ? (guint64)data_status.st_size
                                                                      : 0;
      guint64 n_whole = count_whole (index, newest->n_events, data_len);
      off_t len = (off_t)(HISTORY_HEAD_LEN + n_whole * HISTORY_RECORD_LEN);

      newest->n_events = n_whole;
      is_torn = len < index_status.st_size;
      if (is_torn && on_disk && ftruncate (index, len) != 0)
        g_debug ("segment %04u: %s", newest->id, g_strerror (errno));
    }
  if (index >= 0)
    close (index);
  if (data >= 0)
    close (data);

  return is_torn;
}
