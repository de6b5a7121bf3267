/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-save.h"

#include "base/json-format.h"

#include <string.h>

#define PIECE ((gsize)1024 * 1024)

#define MASK "***"

AppPreviewSave *
app_preview_save_new (const char *folder, guint64 number, GFile *file)
{
  AppPreviewSave *save = g_new0 (AppPreviewSave, 1);

  save->folder = g_strdup (folder);
  save->number = number;
  save->file = g_object_ref (file);

  return save;
}

void
app_preview_save_free (AppPreviewSave *save)
{
  g_free (save->folder);
  g_object_unref (save->file);
  g_free (save);
}

typedef struct
{
  AppPreviewSave *save;
  HistoryReader *reader;
  GOutputStream *stream;
  GCancellable *cancellable;
  guint64 len; /* of all data */
} Run;

static gboolean
write_data (Run *run, guint64 from, guint64 to, GError **error)
{
  while (from < to)
    {
      g_autoptr (GBytes) piece = history_reader_read_data (run->reader, run->save->number, from,
                                                           (gsize)MIN (PIECE, to - from), error);
      gsize len;
      const void *data;

      if (piece == NULL)
        return FALSE;
      data = g_bytes_get_data (piece, &len);
      if (len == 0)
        break;
      if (!g_output_stream_write_all (run->stream, data, len, NULL, run->cancellable, error))
        return FALSE;
      from += len;
      g_atomic_int_set (&run->save->permille, (int)(from * 1000 / run->len));
    }

  return TRUE;
}

static gint
compare_ranges (gconstpointer a, gconstpointer b)
{
  const HistoryRange *left = a, *right = b;

  return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static gboolean
write_masked (Run *run, GArray *secrets, GError **error)
{
  guint64 done = 0;

  g_array_sort (secrets, compare_ranges);
  for (guint i = 0; i < secrets->len; i++)
    {
      const HistoryRange *range = &g_array_index (secrets, HistoryRange, i);
      guint64 end = (guint64)range->offset + range->len;

      /* what overlaps is one secret */
      if (range->offset >= done && (!write_data (run, done, range->offset, error) ||
                                    !g_output_stream_write_all (run->stream, MASK, strlen (MASK),
                                                                NULL, run->cancellable, error)))
        return FALSE;
      done = MAX (done, end);
    }

  return write_data (run, done, run->len, error);
}

static gboolean
write_all (Run *run, GError **error)
{
  g_autoptr (GArray) secrets = NULL;
  HistoryEvent event;

  if (!history_reader_get (run->reader, run->save->number, 0, &event, error))
    return FALSE;

  run->len = event.len;
  if (!run->save->is_revealed)
    secrets = history_reader_dup_secrets (run->reader, run->save->number);

  return secrets != NULL && secrets->len > 0 ? write_masked (run, secrets, error)
                                             : write_data (run, 0, run->len, error);
}

/* Closing a replaced file that was cancelled throws away what was written. */
static void
give_up (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

gboolean
app_preview_save_run (AppPreviewSave *save, GCancellable *cancellable, GError **error)
{
  g_autoptr (HistoryReader) reader = history_reader_open (save->folder, error);
  g_autoptr (GFileOutputStream) stream = NULL;
  Run run = { .save = save, .reader = reader, .cancellable = cancellable };

  if (reader == NULL)
    return FALSE;

  stream = g_file_replace (save->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (stream == NULL)
    return FALSE;

  run.stream = G_OUTPUT_STREAM (stream);
  if (write_all (&run, error))
    return g_output_stream_close (run.stream, cancellable, error);

  give_up (run.stream);

  return FALSE;
}

static const char *
get_ending (const HistoryEvent *event, const char *data, gsize len)
{
  if (base_json_looks_like (data, len))
    return "json";

  return (event->flags & HISTORY_FLAG_BINARY) != 0 ? "bin" : "txt";
}

char *
app_preview_save_dup_name (const HistoryEvent *event, const char *data, gsize len)
{
  return g_strdup_printf ("%s-%" G_GUINT64_FORMAT ".%s", history_kind_get_name (event->kind),
                          event->number, get_ending (event, data, len));
}
