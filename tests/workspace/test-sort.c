/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/structure-private.h"

#include "scratch.h"

static void
move_before (Workspace *workspace, const char *node, const char *before)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (workspace_move (workspace, scratch_find (workspace, node),
                                 workspace_get_root (workspace),
                                 before == NULL ? NULL : scratch_find (workspace, before), &error));
  g_assert_no_error (error);
}

static Workspace *
make_three (const char *folder)
{
  Workspace *workspace = scratch_create (folder);

  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "b");
  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "c");

  return workspace;
}

/* Only the file that moves is written: two people's moves merge. */
static void
test_middle (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = make_three (folder);
  WorkspaceStamp stamp = scratch_find (workspace, "a")->stamp;

  scratch_assert_tree (workspace, "a b c");
  move_before (workspace, "c", "b");
  scratch_assert_tree (workspace, "a c b");
  g_assert_cmpstr (workspace_node_get (scratch_find (workspace, "c"), "sort"), ==, "1500");
  move_before (workspace, "b", "a");
  scratch_assert_tree (workspace, "b a c");
  g_assert_cmpstr (workspace_node_get (scratch_find (workspace, "b"), "sort"), ==, "500");
  move_before (workspace, "b", NULL);
  scratch_assert_tree (workspace, "a c b");
  g_assert_cmpstr (workspace_node_get (scratch_find (workspace, "b"), "sort"), ==, "2000");
  g_assert_true (workspace_stamp_equal (&stamp, &scratch_find (workspace, "a")->stamp));
  for (guint i = 0; i < 3; i++)
    workspace_undo (workspace);
  scratch_assert_tree (workspace, "a b c");
}

/* However often: where there is no room between two numbers all get new ones, once. */
static void
test_no_room (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = make_three (folder);

  for (guint i = 0; i < 60; i++)
    {
      move_before (workspace, i % 2 == 0 ? "c" : "b", i % 2 == 0 ? "b" : "c");
      scratch_assert_tree (workspace, i % 2 == 0 ? "a c b" : "a b c");
    }
  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "a b c");
}

/* Files that say nothing about their place, or all the same, or nonsense. */
static void
test_foreign (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", "id: a\ntype: websocket\n");
  scratch_write (folder, "requests/b.yaml", "id: b\ntype: websocket\n");
  scratch_write (folder, "requests/c.yaml", "id: c\ntype: websocket\nsort: nan\n");
  scratch_write (folder, "requests/d.yaml", "id: d\ntype: websocket\nsort: -5\n");
  scratch_write (folder, "requests/e.yaml", "id: e\ntype: websocket\nsort: -5\n");
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "d e a b c");
  move_before (workspace, "c", "e");
  scratch_assert_tree (workspace, "d c e a b");
  move_before (workspace, "b", "a");
  scratch_assert_tree (workspace, "d c e b a");
  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "d c e b a");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/sort/middle", test_middle);
  g_test_add_func ("/workspace/sort/no-room", test_no_room);
  g_test_add_func ("/workspace/sort/foreign", test_foreign);

  return g_test_run ();
}
