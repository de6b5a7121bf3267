/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#define HEAD "id: r\ntype: websocket\n"

typedef struct
{
  guint n;
  char *key;
  char *theirs;
} Conflict;

static void
on_conflict (Workspace *workspace,
             WorkspaceNode *node,
             const char *key,
             const char *theirs,
             Conflict *conflict)
{
  conflict->n++;
  g_free (conflict->key);
  g_free (conflict->theirs);
  conflict->key = g_strdup (key);
  conflict->theirs = g_strdup (theirs);
}

static void
conflict_clear (Conflict *conflict)
{
  g_clear_pointer (&conflict->key, g_free);
  g_clear_pointer (&conflict->theirs, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Conflict, conflict_clear)

static void
write_request (const char *folder, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);

  scratch_write (folder, "requests/a.yaml", whole);
}

static void
assert_request (const char *folder, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);

  scratch_assert_file (folder, "requests/a.yaml", whole);
}

static Workspace *
open_with (const char *folder, const char *text)
{
  scratch_write (folder, "noctule.yaml", "format: 1\n");
  write_request (folder, text);

  return scratch_open (folder);
}

/* Different keys go together, in whatever order things happen. */
static void
test_both (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "name: A\nurl: x\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  g_auto (Conflict) conflict = { 0 };

  g_signal_connect (workspace, "conflict", G_CALLBACK (on_conflict), &conflict);
  workspace_node_set (node, "url", "mine");
  write_request (folder, "name: Theirs # new\nurl: x\ndocs: d\n");
  scratch_flush (workspace);
  g_assert_cmpuint (conflict.n, ==, 0);
  g_assert_cmpstr (workspace_node_get_name (node), ==, "Theirs");
  assert_request (folder, "name: Theirs # new\nurl: mine\ndocs: d\n");
}

/* The same edit on both sides is no conflict. */
static void
test_same (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "url: x\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  g_auto (Conflict) conflict = { 0 };

  g_signal_connect (workspace, "conflict", G_CALLBACK (on_conflict), &conflict);
  workspace_node_set (node, "url", "same");
  write_request (folder, "url: 'same' # theirs\n");
  scratch_reload (workspace);
  g_assert_cmpuint (conflict.n, ==, 0);
  g_assert_false (workspace_node_is_edited (node));
  assert_request (folder, "url: 'same' # theirs\n");
}

static void
test_conflict (gconstpointer data)
{
  gboolean keep_ours = GPOINTER_TO_INT (data);
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "url: x # c\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  g_auto (Conflict) conflict = { 0 };
  g_autoptr (GError) error = NULL;

  g_signal_connect (workspace, "conflict", G_CALLBACK (on_conflict), &conflict);
  workspace_node_set (node, "url", "mine");
  workspace_node_set (node, "docs", "d");
  write_request (folder, "url: theirs # c\n");
  scratch_reload (workspace);
  g_assert_cmpuint (conflict.n, ==, 1);
  g_assert_cmpstr (conflict.key, ==, "url");
  g_assert_cmpstr (conflict.theirs, ==, "theirs");
  g_assert_cmpstr (workspace_node_get (node, "url"), ==, "mine");

  /* nothing is written until it is decided */
  g_assert_false (workspace_flush (workspace, &error));
  g_assert_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_WAITING);
  assert_request (folder, "url: theirs # c\n");

  workspace_resolve (workspace, node, "url", keep_ours);
  scratch_flush (workspace);
  g_assert_cmpstr (workspace_node_get (node, "url"), ==, keep_ours ? "mine" : "theirs");
  assert_request (folder, keep_ours ? "url: mine # c\ndocs: d\n" : "url: theirs # c\ndocs: d\n");
  workspace_resolve (workspace, node, "url", !keep_ours);
  g_assert_cmpstr (workspace_node_get (node, "url"), ==, keep_ours ? "mine" : "theirs");
}

static void
test_rows (gconstpointer data)
{
  gboolean keep_ours = GPOINTER_TO_INT (data);
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "headers:\n- name: A\n- name: B\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  const char *columns[] = { "name", "Mine", NULL };
  g_auto (Conflict) conflict = { 0 };

  g_signal_connect (workspace, "conflict", G_CALLBACK (on_conflict), &conflict);
  workspace_node_insert_row (node, "headers", 0, columns);
  write_request (folder, "headers:\n- name: Theirs # t\n- name: B # b\n");
  scratch_reload (workspace);
  g_assert_cmpuint (conflict.n, ==, 1);
  g_assert_cmpstr (conflict.key, ==, "headers");
  scratch_assert_rows (node, "headers", "name", "Mine|A|B");

  workspace_resolve (workspace, node, "headers", keep_ours);
  scratch_flush (workspace);
  scratch_assert_rows (node, "headers", "name", keep_ours ? "Mine|A|B" : "Theirs|B");
  assert_request (folder, keep_ours ? "headers:\n- name: Mine\n- name: A\n- name: B # b\n"
                                    : "headers:\n- name: Theirs # t\n- name: B # b\n");
}

/* Rows edited here stay while other keys change there. */
static void
test_rows_and_values (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "headers:\n- name: A\n- name: B\n");
  WorkspaceNode *node = scratch_find (workspace, "a");

  workspace_row_set (scratch_row (node, "headers", 1), "value", "v w");
  write_request (folder, "docs: d\nheaders:\n# new\n- name: A\n- name: B\n");
  scratch_reload (workspace);
  scratch_flush (workspace);
  assert_request (folder, "docs: d\nheaders:\n# new\n- name: A\n- name: B\n  value: v w\n");
}

/* Undo goes on over what came from the disk. */
static void
test_undo (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "url: x\nheaders:\n- name: A\n");
  WorkspaceNode *node = scratch_find (workspace, "a");

  workspace_node_set (node, "url", "y");
  workspace_row_set (scratch_row (node, "headers", 0), "value", "v");
  scratch_flush (workspace);
  write_request (folder, "url: y\nname: N\n");
  scratch_reload (workspace);
  workspace_undo (workspace);
  workspace_undo (workspace);
  scratch_flush (workspace);
  assert_request (folder, "url: x\nname: N\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/merge/both", test_both);
  g_test_add_func ("/workspace/merge/same", test_same);
  g_test_add_data_func ("/workspace/merge/ours", GINT_TO_POINTER (TRUE), test_conflict);
  g_test_add_data_func ("/workspace/merge/theirs", GINT_TO_POINTER (FALSE), test_conflict);
  g_test_add_data_func ("/workspace/merge/rows-ours", GINT_TO_POINTER (TRUE), test_rows);
  g_test_add_data_func ("/workspace/merge/rows-theirs", GINT_TO_POINTER (FALSE), test_rows);
  g_test_add_func ("/workspace/merge/rows-and-values", test_rows_and_values);
  g_test_add_func ("/workspace/merge/undo", test_undo);

  return g_test_run ();
}
