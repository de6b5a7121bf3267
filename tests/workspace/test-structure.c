/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

static void
test_add (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *join = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "Join Room");
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  scratch_assert_tree (workspace, "Chat Chat/join-room");
  expected = g_strdup_printf ("id: %s\ntype: websocket\nname: Join Room\nsort: 1000\n",
                              workspace_node_get_id (join));
  scratch_assert_file (folder, "requests/Chat/join-room.yaml", expected);
  g_assert_true (workspace_find_by_id (workspace, workspace_node_get_id (join)) == join);

  /* only folders have children, and neighbours lie in the same folder */
  g_assert_null (workspace_add (workspace, WORKSPACE_KIND_FOLDER, join, NULL, "x", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE);
  g_clear_error (&error);
  g_assert_null (workspace_add (workspace, WORKSPACE_KIND_FOLDER, workspace_get_root (workspace),
                                join, "x", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE);

  workspace_undo (workspace);
  scratch_assert_tree (workspace, "Chat");
  g_assert_false (scratch_exists (folder, "requests/Chat/join-room.yaml"));
  workspace_undo (workspace);
  scratch_assert_tree (workspace, "");
  workspace_redo (workspace);
  workspace_redo (workspace);
  scratch_assert_tree (workspace, "Chat Chat/join-room");
  scratch_assert_file (folder, "requests/Chat/join-room.yaml", expected);
  g_assert_true (workspace_find_by_id (workspace, workspace_node_get_id (join)) == join);
}

static void
test_rename (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");
  g_autofree char *id = g_strdup (workspace_node_get_id (node));

  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "Other");
  workspace_node_set (node, "name", "OTHER");
  workspace_node_set (chat, "name", "Talk");
  scratch_flush (workspace);
  scratch_assert_tree (workspace, "Talk Talk/other-2 Talk/other");
  g_assert_true (scratch_exists (folder, "requests/Talk/other-2.yaml"));
  g_assert_false (scratch_exists (folder, "requests/Chat"));
  g_assert_cmpstr (workspace_node_get_id (node), ==, id);

  /* edits go on in the new place, and back again */
  workspace_node_set (node, "url", "ws://x");
  scratch_flush (workspace);
  workspace_undo (workspace);
  workspace_undo (workspace);
  workspace_undo (workspace);
  scratch_flush (workspace);
  scratch_assert_tree (workspace, "Chat Chat/a Chat/other");
}

/* Names that people gave to files are theirs until the request is renamed. */
static void
test_foreign_file_name (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/01_X.yaml", "id: r\ntype: websocket\nname: Join\n");
  workspace = scratch_open (folder);
  workspace_node_set (scratch_find (workspace, "Join"), "url", "ws://x");
  scratch_flush (workspace);
  scratch_assert_tree (workspace, "01_X");
  workspace_node_set (scratch_find (workspace, "Join"), "name", "Leave");
  scratch_flush (workspace);
  scratch_assert_tree (workspace, "leave");
}

static void
test_duplicate (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");
  g_autoptr (GError) error = NULL;
  WorkspaceNode *copy;

  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "last");
  workspace_node_set (node, "url", "ws://x");
  copy = workspace_duplicate (workspace, chat, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (workspace_node_get_name (copy), ==, "Chat (copy)");
  scratch_assert_tree (workspace, "Chat Chat/a Chat-copy Chat-copy/a last");

  copy = scratch_find (workspace, "Chat-copy/a");
  g_assert_cmpstr (workspace_node_get (copy, "url"), ==, "ws://x");
  g_assert_cmpstr (workspace_node_get_id (copy), !=, workspace_node_get_id (node));
  g_assert_true (workspace_find_by_id (workspace, workspace_node_get_id (copy)) == copy);

  workspace_undo (workspace);
  scratch_assert_tree (workspace, "Chat Chat/a last");
}

