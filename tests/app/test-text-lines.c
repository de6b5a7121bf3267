/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-lines.h"

#include <string.h>

static char *
dup_line (gpointer source, guint64 number, guint64 *logical)
{
  AppTextLine line;
  char *text;

  app_text_line_init (&line);
  app_text_source_get_line (source, number, &line);
  text = g_strdup (line.text->str);
  if (logical != NULL)
    *logical = line.number;
  app_text_line_clear (&line);

  return text;
}

static void
assert_line (gpointer source, guint64 number, guint64 logical, const char *text)
{
  guint64 found;
  g_autofree char *shown = dup_line (source, number, &found);

  g_assert_cmpstr (shown, ==, text);
  g_assert_cmpuint (found, ==, logical);
}

static AppTextLines *
lines_of (const char *text, gsize len, guint columns)
{
  AppTextLines *lines = app_text_lines_new (APP_TEXT_SYNTAX_NONE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);

  app_text_source_set_columns (APP_TEXT_SOURCE (lines), columns);
  app_text_lines_set (lines, APP_TEXT_SYNTAX_NONE, bytes, NULL);

  return lines;
}

static void
test_escapes (void)
{
  static const char text[] = "a\r\n\x01\0\xff\xe2\x80\xae\xc3\xa4\tz";
  g_autoptr (AppTextLines) lines = lines_of (text, sizeof text - 1, 80);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_assert_cmpuint (app_text_source_get_n_lines (APP_TEXT_SOURCE (lines)), ==, 2);
  assert_line (lines, 0, 1, "a\\r");
  assert_line (lines, 1, 2, "\\x01\\x00\\xff\\u202e\xc3\xa4\tz");

  app_text_lines_set (lines, APP_TEXT_SYNTAX_NONE, empty, NULL);
  g_assert_cmpuint (app_text_source_get_n_lines (APP_TEXT_SOURCE (lines)), ==, 1);
  assert_line (lines, 0, 1, "");
}

static void
test_copy (void)
{
  static const char text[] = "a\r\nb\x01"
                             "c\0\xff";
  g_autoptr (AppTextLines) lines = lines_of (text, sizeof text - 1, 2);
  AppTextSource *source = APP_TEXT_SOURCE (lines);
  GString *copy = app_text_source_dup_text (source, 0, app_text_source_get_end (source));

  /* a clipboard takes text without NUL */
  g_assert_cmpstr (copy->str, ==,
                   "a\r\nb\x01"
                   "c\\x00\\xff");
  g_string_free (copy, TRUE);
  copy = app_text_source_dup_text (source, 3, 5);
  g_assert_cmpstr (copy->str, ==, "b\x01");
  g_string_free (copy, TRUE);
}

static void
test_too_much (void)
{
  g_autofree char *text = g_strnfill (APP_TEXT_COPY_MAX + 1, 'x');
  g_autoptr (AppTextLines) lines = lines_of (text, APP_TEXT_COPY_MAX + 1, 80);

  g_assert_null (app_text_source_dup_text (APP_TEXT_SOURCE (lines), 0, APP_TEXT_COPY_MAX + 1));
}

static void
on_changed (AppTextSource *source, gboolean is_new, guint *n_changed)
{
  (*n_changed)++;
}

/* A large text is folded in a thread; until then nothing of it is shown. */
static void
test_large (void)
{
  gsize len = 8UL * 1024 * 1024;
  g_autofree char *text = g_strnfill (len, 'x');
  g_autoptr (AppTextLines) lines = lines_of (text, len, 100);
  AppTextSource *source = APP_TEXT_SOURCE (lines);
  guint n_changed = 0;

  g_signal_connect (lines, "changed", G_CALLBACK (on_changed), &n_changed);
  g_assert_cmpuint (app_text_source_get_n_lines (source), ==, 1);
  assert_line (lines, 0, 1, "");
  app_text_source_set_columns (source, 64);
  while (n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (app_text_source_get_n_lines (source), ==, len / 64);
  g_assert_cmpuint (app_text_source_find_line (source, 6400), ==, 100);
}

static void
test_growth (void)
{
  g_autoptr (AppTextLines) lines = app_text_lines_new (APP_TEXT_SYNTAX_TIMELINE);
  AppTextSource *source = APP_TEXT_SOURCE (lines);

  app_text_source_set_columns (source, 4);
  app_text_lines_append (lines, "one", 3);
  app_text_lines_append (lines, "twelve\nthree", 12);
  g_assert_cmpuint (app_text_source_get_n_lines (source), ==, 5);
  assert_line (lines, 0, 1, "one");
  assert_line (lines, 1, 2, "twel");
  assert_line (lines, 2, 0, "ve");
  assert_line (lines, 4, 0, "e");
  app_text_lines_clear (lines);
  g_assert_cmpuint (app_text_source_get_end (source), ==, 0);
  app_text_lines_append (lines, "new", 3);
  assert_line (lines, 0, 1, "new");
}

/* What a line that goes on is indented with can be pointed at, but is not in the text. */
static void
test_indent (void)
{
  g_autoptr (AppTextLines) lines = app_text_lines_new (APP_TEXT_SYNTAX_HEAD);
  AppTextSource *source = APP_TEXT_SOURCE (lines);
  AppTextLine line;

  app_text_source_set_columns (source, 10);
  app_text_lines_append (lines, "0123456789ab", 12);
  app_text_line_init (&line);
  app_text_source_get_line (source, 1, &line);
  g_assert_cmpstr (line.text->str, ==, "    ab");
  g_assert_cmpuint (app_text_line_get_position (&line, 0), ==, 10);
  g_assert_cmpuint (app_text_line_get_position (&line, 4), ==, 10);
  g_assert_cmpuint (app_text_line_get_position (&line, 5), ==, 11);
  g_assert_cmpuint (app_text_line_get_index (&line, 11), ==, 5);
  app_text_line_clear (&line);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/text-lines/escapes", test_escapes);
  g_test_add_func ("/app/text-lines/copy", test_copy);
  g_test_add_func ("/app/text-lines/too-much", test_too_much);
  g_test_add_func ("/app/text-lines/large", test_large);
  g_test_add_func ("/app/text-lines/growth", test_growth);
  g_test_add_func ("/app/text-lines/indent", test_indent);

  return g_test_run ();
}
