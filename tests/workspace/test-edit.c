/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

static void
assert_label (Workspace *workspace, const char *expected)
{
  g_autofree char *label = NULL;

  g_object_get (workspace, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, expected);
}

/* Every kind of edit says what it was, and is taken back and done again by itself. */
static void
test_labels (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  const char *columns[] = { "name", "A", NULL };
  static const char *const edits[][2] = {
    { "name", "Rename" },
    { "url", "Edit URL" },
    { "docs", "Edit Docs" },
    { "auth.type", "Edit Authentication" },
    { "settings.x", "Edit Settings" },
    { "other", "Edit" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      workspace_node_set (node, edits[i][0], "x");
      assert_label (workspace, edits[i][1]);
    }
  workspace_node_insert_row (node, "params", 0, columns);
  assert_label (workspace, "Edit Parameters");
  workspace_node_insert_row (node, "messages", 0, columns);
  assert_label (workspace, "Edit Message");
  workspace_row_set (scratch_row (node, "messages", 0), "content", "x");
  assert_label (workspace, "Edit Message");
}

/* Typing in one cell is one step; the next cell is the next. */
static void
test_cells (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  const char *columns[] = { "name", "A", NULL };
  WorkspaceRow *row = workspace_node_insert_row (node, "headers", 0, columns);

  workspace_row_set (row, "value", "1");
  workspace_row_set (row, "value", "12");
  workspace_row_set (row, "value", "123");
  workspace_row_set (row, "name", "B");
  workspace_undo (workspace);
  scratch_assert_rows (node, "headers", "name", "A");
  workspace_undo (workspace);
  scratch_assert_rows (node, "headers", "value", "-");
  workspace_undo (workspace);
  scratch_assert_rows (node, "headers", "name", "");
  /* the row is gone: who still has it edits nothing */
  workspace_redo (workspace);
  workspace_redo (workspace);
  scratch_assert_rows (node, "headers", "value", "123");
}

/* Random edits of everything, all taken back: every file is what it was, byte for byte. */
static void
test_all_back (void)
{
  static const char text[] =
    "# head\nid: r\ntype: websocket   # t\nname: 'A'\nurl: \"ws://x\"\nheaders:\n  # one\n"
    "  - {name: A, value: 1}\n  - name: B\n    x-own: kept\nauth: {type: none}\nx: y\n";
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  WorkspaceNode *node;
  const char *columns[] = { "name", "N", NULL };
  static const char *const keys[] = { "name", "url", "docs", "auth.type", "auth.token", "sort" };
  gboolean can_undo = TRUE;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", text);
  workspace = scratch_open (folder);
  node = scratch_find (workspace, "a");
  for (guint i = 0; i < 200; i++)
    {
      guint n = g_list_model_get_n_items (workspace_node_get_rows (node, "headers"));
      guint at = (guint)g_test_rand_int_range (0, (int)n + 1);
      g_autofree char *value = g_strdup_printf ("%u x", i);

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          workspace_node_insert_row (node, "headers", at, columns);
          break;
        case 1:
          workspace_node_remove_row (node, "headers", at);
          break;
        case 2:
          workspace_node_move_row (node, "headers", at, 0);
          break;
        case 3:
          if (at < n)
            workspace_row_set (scratch_row (node, "headers", at), "value", value);
          break;
        default:
          workspace_node_set (node, keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))], value);
        }
    }
  while (can_undo)
    {
      workspace_undo (workspace);
      g_object_get (workspace, "can-undo", &can_undo, NULL);
    }
  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/a.yaml", text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/edit/labels", test_labels);
  g_test_add_func ("/workspace/edit/cells", test_cells);
  g_test_add_func ("/workspace/edit/all-back", test_all_back);

  return g_test_run ();
}
