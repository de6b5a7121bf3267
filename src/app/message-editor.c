/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message-editor.h"

#include "app/json-checker.h"
#include "app/source-style.h"
#include "base/units.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

/* Up to here a text is copied into its row with each key; more would be felt. */
#define SAVE_AT_ONCE_CHARS 16384
#define SAVE_DELAY_MS      250

/* The highlighter of GtkSourceView takes 0.6 s for 10 MB, and the square of the length for a line:
 * 59 ms for 2 KB, 1 s for 10. */
#define COLOUR_MAX_BYTES ((gsize)5 * 1024 * 1024)
#define COLOUR_MAX_LINE  ((gsize)2048)

/* A line of 200 KB takes GtkTextView 0.4 s to lay out at each key, 100 MB a GiB of memory. */
#define EDIT_MAX_BYTES ((gsize)20 * 1024 * 1024)
#define EDIT_MAX_LINE  ((gsize)100 * 1024)

struct _AppMessageEditor
{
  AdwBin parent_instance;

  WorkspaceRow *row; /* nullable */
  AppJsonChecker *checker;
  char *pasted; /* nullable: a text that is too much for the editor, on its way into the row */
  guint save_timeout;
  guint paste_idle;
  guint colour_idle;
  gboolean is_loading; /* the text comes from the row, not from a person */
  gboolean is_saving;  /* what the row tells is what we have just told it */
  gboolean is_forced;  /* a person wants to edit it whatever its size */

  /* borrowed */
  GtkStack *stack;
  GtkSourceView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *no_hyphens;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  AdwStatusPage *large;
};

G_DEFINE_FINAL_TYPE (AppMessageEditor, app_message_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_content (AppMessageEditor *self)
{
  const char *content = self->row != NULL ? workspace_row_get (self->row, "content") : NULL;

  return content != NULL ? content : "";
}

static gboolean
is_json (AppMessageEditor *self)
{
  const char *format = self->row != NULL ? workspace_row_get (self->row, "format") : NULL;

  return format == NULL || g_str_equal (format, "json");
}

static gboolean
is_large (AppMessageEditor *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "large") == 0;
}

static char *
dup_buffer_text (AppMessageEditor *self)
{
  GtkTextIter begin;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &begin, &end);

  return gtk_text_buffer_get_text (self->buffer, &begin, &end, TRUE);
}

static gsize
measure_longest_line (const char *text)
{
  gsize longest = 0;

  while (*text != '\0')
    {
      gsize len = strcspn (text, "\n");

      longest = MAX (longest, len);
      text += len + (text[len] != '\0' ? 1 : 0);
    }

  return longest;
}

/* Whether the first language has been loaded, which takes as long as everything else that a window
 * needs: that comes after the first frame. */
static gboolean is_language_loaded;

static void
set_language (AppMessageEditor *self)
{
  GtkSourceLanguage *language =
    gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "json");

  is_language_loaded = TRUE;
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer), language);
}

static gboolean
on_colour_idle (gpointer user_data)
{
  AppMessageEditor *self = user_data;

  self->colour_idle = 0;
  set_language (self);

  return G_SOURCE_REMOVE;
}

static void
set_coloured (AppMessageEditor *self, gboolean is_coloured)
{
  g_clear_handle_id (&self->colour_idle, g_source_remove);
  if (!is_coloured) /* not highlight-syntax: that does not stop the engine */
    gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer), NULL);
  else if (is_language_loaded)
    set_language (self);
  else
    self->colour_idle = g_idle_add_full (G_PRIORITY_LOW, on_colour_idle, self, NULL);
  app_json_checker_set_enabled (self->checker, is_coloured);
}

static void
update_colours (AppMessageEditor *self, const char *text)
{
  set_coloured (self, is_json (self) && strlen (text) <= COLOUR_MAX_BYTES &&
                        measure_longest_line (text) <= COLOUR_MAX_LINE);
}

static void
save (AppMessageEditor *self, const char *text)
{
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  self->is_saving = TRUE;
  if (self->row != NULL)
    workspace_row_set (self->row, "content", text);
  else if (text[0] != '\0')
    g_signal_emit (self, signals[SIGNAL_STARTED], 0, text);
  self->is_saving = FALSE;
}

static void
save_buffer (AppMessageEditor *self)
{
  g_autofree char *text = dup_buffer_text (self);

  update_colours (self, text);
  save (self, text);
}

static gboolean
on_save_timeout (gpointer user_data)
{
  AppMessageEditor *self = user_data;

  self->save_timeout = 0;
  save_buffer (self);

  return G_SOURCE_REMOVE;
}

static void
on_buffer_changed (AppMessageEditor *self)
{
  if (self->is_loading)
    return;

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  if (gtk_text_buffer_get_char_count (self->buffer) > SAVE_AT_ONCE_CHARS)
    self->save_timeout = g_timeout_add (SAVE_DELAY_MS, on_save_timeout, self);
  else
    save_buffer (self);
}

