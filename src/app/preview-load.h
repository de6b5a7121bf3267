/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-colours.h"
#include "app/text-fold.h"
#include "history/reader.h"

/* An event as text for the preview: reads its data, masks what is secret, lays JSON out. Runs in a
 * thread; functions of the log alone. */

typedef enum
{
  APP_PREVIEW_PRETTY,
  APP_PREVIEW_RAW,
  APP_PREVIEW_HEX,
} AppPreviewMode;

typedef struct
{
  char *folder;
  guint64 number;
  AppPreviewMode mode;
  gsize limit;   /* bytes of the data that are read */
  guint columns; /* of the view; 0: unknown */
  gboolean is_revealed;
} AppPreviewJob;

typedef struct
{
  HistoryEvent event; /* without its data */
  GArray *secrets;    /* HistoryRange: all of the event, revealed or not */
  GBytes *text;       /* NULL: to be shown as hex */
  AppTextFold *fold;  /* of @text */
  AppTextSyntax syntax;
  char *note;    /* nullable: why it is not laid out, a translated sentence */
  guint64 shown; /* bytes of the data that @text shows; all of them unless there are too many */
} AppPreviewContent;

/* What is shown at first, and how much that grows when more is asked for. */
#define APP_PREVIEW_FIRST ((gsize)4 * 1024 * 1024)
#define APP_PREVIEW_MORE  4

/* Laid out text may be so much longer than what was read; then it ends there. */
#define APP_PREVIEW_GROWTH 8

AppPreviewJob *app_preview_job_new (const char *folder, guint64 number, AppPreviewMode mode);
void app_preview_job_free (AppPreviewJob *job);

/* Returns: (transfer full): NULL with @error: reading, G_IO_ERROR_CANCELLED. */
AppPreviewContent *
app_preview_load (const AppPreviewJob *job, GCancellable *cancellable, GError **error);

void app_preview_content_free (AppPreviewContent *content);

/* Returns: whether events of @kind hold what a person or program wrote, not a sentence of ours. */
gboolean app_preview_has_modes (guint8 kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPreviewJob, app_preview_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPreviewContent, app_preview_content_free)
