/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-private.h"

#include "app/preview-facts.h"
#include "app/text-hex.h"
#include "base/units.h"

#include <glib/gi18n.h>
#include <string.h>

/* Nobody sees a wait that is shorter. */
#define BUSY_MS 500

/* Looked at to see whether a text has several lines. */
#define PEEK_BYTES ((gsize)4096)

G_DEFINE_FINAL_TYPE (AppPreview, app_preview, ADW_TYPE_BIN)

/* How the last event was looked at, whichever preview that was in. */
static AppPreviewMode remembered_mode = APP_PREVIEW_PRETTY;

static const char *const mode_names[] = {
  [APP_PREVIEW_PRETTY] = "pretty",
  [APP_PREVIEW_RAW] = "raw",
  [APP_PREVIEW_HEX] = "hex",
};

static AppPreviewMode
get_mode (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (name, mode_names[i]) == 0)
      return (AppPreviewMode)i;

  return APP_PREVIEW_PRETTY;
}

static void
set_state (AppPreview *self, const char *action, GVariant *state)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found), state);
}

static void
set_enabled (AppPreview *self, const char *action, gboolean is_enabled)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), is_enabled);
}

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_nothing (AppPreview *self, const char *text)
{
  app_text_view_set_source (self->view, NULL);
  gtk_label_set_text (self->nothing, text);
  gtk_stack_set_visible_child_name (self->body, "nothing");
}

/* Text of one line needs no numbers, and text of ours neither. */
static gboolean
has_lines (const AppPreviewContent *content)
{
  gsize len;
  const char *text = g_bytes_get_data (content->text, &len);

  return len > 0 &&
         (content->syntax == APP_TEXT_SYNTAX_JSON || content->event.kind == HISTORY_KIND_MESSAGE ||
          content->event.kind == HISTORY_KIND_BODY) &&
         memchr (text, '\n', MIN (len, PEEK_BYTES)) != NULL;
}

static void
show_text (AppPreview *self, AppPreviewContent *content)
{
  guint64 top = self->keeps_top ? app_text_view_get_top (self->view) : 0;

  app_text_lines_set (self->lines, content->syntax, content->text,
                      g_steal_pointer (&content->fold));
  g_object_set (self->view, "shows-numbers", has_lines (content), NULL);
  app_text_view_set_source (self->view, APP_TEXT_SOURCE (self->lines));
  app_text_view_scroll_to (self->view, top);
  gtk_stack_set_visible_child_name (self->body, "text");
}

static void
show_hex (AppPreview *self, const AppPreviewContent *content)
{
  g_autoptr (AppTextHex) hex = app_text_hex_new (self->job->folder, self->job->number,
                                                 content->event.len,
                                                 self->job->is_revealed ? NULL : content->secrets);

  g_object_set (self->view, "shows-numbers", FALSE, NULL);
  app_text_view_set_source (self->view, APP_TEXT_SOURCE (hex));
  gtk_stack_set_visible_child_name (self->body, "text");
}

static void
show_more (AppPreview *self, const AppPreviewContent *content)
{
  g_autofree char *shown = base_size_format (content->shown);
  g_autofree char *all = base_size_format (content->event.len);
  g_autofree char *text = NULL;

  if (content->shown < content->event.len)
    /* Translators: two sizes: the first 4 MiB of 100 MiB */
    text = g_strdup_printf (_ ("Showing the first %s of %s"), shown, all);
  set_optional (self->more, text);
}

static void
show_content (AppPreview *self, AppPreviewContent *content)
{
  g_autofree char *title = app_preview_dup_title (&content->event);
  g_autofree char *facts = app_preview_dup_facts (&content->event);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (self->modes, app_preview_has_modes (content->event.kind));
  gtk_widget_set_visible (self->reveal, content->secrets->len > 0);
  set_enabled (self, "copy", content->event.len > 0);
  set_enabled (self, "save", content->event.len > 0 && self->save == NULL);
  set_optional (self->note, content->note);
  show_more (self, content);
  self->event = content->event;

  if (content->text == NULL && content->event.len > 0)
    show_hex (self, content);
  else if (content->text == NULL || g_bytes_get_size (content->text) == 0)
    show_nothing (self, _ ("It has no data"));
  else
    show_text (self, content);
  gtk_stack_set_visible_child_name (self->stack, "event");
}

