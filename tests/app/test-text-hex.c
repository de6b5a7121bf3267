/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-hex.h"

#include "../history/scratch.h"

static void
assert_line (gpointer source, guint64 number, const char *text)
{
  AppTextLine line;

  app_text_line_init (&line);
  app_text_source_get_line (source, number, &line);
  g_assert_cmpstr (line.text->str, ==, text);
  app_text_line_clear (&line);
}

static void
test_rows (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  guint64 number = scratch_append (writer, "0123456789abcdefXYZ");
  g_autoptr (GArray) secrets = g_array_new (FALSE, FALSE, sizeof (HistoryRange));
  HistoryRange range = { 14, 3 };
  g_autoptr (AppTextHex) hex = NULL;
  AppTextSource *source;
  GString *copy;

  history_writer_free (writer);
  g_array_append_val (secrets, range);
  hex = app_text_hex_new (folder, number, 19, secrets);
  source = APP_TEXT_SOURCE (hex);

  g_assert_cmpuint (app_text_source_get_n_lines (source), ==, 2);
  assert_line (hex, 0,
               "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 ** **  |0123456789abcd**|");
  assert_line (hex, 1, "00000010  ** 59 5a                                          |*YZ|");

  app_text_source_set_columns (source, 50);
  g_assert_cmpuint (app_text_source_get_n_lines (source), ==, 3);
  assert_line (hex, 1, "00000008  38 39 61 62 63 64 ** **  |89abcd**|");
  assert_line (hex, 2, "00000010  ** 59 5a                 |*YZ|");

  app_text_source_set_columns (source, 20);
  assert_line (hex, 1, "00000004  34 35 36 37  |4567|");

  copy = app_text_source_dup_text (source, 10, app_text_source_get_end (source));
  g_assert_true (g_str_has_prefix (copy->str, "30 31 32 33  |0123|\n00000004"));
  g_assert_true (g_str_has_suffix (copy->str, "\n00000010  ** 59 5a     |*YZ|"));
  g_string_free (copy, TRUE);
}

/* Any row of a large one is there at once. */
static void
test_pages (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  gsize len = 3UL * 1024 * 1024;
  g_autofree char *text = g_strnfill (len, 'a');
  guint64 number;
  g_autoptr (AppTextHex) hex = NULL;

  text[len - 1] = 'z';
  number = scratch_append (writer, text);
  history_writer_free (writer);
  hex = app_text_hex_new (folder, number, len, NULL);
  assert_line (hex, len / 16 - 1,
               "002ffff0  61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 7a  |aaaaaaaaaaaaaaaz|");
  assert_line (hex, 0,
               "00000000  61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 61  |aaaaaaaaaaaaaaaa|");
}

static void
test_missing (void)
{
  g_autoptr (AppTextHex) hex = app_text_hex_new ("/nowhere", 1, 16, NULL);
  AppTextLine line;

  app_text_line_init (&line);
  app_text_source_get_line (APP_TEXT_SOURCE (hex), 0, &line);
  g_assert_nonnull (strstr (line.text->str, "nowhere"));
  app_text_line_clear (&line);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/text-hex/rows", test_rows);
  g_test_add_func ("/app/text-hex/pages", test_pages);
  g_test_add_func ("/app/text-hex/missing", test_missing);

  return g_test_run ();
}
