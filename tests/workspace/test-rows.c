/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#define HEAD "id: r\ntype: websocket\n"

typedef struct
{
  guint n_signals;
  guint position;
  guint removed;
  guint added;
} Items;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Items *items)
{
  items->n_signals++;
  items->position = position;
  items->removed = removed;
  items->added = added;
}

static Workspace *
open_with (const char *folder, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);

  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", whole);

  return scratch_open (folder);
}

static void
assert_saved (Workspace *workspace, const char *folder, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);

  scratch_flush (workspace);
  scratch_assert_file (folder, "requests/a.yaml", whole);
}

static void
test_edits (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace =
    open_with (folder, "headers:\n  # one\n  - name: A\n    value: 1\n  - name: B\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  const char *columns[] = { "name", "C", "value", "3", NULL };
  guint n_changed = 0;

  scratch_assert_rows (node, "headers", "name", "A|B");
  scratch_assert_rows (node, "headers", "value", "1|-");
  scratch_assert_rows (node, "params", "value", "");
  g_signal_connect_swapped (node, "changed::headers", G_CALLBACK (scratch_count), &n_changed);

  workspace_node_insert_row (node, "headers", G_MAXUINT, columns);
  workspace_row_set (scratch_row (node, "headers", 0), "value", "one");
  workspace_row_set_enabled (scratch_row (node, "headers", 1), FALSE);
  workspace_node_move_row (node, "headers", 0, 2);
  g_assert_cmpuint (n_changed, ==, 4);
  scratch_assert_rows (node, "headers", "name", "B|C|A");
  assert_saved (workspace, folder,
                "headers:\n  - name: B\n    disabled: true\n  - name: C\n    value: \"3\"\n"
                "  # one\n  - name: A\n    value: one\n");

  workspace_node_remove_row (node, "headers", 0);
  workspace_node_remove_row (node, "headers", 9);
  workspace_node_move_row (node, "headers", 0, 9);
  assert_saved (workspace, folder,
                "headers:\n  - name: C\n    value: \"3\"\n  # one\n  - name: A\n    value: one\n");

  for (guint i = 0; i < 5; i++)
    workspace_undo (workspace);
  scratch_assert_rows (node, "headers", "name", "A|B");
  assert_saved (workspace, folder,
                "headers:\n  # one\n  - name: A\n    value: \"1\"\n  - name: B\n");
  for (guint i = 0; i < 5; i++)
    workspace_redo (workspace);
  scratch_assert_rows (node, "headers", "name", "C|A");
}

/* A row that comes back before it was saved away brings its comments along. */
static void
test_back (void)
{
  static const char text[] = "headers:\n  # one\n  - name: A # a\n  - name: B\n";
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, text);
  WorkspaceNode *node = scratch_find (workspace, "a");

  workspace_node_remove_row (node, "headers", 0);
  workspace_undo (workspace);
  assert_saved (workspace, folder, text);
  workspace_redo (workspace);
  assert_saved (workspace, folder, "headers:\n  - name: B\n");
  workspace_undo (workspace);
  assert_saved (workspace, folder, "headers:\n  - name: A\n  - name: B\n");
}

static void
test_properties (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "headers: [{name: A, disabled: true}]\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  WorkspaceRow *row = scratch_row (node, "headers", 0);
  guint n_name = 0, n_enabled = 0;

  g_signal_connect_swapped (row, "notify::name", G_CALLBACK (scratch_count), &n_name);
  g_signal_connect_swapped (row, "notify::is-enabled", G_CALLBACK (scratch_count), &n_enabled);
  g_assert_false (workspace_row_is_enabled (row));
  g_object_set (row, "name", "B", "is-enabled", TRUE, NULL);
  g_object_set (row, "name", "B", NULL);
  g_assert_cmpuint (n_name, ==, 1);
  g_assert_cmpuint (n_enabled, ==, 1);
  assert_saved (workspace, folder, "headers: [{name: B}]\n");
}

static void
test_plain (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, "subprotocols: [chat.v2]\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  const char *columns[] = { "value", "chat.v1", NULL };

  scratch_assert_rows (node, "subprotocols", "value", "chat.v2");
  workspace_node_insert_row (node, "subprotocols", 0, columns);
  assert_saved (workspace, folder, "subprotocols: [chat.v1, chat.v2]\n");
}