static void
stop_waiting (AppPreview *self)
{
  g_clear_handle_id (&self->busy_timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  AppPreviewContent *content = app_preview_load (data, cancellable, &error);

  if (content == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, content, (GDestroyNotify)app_preview_content_free);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppPreview *self = APP_PREVIEW (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (AppPreviewContent) content = g_task_propagate_pointer (G_TASK (result), &error);

  /* somebody wants to see something else */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_waiting (self);
  g_clear_object (&self->cancellable);
  if (content != NULL)
    {
      show_content (self, content);
      return;
    }

  set_optional (self->note, NULL);
  set_optional (self->more, NULL);
  set_enabled (self, "copy", FALSE);
  set_enabled (self, "save", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "event");
  show_nothing (self, error->message);
}

static gboolean
on_busy (gpointer user_data)
{
  AppPreview *self = user_data;

  self->busy_timeout = 0;
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->body, "busy");
  gtk_stack_set_visible_child_name (self->stack, "event");

  return G_SOURCE_REMOVE;
}

static void
stop_loading (AppPreview *self)
{
  stop_waiting (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static AppPreviewJob *
job_copy (const AppPreviewJob *job)
{
  AppPreviewJob *copy = g_memdup2 (job, sizeof *job);

  copy->folder = g_strdup (job->folder);

  return copy;
}

/* @keeps_top: it is the same text, only more of it. */
static void
load (AppPreview *self, gboolean keeps_top)
{
  g_autoptr (GTask) task = NULL;

  stop_loading (self);
  if (self->job == NULL)
    return;

  self->keeps_top = keeps_top;
  self->job->columns = app_text_view_get_columns (self->view);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_loaded, NULL);
  g_task_set_task_data (task, job_copy (self->job), (GDestroyNotify)app_preview_job_free);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, load_in_thread);
  self->busy_timeout = g_timeout_add (BUSY_MS, on_busy, self);
}

static void
set_mode (AppPreview *self, AppPreviewMode mode)
{
  set_state (self, "mode", g_variant_new_string (mode_names[mode]));
  if (self->job == NULL || self->job->mode == mode)
    return;

  self->job->mode = mode;
  load (self, FALSE);
}

static void
change_mode (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  remembered_mode = get_mode (g_variant_get_string (value, NULL));
  set_mode (user_data, remembered_mode);
}

static void
change_reveal (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AppPreview *self = user_data;

  g_simple_action_set_state (action, value);
  if (self->job == NULL)
    return;

  self->job->is_revealed = g_variant_get_boolean (value);
  load (self, TRUE);
}

static void
activate_more (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppPreview *self = user_data;

  if (self->job == NULL || self->job->limit > G_MAXSIZE / APP_PREVIEW_MORE)
    return;

  self->job->limit *= APP_PREVIEW_MORE;
  load (self, TRUE);
}

/* Hex needs no work: it is what can be seen at once. */
static void
activate_cancel (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_mode (user_data, APP_PREVIEW_HEX);
}

static void
app_preview_dispose (GObject *object)
{
  AppPreview *self = APP_PREVIEW (object);

  stop_loading (self);
  app_preview_stop_actions (self);
  g_clear_pointer (&self->job, app_preview_job_free);
  g_clear_object (&self->lines);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (app_preview_parent_class)->dispose (object);
}

static void
app_preview_class_init (AppPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preview_dispose;
  g_type_ensure (APP_TYPE_TEXT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/preview.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreview, body);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, facts);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, modes);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, more);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, note);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, nothing);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, progress);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, reveal);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, spinner);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, title);
  gtk_widget_class_bind_template_child (widget_class, AppPreview, view);
}

static void
app_preview_init (AppPreview *self)
{
  static const GActionEntry entries[] = {
    { "mode", NULL, "s", "'pretty'", change_mode, { 0 } },
    { "reveal", NULL, NULL, "false", change_reveal, { 0 } },
    { "more", activate_more, NULL, NULL, NULL, { 0 } },
    { "cancel", activate_cancel, NULL, NULL, NULL, { 0 } },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = app_text_lines_new (APP_TEXT_SYNTAX_NONE);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  app_preview_add_actions (self);
  set_enabled (self, "copy", FALSE);
  set_enabled (self, "save", FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", G_ACTION_GROUP (self->actions));
}

void
app_preview_show (AppPreview *self, const char *folder, guint64 number)
{
  g_return_if_fail (APP_IS_PREVIEW (self));

  if (self->job != NULL && folder != NULL && self->job->number == number &&
      strcmp (self->job->folder, folder) == 0)
    return;

  g_clear_pointer (&self->job, app_preview_job_free);
  set_state (self, "mode", g_variant_new_string (mode_names[remembered_mode]));
  set_state (self, "reveal", g_variant_new_boolean (FALSE));
  if (folder != NULL && number > 0)
    {
      self->job = app_preview_job_new (folder, number, remembered_mode);
      load (self, FALSE);
      return;
    }

  stop_loading (self);
  set_enabled (self, "copy", FALSE);
  set_enabled (self, "save", FALSE);
  app_text_view_set_source (self->view, NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}
