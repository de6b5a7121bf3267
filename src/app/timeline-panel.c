/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-panel.h"

#include "app/text-lines.h"
#include "app/text-view.h"
#include "app/timeline-text.h"

#include <string.h>

/* The log and what was read of it, in turns in a thread and here. */
typedef struct
{
  gatomicrefcount ref_count;
  char *folder;
  HistoryReader *reader; /* opened at the first reading */
  AppTimeline timeline;
} Log;

struct _AppTimelinePanel
{
  AdwBin parent_instance;

  Log *log; /* NULL: none */
  AppTextLines *lines;
  GCancellable *cancellable; /* of the reading that goes on */
  gboolean is_stale;         /* the log has grown since that began */
  gboolean wants_certificate;

  /* borrowed */
  AppTextView *view;
};

G_DEFINE_FINAL_TYPE (AppTimelinePanel, app_timeline_panel, ADW_TYPE_BIN)

static Log *
log_new (const char *folder)
{
  Log *log = g_new0 (Log, 1);

  g_atomic_ref_count_init (&log->ref_count);
  log->folder = g_strdup (folder);
  app_timeline_init (&log->timeline);

  return log;
}

static Log *
log_ref (Log *log)
{
  g_atomic_ref_count_inc (&log->ref_count);

  return log;
}

static void
log_unref (gpointer data)
{
  Log *log = data;

  if (!g_atomic_ref_count_dec (&log->ref_count))
    return;

  g_clear_pointer (&log->reader, history_reader_free);
  app_timeline_clear (&log->timeline);
  g_free (log->folder);
  g_free (log);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Log *log = data;
  GError *error = NULL;

  if (log->reader == NULL)
    log->reader = history_reader_open (log->folder, &error);
  if (log->reader != NULL && app_timeline_read (&log->timeline, log->reader, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_certificate (AppTimelinePanel *self)
{
  if (!self->wants_certificate || self->log == NULL || !self->log->timeline.has_certificate)
    return;

  self->wants_certificate = FALSE;
  app_text_view_scroll_to (self->view, self->log->timeline.certificate);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppTimelinePanel *self = APP_TIMELINE_PANEL (object);
  Log *log = g_task_get_task_data (G_TASK (result));
  g_autoptr (GString) text = NULL;

  g_task_propagate_boolean (G_TASK (result), NULL);

  /* another log is shown now */
  if (log != self->log)
    return;

  /* a log that is not there yet, or not any more, has no lines: what is wrong stands in Events */
  g_clear_object (&self->cancellable);
  text = app_timeline_take (&log->timeline);
  if (text->len > 0)
    app_text_lines_append (self->lines, text->str, text->len);
  show_certificate (self);
  if (self->is_stale)
    app_timeline_panel_refresh (self);
}

static void
stop (AppTimelinePanel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
app_timeline_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_timeline_panel_parent_class)->map (widget);
  app_timeline_panel_refresh (APP_TIMELINE_PANEL (widget));
}

static void
app_timeline_panel_dispose (GObject *object)
{
  AppTimelinePanel *self = APP_TIMELINE_PANEL (object);

  stop (self);
  g_clear_pointer (&self->log, log_unref);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (app_timeline_panel_parent_class)->dispose (object);
}

static void
app_timeline_panel_class_init (AppTimelinePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_timeline_panel_dispose;
  widget_class->map = app_timeline_panel_map;
  g_type_ensure (APP_TYPE_TEXT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/timeline-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTimelinePanel, view);
}

static void
app_timeline_panel_init (AppTimelinePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = app_text_lines_new (APP_TEXT_SYNTAX_TIMELINE);
  app_text_view_set_source (self->view, APP_TEXT_SOURCE (self->lines));
}

void
app_timeline_panel_set_folder (AppTimelinePanel *self, const char *folder)
{
  g_return_if_fail (APP_IS_TIMELINE_PANEL (self));

  if (g_strcmp0 (folder, self->log != NULL ? self->log->folder : NULL) == 0)
    return;

  stop (self);
  g_clear_pointer (&self->log, log_unref);
  app_text_lines_clear (self->lines);
  self->wants_certificate = FALSE;
  if (folder != NULL)
    self->log = log_new (folder);
  app_timeline_panel_refresh (self);
}

void
app_timeline_panel_refresh (AppTimelinePanel *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_TIMELINE_PANEL (self));

  self->is_stale = self->cancellable != NULL;
  if (self->log == NULL || self->is_stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_task_data (task, log_ref (self->log), log_unref);
  g_task_run_in_thread (task, read_in_thread);
}

void
app_timeline_panel_show_certificate (AppTimelinePanel *self)
{
  g_return_if_fail (APP_IS_TIMELINE_PANEL (self));

  self->wants_certificate = TRUE;

  /* while it is read it belongs to the thread */
  if (self->cancellable == NULL)
    show_certificate (self);
}
