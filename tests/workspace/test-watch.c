/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

/* What the system tells of is taken over without being asked; the test waits for it, not for time.
 */
static void
wait_for (Workspace *workspace, const char *path)
{
  while (workspace_find (workspace, path, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_told (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");

  scratch_write (folder, "requests/a.yaml", "id: a\ntype: websocket\n");
  wait_for (workspace, "a");
  scratch_write (folder, "requests/New/Deep/b.yaml", "id: b\ntype: websocket\n");
  wait_for (workspace, "New/Deep/b");
  scratch_write (folder, "requests/New/Deep/c.yaml", "id: c\ntype: websocket\n");
  wait_for (workspace, "New/Deep/c");

  /* a folder that we renamed is watched where it is now */
  workspace_node_set (chat, "name", "Talk");
  scratch_flush (workspace);
  scratch_write (folder, "requests/Talk/d.yaml", "id: d\ntype: websocket\n");
  wait_for (workspace, "Talk/d");

  scratch_write (folder, "noctule.yaml", "format: 1\nname: Renamed\n");
  while (strcmp (workspace_get_name (workspace), "Renamed") != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Our own writing is not read again. */
static void
test_own (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  WorkspaceYaml *yaml;

  workspace_node_set (node, "url", "ws://x");
  scratch_flush (workspace);
  yaml = node->yaml;
  scratch_reload (workspace);
  g_assert_true (node->yaml == yaml);
}

/* Closed while something is still being read. */
static void
test_close (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  Workspace *workspace = scratch_create (folder);

  scratch_write (folder, "requests/a.yaml", "id: a\ntype: websocket\n");
  workspace_reload (workspace);
  g_main_context_iteration (NULL, TRUE);
  g_object_unref (workspace);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/watch/told", test_told);
  g_test_add_func ("/workspace/watch/own", test_own);
  g_test_add_func ("/workspace/watch/close", test_close);

  return g_test_run ();
}
