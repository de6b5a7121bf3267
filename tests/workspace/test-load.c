/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/load-private.h"

#include "scratch.h"

/* Many files in many folders, read by several threads, come out in their order. */
static void
test_many (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  for (guint i = 0; i < 10; i++)
    {
      g_string_append_printf (expected, "%sF%u", i > 0 ? " " : "", i);
      for (guint j = 0; j < 30; j++)
        {
          g_autofree char *name = g_strdup_printf ("requests/F%u/r%u.yaml", i, j);
          g_autofree char *text = g_strdup_printf ("id: r%u-%u\ntype: websocket\nsort: %u\n", i, j,
                                                   j);

          scratch_write (folder, name, text);
          g_string_append_printf (expected, " F%u/r%u", i, j);
        }
    }
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, expected->str);
  g_assert_nonnull (workspace_find_by_id (workspace, "r9-29"));
}

/* Neither what is hidden nor what is not YAML, nor deeper than anybody makes folders. */
static void
test_ignored (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  g_autoptr (GString) deep = g_string_new ("requests");

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/.git/a.yaml", "id: a\ntype: websocket\n");
  scratch_write (folder, "requests/notes.txt", "text\n");
  scratch_write (folder, "requests/a.yaml~", "text\n");
  scratch_write (folder, "requests/folder.yaml", "docs: of the root\n");
  for (guint i = 0; i < 2 * WORKSPACE_LOAD_MAX_DEPTH; i++)
    g_string_append (deep, "/d");
  g_string_append (deep, "/x.yaml");
  scratch_write (folder, deep->str, "id: x\ntype: websocket\n");

  workspace = scratch_open (folder);
  g_assert_null (workspace_find_by_id (workspace, "a"));
  g_assert_null (workspace_find_by_id (workspace, "x"));
  g_assert_nonnull (scratch_find (workspace, "d"));
  g_assert_cmpstr (workspace_node_get (workspace_get_root (workspace), "docs"), ==, "of the root");
  g_assert_cmpuint (g_list_model_get_n_items (
                      workspace_node_get_children (workspace_get_root (workspace))),
                    ==, 1);
}

/* A workspace whose folder of requests is not there yet. */
static void
test_empty (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  workspace = scratch_open (folder);
  scratch_assert_tree (workspace, "");
  scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, NULL, "a");
  scratch_assert_tree (workspace, "a");
  g_assert_true (scratch_exists (folder, "requests/a.yaml"));
}

static void
test_stamps (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "requests", NULL);
  g_autoptr (WorkspaceEntry) entry = NULL;
  WorkspaceEntry *child;

  scratch_write (folder, "requests/a.yaml", "not: [even yaml\n");
  entry = workspace_load_stamps (path);
  g_assert_cmpuint (entry->entries->len, ==, 1);
  child = entry->entries->pdata[0];
  g_assert_cmpuint (child->content.stamp.size, ==, 16);
  g_assert_null (child->content.problem);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/load/many", test_many);
  g_test_add_func ("/workspace/load/ignored", test_ignored);
  g_test_add_func ("/workspace/load/empty", test_empty);
  g_test_add_func ("/workspace/load/stamps", test_stamps);

  return g_test_run ();
}
