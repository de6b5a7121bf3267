/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

static void
test_create (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "api", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Workspace) workspace = workspace_create (path, "My: API", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (workspace_get_name (workspace), ==, "My: API");
  g_assert_cmpstr (workspace_get_folder (workspace), ==, path);
  scratch_assert_file (path, "noctule.yaml", "format: 1\nname: \"My: API\"\n");
  scratch_assert_file (path, ".gitignore", "*.private.yaml\n");
  scratch_assert_tree (workspace, "");

  g_assert_null (workspace_create (path, "Other", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_create_keeps (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;

  scratch_write (folder, ".gitignore", "build");
  scratch_write (folder, "README", "text");
  workspace = scratch_create (folder);
  scratch_assert_file (folder, ".gitignore", "build\n*.private.yaml\n");
  scratch_assert_file (folder, "README", "text");
}

static void
test_open_errors (void)
{
  static const struct
  {
    const char *text;
    WorkspaceError code;
  } cases[] = { { NULL, WORKSPACE_ERROR_NOT_FOUND },
                { "format: 99\n", WORKSPACE_ERROR_FORMAT },
                { "a: [\n", WORKSPACE_ERROR_FORMAT },
                { "- a\n", WORKSPACE_ERROR_FORMAT } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ScratchFolder) folder = scratch_folder ();
      g_autoptr (GError) error = NULL;

      if (cases[i].text != NULL)
        scratch_write (folder, "noctule.yaml", cases[i].text);
      g_assert_null (workspace_open (folder, &error));
      g_assert_error (error, WORKSPACE_ERROR, (int)cases[i].code);
    }
}

static void
test_name (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  guint n_changes = 0;

  scratch_write (folder, "noctule.yaml", "# mine\nformat: 1 # first\nkey: value\n");
  workspace = scratch_open (folder);
  g_assert_cmpstr (workspace_get_name (workspace), ==, strrchr (folder, '/') + 1);

  g_signal_connect_swapped (workspace, "notify::name", G_CALLBACK (scratch_count), &n_changes);
  workspace_set_name (workspace, "API");
  g_assert_cmpuint (n_changes, ==, 1);
  scratch_flush (workspace);
  scratch_assert_file (folder, "noctule.yaml",
                       "# mine\nformat: 1 # first\nname: API\nkey: value\n");
  workspace_undo (workspace);
  scratch_flush (workspace);
  scratch_assert_file (folder, "noctule.yaml", "# mine\nformat: 1 # first\nkey: value\n");
}

static void
test_find_folder (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  g_autofree char *deep = g_build_filename (folder, "requests", "a", "b", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_no_errno (g_mkdir_with_parents (deep, 0777));
  found = workspace_find_folder (deep, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, folder);

  g_assert_null (workspace_find_folder ("/", &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND);
}

/* Whoever holds a node or rows when the workspace is closed holds nothing that breaks. */
static void
test_close (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  Workspace *workspace = scratch_create (folder);
  g_autoptr (WorkspaceNode) node = g_object_ref (
    scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a"));
  g_autoptr (WorkspaceNode) gone = g_object_ref (
    scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "b"));
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (WorkspaceRow) row = NULL;
  const char *columns[] = { "name", "A", NULL };

  workspace_remove (workspace, gone, NULL);
  workspace_node_insert_row (node, "headers", 0, columns);
  rows = g_object_ref (workspace_node_get_rows (node, "headers"));
  row = g_list_model_get_item (rows, 0);
  g_object_unref (workspace);

  /* what was edited is saved */
  scratch_assert_rows (node, "headers", "name", "A");
  workspace_node_set (node, "name", "x");
  workspace_node_set (gone, "name", "x");
  workspace_row_set (row, "name", "B");
  g_assert_cmpstr (workspace_node_get_name (node), ==, "a");
  g_assert_cmpstr (workspace_row_get (row, "name"), ==, "A");
  g_clear_object (&node);
  workspace_row_set (row, "name", "C");
  g_assert_null (workspace_node_get_workspace (gone));

  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "a");
  scratch_assert_rows (scratch_find (workspace, "a"), "headers", "name", "A");
  g_object_unref (workspace);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/workspace/create", test_create);
  g_test_add_func ("/workspace/workspace/create-keeps", test_create_keeps);
  g_test_add_func ("/workspace/workspace/open-errors", test_open_errors);
  g_test_add_func ("/workspace/workspace/name", test_name);
  g_test_add_func ("/workspace/workspace/find-folder", test_find_folder);
  g_test_add_func ("/workspace/workspace/close", test_close);

  return g_test_run ();
}
