/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* The data of an event on its way into a file. */
typedef struct
{
  char *folder; /* of the log */
  GFile *file;
  guint64 number;
  gboolean is_revealed; /* secrets as they are, not as "***" */
  int permille;         /* how much is written, 0 to 1000; read and set atomically */
} AppPreviewSave;

AppPreviewSave *app_preview_save_new (const char *folder, guint64 number, GFile *file);
void app_preview_save_free (AppPreviewSave *save);

/* Writes it in pieces, in the thread that calls it. What could not be written whole is not left
 * behind. Returns: FALSE with @error: reading, writing, G_IO_ERROR_CANCELLED. */
gboolean app_preview_save_run (AppPreviewSave *save, GCancellable *cancellable, GError **error);

/* Returns: (transfer full): a name for the file: "message-1204.json". @data: how it begins. */
char *app_preview_save_dup_name (const HistoryEvent *event, const char *data, gsize len);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPreviewSave, app_preview_save_free)
