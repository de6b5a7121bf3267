/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-source.h"

/* "a\x01b" shown as "a\\x01b", and nothing else. */
static void
fill (AppTextLine *line)
{
  AppTextEscape escape = { .start = 1, .len = 4, .source_len = 1 };

  g_string_assign (line->text, "a\\x01b");
  g_array_append_val (line->escapes, escape);
  line->position = 100;
  line->end = 103;
}

static void
test_positions (void)
{
  static const guint64 positions[] = { 100, 101, 101, 101, 101, 102, 103, 103 };
  static const gsize indexes[] = { 0, 1, 5, 6, 6 };
  AppTextLine line;

  app_text_line_init (&line);
  fill (&line);
  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
    g_assert_cmpuint (app_text_line_get_position (&line, i), ==, positions[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (indexes); i++)
    g_assert_cmpuint (app_text_line_get_index (&line, 100 + i), ==, indexes[i]);
  g_assert_cmpuint (app_text_line_get_index (&line, 3), ==, 0);
  app_text_line_clear (&line);
}

/* A character of several bytes that is shown as an escape. */
static void
test_wide_escape (void)
{
  AppTextEscape escape = { .start = 0, .len = 6, .source_len = 3 };
  AppTextLine line;

  app_text_line_init (&line);
  g_string_assign (line.text, "\\u202ex");
  g_array_append_val (line.escapes, escape);
  line.end = 4;
  g_assert_cmpuint (app_text_line_get_position (&line, 3), ==, 0);
  g_assert_cmpuint (app_text_line_get_position (&line, 6), ==, 3);
  g_assert_cmpuint (app_text_line_get_index (&line, 2), ==, 0);
  g_assert_cmpuint (app_text_line_get_index (&line, 3), ==, 6);
  app_text_line_clear (&line);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/text-source/positions", test_positions);
  g_test_add_func ("/app/text-source/wide-escape", test_wide_escape);

  return g_test_run ();
}
