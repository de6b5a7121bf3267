/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-view.h"

#include "app/kit.h"
#include "app/text-lines.h"

#include <math.h>

typedef struct
{
  GtkWindow *window;

  /* borrowed */
  AppTextView *view;
  AppTextSource *source;
  GtkAdjustment *vertical;
} Fixture;

static GBytes *
dup_lines (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "line %u\n", i);

  return g_string_free_to_bytes (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (AppTextLines) lines = app_text_lines_new (APP_TEXT_SYNTAX_NONE);
  g_autoptr (GBytes) bytes = dup_lines (GPOINTER_TO_UINT (data));

  app_text_lines_set (lines, APP_TEXT_SYNTAX_NONE, bytes, NULL);
  fixture->source = APP_TEXT_SOURCE (lines);
  fixture->view = APP_TEXT_VIEW (app_text_view_new ());
  app_text_view_set_source (fixture->view, fixture->source);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->view));
  fixture->vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->window = kit_present (scroller, 400, 300);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_close (fixture->window);
}

static gboolean
is_at_line_50000 (gpointer user_data)
{
  const Fixture *fixture = user_data;
  double line_height = floor (gtk_adjustment_get_upper (fixture->vertical) / 100001);

  return gtk_adjustment_get_value (fixture->vertical) == 50000 * line_height;
}

/* A large text is folded in a thread. */
static gboolean
is_folded (gpointer user_data)
{
  return app_text_source_get_n_lines (user_data) > 1;
}

/* Any line of many is there at once, and stays on top when the lines are folded anew. */
static void
test_scrolling (Fixture *fixture, gconstpointer data)
{
  AppTextLine line;

  app_text_line_init (&line);
  kit_wait (is_folded, fixture->source);
  app_text_source_get_line (fixture->source, 50000, &line);
  g_assert_cmpstr (line.text->str, ==, "line 50001");
  app_text_view_scroll_to (fixture->view, line.position);
  kit_wait (is_at_line_50000, fixture);

  gtk_window_set_default_size (fixture->window, 500, 300);
  g_object_set (fixture->view, "shows-numbers", TRUE, NULL);
  kit_settle ();
  g_assert_true (is_at_line_50000 (fixture));
  app_text_line_clear (&line);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **)user_data != NULL;
}

static char *
copy (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));
  char *text = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "text.copy", NULL));
  gdk_clipboard_read_text_async (clipboard, NULL, on_read, &text);
  kit_wait (has_text, &text);

  return text;
}

static void
test_copying (Fixture *fixture, gconstpointer data)
{
  guint64 from, to;
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;

  g_assert_false (app_text_view_get_selection (fixture->view, &from, &to));
  app_text_view_select (fixture->view, 9, 2);
  g_assert_true (app_text_view_get_selection (fixture->view, &from, &to));
  g_assert_cmpuint (from, ==, 2);
  g_assert_cmpuint (to, ==, 9);
  some = copy (fixture);
  g_assert_cmpstr (some, ==, "ne 1\nli");

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "text.select-all", NULL);
  all = copy (fixture);
  g_assert_cmpstr (all, ==, "line 1\nline 2\nline 3\n");
}

/* Another text: nothing is selected, the beginning is seen. */
static void
test_another_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AppTextLines) other = app_text_lines_new (APP_TEXT_SYNTAX_NONE);
  guint64 from, to;

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "text.select-all", NULL);
  gtk_adjustment_set_value (fixture->vertical, 5000);
  app_text_view_set_source (fixture->view, APP_TEXT_SOURCE (other));
  kit_settle ();
  g_assert_false (app_text_view_get_selection (fixture->view, &from, &to));
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->vertical), ==, 0);
  app_text_view_set_source (fixture->view, NULL);
  kit_settle ();
}

static gboolean
is_at_end (gpointer user_data)
{
  const Fixture *fixture = user_data;

  return gtk_adjustment_get_value (fixture->vertical) > 100 &&
         gtk_adjustment_get_value (fixture->vertical) ==
           gtk_adjustment_get_upper (fixture->vertical) -
             gtk_adjustment_get_page_size (fixture->vertical);
}

static void
test_following (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AppTextLines) growing = app_text_lines_new (APP_TEXT_SYNTAX_NONE);

  g_object_set (fixture->view, "follows-end", TRUE, NULL);
  app_text_view_set_source (fixture->view, APP_TEXT_SOURCE (growing));
  for (guint i = 0; i < 100; i++)
    app_text_lines_append (growing, "more", 4);
  kit_wait (is_at_end, fixture);

  /* who reads is left alone */
  gtk_adjustment_set_value (fixture->vertical, 50);
  kit_settle ();
  for (guint i = 0; i < 100; i++)
    app_text_lines_append (growing, "more", 4);
  kit_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->vertical), ==, 50);
}

static gboolean
is_described (gpointer user_data)
{
  const Fixture *fixture = user_data;
  g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (fixture->view),
                                                               GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                               "line 1\nline 2\nline 3\n");

  return wrong == NULL;
}

/* What is seen is told to assistive technology. */
static void
test_description (Fixture *fixture, gconstpointer data)
{
  kit_wait (is_described, fixture);
}

#define ADD(name, n_lines, test) \
  g_test_add ("/app/text-view/" name, Fixture, GUINT_TO_POINTER (n_lines), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("scrolling", 100000, test_scrolling);
  ADD ("copying", 3, test_copying);
  ADD ("another-text", 1000, test_another_text);
  ADD ("following", 3, test_following);
  ADD ("description", 3, test_description);

  return g_test_run ();
}
