/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-source.h"

G_DEFINE_INTERFACE (AppTextSource, app_text_source, G_TYPE_OBJECT)

static guint changed_signal;

static void
app_text_source_default_init (AppTextSourceInterface *iface)
{
  changed_signal = g_signal_new ("changed", APP_TYPE_TEXT_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

void
app_text_line_init (AppTextLine *line)
{
  *line = (AppTextLine){ 0 };
  line->text = g_string_new (NULL);
  line->spans = g_array_new (FALSE, FALSE, sizeof (AppTextSpan));
  line->escapes = g_array_new (FALSE, FALSE, sizeof (AppTextEscape));
}

void
app_text_line_clear (AppTextLine *line)
{
  g_string_free (line->text, TRUE);
  g_array_unref (line->spans);
  g_array_unref (line->escapes);
}

guint64
app_text_line_get_position (const AppTextLine *line, gsize index)
{
  guint64 position = line->position;
  gsize at = 0;

  for (guint i = 0; i < line->escapes->len; i++)
    {
      const AppTextEscape *escape = &g_array_index (line->escapes, AppTextEscape, i);

      if (index < escape->start + escape->len)
        return position + MIN (index, escape->start) - at;

      position += escape->start - at + escape->source_len;
      at = escape->start + escape->len;
    }

  return MIN (position + (index - at), line->end);
}

gsize
app_text_line_get_index (const AppTextLine *line, guint64 position)
{
  guint64 at = line->position;
  gsize index = 0;

  if (position <= at)
    return 0;

  for (guint i = 0; i < line->escapes->len; i++)
    {
      const AppTextEscape *escape = &g_array_index (line->escapes, AppTextEscape, i);
      guint64 start = at + (escape->start - index);

      if (position <= start)
        return index + (gsize)(position - at);
      if (position < start + escape->source_len)
        return escape->start;

      at = start + escape->source_len;
      index = escape->start + escape->len;
    }

  return MIN (index + (gsize)(position - at), line->text->len);
}

void
app_text_source_set_columns (AppTextSource *source, guint columns)
{
  APP_TEXT_SOURCE_GET_IFACE (source)->set_columns (source, MAX (columns, 1));
}

guint64
app_text_source_get_n_lines (AppTextSource *source)
{
  return APP_TEXT_SOURCE_GET_IFACE (source)->get_n_lines (source);
}

void
app_text_source_get_line (AppTextSource *source, guint64 number, AppTextLine *line)
{
  g_string_truncate (line->text, 0);
  g_array_set_size (line->spans, 0);
  g_array_set_size (line->escapes, 0);
  APP_TEXT_SOURCE_GET_IFACE (source)->get_line (source, number, line);
}

guint64
app_text_source_find_line (AppTextSource *source, guint64 position)
{
  return APP_TEXT_SOURCE_GET_IFACE (source)->find_line (source, position);
}

guint64
app_text_source_get_end (AppTextSource *source)
{
  return APP_TEXT_SOURCE_GET_IFACE (source)->get_end (source);
}

GString *
app_text_source_dup_text (AppTextSource *source, guint64 from, guint64 to)
{
  g_return_val_if_fail (from <= to, NULL);

  return APP_TEXT_SOURCE_GET_IFACE (source)->dup_text (source, from, to);
}

void
app_text_source_changed (AppTextSource *source, gboolean is_new)
{
  g_signal_emit (source, changed_signal, 0, is_new);
}
