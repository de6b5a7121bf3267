/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

static void
test_find (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *join = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "Join room");
  WorkspaceNode *other = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "Twice");
  g_autoptr (GError) error = NULL;

  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "Twice");
  g_assert_true (scratch_find (workspace, "Chat/join-room") == join);
  g_assert_true (scratch_find (workspace, "Chat/join-room.yaml") == join);
  g_assert_true (scratch_find (workspace, "Join room") == join);
  g_assert_true (scratch_find (workspace, "Chat") == chat);
  g_assert_true (scratch_find (workspace, "Chat/") == chat);
  /* a path is meant before a name */
  g_assert_true (scratch_find (workspace, "twice") == other);

  g_assert_null (workspace_find (workspace, "Twice", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (workspace_find (workspace, "../noctule", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (workspace_find (workspace, "", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND);
  g_assert_null (workspace_find_by_id (workspace, "nope"));
}

/* A file without an id has the same one at each start. */
static void
test_stable (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *id = NULL;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", "type: websocket\n");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Workspace) workspace = scratch_open (folder);
      WorkspaceNode *node = scratch_find (workspace, "a");

      if (id == NULL)
        id = g_strdup (workspace_node_get_id (node));
      g_assert_cmpstr (workspace_node_get_id (node), ==, id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/index/find", test_find);
  g_test_add_func ("/workspace/index/stable", test_stable);

  return g_test_run ();
}
