/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-bar.h"

#include "app/toast.h"
#include "base/units.h"
#include "history/export.h"

#include <glib/gi18n.h>

#define PROGRESS_MS 250

/* What the thread and the bar share. */
typedef struct
{
  char *folder;
  GFile *file;
  AppExportFormat format;
  GFileOutputStream *stream; /* the thread's */
  GCancellable *cancellable;
  gsize n_bytes; /* atomic */
} Export;

struct _AppExportBar
{
  AdwBin parent_instance;

  GCancellable *cancellable; /* nullable: nothing is exported */
  GtkFileChooserNative *chooser;
  char *folder; /* that the chooser is for */
  guint timer;
  /* borrowed */
  Export *export;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (AppExportBar, app_export_bar, ADW_TYPE_BIN)

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->folder);
  g_object_unref (export->file);
  g_clear_object (&export->stream);
  g_object_unref (export->cancellable);
  g_free (export);
}

static gboolean
write_bytes (const char *data, gsize len, gpointer user_data, GError **error)
{
  Export *export = user_data;

  if (!g_output_stream_write_all (G_OUTPUT_STREAM (export->stream), data, len, NULL,
                                  export->cancellable, error))
    return FALSE;
  __atomic_add_fetch (&export->n_bytes, len, __ATOMIC_RELAXED);

  return TRUE;
}

static gboolean
export_log (Export *export, HistoryReader *reader, GError **error)
{
  static gboolean (*const functions[]) (HistoryReader *, gboolean, HistoryWriteFunc, gpointer,
                                        GCancellable *, GError **) = {
    [APP_EXPORT_JSON] = history_export_json,
    [APP_EXPORT_HAR] = history_export_har,
    [APP_EXPORT_RAW] = history_export_raw,
  };

  return functions[export->format](reader, FALSE, write_bytes, export, export->cancellable, error);
}

/* On a thread of the pool. What was there before is replaced only by a whole export. */
static void
run_export (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;
  g_autoptr (HistoryReader) reader = history_reader_open (export->folder, &error);

  if (reader != NULL)
    export->stream = g_file_replace (export->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable,
                                     &error);
  if (export->stream != NULL && export_log (export, reader, &error))
    g_output_stream_close (G_OUTPUT_STREAM (export->stream), cancellable, &error);
  else if (export->stream != NULL)
    {
      /* closing with a cancelled cancellable leaves the old file as it was */
      g_cancellable_cancel (export->cancellable);
      (void)g_output_stream_close (G_OUTPUT_STREAM (export->stream), export->cancellable, NULL);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
show_progress (AppExportBar *self)
{
  g_autofree char *name = g_file_get_basename (self->export->file);
  g_autofree char *size = base_size_format (
    __atomic_load_n (&self->export->n_bytes, __ATOMIC_RELAXED));
  g_autofree char *text = g_strdup_printf (_ ("Exporting to “%s”: %s"), name, size);

  gtk_label_set_label (self->label, text);
}

static gboolean
on_timer (gpointer user_data)
{
  show_progress (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stop (AppExportBar *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->export = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppExportBar *self = APP_EXPORT_BAR (source);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  if (export != self->export)
    return;

  stop (self);
  text = is_done ? g_strdup_printf (_ ("Exported to “%s”"), name)
                 : g_strdup_printf (_ ("Not exported to “%s”: %s"), name, error->message);
  app_toast_show (GTK_WIDGET (self), text);
}

static void
on_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportBar *self = APP_EXPORT_BAR (widget);

  stop (self);
  app_toast_show (widget, _ ("The export was cancelled; nothing was written."));
}

static void
app_export_bar_dispose (GObject *object)
{
  AppExportBar *self = APP_EXPORT_BAR (object);

  stop (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->folder, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_EXPORT_BAR);

  G_OBJECT_CLASS (app_export_bar_parent_class)->dispose (object);
}

static void
app_export_bar_class_init (AppExportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_export_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/export-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppExportBar, label);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, on_cancel);
}

static void
app_export_bar_init (AppExportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
on_chosen (GtkNativeDialog *dialog, int response, AppExportBar *self)
{
  g_autoptr (GFile) file = NULL;
  gpointer format = g_object_get_data (G_OBJECT (dialog), "format");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      app_export_bar_start (self, self->folder, (AppExportFormat)GPOINTER_TO_INT (format), file);
    }
  g_clear_object (&self->chooser);
}

void
app_export_bar_ask (AppExportBar *self, const char *folder, AppExportFormat format)
{
  static const char *const names[] = {
    [APP_EXPORT_JSON] = "events.jsonl",
    [APP_EXPORT_HAR] = "events.har",
    [APP_EXPORT_RAW] = "payloads.bin",
  };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (APP_IS_EXPORT_BAR (self) && folder != NULL);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Export Events"),
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
                                               _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), names[format]);
  g_object_set_data (G_OBJECT (self->chooser), "format", GINT_TO_POINTER ((int)format));
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
app_export_bar_start (AppExportBar *self, const char *folder, AppExportFormat format, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_EXPORT_BAR (self) && folder != NULL && G_IS_FILE (file));

  stop (self);
  self->cancellable = g_cancellable_new ();
  self->export = g_new0 (Export, 1);
  self->export->folder = g_strdup (folder);
  self->export->file = g_object_ref (file);
  self->export->format = format;
  self->export->cancellable = g_object_ref (self->cancellable);
  task = g_task_new (self, self->cancellable, on_exported, NULL);
  g_task_set_task_data (task, self->export, export_free);
  g_task_run_in_thread (task, run_export);
  self->timer = g_timeout_add (PROGRESS_MS, on_timer, self);
  show_progress (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
