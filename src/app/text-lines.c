/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-lines.h"

#include "base/text.h"

#include <string.h>

/* Folded at once: a millisecond or two. */
#define FOLD_NOW_MAX ((gsize)1024 * 1024)

/* Until a view has said how wide it is. */
#define COLUMNS_FIRST 80

/* What goes on stands below the text, not below its mark. */
#define INDENT_HEAD     4
#define INDENT_TIMELINE 16

struct _AppTextLines
{
  GObject parent_instance;

  GBytes *bytes;    /* what was set; NULL when lines were appended */
  GString *growing; /* what was appended */
  AppTextFold *fold;
  GCancellable *cancellable; /* of folding in a thread */
  AppTextSyntax syntax;
  guint columns;
};

static void app_text_lines_iface_init (AppTextSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTextLines,
                               app_text_lines,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_TEXT_SOURCE,
                                                      app_text_lines_iface_init))

static const char *
get_text (AppTextLines *self, gsize *len)
{
  if (self->bytes != NULL)
    {
      const char *text = g_bytes_get_data (self->bytes, len);

      return text != NULL ? text : "";
    }

  *len = self->growing->len;

  return self->growing->str;
}

static AppTextFold *
make_fold (const char *text, gsize len, guint columns, AppTextSyntax syntax)
{
  AppTextFold *fold = app_text_lines_make_fold (syntax, columns > 0 ? columns : COLUMNS_FIRST);

  app_text_fold_extend (fold, text, len);

  return fold;
}

static void
take_fold (AppTextLines *self, AppTextFold *fold, gboolean is_new)
{
  g_clear_pointer (&self->fold, app_text_fold_free);
  self->fold = fold;
  app_text_source_changed (APP_TEXT_SOURCE (self), is_new);
}

/* Folding in a thread. */
typedef struct
{
  GBytes *text;
  AppTextSyntax syntax;
  guint columns;
  gboolean is_new;
} FoldJob;

static void
fold_job_free (gpointer data)
{
  FoldJob *job = data;

  g_bytes_unref (job->text);
  g_free (job);
}

static void
fold_free (gpointer fold)
{
  app_text_fold_free (fold);
}

static void
fold_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const FoldJob *job = data;
  gsize len;
  const char *text = g_bytes_get_data (job->text, &len);

  g_task_return_pointer (task, make_fold (text, len, job->columns, job->syntax), fold_free);
}

static void
on_folded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  const FoldJob *job = g_task_get_task_data (G_TASK (result));
  AppTextFold *fold = g_task_propagate_pointer (G_TASK (result), NULL);

  /* cancelled: another text, or other columns */
  if (fold != NULL)
    take_fold (APP_TEXT_LINES (object), fold, job->is_new);
}

static void
stop_folding (AppTextLines *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
start_folding (AppTextLines *self, gboolean is_new)
{
  FoldJob *job = g_new0 (FoldJob, 1);
  g_autoptr (GTask) task = NULL;

  job->text = g_bytes_ref (self->bytes);
  job->syntax = self->syntax;
  job->columns = self->columns;
  job->is_new = is_new;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_folded, NULL);
  g_task_set_task_data (task, job, fold_job_free);
  g_task_run_in_thread (task, fold_in_thread);
}

static void
fold (AppTextLines *self, gboolean is_new)
{
  gsize len;
  const char *text = get_text (self, &len);

  stop_folding (self);
  if (self->bytes != NULL && len > FOLD_NOW_MAX)
    start_folding (self, is_new);
  else
    take_fold (self, make_fold (text, len, self->columns, self->syntax), is_new);
}

static void
app_text_lines_set_columns (AppTextSource *source, guint columns)
{
  AppTextLines *self = APP_TEXT_LINES (source);

  if (self->columns == columns)
    return;

  self->columns = columns;
  if (app_text_fold_get_columns (self->fold) != columns)
    fold (self, FALSE);
}