static gboolean
on_paste_idle (gpointer user_data)
{
  AppMessageEditor *self = user_data;
  g_autofree char *text = g_steal_pointer (&self->pasted);

  self->paste_idle = 0;
  save (self, text);
  app_message_editor_refresh (self);

  return G_SOURCE_REMOVE;
}

static void
divert (AppMessageEditor *self, const GtkTextIter *place, const char *text, gsize len)
{
  g_autofree char *old = dup_buffer_text (self);
  const char *at = g_utf8_offset_to_pointer (old, gtk_text_iter_get_offset (place));

  g_free (self->pasted);
  self->pasted = g_strdup_printf ("%.*s%.*s%s", (int)(at - old), old, (int)len, text, at);
  /* later: who inserts still has iterators of the buffer */
  if (self->paste_idle == 0)
    self->paste_idle = g_idle_add (on_paste_idle, self);
}

/* Before it is in the buffer: the colours, or the layout, would freeze the window for seconds. */
static void
on_insert_text (GtkTextBuffer *buffer,
                GtkTextIter *place,
                const char *text,
                int len,
                AppMessageEditor *self)
{
  g_autofree char *inserted = NULL;
  gsize longest;

  if (self->is_loading || len <= (int)COLOUR_MAX_LINE)
    return;

  inserted = g_strndup (text, (gsize)len);
  longest = measure_longest_line (inserted);
  if (longest > COLOUR_MAX_LINE || (gsize)len > COLOUR_MAX_BYTES)
    set_coloured (self, FALSE);
  if (!self->is_forced && (longest > EDIT_MAX_LINE || (gsize)len > EDIT_MAX_BYTES))
    {
      divert (self, place, text, (gsize)len);
      g_signal_stop_emission_by_name (buffer, "insert-text");
    }
}

/* Pango breaks a long word with a hyphen, which is no part of a message. */
static void
on_text_inserted (GtkTextBuffer *buffer,
                  GtkTextIter *end,
                  const char *text,
                  int len,
                  AppMessageEditor *self)
{
  GtkTextIter begin = *end;

  gtk_text_iter_backward_chars (&begin, (int)g_utf8_strlen (text, len));
  gtk_text_buffer_apply_tag (buffer, self->no_hyphens, &begin, end);
}

/* Changes only what differs, so that the cursor and the marks stay where they are. */
static void
put_text (AppMessageEditor *self, const char *text)
{
  g_autofree char *old = dup_buffer_text (self);
  const char *old_end = old + strlen (old);
  const char *new_end = text + strlen (text);
  const char *old_begin = old;
  const char *new_begin = text;
  GtkTextIter begin;
  GtkTextIter end;

  while (*old_begin != '\0' && *old_begin == *new_begin)
    old_begin++, new_begin++;
  while (((guchar)*old_begin & 0xC0) == 0x80 || ((guchar)*new_begin & 0xC0) == 0x80)
    old_begin--, new_begin--;
  while (old_end > old_begin && new_end > new_begin && old_end[-1] == new_end[-1])
    old_end--, new_end--;
  while (((guchar)*old_end & 0xC0) == 0x80 || ((guchar)*new_end & 0xC0) == 0x80)
    old_end++, new_end++;

  if (old_begin == old_end && new_begin == new_end)
    return;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &begin,
                                      (int)g_utf8_pointer_to_offset (old, old_begin));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                      (int)g_utf8_pointer_to_offset (old, old_end));
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &begin, &end);
  gtk_text_buffer_insert (self->buffer, &begin, new_begin, (int)(new_end - new_begin));
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
show_large (AppMessageEditor *self, const char *content)
{
  g_autofree char *size = base_size_format (strlen (content));
  g_autofree char *text = g_strdup_printf (
    _ ("%s of text, or very long lines: the editor would be slow. It is sent as it is."), size);

  adw_status_page_set_description (self->large, text);
  gtk_stack_set_visible_child_name (self->stack, "large");
}

static void
load_new (AppMessageEditor *self, const char *content)
{
  GtkTextIter begin;

  self->is_loading = TRUE;
  /* first: the engine must not see what is too long for it */
  update_colours (self, content);
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, content, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_start_iter (self->buffer, &begin);
  gtk_text_buffer_place_cursor (self->buffer, &begin);
  self->is_loading = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "editor");
}

static gboolean
may_be_edited (AppMessageEditor *self, const char *content)
{
  return self->is_forced ||
         (strlen (content) <= EDIT_MAX_BYTES && measure_longest_line (content) <= EDIT_MAX_LINE);
}

