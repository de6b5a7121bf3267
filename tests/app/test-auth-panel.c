/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/auth-panel.h"

#include "app/kit.h"
#include "app/shell-kit.h"
#include "workspace/workspace.h"

typedef struct
{
  ShellKit shell;
  WorkspaceNode *folder;
  WorkspaceNode *node;
  GtkWidget *panel;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  shell_kit_init (&f->shell);
  f->folder = shell_kit_add (&f->shell, NULL, "Chat/");
  f->node = shell_kit_add (&f->shell, f->folder, "Join");
  f->panel = g_object_new (APP_TYPE_AUTH_PANEL, "node", f->node, NULL);
  f->window = kit_present (f->panel, 500, 500);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  kit_close (f->window);
  shell_kit_clear (&f->shell);
}

static void
choose (Fixture *f, const char *row, guint position)
{
  adw_combo_row_set_selected (kit_find (f->panel, ADW_TYPE_COMBO_ROW, row), position);
  kit_settle ();
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (kit_find (f->panel, GTK_TYPE_STACK, NULL));
}

static GtkEditable *
find_entry (Fixture *f, const char *title)
{
  return kit_find (f->panel, ADW_TYPE_ENTRY_ROW, title);
}

static void
test_inherit (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (get_page (f), ==, "inherit");
  g_assert_nonnull (kit_find (f->panel, ADW_TYPE_ACTION_ROW,
                              "No folder above says how to authenticate, so nothing is sent"));

  workspace_node_set (f->folder, "name", "Chat <b>");
  workspace_node_set (f->folder, "auth.type", "bearer");
  workspace_node_set (f->folder, "auth.token", "very-secret");
  kit_settle ();
  {
    AdwActionRow *row = kit_find (f->panel, ADW_TYPE_ACTION_ROW,
                                  "Inherited from folder “Chat <b>”");

    g_assert_nonnull (row);
    g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "Bearer ••••••••");
    g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  }
  g_assert_null (workspace_node_get (f->node, "auth.type"));
}

static void
test_basic (Fixture *f, gconstpointer data)
{
  GtkEditable *username = find_entry (f, "Username");

  choose (f, "Type", 2);
  g_assert_cmpstr (get_page (f), ==, "basic");
  g_assert_cmpstr (workspace_node_get (f->node, "auth.type"), ==, "basic");
  gtk_editable_set_text (username, "ann");
  gtk_editable_set_text (find_entry (f, "Password"), "pw");
  g_assert_cmpstr (workspace_node_get (f->node, "auth.username"), ==, "ann");
  g_assert_cmpstr (workspace_node_get (f->node, "auth.password"), ==, "pw");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (username), "error"));
  gtk_editable_set_text (username, "a:b");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (username), "error"));
  gtk_editable_set_text (username, "");
  g_assert_null (workspace_node_get (f->node, "auth.username"));

  /* another type and back: nothing is lost */
  choose (f, "Type", 1);
  g_assert_cmpstr (get_page (f), ==, "none");
  choose (f, "Type", 2);
  g_assert_cmpstr (gtk_editable_get_text (find_entry (f, "Password")), ==, "pw");
  choose (f, "Type", 0);
  g_assert_null (workspace_node_get (f->node, "auth.type"));
}

static void
test_api_key (Fixture *f, gconstpointer data)
{
  choose (f, "Type", 4);
  g_assert_cmpstr (get_page (f), ==, "api-key");
  gtk_editable_set_text (find_entry (f, "Name"), "X-Key");
  gtk_editable_set_text (find_entry (f, "Value"), "1");
  g_assert_cmpstr (workspace_node_get (f->node, "auth.key"), ==, "X-Key");
  choose (f, "Sent In", 2);
  g_assert_cmpstr (workspace_node_get (f->node, "auth.in"), ==, "cookie");
}

static void
test_enabled (Fixture *f, gconstpointer data)
{
  GtkSwitch *enabled = kit_find (f->panel, GTK_TYPE_SWITCH, NULL);

  choose (f, "Type", 3);
  gtk_switch_set_active (enabled, FALSE);
  g_assert_cmpstr (workspace_node_get (f->node, "auth.disabled"), ==, "true");
  gtk_switch_set_active (enabled, TRUE);
  g_assert_null (workspace_node_get (f->node, "auth.disabled"));
}

/* What comes from elsewhere is shown: from disk, by undo, of another node. */
static void
test_follows (Fixture *f, gconstpointer data)
{
  WorkspaceNode *other = shell_kit_add (&f->shell, NULL, "Other");

  workspace_node_set (f->node, "auth.type", "bearer");
  workspace_node_set (f->node, "auth.token", "one");
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "bearer");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (f, "Token")), ==, "one");
  workspace_undo (f->shell.workspace);
  kit_settle ();
  g_assert_cmpstr (gtk_editable_get_text (find_entry (f, "Token")), ==, "");

  g_object_set (f->panel, "node", other, NULL);
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "inherit");
  g_object_set (f->panel, "node", NULL, NULL);
}

/* A type of a newer version is named and stays. */
static void
test_unknown (Fixture *f, gconstpointer data)
{
  workspace_node_set (f->node, "auth.type", "oauth9");
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "unknown");
  g_assert_cmpstr (workspace_node_get (f->node, "auth.type"), ==, "oauth9");
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/auth-panel/inherit", test_inherit);
  ADD ("/app/auth-panel/basic", test_basic);
  ADD ("/app/auth-panel/api-key", test_api_key);
  ADD ("/app/auth-panel/enabled", test_enabled);
  ADD ("/app/auth-panel/follows", test_follows);
  ADD ("/app/auth-panel/unknown", test_unknown);

  return g_test_run ();
}
