/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/preview.h"

#include "app/preview-load.h"
#include "app/preview-save.h"
#include "app/text-lines.h"
#include "app/text-view.h"

struct _AppPreview
{
  AdwBin parent_instance;

  AppPreviewJob *job; /* what is shown; NULL: nothing */
  AppTextLines *lines;
  GSimpleActionGroup *actions;
  GCancellable *cancellable; /* of loading */
  GCancellable *copying;
  GCancellable *saving;
  HistoryEvent event;
  guint busy_timeout;
  guint save_timeout;
  gboolean keeps_top;

  /* borrowed */
  AppPreviewSave *save; /* of the task that saves */
  GtkStack *stack;
  GtkStack *body;
  GtkLabel *title;
  GtkLabel *facts;
  GtkLabel *note;
  GtkLabel *more;
  GtkLabel *nothing;
  GtkWidget *modes;
  GtkWidget *reveal;
  GtkWidget *progress_bar;
  GtkProgressBar *progress;
  GtkSpinner *spinner;
  AppTextView *view;
};

/* preview-actions.c: copy and save. */
void app_preview_add_actions (AppPreview *self);
void app_preview_stop_actions (AppPreview *self);
