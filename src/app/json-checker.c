/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-checker.h"

#include "app/json-lint.h"

#include <glib/gi18n.h>
#include <string.h>

/* Long enough not to flicker between two keys, short enough to be there when the eye looks. */
#define DELAY_MS 250

struct _AppJsonChecker
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  GtkTextMark *place; /* of the problem */
  GCancellable *cancellable;
  char *problem;
  guint timeout;
  gboolean is_enabled;
};

G_DEFINE_FINAL_TYPE (AppJsonChecker, app_json_checker, G_TYPE_OBJECT)

enum
{
  PROP_PROBLEM = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* In characters, as a text buffer counts. */
typedef struct
{
  const char *message;
  glong begin;
  glong end;
} Found;

static void
set_problem (AppJsonChecker *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
clear_underline (AppJsonChecker *self)
{
  GtkTextIter begin;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &begin, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, &begin, &end);
}

/* Something to see even where the text ends or the line does. */
static void
widen (GtkTextIter *begin, GtkTextIter *end)
{
  if (!gtk_text_iter_equal (begin, end) && !gtk_text_iter_ends_line (begin))
    return;

  while (gtk_text_iter_backward_char (begin) && gtk_text_iter_ends_line (begin))
    continue;
}

static void
show_found (AppJsonChecker *self, const Found *found)
{
  GtkTextIter begin;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &begin, (int)found->begin);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int)found->end);
  widen (&begin, &end);
  gtk_text_buffer_apply_tag (self->buffer, self->tag, &begin, &end);
  gtk_text_buffer_move_mark (self->buffer, self->place, &begin);
  text = g_strdup_printf (_ ("Line %d: %s"), gtk_text_iter_get_line (&begin) + 1,
                          _ (found->message));
  set_problem (self, text);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *text = data;
  AppJsonProblem problem;
  Found *found;

  if (app_json_lint (text, strlen (text), &problem))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  found = g_new (Found, 1);
  found->message = problem.message;
  found->begin = g_utf8_strlen (text, (gssize)problem.offset);
  found->end = found->begin + g_utf8_strlen (text + problem.offset, (gssize)problem.len);
  g_task_return_pointer (task, found, g_free);
}

static void
on_checked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppJsonChecker *self = APP_JSON_CHECKER (object);
  g_autoptr (GError) error = NULL;
  g_autofree Found *found = g_task_propagate_pointer (G_TASK (result), &error);

  /* cancelled: the text has changed since */
  if (error != NULL)
    return;

  clear_underline (self);
  if (found != NULL)
    show_found (self, found);
  else
    set_problem (self, NULL);
}

static gboolean
on_timeout (gpointer user_data)
{
  AppJsonChecker *self = user_data;
  g_autoptr (GTask) task = NULL;
  GtkTextIter begin;
  GtkTextIter end;

  self->timeout = 0;
  self->cancellable = g_cancellable_new ();
  gtk_text_buffer_get_bounds (self->buffer, &begin, &end);
  task = g_task_new (self, self->cancellable, on_checked, NULL);
  g_task_set_task_data (task, gtk_text_buffer_get_text (self->buffer, &begin, &end, TRUE), g_free);
  g_task_run_in_thread (task, check_in_thread);

  return G_SOURCE_REMOVE;
}

static void
stop (AppJsonChecker *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_buffer_changed (AppJsonChecker *self)
{
  stop (self);
  if (self->is_enabled)
    self->timeout = g_timeout_add (DELAY_MS, on_timeout, self);
}

static void
app_json_checker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, APP_JSON_CHECKER (object)->problem);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_json_checker_finalize (GObject *object)
{
  AppJsonChecker *self = APP_JSON_CHECKER (object);

  stop (self);
  g_free (self->problem);
  g_object_unref (self->buffer);

  G_OBJECT_CLASS (app_json_checker_parent_class)->finalize (object);
}

static void
app_json_checker_class_init (AppJsonCheckerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = app_json_checker_finalize;
  object_class->get_property = app_json_checker_get_property;

  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_json_checker_init (AppJsonChecker *self)
{
}

AppJsonChecker *
app_json_checker_new (GtkTextBuffer *buffer)
{
  AppJsonChecker *self = g_object_new (APP_TYPE_JSON_CHECKER, NULL);
  GtkTextIter begin;

  self->buffer = g_object_ref (buffer);
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_start_iter (buffer, &begin);
  self->place = gtk_text_buffer_create_mark (buffer, NULL, &begin, TRUE);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
app_json_checker_set_enabled (AppJsonChecker *self, gboolean is_enabled)
{
  g_return_if_fail (APP_IS_JSON_CHECKER (self));

  if (self->is_enabled == is_enabled)
    return;

  self->is_enabled = is_enabled;
  on_buffer_changed (self);
  if (!is_enabled)
    {
      clear_underline (self);
      set_problem (self, NULL);
    }
}

gboolean
app_json_checker_get_place (AppJsonChecker *self, GtkTextIter *iter)
{
  g_return_val_if_fail (APP_IS_JSON_CHECKER (self), FALSE);

  if (self->problem == NULL)
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, iter, self->place);

  return TRUE;
}

gboolean
app_json_checker_is_at (AppJsonChecker *self, const GtkTextIter *iter)
{
  g_return_val_if_fail (APP_IS_JSON_CHECKER (self), FALSE);

  return gtk_text_iter_has_tag (iter, self->tag);
}
