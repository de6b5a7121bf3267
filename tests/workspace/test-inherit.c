/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/inherit.h"

#include "scratch.h"

static void
add_header (WorkspaceNode *node, const char *name, const char *value, const char *disabled)
{
  const char *columns[] = { "name", name, "value", value, "disabled", disabled, NULL };

  workspace_node_insert_row (node, "headers", G_MAXUINT, columns);
}

static void
test_auth (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *root = workspace_get_root (workspace);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");

  g_assert_null (workspace_inherit_find_auth (node));
  workspace_node_set (root, "auth.type", "basic");
  g_assert_true (workspace_inherit_find_auth (node) == root);
  workspace_node_set (chat, "auth.type", "inherit");
  workspace_node_set (node, "auth.type", "inherit");
  g_assert_true (workspace_inherit_find_auth (node) == root);
  workspace_node_set (chat, "auth.type", "bearer");
  g_assert_true (workspace_inherit_find_auth (node) == chat);
  workspace_node_set (node, "auth.type", "none");
  g_assert_true (workspace_inherit_find_auth (node) == node);

  /* the root has a file of its own */
  scratch_flush (workspace);
  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  g_assert_cmpstr (workspace_node_get (workspace_get_root (workspace), "auth.type"), ==, "basic");
}

static void
test_headers (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = scratch_create (folder);
  WorkspaceNode *root = workspace_get_root (workspace);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  WorkspaceNode *node = scratch_add (workspace, WORKSPACE_KIND_WEBSOCKET, chat, "a");
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  add_header (root, "X-Root", "r", NULL);
  add_header (root, "x-both", "r", NULL);
  add_header (root, "X-Off", "r", NULL);
  add_header (root, "", "empty", NULL);
  add_header (chat, "X-Both", "c", NULL);
  add_header (node, "X-Own", "n", NULL);
  add_header (node, "X-Own", "again", NULL);
  add_header (node, "X-Off", "n", "true");

  headers = workspace_inherit_collect_headers (node);
  for (guint i = 0; i < headers->len; i++)
    g_string_append_printf (out, "%s=%s ", workspace_row_get (headers->pdata[i], "name"),
                            workspace_row_get (headers->pdata[i], "value"));
  g_assert_cmpstr (out->str, ==, "X-Root=r X-Off=r X-Both=c X-Own=n X-Own=again ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/inherit/auth", test_auth);
  g_test_add_func ("/workspace/inherit/headers", test_headers);

  return g_test_run ();
}
