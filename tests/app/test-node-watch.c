/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node-watch.h"

#include "app/kit.h"
#include "app/shell-kit.h"
#include "workspace/workspace.h"

static guint n_refreshed;

static void
refresh (GtkWidget *widget)
{
  n_refreshed++;
}

static void
test_watch (void)
{
  ShellKit shell;
  WorkspaceNode *outer, *inner, *node;
  GtkWidget *label = gtk_label_new ("Label");
  GtkWindow *window;
  AppNodeWatch *watch;

  shell_kit_init (&shell);
  outer = shell_kit_add (&shell, NULL, "Outer/");
  inner = shell_kit_add (&shell, outer, "Inner/");
  node = shell_kit_add (&shell, inner, "Request");
  watch = app_node_watch_new (label, refresh);

  /* out of sight: nothing, then once */
  app_node_watch_set_node (watch, node);
  workspace_node_set (node, "url", "a");
  kit_settle ();
  g_assert_cmpuint (n_refreshed, ==, 0);
  window = kit_present (label, 200, 200);
  kit_settle ();
  g_assert_cmpuint (n_refreshed, ==, 1);

  /* several changes, of folders too, are one */
  workspace_node_set (node, "url", "b");
  workspace_node_set (inner, "docs", "x");
  workspace_node_set (outer, "auth.type", "none");
  kit_settle ();
  g_assert_cmpuint (n_refreshed, ==, 2);

  /* a move changes which folders are above */
  g_assert_true (
    workspace_move (shell.workspace, node, workspace_get_root (shell.workspace), NULL, NULL));
  app_node_watch_queue (watch);
  kit_settle ();
  n_refreshed = 0;
  workspace_node_set (outer, "auth.type", "basic");
  kit_settle ();
  g_assert_cmpuint (n_refreshed, ==, 0);

  app_node_watch_set_node (watch, NULL);
  g_assert_cmpuint (n_refreshed, ==, 1);
  workspace_node_set (node, "url", "c");
  kit_settle ();
  g_assert_cmpuint (n_refreshed, ==, 1);

  app_node_watch_free (watch);
  kit_close (window);
  shell_kit_clear (&shell);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/node-watch/watch", test_watch);

  return g_test_run ();
}
