/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#define REQUEST "id: r\ntype: websocket\nname: A\nurl: ws://x\n"

static Workspace *
open_with (const char *folder, const char *text)
{
  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", text);

  return scratch_open (folder);
}

static void
move (const char *folder, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (folder, from, NULL);
  g_autofree char *new = g_build_filename (folder, to, NULL);

  g_assert_no_errno (g_rename (old, new));
}

static void
drop (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  workspace_file_remove_tree (path);
}

static void
test_files (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  guint n_url = 0, n_name = 0;

  /* only what was ever asked for tells of changes */
  workspace_node_get (node, "url");
  g_signal_connect_swapped (node, "changed::url", G_CALLBACK (scratch_count), &n_url);
  g_signal_connect_swapped (node, "notify::name", G_CALLBACK (scratch_count), &n_name);

  scratch_write (folder, "requests/a.yaml", "id: r\ntype: websocket\nname: A\nurl: ws://new\n");
  scratch_write (folder, "requests/b.yaml", "id: s\ntype: websocket\n");
  scratch_write (folder, "requests/Chat/Deep/c.yaml", "id: t\ntype: websocket\n");
  scratch_write (folder, "requests/Chat/folder.yaml", "name: Talk\n");
  scratch_write (folder, "requests/notes.txt", "not ours\n");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "Chat Chat/Deep Chat/Deep/c a b");
  g_assert_cmpstr (workspace_node_get (node, "url"), ==, "ws://new");
  g_assert_cmpuint (n_url, ==, 1);
  g_assert_cmpuint (n_name, ==, 0);
  g_assert_cmpstr (workspace_node_get_name (scratch_find (workspace, "Chat")), ==, "Talk");
  g_assert_true (workspace_find_by_id (workspace, "t") == scratch_find (workspace, "Chat/Deep/c"));

  drop (folder, "requests/b.yaml");
  drop (folder, "requests/Chat");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "a");
  g_assert_null (workspace_find_by_id (workspace, "t"));
}

/* Moved and renamed files are the same nodes. */
static void
test_moved (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  WorkspaceNode *inner;

  scratch_write (folder, "requests/Chat/folder.yaml", "id: f\n");
  scratch_write (folder, "requests/Chat/b.yaml", "id: b\ntype: websocket\n");
  scratch_reload (workspace);
  inner = scratch_find (workspace, "Chat/b");

  move (folder, "requests/a.yaml", "requests/Chat/z.yaml");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "Chat Chat/b Chat/z");
  g_assert_true (scratch_find (workspace, "Chat/z") == node);

  workspace_node_set (node, "url", "ws://edited");
  move (folder, "requests/Chat", "requests/Talk");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "Talk Talk/b Talk/z");
  g_assert_true (scratch_find (workspace, "Talk/z") == node);
  g_assert_true (scratch_find (workspace, "Talk/b") == inner);
  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/Talk/z.yaml",
                       "id: r\ntype: websocket\nname: A\nurl: ws://edited\n");
}

static void
test_broken (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  g_autoptr (GError) error = NULL;
  guint n_kind = 0;

  workspace_node_set (node, "docs", "typed");
  g_signal_connect_swapped (node, "notify::kind", G_CALLBACK (scratch_count), &n_kind);
  scratch_write (folder, "requests/a.yaml", "id: r\n<<<<<<< HEAD\nname: [\n");
  scratch_reload (workspace);
  g_assert_cmpint (workspace_node_get_kind (node), ==, WORKSPACE_KIND_BROKEN);
  g_assert_true (g_str_has_prefix (workspace_node_get_problem (node), "line "));

  /* left alone, and what was typed waits */
  g_assert_false (workspace_flush (workspace, &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING);
  scratch_assert_file (folder, "requests/a.yaml", "id: r\n<<<<<<< HEAD\nname: [\n");

  scratch_write (folder, "requests/a.yaml", "id: r\ntype: websocket\nname: B\n");
  scratch_reload (workspace);
  g_assert_cmpint (workspace_node_get_kind (node), ==, WORKSPACE_KIND_WEBSOCKET);
  g_assert_null (workspace_node_get_problem (node));
  g_assert_cmpuint (n_kind, ==, 2);
  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/a.yaml", "id: r\ntype: websocket\nname: B\ndocs: typed\n");
}

/* Removed there, edited here: it is written again. */
static void
test_removed_and_edited (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "b");

  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "c");
  workspace_node_set (node, "url", "ws://typed");
  drop (folder, "requests/Chat");
  scratch_reload (workspace);
  scratch_flush (workspace);
  scratch_assert_tree (workspace, "a Chat Chat/b");
  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  g_assert_cmpstr (workspace_node_get (scratch_find (workspace, "Chat/b"), "url"), ==,
                   "ws://typed");
}

static void
test_sort (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);

  scratch_write (folder, "requests/b.yaml", "id: b\ntype: websocket\nsort: 1\n");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "b a");
  scratch_write (folder, "requests/a.yaml", REQUEST "sort: 0.5\n");
  scratch_reload (workspace);
  scratch_assert_tree (workspace, "a b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/sync/files", test_files);
  g_test_add_func ("/workspace/sync/moved", test_moved);
  g_test_add_func ("/workspace/sync/broken", test_broken);
  g_test_add_func ("/workspace/sync/removed-and-edited", test_removed_and_edited);
  g_test_add_func ("/workspace/sync/sort", test_sort);

  return g_test_run ();
}
