/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/split.h"

#include "app/kit.h"

static GtkWidget *
new_child (int width)
{
  GtkWidget *child = gtk_label_new ("x");

  gtk_widget_set_size_request (child, width, 40);

  return child;
}

static gboolean
is_as_wide (gpointer split)
{
  return gtk_widget_get_width (split) ==
         GPOINTER_TO_INT (g_object_get_data (G_OBJECT (split), "wanted"));
}

static void
resize (GtkWidget *split, GtkWindow *window, int width)
{
  g_object_set_data (G_OBJECT (split), "wanted", GINT_TO_POINTER (width));
  gtk_window_set_default_size (window, width, 400);
  kit_wait (is_as_wide, split);
  kit_settle ();
}

static gboolean
is_wide (GtkWidget *split)
{
  gboolean wide;

  g_object_get (split, "is-wide", &wide, NULL);

  return wide;
}

static void
test_turns (void)
{
  GtkWidget *split = g_object_new (APP_TYPE_SPLIT, "start-child", new_child (300), "end-child",
                                   new_child (300), NULL);
  GtkWindow *window = kit_present (split, 1000, 400);
  int minimum;

  g_assert_true (is_wide (split));
  resize (split, window, 700);
  g_assert_false (is_wide (split));
  resize (split, window, 1000);
  g_assert_true (is_wide (split));

  /* it can always be made narrow enough to turn */
  gtk_widget_measure (split, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 300);
  kit_close (window);
}

/* Children that need more than usual, as with large text: no child is ever cut. */
static void
test_turns_for_wide_children (void)
{
  GtkWidget *split = g_object_new (APP_TYPE_SPLIT, "start-child", new_child (500), "end-child",
                                   new_child (500), NULL);
  GtkWindow *window = kit_present (split, 1100, 400);

  g_assert_true (is_wide (split));
  resize (split, window, 950);
  g_assert_false (is_wide (split));
  kit_close (window);
}

static void
test_shares (void)
{
  GtkWidget *start = new_child (200);
  GtkWidget *split = g_object_new (APP_TYPE_SPLIT, "start-child", start, "end-child",
                                   new_child (200), "wide-share", 0.25, NULL);
  GtkWindow *window = kit_present (split, 1000, 400);
  GtkPaned *paned = kit_find (split, GTK_TYPE_PANED, NULL);
  double share;

  g_assert_cmpint (gtk_widget_get_width (start), ==, 250);
  resize (split, window, 1200);
  g_assert_cmpint (gtk_widget_get_width (start), ==, 300);

  /* a drag; it stops where a child would be cut */
  gtk_paned_set_position (paned, 600);
  g_object_get (split, "wide-share", &share, NULL);
  g_assert_cmpfloat_with_epsilon (share, 0.5, 0.001);
  gtk_paned_set_position (paned, 20);
  g_assert_cmpint (gtk_paned_get_position (paned), ==, 200);

  /* each way has its own */
  gtk_paned_set_position (paned, 600);
  resize (split, window, 600);
  resize (split, window, 1200);
  g_assert_cmpint (gtk_paned_get_position (paned), ==, 600);
  kit_close (window);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/split/turns", test_turns);
  g_test_add_func ("/app/split/turns-for-wide-children", test_turns_for_wide_children);
  g_test_add_func ("/app/split/shares", test_shares);

  return g_test_run ();
}
