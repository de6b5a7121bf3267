/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lazy.h"

#include "app/docs-panel.h"
#include "app/kit.h"
#include "app/request-kit.h"

/* The panel is made when it is seen, with the node of that moment, and follows from then on. */
static void
test_lazy (void)
{
  g_autoptr (WorkspaceNode) node = request_kit_new_node ("ws://a");
  g_autoptr (WorkspaceNode) other = request_kit_new_node ("ws://b");
  g_autoptr (WorkspaceNode) got = NULL;
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *lazy = g_object_new (APP_TYPE_LAZY, "panel-type", APP_TYPE_DOCS_PANEL, NULL);
  GtkWindow *window;
  GtkWidget *panel;

  gtk_stack_add_child (GTK_STACK (stack), gtk_label_new ("First"));
  gtk_stack_add_child (GTK_STACK (stack), lazy);
  g_object_set (lazy, "node", node, NULL);
  window = kit_present (stack, 300, 300);
  kit_settle ();
  g_assert_null (adw_bin_get_child (ADW_BIN (lazy)));

  gtk_stack_set_visible_child (GTK_STACK (stack), lazy);
  kit_settle ();
  panel = adw_bin_get_child (ADW_BIN (lazy));
  g_assert_true (APP_IS_DOCS_PANEL (panel) && gtk_widget_get_mapped (panel));
  g_object_get (panel, "node", &got, NULL);
  g_assert_true (got == node);

  g_object_set (lazy, "node", other, NULL);
  g_clear_object (&got);
  g_object_get (panel, "node", &got, NULL);
  g_assert_true (got == other);
  kit_close (window);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/lazy/lazy", test_lazy);

  return g_test_run ();
}