static guint64
app_text_lines_get_n_lines (AppTextSource *source)
{
  return app_text_fold_get_n_lines (APP_TEXT_LINES (source)->fold);
}

/* Appends the character at @p as it is shown. Returns: its bytes. */
static gsize
append_character (AppTextLine *line, const char *p, gsize left)
{
  gunichar c = g_utf8_get_char_validated (p, (gssize)left);
  gsize n = *p == '\0' || c >= (gunichar)-2 ? 1 : (gsize)(g_utf8_next_char (p) - p);
  gsize start = line->text->len;

  base_text_append_visible (line->text, p, n, TRUE);
  if (line->text->len - start != n || memcmp (line->text->str + start, p, n) != 0)
    {
      AppTextEscape escape = { (guint)start, (guint)(line->text->len - start), (guint)n };

      g_array_append_val (line->escapes, escape);
    }

  return n;
}

static void
append_visible (AppTextLine *line, const char *text, gsize len)
{
  gsize i = 0;

  while (i < len)
    {
      gsize plain = i;

      while (plain < len && text[plain] >= 0x20 && text[plain] < 0x7f)
        plain++;
      g_string_append_len (line->text, text + i, (gssize)(plain - i));
      i = plain < len ? plain + append_character (line, text + plain, len - plain) : plain;
    }
}

/* The room before a line that goes on stands for nothing. */
static void
append_indent (AppTextLine *line, guint indent)
{
  AppTextEscape nothing = { 0, indent, 0 };

  if (indent == 0)
    return;

  g_array_append_val (line->escapes, nothing);
  g_string_append_printf (line->text, "%*s", (int)indent, "");
}

static void
append_escape_colours (AppTextLine *line)
{
  for (guint i = 0; i < line->escapes->len; i++)
    {
      const AppTextEscape *escape = &g_array_index (line->escapes, AppTextEscape, i);
      AppTextSpan span = { escape->start, escape->len, APP_TEXT_ESCAPE };

      g_array_append_val (line->spans, span);
    }
}

static void
app_text_lines_get_line (AppTextSource *source, guint64 number, AppTextLine *line)
{
  AppTextLines *self = APP_TEXT_LINES (source);
  gsize len, end;
  const char *text = get_text (self, &len);
  AppTextPlace place;
  AppTextState state;

  app_text_fold_get_line (self->fold, text, number, &place, &end);
  line->position = place.offset;
  line->end = end;
  line->number = place.is_continued ? 0 : place.number;
  if (place.is_continued)
    append_indent (line, app_text_fold_get_indent (self->fold));
  append_visible (line, text + place.offset, end - (gsize)place.offset);

  state = (AppTextState){ place.is_continued == 1, place.is_string == 1, place.is_escape == 1 };
  app_text_colours_append (line->spans, self->syntax, line->text->str, line->text->len, state);
  append_escape_colours (line);
}

static guint64
app_text_lines_find_line (AppTextSource *source, guint64 position)
{
  AppTextLines *self = APP_TEXT_LINES (source);
  gsize len;
  const char *text = get_text (self, &len);

  return app_text_fold_find_line (self->fold, text, position);
}

static guint64
app_text_lines_get_end (AppTextSource *source)
{
  gsize len;

  get_text (APP_TEXT_LINES (source), &len);

  return len;
}

static GString *
app_text_lines_dup_text (AppTextSource *source, guint64 from, guint64 to)
{
  gsize len;
  const char *text = get_text (APP_TEXT_LINES (source), &len);

  to = MIN (to, len);
  from = MIN (from, to);
  if (to - from > APP_TEXT_COPY_MAX)
    return NULL;

  return app_text_dup_for_clipboard (text + from, (gsize)(to - from));
}

static void
app_text_lines_iface_init (AppTextSourceInterface *iface)
{
  iface->set_columns = app_text_lines_set_columns;
  iface->get_n_lines = app_text_lines_get_n_lines;
  iface->get_line = app_text_lines_get_line;
  iface->find_line = app_text_lines_find_line;
  iface->get_end = app_text_lines_get_end;
  iface->dup_text = app_text_lines_dup_text;
}

