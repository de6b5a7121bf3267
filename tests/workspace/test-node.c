/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#define REQUEST "id: r\ntype: websocket\nname: A\nauth: {type: bearer, token: x}\nsort: 2\n"

static Workspace *
open_with (const char *folder, const char *text)
{
  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", text);

  return scratch_open (folder);
}

static void
test_facts (void)
{
  static const struct
  {
    const char *text;
    WorkspaceKind kind;
    const char *type;
    const char *name;
    const char *problem;
  } cases[] = {
    { REQUEST, WORKSPACE_KIND_WEBSOCKET, "websocket", "A", NULL },
    { "id: r\ntype: websocket\n", WORKSPACE_KIND_WEBSOCKET, "websocket", "a", NULL },
    { "id: r\ntype: mqtt\nname: [x]\n", WORKSPACE_KIND_UNKNOWN, "mqtt", "a", NULL },
    { "id: r\n", WORKSPACE_KIND_UNKNOWN, "", "a", NULL },
    { "id: [\n", WORKSPACE_KIND_BROKEN, "", "a", "line 2, column " },
    { "", WORKSPACE_KIND_BROKEN, "", "a", "line 1, column 1: the file is empty" },
    { "- x\n", WORKSPACE_KIND_BROKEN, "", "a", "line 1, column 1: " },
    { "id: r\ntype: websocket\nurl: x\nurl: y\n", WORKSPACE_KIND_BROKEN, "", "a",
      "line 4, column 1: “url” is there twice" },
    { "type: websocket\nheaders: x\n", WORKSPACE_KIND_BROKEN, "", "a",
      "line 2, column 10: “headers” should be a list, it is a text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ScratchFolder) folder = scratch_folder ();
      g_autoptr (Workspace) workspace = open_with (folder, cases[i].text);
      WorkspaceNode *node = scratch_find (workspace, "a");

      g_assert_cmpint (workspace_node_get_kind (node), ==, cases[i].kind);
      g_assert_cmpstr (workspace_node_get_type_name (node), ==, cases[i].type);
      g_assert_cmpstr (workspace_node_get_name (node), ==, cases[i].name);
      if (cases[i].problem == NULL)
        g_assert_null (workspace_node_get_problem (node));
      else
        g_assert_true (g_str_has_prefix (workspace_node_get_problem (node), cases[i].problem));
      g_assert_true (workspace_node_get_workspace (node) == workspace);
      g_assert_nonnull (workspace_node_get_id (node));
    }
}

static void
test_values (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  guint n_auth = 0, n_all = 0, n_url = 0;
  g_autofree char *url = NULL;
  const char *token;

  g_signal_connect_swapped (node, "changed::auth.type", G_CALLBACK (scratch_count), &n_auth);
  g_signal_connect_swapped (node, "changed", G_CALLBACK (scratch_count), &n_all);
  g_signal_connect_swapped (node, "notify::url", G_CALLBACK (scratch_count), &n_url);
  token = workspace_node_get (node, "auth.token");
  g_assert_cmpstr (token, ==, "x");
  g_assert_null (workspace_node_get (node, "auth"));
  g_assert_null (workspace_node_get (node, "auth.x.y"));
  g_assert_null (workspace_node_get (node, "url"));

  workspace_node_set (node, "auth.type", "basic");
  workspace_node_set (node, "auth.type", "basic");
  workspace_node_set (node, "url", "ws://x");
  g_assert_cmpuint (n_auth, ==, 1);
  g_assert_cmpuint (n_all, ==, 2);
  g_assert_cmpuint (n_url, ==, 1);
  g_object_get (node, "url", &url, NULL);
  g_assert_cmpstr (url, ==, "ws://x");

  scratch_flush (workspace);
  g_assert_cmpuint (n_all, ==, 2);
  /* what is borrowed stays until it is changed, saved or not */
  g_assert_true (workspace_node_get (node, "auth.token") == token);
  scratch_assert_file (folder, "requests/a.yaml",
                       "id: r\ntype: websocket\nname: A\nurl: ws://x\n"
                       "auth: {type: basic, token: x}\nsort: 2\n");

  workspace_node_set (node, "auth.type", NULL);
  workspace_node_set (node, "auth.token", NULL);
  workspace_node_set (node, "name", NULL);
  g_assert_cmpstr (workspace_node_get_name (node), ==, "a");
  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/a.yaml", "id: r\ntype: websocket\nurl: ws://x\nsort: 2\n");
}

/* Text that is not UTF-8 cannot be in a file of YAML. */
static void
test_odd_texts (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  const char *columns[] = { "name", "a\xff", NULL };

  workspace_node_set (node, "url", "a\xff");
  g_assert_cmpstr (workspace_node_get (node, "url"), ==, "a\xef\xbf\xbd");
  workspace_node_insert_row (node, "headers", 0, columns);
  scratch_assert_rows (node, "headers", "name", "a\xef\xbf\xbd");
  workspace_node_set (node, "docs", "\x01\x7f\xc2\x85\xe2\x80\xa8 \r\n x\r");
  scratch_flush (workspace);

  g_clear_object (&workspace);
  workspace = scratch_open (folder);
  node = workspace_find_by_id (workspace, "r");
  g_assert_cmpstr (workspace_node_get (node, "docs"), ==, "\x01\x7f\xc2\x85\xe2\x80\xa8 \r\n x\r");
}

static void
test_files (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  g_autoptr (GFile) file = workspace_node_dup_file (scratch_find (workspace, "a"));
  g_autofree char *expected = g_build_filename (folder, "requests", "a.yaml", NULL);
  g_autofree char *made = g_build_filename (folder, "requests", "Chat", NULL);
  WorkspaceNode *chat;

  g_assert_cmpstr (g_file_peek_path (file), ==, expected);

  /* the file of a folder is made by the first edit */
  g_assert_no_errno (g_mkdir (made, 0777));
  scratch_reload (workspace);
  chat = scratch_find (workspace, "Chat");
  g_assert_null (workspace_node_dup_file (chat));
  workspace_node_set (chat, "docs", "x");
  scratch_flush (workspace);
  g_clear_object (&file);
  file = workspace_node_dup_file (chat);
  g_assert_nonnull (file);
  g_free (expected);
  expected = g_strdup_printf ("id: %s\ntype: folder\ndocs: x\n", workspace_node_get_id (chat));
  scratch_assert_file (folder, "requests/Chat/folder.yaml", expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/node/facts", test_facts);
  g_test_add_func ("/workspace/node/values", test_values);
  g_test_add_func ("/workspace/node/odd-texts", test_odd_texts);
  g_test_add_func ("/workspace/node/files", test_files);

  return g_test_run ();
}