static void
test_move (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *root = workspace_get_root (workspace);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *inner = scratch_add (workspace, WORKSPACE_KIND_FOLDER, chat, "Inner");
  WorkspaceNode *a = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  WorkspaceNode *other = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");
  g_autoptr (GError) error = NULL;

  scratch_assert_tree (workspace, "Chat Chat/Inner Chat/a a");
  g_assert_true (workspace_move (workspace, a, chat, other, &error));
  g_assert_no_error (error);
  scratch_assert_tree (workspace, "Chat Chat/Inner Chat/a-2 Chat/a");
  g_assert_true (workspace_node_get_parent (a) == chat);
  g_assert_true (scratch_exists (folder, "requests/Chat/a-2.yaml"));

  g_assert_false (workspace_move (workspace, chat, inner, NULL, &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE);
  g_clear_error (&error);

  g_assert_true (workspace_move (workspace, inner, root, NULL, &error));
  scratch_assert_tree (workspace, "Chat Chat/a-2 Chat/a Inner");
  workspace_undo (workspace);
  workspace_undo (workspace);
  scratch_assert_tree (workspace, "Chat Chat/Inner Chat/a a");
  workspace_redo (workspace);
  scratch_assert_tree (workspace, "Chat Chat/Inner Chat/a-2 Chat/a");

  /* what is done is on disk */
  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "Chat Chat/Inner Chat/a-2 Chat/a");
}

static void
test_remove (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");
  g_autoptr (GError) error = NULL;

  scratch_write (folder, "requests/Chat/notes.txt", "not ours");
  workspace_node_set (node, "docs", "typed just now");
  g_assert_true (workspace_remove (workspace, chat, &error));
  g_assert_no_error (error);
  scratch_assert_tree (workspace, "");
  g_assert_false (scratch_exists (folder, "requests/Chat"));
  g_assert_null (workspace_find_by_id (workspace, workspace_node_get_id (node)));
  g_assert_false (workspace_remove (workspace, chat, &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE);

  /* its place was taken meanwhile */
  scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  workspace_undo (workspace);
  workspace_undo (workspace);
  scratch_assert_tree (workspace, "Chat Chat/a");
  g_assert_cmpstr (workspace_node_get (node, "docs"), ==, "typed just now");
  scratch_assert_file (folder, "requests/Chat/notes.txt", "not ours");
  workspace_node_set (node, "docs", "and then");
  scratch_flush (workspace);

  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  g_assert_cmpstr (workspace_node_get (scratch_find (workspace, "Chat/a"), "docs"), ==, "and then");
}

static void
test_labels (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *node;
  g_autofree char *label = NULL;
  gboolean can_redo = TRUE;
  guint n_notified = 0;

  g_signal_connect_swapped (workspace, "notify::can-undo", G_CALLBACK (scratch_count), &n_notified);
  node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  g_assert_cmpuint (n_notified, >, 0);
  workspace_node_set (node, "url", "x");
  g_object_get (workspace, "undo-label", &label, "can-redo", &can_redo, NULL);
  g_assert_cmpstr (label, ==, "Edit URL");
  g_assert_false (can_redo);
}

/* Unknown types and broken files go where they are put, but nobody writes into them. */
static void
test_untouchable (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  WorkspaceNode *chat;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/new.yaml", "type: mqtt\nid: n\nkeep:  this\n");
  scratch_write (folder, "requests/broken.yaml", "id: b\nname: [\n");
  workspace = scratch_open (folder);
  chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  workspace_node_set (scratch_find (workspace, "new"), "name", "x");
  workspace_node_set (scratch_find (workspace, "broken"), "name", "x");
  g_assert_true (workspace_move (workspace, scratch_find (workspace, "new"), chat, NULL, &error));
  g_assert_true (
    workspace_move (workspace, scratch_find (workspace, "broken"), chat, NULL, &error));
  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/Chat/new.yaml", "type: mqtt\nid: n\nkeep:  this\n");
  scratch_assert_file (folder, "requests/Chat/broken.yaml", "id: b\nname: [\n");

  g_assert_nonnull (workspace_duplicate (workspace, scratch_find (workspace, "Chat/new"), &error));
  g_assert_no_error (error);
  g_assert_null (workspace_duplicate (workspace, scratch_find (workspace, "Chat/broken"), &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/structure/add", test_add);
  g_test_add_func ("/workspace/structure/rename", test_rename);
  g_test_add_func ("/workspace/structure/foreign-file-name", test_foreign_file_name);
  g_test_add_func ("/workspace/structure/duplicate", test_duplicate);
  g_test_add_func ("/workspace/structure/move", test_move);
  g_test_add_func ("/workspace/structure/remove", test_remove);
  g_test_add_func ("/workspace/structure/labels", test_labels);
  g_test_add_func ("/workspace/structure/untouchable", test_untouchable);

  return g_test_run ();
}
