/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export-private.h"

#include "history/walk-private.h"

/* Text is handed on when so much of it is together. */
#define PIECE_BYTES (64UL * 1024)

/* A large message may have made the buffer large; above this it is not kept. */
#define PIECE_KEPT (4UL * 1024 * 1024)

static gboolean
write_piece (HistoryExport *export, GError **error)
{
  GString *out = export->out;

  if (out->len > 0 && !export->write (out->str, out->len, export->user_data, error))
    return FALSE;

  if (out->allocated_len > PIECE_KEPT)
    {
      g_string_free (out, TRUE);
      export->out = g_string_sized_new (PIECE_BYTES);
    }
  else
    g_string_truncate (out, 0);

  return TRUE;
}

gboolean
history_export_each (HistoryExport *export,
                     HistoryExportFunc on_event,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (GError) problem = NULL;
  HistoryWalk walk;
  HistoryEvent event;

  history_walk_init (&walk, export->reader);
  while (history_walk_next (&walk, &event, &problem))
    {
      on_event (export, &event, user_data);

      if (export->out->len >= PIECE_BYTES &&
          (g_cancellable_set_error_if_cancelled (export->cancellable, error) ||
           !write_piece (export, error)))
        return FALSE;
    }

  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

gboolean
history_export_finish (HistoryExport *export, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (export->cancellable, error) &&
         write_piece (export, error);
}

/* Returns: (nullable): what is to be masked. */
static GArray *
dup_secrets (HistoryExport *export, const HistoryEvent *event)
{
  if (export->reveal || (event->flags & HISTORY_FLAG_SECRETS) == 0)
    return NULL;

  return history_reader_dup_secrets (export->reader, event->number);
}

void
history_export_append_data (HistoryExport *export, const HistoryEvent *event, GString *out)
{
  g_autoptr (GArray) secrets = NULL;

  if (event->data == NULL)
    return;

  secrets = dup_secrets (export, event);
  if (secrets == NULL)
    g_string_append_len (out, (const char *)event->data, event->len);
  else
    history_event_append_masked (out, event->data, event->len,
                                 (const HistoryRange *)(gpointer)secrets->data, secrets->len);
}

static void
add_line (HistoryExport *export, const HistoryEvent *event, gpointer user_data)
{
  g_autoptr (GArray) secrets = dup_secrets (export, event);

  history_event_append_json (export->out, event,
                             secrets == NULL ? NULL : (const HistoryRange *)(gpointer)secrets->data,
                             secrets == NULL ? 0 : secrets->len);
}

static void
add_payload (HistoryExport *export, const HistoryEvent *event, gpointer user_data)
{
  if (event->kind == HISTORY_KIND_MESSAGE)
    history_export_append_data (export, event, export->out);
}

static gboolean
run (HistoryExport *export, HistoryExportFunc on_event, GError **error)
{
  gboolean is_done;

  export->out = g_string_sized_new (PIECE_BYTES);
  is_done = history_export_each (export, on_event, NULL, error) &&
            history_export_finish (export, error);
  g_string_free (export->out, TRUE);

  return is_done;
}

gboolean
history_export_json (HistoryReader *reader,
                     gboolean reveal,
                     HistoryWriteFunc write,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  HistoryExport export = { NULL, reveal, reader, write, user_data, cancellable };

  g_return_val_if_fail (reader != NULL && write != NULL, FALSE);

  return run (&export, add_line, error);
}

gboolean
history_export_raw (HistoryReader *reader,
                    gboolean reveal,
                    HistoryWriteFunc write,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  HistoryExport export = { NULL, reveal, reader, write, user_data, cancellable };

  g_return_val_if_fail (reader != NULL && write != NULL, FALSE);

  return run (&export, add_payload, error);
}