static void
app_text_lines_dispose (GObject *object)
{
  stop_folding (APP_TEXT_LINES (object));

  G_OBJECT_CLASS (app_text_lines_parent_class)->dispose (object);
}

static void
app_text_lines_finalize (GObject *object)
{
  AppTextLines *self = APP_TEXT_LINES (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_string_free (self->growing, TRUE);
  app_text_fold_free (self->fold);

  G_OBJECT_CLASS (app_text_lines_parent_class)->finalize (object);
}

static void
app_text_lines_class_init (AppTextLinesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_text_lines_dispose;
  object_class->finalize = app_text_lines_finalize;
}

static void
app_text_lines_init (AppTextLines *self)
{
  self->growing = g_string_new (NULL);
  self->fold = make_fold ("", 0, 0, APP_TEXT_SYNTAX_NONE);
}

AppTextLines *
app_text_lines_new (AppTextSyntax syntax)
{
  AppTextLines *self = g_object_new (APP_TYPE_TEXT_LINES, NULL);

  self->syntax = syntax;

  return self;
}

void
app_text_lines_set (AppTextLines *self, AppTextSyntax syntax, GBytes *text, AppTextFold *fold_done)
{
  g_return_if_fail (APP_IS_TEXT_LINES (self));

  stop_folding (self);
  g_string_truncate (self->growing, 0);
  if (self->bytes != NULL)
    g_bytes_unref (self->bytes);
  self->bytes = g_bytes_ref (text);
  self->syntax = syntax;

  if (fold_done != NULL)
    {
      take_fold (self, fold_done, TRUE);
      if (self->columns != 0 && app_text_fold_get_columns (fold_done) != self->columns)
        fold (self, FALSE);
      return;
    }

  /* never a fold of another text, not even for a moment */
  take_fold (self, make_fold ("", 0, self->columns, syntax), TRUE);
  fold (self, TRUE);
}

void
app_text_lines_clear (AppTextLines *self)
{
  g_return_if_fail (APP_IS_TEXT_LINES (self));

  stop_folding (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_string_truncate (self->growing, 0);
  take_fold (self, make_fold ("", 0, self->columns, self->syntax), TRUE);
}

void
app_text_lines_append (AppTextLines *self, const char *text, gsize len)
{
  g_return_if_fail (APP_IS_TEXT_LINES (self));

  if (self->bytes != NULL)
    app_text_lines_clear (self);
  if (self->growing->len > 0)
    g_string_append_c (self->growing, '\n');
  g_string_append_len (self->growing, text, (gssize)len);
  app_text_fold_extend (self->fold, self->growing->str, self->growing->len);
  app_text_source_changed (APP_TEXT_SOURCE (self), FALSE);
}

guint
app_text_lines_get_columns (AppTextLines *self)
{
  return self->columns;
}

AppTextFold *
app_text_lines_make_fold (AppTextSyntax syntax, guint columns)
{
  static const guint indents[] = {
    [APP_TEXT_SYNTAX_NONE] = 0,
    [APP_TEXT_SYNTAX_JSON] = 0,
    [APP_TEXT_SYNTAX_HEAD] = INDENT_HEAD,
    [APP_TEXT_SYNTAX_TIMELINE] = INDENT_TIMELINE,
  };

  return app_text_fold_new (columns, indents[syntax], syntax == APP_TEXT_SYNTAX_JSON);
}

GString *
app_text_dup_for_clipboard (const char *text, gsize len)
{
  GString *out = g_string_sized_new (len + 1);
  const char *p = text, *end = text + len, *wrong;

  while (!g_utf8_validate_len (p, (gsize)(end - p), &wrong))
    {
      g_string_append_len (out, p, wrong - p);
      base_text_append_visible (out, wrong, 1, TRUE);
      p = wrong + 1;
    }
  g_string_append_len (out, p, end - p);

  return out;
}
