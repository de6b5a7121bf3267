/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/toast.h"

#include "app/kit.h"

static guint n_undone;
static guint n_freed;

static void
undo (gpointer data)
{
  n_undone++;
}

static void
destroy (gpointer data)
{
  n_freed++;
}

static void
test_undo (void)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *label = gtk_label_new ("Content");
  GtkWindow *window;
  GtkWidget *button;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), label);
  window = kit_present (overlay, 400, 300);
  /* a name may look like markup */
  app_toast_show_undo (label, "“<b>&” deleted", undo, NULL, destroy);
  kit_settle ();
  g_assert_nonnull (kit_find (overlay, GTK_TYPE_LABEL, "“&lt;b&gt;&amp;” deleted"));
  button = kit_find (overlay, GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (button, "clicked");
  kit_settle ();
  g_assert_cmpuint (n_undone, ==, 1);

  app_toast_show_undo (label, "Two", undo, NULL, destroy);
  kit_close (window);
  g_assert_cmpuint (n_undone, ==, 1);
  g_assert_cmpuint (n_freed, ==, 2);
}

/* Without a place for it nothing is shown and nothing leaks. */
static void
test_no_place (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new ("Alone"));

  n_freed = 0;
  app_toast_show (label, "Text");
  app_toast_show_undo (label, "Text", undo, NULL, destroy);
  g_assert_cmpuint (n_freed, ==, 1);
  g_object_unref (label);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/toast/undo", test_undo);
  g_test_add_func ("/app/toast/no-place", test_no_place);

  return g_test_run ();
}
