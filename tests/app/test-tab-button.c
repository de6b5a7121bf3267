/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tab-button.h"

#include "app/kit.h"

static GtkWidget *
new_tab (const char *page, GtkStack *stack, GtkWidget *group)
{
  return g_object_ref_sink (g_object_new (APP_TYPE_TAB_BUTTON, "title", page, "page", page, "stack",
                                          stack, "group", group, NULL));
}

static void
test_pages (void)
{
  g_autoptr (GtkStack) stack = g_object_ref_sink (GTK_STACK (gtk_stack_new ()));
  g_autoptr (GtkWidget) one = NULL;
  g_autoptr (GtkWidget) two = NULL;

  gtk_stack_add_named (stack, gtk_label_new ("1"), "one");
  gtk_stack_add_named (stack, gtk_label_new ("2"), "two");
  one = new_tab ("one", stack, NULL);
  two = new_tab ("two", stack, one);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (two), TRUE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "two");
  gtk_stack_set_visible_child_name (stack, "one");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (one)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (two)));
}

static void
test_badge (void)
{
  g_autoptr (GtkWidget) tab = new_tab ("one", NULL, NULL);
  GtkWidget *badge;

  g_assert_false (
    gtk_widget_get_visible (gtk_widget_get_next_sibling (kit_find (tab, GTK_TYPE_LABEL, "one"))));
  g_object_set (tab, "count", (guint64)12, NULL);
  badge = kit_find (tab, GTK_TYPE_LABEL, "12");
  g_assert_true (gtk_widget_get_visible (badge));
  g_object_set (tab, "count", (guint64)1234567, NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (badge)), ==, "1,234,567");
  g_object_set (tab, "count", (guint64)0, NULL);
  g_assert_false (gtk_widget_get_visible (badge));
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/tab-button/pages", test_pages);
  g_test_add_func ("/app/tab-button/badge", test_badge);

  return g_test_run ();
}
