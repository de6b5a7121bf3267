/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-private.h"

#include "app/toast.h"
#include "base/units.h"

#include <glib/gi18n.h>
#include <string.h>

/* Progress is shown for what takes longer, */
#define PROGRESS_AFTER_MS 500

/* and as often. */
#define PROGRESS_MS 100

static void
set_enabled (AppPreview *self, const char *action, gboolean is_enabled)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), is_enabled);
}

static const char *
get_too_long (void)
{
  return _ ("This is too long for the clipboard. Save it instead.");
}

/* Copy: the data as it came; what is no text as hex digits. */
static GString *
dup_digits (const char *data, gsize len)
{
  static const char digits[] = "0123456789abcdef";
  GString *out = g_string_sized_new (len * 2 + 1);

  for (gsize i = 0; i < len; i++)
    {
      g_string_append_c (out, digits[(guint8)data[i] >> 4]);
      g_string_append_c (out, digits[(guint8)data[i] & 15]);
    }

  return out;
}

static void
string_free (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (AppPreviewContent) content = app_preview_load (data, cancellable, &error);
  const char *text;
  gsize len;

  if (content == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (content->shown < content->event.len)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "%s",
                               get_too_long ());
      return;
    }

  text = g_bytes_get_data (content->text, &len);
  if ((content->event.flags & HISTORY_FLAG_BINARY) != 0 && !g_utf8_validate_len (text, len, NULL))
    g_task_return_pointer (task, dup_digits (text, len), string_free);
  else
    g_task_return_pointer (task, app_text_dup_for_clipboard (text, len), string_free);
}

static void
on_copied (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppPreview *self = APP_PREVIEW (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->copying);
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  app_toast_show (GTK_WIDGET (self), text != NULL ? _ ("Copied") : error->message);
}

static void
stop_copying (AppPreview *self)
{
  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
}

static void
activate_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppPreview *self = user_data;
  AppPreviewJob *job;
  g_autoptr (GTask) task = NULL;

  stop_copying (self);
  if (self->event.len > APP_TEXT_COPY_MAX)
    {
      app_toast_show (GTK_WIDGET (self), get_too_long ());
      return;
    }

  job = app_preview_job_new (self->job->folder, self->job->number, APP_PREVIEW_RAW);
  job->limit = APP_TEXT_COPY_MAX;
  job->is_revealed = self->job->is_revealed;
  self->copying = g_cancellable_new ();
  task = g_task_new (self, self->copying, on_copied, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify)app_preview_job_free);
  g_task_run_in_thread (task, copy_in_thread);
}

/* Save. */
static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (app_preview_save_run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
on_progress (gpointer user_data)
{
  AppPreview *self = user_data;
  int permille = g_atomic_int_get (&self->save->permille);

  gtk_progress_bar_set_fraction (self->progress, permille / 1000.0);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_slow (gpointer user_data)
{
  AppPreview *self = user_data;

  on_progress (self);
  gtk_widget_set_visible (self->progress_bar, TRUE);
  self->save_timeout = g_timeout_add (PROGRESS_MS, on_progress, self);

  return G_SOURCE_REMOVE;
}

static void
end_saving (AppPreview *self)
{
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  g_clear_object (&self->saving);
  self->save = NULL;
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppPreview *self = APP_PREVIEW (object);
  const AppPreviewSave *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_saved = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *name = g_file_get_basename (save->file);
  g_autofree char *text = NULL;

  /* disposed of meanwhile */
  if (self->save != save)
    return;

  end_saving (self);
  gtk_widget_set_visible (self->progress_bar, FALSE);
  set_enabled (self, "save", self->event.len > 0);
  if (is_saved)
    /* Translators: the name of a file */
    text = g_strdup_printf (_ ("Saved as “%s”"), name);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (error->message);
  if (text != NULL)
    app_toast_show (GTK_WIDGET (self), text);
}

static void
start_saving (AppPreview *self, AppPreviewSave *save)
{
  g_autoptr (GTask) task = NULL;

  self->save = save;
  self->saving = g_cancellable_new ();
  set_enabled (self, "save", FALSE);
  task = g_task_new (self, self->saving, on_saved, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, save, (GDestroyNotify)app_preview_save_free);
  g_task_run_in_thread (task, save_in_thread);
  self->save_timeout = g_timeout_add (PROGRESS_AFTER_MS, on_slow, self);
}

/* What was to be saved when the person was asked for a name; another event may be shown now. */
typedef struct
{
  AppPreview *preview; /* weak */
  AppPreviewJob *job;
} Question;

static void
on_answered (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Question *question = user_data;
  AppPreview *self = question->preview;
  AppPreviewSave *save;
  g_autoptr (GFile) file = NULL;

  gtk_native_dialog_hide (dialog);
  if (self != NULL && response == GTK_RESPONSE_ACCEPT && self->save == NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      save = app_preview_save_new (question->job->folder, question->job->number, file);
      save->is_revealed = question->job->is_revealed;
      start_saving (self, save);
    }

  g_clear_weak_pointer (&question->preview);
  app_preview_job_free (question->job);
  g_free (question);
  g_object_unref (dialog);
}

static char *
dup_name (AppPreview *self)
{
  GString *start = NULL;
  char *name;

  /* what is shown tells as well what it is as the data do */
  if (app_text_view_get_columns (self->view) > 0)
    start = app_text_source_dup_text (APP_TEXT_SOURCE (self->lines), 0, 64);
  name = app_preview_save_dup_name (&self->event, start != NULL ? start->str : "",
                                    start != NULL ? start->len : 0);
  if (start != NULL)
    g_string_free (start, TRUE);

  return name;
}

static void
activate_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppPreview *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save the Data"),
                                                              GTK_WINDOW (root),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Save"), NULL);
  Question *question = g_new0 (Question, 1);
  g_autofree char *name = dup_name (self);

  g_set_weak_pointer (&question->preview, self);
  question->job = app_preview_job_new (self->job->folder, self->job->number, self->job->mode);
  question->job->is_revealed = self->job->is_revealed;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answered), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
activate_cancel_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_cancellable_cancel (APP_PREVIEW (user_data)->saving);
}

void
app_preview_add_actions (AppPreview *self)
{
  static const GActionEntry entries[] = {
    { "copy", activate_copy, NULL, NULL, NULL, { 0 } },
    { "save", activate_save, NULL, NULL, NULL, { 0 } },
    { "cancel-save", activate_cancel_save, NULL, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

void
app_preview_stop_actions (AppPreview *self)
{
  stop_copying (self);
  g_cancellable_cancel (self->saving);
  end_saving (self);
}