static void
load (AppMessageEditor *self)
{
  const char *content = get_content (self);

  if (!may_be_edited (self, content))
    {
      load_new (self, "");
      show_large (self, content);
    }
  else
    load_new (self, content);
}

static void
on_edit_anyway (AppMessageEditor *self)
{
  self->is_forced = TRUE;
  load (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_problem (AppMessageEditor *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->checker, "problem", &problem, NULL);
  if (problem != NULL)
    gtk_label_set_text (self->problem, problem);
  gtk_revealer_set_reveal_child (self->problem_revealer, problem != NULL);
}

static void
on_problem_clicked (AppMessageEditor *self)
{
  GtkTextIter place;

  if (!app_json_checker_get_place (self->checker, &place))
    return;

  gtk_text_buffer_place_cursor (self->buffer, &place);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view),
                                      gtk_text_buffer_get_insert (self->buffer));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
on_query_tooltip (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean is_keyboard,
                  GtkTooltip *tooltip,
                  AppMessageEditor *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  GtkTextIter iter;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
  if (!gtk_text_view_get_iter_at_location (view, &iter, x, y) ||
      !app_json_checker_is_at (self->checker, &iter))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->problem));

  return TRUE;
}

static void
app_message_editor_unmap (GtkWidget *widget)
{
  app_message_editor_flush (APP_MESSAGE_EDITOR (widget));

  GTK_WIDGET_CLASS (app_message_editor_parent_class)->unmap (widget);
}

static void
app_message_editor_dispose (GObject *object)
{
  AppMessageEditor *self = APP_MESSAGE_EDITOR (object);

  if (self->buffer != NULL)
    app_message_editor_flush (self);
  g_clear_handle_id (&self->colour_idle, g_source_remove);
  g_clear_object (&self->checker);
  g_clear_object (&self->row);
  /* the template would unparent a bound direct child behind AdwBin's back */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_MESSAGE_EDITOR);
  self->buffer = NULL;

  G_OBJECT_CLASS (app_message_editor_parent_class)->dispose (object);
}

static void
app_message_editor_class_init (AppMessageEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_editor_dispose;
  widget_class->unmap = app_message_editor_unmap;

  signals[SIGNAL_STARTED] = g_signal_new ("started", APP_TYPE_MESSAGE_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/message-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, view);
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, AppMessageEditor, large);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_anyway);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_query_tooltip);
}

static void
app_message_editor_init (AppMessageEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_source_style_attach (self->view);
  self->checker = app_json_checker_new (self->buffer);
  self->no_hyphens = gtk_text_buffer_create_tag (self->buffer, NULL, "insert-hyphens", FALSE, NULL);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_insert_text), self, 0);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_text_inserted), self,
                           G_CONNECT_AFTER);
  g_signal_connect_object (self->checker, "notify::problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  update_colours (self, "");
}

void
app_message_editor_set_row (AppMessageEditor *self, WorkspaceRow *row)
{
  g_return_if_fail (APP_IS_MESSAGE_EDITOR (self));

  if (row == self->row)
    return;

  app_message_editor_flush (self);
  g_set_object (&self->row, row);
  self->is_forced = FALSE;

  /* the row that was made of what has just been typed: cursor and undo stay */
  if (row != NULL && !is_large (self))
    {
      g_autofree char *text = dup_buffer_text (self);

      if (text[0] != '\0' && g_str_equal (text, get_content (self)))
        {
          update_colours (self, text);
          return;
        }
    }
  load (self);
}

void
app_message_editor_refresh (AppMessageEditor *self)
{
  g_return_if_fail (APP_IS_MESSAGE_EDITOR (self));

  /* what is typed and not in the row yet is newer */
  if (self->is_saving || self->save_timeout != 0 || self->paste_idle != 0)
    return;
  if (is_large (self) || !may_be_edited (self, get_content (self)))
    {
      load (self);
      return;
    }

  self->is_loading = TRUE;
  update_colours (self, get_content (self));
  put_text (self, get_content (self));
  self->is_loading = FALSE;
}

void
app_message_editor_flush (AppMessageEditor *self)
{
  g_return_if_fail (APP_IS_MESSAGE_EDITOR (self));

  if (self->paste_idle != 0)
    {
      g_clear_handle_id (&self->paste_idle, g_source_remove);
      on_paste_idle (self);
    }
  if (self->save_timeout != 0)
    save_buffer (self);
}

char *
app_message_editor_dup_text (AppMessageEditor *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_EDITOR (self), NULL);

  return is_large (self) ? g_strdup (get_content (self)) : dup_buffer_text (self);
}

void
app_message_editor_replace (AppMessageEditor *self, const char *text)
{
  g_return_if_fail (APP_IS_MESSAGE_EDITOR (self));

  if (is_large (self))
    workspace_row_set (self->row, "content", text);
  else
    put_text (self, text);
}