/* Another version of the file changes only the rows that differ, in place where it can. */
static void
test_take (void)
{
  static const struct
  {
    const char *after;
    const char *names;
    Items items;
  } cases[] = {
    { "headers: [{name: A}, {name: B, value: x}, {name: C}]\n", "A|B|C", { 0, 0, 0, 0 } },
    { "headers: [{name: A}, {name: C}]\n", "A|C", { 1, 1, 1, 0 } },
    { "headers: [{name: A}, {name: B}, {name: C}, {name: D}]\n", "A|B|C|D", { 1, 3, 0, 1 } },
    { "headers: [{name: A}, {name: X}, {name: B}, {name: C}]\n", "A|X|B|C", { 1, 1, 0, 1 } },
    { "x: y\n", "", { 1, 0, 3, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ScratchFolder) folder = scratch_folder ();
      g_autoptr (Workspace) workspace = open_with (folder,
                                                   "headers: [{name: A}, {name: B}, {name: C}]\n");
      WorkspaceNode *node = scratch_find (workspace, "a");
      WorkspaceRow *first = scratch_row (node, "headers", 0);
      g_autofree char *whole = g_strconcat (HEAD, cases[i].after, NULL);
      Items items = { 0 };

      g_signal_connect (workspace_node_get_rows (node, "headers"), "items-changed",
                        G_CALLBACK (on_items_changed), &items);
      scratch_write (folder, "requests/a.yaml", whole);
      scratch_reload (workspace);
      scratch_assert_rows (node, "headers", "name", cases[i].names);
      g_assert_cmpmem (&items, sizeof items, &cases[i].items, sizeof items);
      if (*cases[i].names != '\0')
        g_assert_true (scratch_row (node, "headers", 0) == first);
    }
}

/* Random edits, saved now and then: what is read again is what was there, and what nobody touched
 * is where it was. */
static void
test_random (void)
{
  static const char *const texts[] = {
    "a", "b: c", "# x", "true", "- y", "multi\nline", " lead", ""
  };

  for (guint run = 0; run < 30; run++)
    {
      g_autoptr (ScratchFolder) folder = scratch_folder ();
      g_autoptr (Workspace) workspace =
        open_with (folder,
                   run % 2 == 0
                     ? "# keep\nheaders:\n- name: A # a\n  # in\n  value: 1\n- name: B\nx: 1\n"
                     : "# keep\nheaders: [{name: A}, {name: B}]\nx: 1\n");
      WorkspaceNode *node = scratch_find (workspace, "a");
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *text = NULL;

      for (guint i = 0; i < 40; i++)
        {
          guint n = g_list_model_get_n_items (workspace_node_get_rows (node, "headers"));
          guint at = (guint)g_test_rand_int_range (0, (int)n + 1);
          const char *value = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
          const char *columns[] = { "name", "N", "value", value, NULL };

          switch (g_test_rand_int_range (0, 6))
            {
            case 0:
              workspace_node_insert_row (node, "headers", at, columns);
              break;
            case 1:
              workspace_node_remove_row (node, "headers", at);
              break;
            case 2:
              workspace_node_move_row (node, "headers", at, (guint)g_test_rand_int_range (0, 5));
              break;
            case 3:
              workspace_undo (workspace);
              break;
            case 4:
              scratch_flush (workspace);
              break;
            default:
              if (at < n)
                workspace_row_set (scratch_row (node, "headers", at), "value", value);
            }
        }
      scratch_flush (workspace);
      for (guint i = 0; i < g_list_model_get_n_items (workspace_node_get_rows (node, "headers"));
           i++)
        {
          const char *value = workspace_row_get (scratch_row (node, "headers", i), "value");

          g_string_append_printf (expected, "%s%s", i > 0 ? "|" : "", value == NULL ? "-" : value);
        }

      g_clear_object (&workspace);
      workspace = scratch_open (folder);
      scratch_assert_rows (scratch_find (workspace, "a"), "headers", "value", expected->str);
      text = scratch_read (folder, "requests/a.yaml");
      g_assert_true (g_str_has_prefix (text, HEAD));
      g_assert_nonnull (strstr (text, "\n# keep\n"));
      g_assert_true (g_str_has_suffix (text, "\nx: 1\n"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/rows/edits", test_edits);
  g_test_add_func ("/workspace/rows/back", test_back);
  g_test_add_func ("/workspace/rows/properties", test_properties);
  g_test_add_func ("/workspace/rows/plain", test_plain);
  g_test_add_func ("/workspace/rows/take", test_take);
  g_test_add_func ("/workspace/rows/random", test_random);

  return g_test_run ();
}
