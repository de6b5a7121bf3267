/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-checker.h"

#include "app/kit.h"

typedef struct
{
  AppJsonChecker *checker;
  const char *expected;
} Wait;

static gboolean
has_problem (gpointer data)
{
  const Wait *wait = data;
  g_autofree char *problem = NULL;

  g_object_get (wait->checker, "problem", &problem, NULL);

  return g_strcmp0 (problem, wait->expected) == 0;
}

static void
wait_for (AppJsonChecker *checker, const char *expected)
{
  Wait wait = { checker, expected };

  kit_wait (has_problem, &wait);
}

static void
test_underline (void)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autoptr (AppJsonChecker) checker = app_json_checker_new (buffer);
  GtkTextIter place;

  gtk_text_buffer_set_text (buffer, "[\n  \"ü\",\n  tru\n]", -1);
  app_json_checker_set_enabled (checker, TRUE);
  wait_for (checker, "Line 3: true, false, null or a string in double quotes is expected here");
  g_assert_true (app_json_checker_get_place (checker, &place));
  g_assert_cmpint (gtk_text_iter_get_line (&place), ==, 2);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&place), ==, 2);
  g_assert_true (app_json_checker_is_at (checker, &place));

  /* mended */
  gtk_text_buffer_set_text (buffer, "[\n  \"ü\",\n  true\n]", -1);
  wait_for (checker, NULL);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &place, 2, 2);
  g_assert_false (app_json_checker_is_at (checker, &place));
  g_assert_false (app_json_checker_get_place (checker, &place));
}

/* Where the text ends there is nothing to underline but what stands before. */
static void
test_end (void)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autoptr (AppJsonChecker) checker = app_json_checker_new (buffer);
  GtkTextIter begin;

  app_json_checker_set_enabled (checker, TRUE);
  gtk_text_buffer_set_text (buffer, "-", -1);
  wait_for (checker, "Line 1: This is no number in JSON");
  gtk_text_buffer_get_start_iter (buffer, &begin);
  g_assert_true (app_json_checker_is_at (checker, &begin));
}

static void
test_disabled (void)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autoptr (AppJsonChecker) checker = app_json_checker_new (buffer);

  app_json_checker_set_enabled (checker, TRUE);
  gtk_text_buffer_set_text (buffer, "]", -1);
  wait_for (checker, "Line 1: This bracket was never opened");
  app_json_checker_set_enabled (checker, FALSE);
  wait_for (checker, NULL);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/json-checker/underline", test_underline);
  g_test_add_func ("/app/json-checker/end", test_end);
  g_test_add_func ("/app/json-checker/disabled", test_disabled);

  return g_test_run ();
}
