/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tree-model.h"

#include "app/kit.h"
#include "app/shell-kit.h"

typedef struct
{
  ShellKit kit;
  WorkspaceNode *echo;
  WorkspaceNode *chat;
  WorkspaceNode *join;
  WorkspaceNode *rooms;
  WorkspaceNode *lobby;
  AppTreeModel *tree;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  shell_kit_init (&fixture->kit);
  fixture->echo = shell_kit_add (&fixture->kit, NULL, "Echo");
  fixture->chat = shell_kit_add (&fixture->kit, NULL, "Chat/");
  fixture->join = shell_kit_add (&fixture->kit, fixture->chat, "Join");
  fixture->rooms = shell_kit_add (&fixture->kit, fixture->chat, "Rooms/");
  fixture->lobby = shell_kit_add (&fixture->kit, fixture->rooms, "Lobby");
  workspace_node_set (fixture->lobby, "url", "wss://Example.com/lobby");
  fixture->tree = app_tree_model_new (fixture->kit.workspace, fixture->kit.state);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->tree);
  kit_settle ();
  shell_kit_clear (&fixture->kit);
}

static void
assert_names (Fixture *fixture, const char *expected)
{
  g_autofree char *names = NULL;

  kit_settle ();
  names = shell_kit_dup_names (G_LIST_MODEL (app_tree_model_get_list (fixture->tree)));
  g_assert_cmpstr (names, ==, expected);
}

static void
open_row (Fixture *fixture, WorkspaceNode *node, gboolean is_open)
{
  guint position = app_tree_model_reveal (fixture->tree, node);
  g_autoptr (GtkTreeListRow) row =
    gtk_tree_list_model_get_row (app_tree_model_get_list (fixture->tree), position);

  gtk_tree_list_row_set_expanded (row, is_open);
  app_tree_model_remember (fixture->tree, row);
}

static void
test_reveal (Fixture *fixture, gconstpointer unused)
{
  assert_names (fixture, "Echo\nChat\n");
  g_assert_cmpuint (app_tree_model_reveal (fixture->tree, fixture->lobby), ==, 4);
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n    Lobby\n");
  g_assert_cmpuint (app_tree_model_reveal (fixture->tree, fixture->echo), ==, 0);
  g_assert_cmpuint (app_tree_model_reveal (fixture->tree,
                                           workspace_get_root (fixture->kit.workspace)),
                    ==, GTK_INVALID_LIST_POSITION);
}

/* What was open is open again: in the next start, and when the folder above is opened again. */
static void
test_remember (Fixture *fixture, gconstpointer unused)
{
  open_row (fixture, fixture->chat, TRUE);
  open_row (fixture, fixture->rooms, TRUE);
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n    Lobby\n");
  open_row (fixture, fixture->chat, FALSE);
  assert_names (fixture, "Echo\nChat\n");
  open_row (fixture, fixture->chat, TRUE);
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n    Lobby\n");

  g_clear_object (&fixture->tree);
  workspace_state_free (fixture->kit.state);
  fixture->kit.state = workspace_state_open (fixture->kit.workspace);
  fixture->tree = app_tree_model_new (fixture->kit.workspace, fixture->kit.state);
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n    Lobby\n");
}

static void
test_filter (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *text;
    const char *names;
  } cases[] = {
    { "ECHO", "Echo\n" },
    { "example.COM", "Chat\n  Rooms\n    Lobby\n" }, /* the address, with what is above it */
    { "join", "Chat\n  Join\n" },
    { "rooms", "Chat\n  Rooms\n    Lobby\n" }, /* a folder with what is in it */
    { "o", "Echo\nChat\n  Join\n  Rooms\n    Lobby\n" },
    { "nothing like it", "" },
    { "  ", "Echo\nChat\n" },
    { "lobby", "Chat\n  Rooms\n    Lobby\n" },
    { "", "Echo\nChat\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].text);
      app_tree_model_set_filter (fixture->tree, cases[i].text);
      assert_names (fixture, cases[i].names);
    }
}

/* What a filter opens was not left open; what is renamed or added while it holds is seen. */
static void
test_filter_leaves (Fixture *fixture, gconstpointer unused)
{
  app_tree_model_set_filter (fixture->tree, "lobby");
  open_row (fixture, fixture->lobby, TRUE);
  (void)shell_kit_add (&fixture->kit, fixture->chat, "Lobby 2");
  (void)shell_kit_add (&fixture->kit, fixture->chat, "Other");
  assert_names (fixture, "Chat\n  Rooms\n    Lobby\n  Lobby 2\n");
  app_tree_model_set_filter (fixture->tree, "");
  assert_names (fixture, "Echo\nChat\n");
}

static void
test_pins (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  app_tree_model_set_pinned (fixture->tree, fixture->lobby, TRUE);
  g_assert_true (app_tree_model_is_pinned (fixture->tree, fixture->lobby));
  assert_names (fixture, "*Lobby\nEcho\nChat\n");

  /* its place is that in the tree */
  g_assert_cmpuint (app_tree_model_reveal (fixture->tree, fixture->lobby), ==, 5);
  g_assert_cmpuint (app_tree_model_get_n_pins (fixture->tree), ==, 1);

  /* deleted, and back */
  g_assert_true (workspace_remove (fixture->kit.workspace, fixture->lobby, &error));
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n");
  workspace_undo (fixture->kit.workspace);
  assert_names (fixture, "*Lobby\nEcho\nChat\n  Join\n  Rooms\n    Lobby\n");

  app_tree_model_set_pinned (fixture->tree, fixture->lobby, FALSE);
  assert_names (fixture, "Echo\nChat\n  Join\n  Rooms\n    Lobby\n");
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/app/tree-model/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("reveal", test_reveal);
  ADD ("remember", test_remember);
  ADD ("filter", test_filter);
  ADD ("filter-leaves", test_filter_leaves);
  ADD ("pins", test_pins);
  return g_test_run ();
}
