/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar.h"

#include "app/kit.h"
#include "app/shell-kit.h"
#include "app/sidebar-row.h"
#include "app/tree-model.h"

#include <glib/gstdio.h>
#include <time.h>

typedef struct
{
  ShellKit kit;
  AppSidebar *sidebar;
  GtkWindow *window;
  WorkspaceNode *echo;
  WorkspaceNode *chat;
  WorkspaceNode *join;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  shell_kit_init (&fixture->kit);
  fixture->echo = shell_kit_add (&fixture->kit, NULL, "Echo");
  fixture->chat = shell_kit_add (&fixture->kit, NULL, "Chat/");
  fixture->join = shell_kit_add (&fixture->kit, fixture->chat, "Join");
  fixture->sidebar = g_object_new (APP_TYPE_SIDEBAR, NULL);
  app_sidebar_set_workspace (fixture->sidebar, fixture->kit.workspace, fixture->kit.state);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->sidebar));
  fixture->window = kit_present (overlay, 300, 500);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  app_sidebar_set_workspace (fixture->sidebar, NULL, NULL);
  kit_close (fixture->window);
  shell_kit_clear (&fixture->kit);
}

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  GtkListView *list = kit_find (fixture->sidebar, GTK_TYPE_LIST_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));
}

static void
assert_names (Fixture *fixture, const char *expected)
{
  g_autofree char *names = NULL;

  kit_settle ();
  names = shell_kit_dup_names (gtk_single_selection_get_model (get_selection (fixture)));
  g_assert_cmpstr (names, ==, expected);
}

/* What is marked in the list is what "selected" says. */
static void
assert_selected (Fixture *fixture, WorkspaceNode *node)
{
  GtkTreeListRow *row;

  kit_settle ();
  g_assert_true (app_sidebar_get_selected (fixture->sidebar) == node);
  row = gtk_single_selection_get_selected_item (get_selection (fixture));
  g_assert_true ((row != NULL ? app_tree_model_get_node (row, NULL) : NULL) == node);
}

static GtkEntry *
find_entry (Fixture *fixture)
{
  return kit_find (fixture->sidebar, GTK_TYPE_ENTRY, NULL);
}

static gboolean
has_entry (gpointer user_data)
{
  GtkEntry *entry = find_entry (user_data);

  return entry != NULL && gtk_widget_get_mapped (GTK_WIDGET (entry));
}

static void
type_name (Fixture *fixture, const char *name)
{
  kit_wait (has_entry, fixture);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (fixture)), name);
  g_signal_emit_by_name (find_entry (fixture), "activate");
}

static void
set_filter (Fixture *fixture, const char *text)
{
  GtkSearchEntry *entry = kit_find (fixture->sidebar, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* "tree", "empty" or "nothing". */
static GtkStack *
get_stack (Fixture *fixture)
{
  GtkWidget *list = kit_find (fixture->sidebar, GTK_TYPE_LIST_VIEW, NULL);

  return GTK_STACK (gtk_widget_get_ancestor (list, GTK_TYPE_STACK));
}

static void
count (gpointer object, gpointer user_data)
{
  (*(guint *)user_data)++;
}

/* A new request is where the selection is, selected, its whole name ready to be typed over; Enter
 * goes on to its address. */
static void
test_add (Fixture *fixture, gconstpointer unused)
{
  guint n_opened = 0;
  int start, end;
  WorkspaceNode *added;

  g_signal_connect (fixture->sidebar, "opened", G_CALLBACK (count), &n_opened);
  app_sidebar_select (fixture->sidebar, fixture->join);
  app_sidebar_add (fixture->sidebar, WORKSPACE_KIND_WEBSOCKET, NULL);
  kit_wait (has_entry, fixture);
  assert_names (fixture, "Echo\nChat\n  Join\n  New Request\n");
  added = app_sidebar_get_selected (fixture->sidebar);
  assert_selected (fixture, added);
  g_assert_true (
    gtk_editable_get_selection_bounds (GTK_EDITABLE (find_entry (fixture)), &start, &end));
  g_assert_cmpint (end - start, ==, 11);
  g_assert_cmpuint (n_opened, ==, 0);
  type_name (fixture, " Leave ");
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_cmpstr (workspace_node_get_name (added), ==, "Leave");
  g_signal_handlers_disconnect_by_data (fixture->sidebar, &n_opened);

  /* the next one is called otherwise, and a folder opens for what is added to it */
  app_sidebar_add (fixture->sidebar, WORKSPACE_KIND_FOLDER, fixture->echo);
  type_name (fixture, "More");
  added = app_sidebar_get_selected (fixture->sidebar);
  app_sidebar_add (fixture->sidebar, WORKSPACE_KIND_WEBSOCKET, added);
  type_name (fixture, "New Request");
  app_sidebar_add (fixture->sidebar, WORKSPACE_KIND_WEBSOCKET, added);
  kit_wait (has_entry, fixture);
  assert_names (fixture, "Echo\nChat\n  Join\n  Leave\nMore\n  New Request\n  New Request 2\n");
}

static void
test_rename (Fixture *fixture, gconstpointer unused)
{
  GtkLabel *label;

  app_sidebar_rename (fixture->sidebar, fixture->echo);
  type_name (fixture, "Renamed");
  g_assert_null (find_entry (fixture));
  g_assert_cmpstr (workspace_node_get_name (fixture->echo), ==, "Renamed");
  label = kit_find (fixture->sidebar, GTK_TYPE_LABEL, "Renamed");
  g_assert_nonnull (label);

  /* no name is no name: the entry stays and says so */
  app_sidebar_rename (fixture->sidebar, fixture->echo);
  type_name (fixture, "   ");
  g_assert_nonnull (find_entry (fixture));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_entry (fixture)), "error"));
  g_assert_cmpstr (workspace_node_get_name (fixture->echo), ==, "Renamed");
  type_name (fixture, "<b>&amp;</b>\t\"x\"");
  g_assert_cmpstr (workspace_node_get_name (fixture->echo), ==, "<b>&amp;</b>\t\"x\"");
  kit_settle ();
}

static void
test_remove (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = g_strdup (workspace_node_get_id (fixture->chat));
  GtkWidget *undo;

  app_sidebar_select (fixture->sidebar, fixture->join);
  app_sidebar_remove (fixture->sidebar, fixture->chat);
  assert_names (fixture, "Echo\n");
  assert_selected (fixture, fixture->echo);

  undo = kit_find (fixture->window, GTK_TYPE_BUTTON, "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  kit_settle ();
  fixture->chat = workspace_find_by_id (fixture->kit.workspace, id);
  g_assert_nonnull (fixture->chat);
  assert_selected (fixture, fixture->chat);
}

/* The button in the toast takes back the removal, and nothing else. */
static void
test_remove_then_edit (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *undo;

  app_sidebar_remove (fixture->sidebar, fixture->chat);
  kit_settle ();
  undo = kit_find (fixture->window, GTK_TYPE_BUTTON, "Undo");
  g_assert_nonnull (undo);
  workspace_node_set (fixture->echo, "url", "ws://later");
  g_signal_emit_by_name (undo, "clicked");
  kit_settle ();
  g_assert_cmpstr (workspace_node_get (fixture->echo, "url"), ==, "ws://later");
  assert_names (fixture, "Echo\n");
}

static void
test_duplicate (Fixture *fixture, gconstpointer unused)
{
  app_sidebar_duplicate (fixture->sidebar, fixture->chat);
  type_name (fixture, "Copy");
  assert_names (fixture, "Echo\nChat\nCopy\n");
  g_assert_true (app_sidebar_get_selected (fixture->sidebar) != fixture->chat);
}

static void
test_filter (Fixture *fixture, gconstpointer unused)
{
  GtkStack *stack = get_stack (fixture);

  app_sidebar_select (fixture->sidebar, fixture->echo);
  set_filter (fixture, "join");
  assert_names (fixture, "Chat\n  Join\n");
  g_assert_true (app_sidebar_get_selected (fixture->sidebar) == fixture->echo);
  set_filter (fixture, "nothing like it");
  kit_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "nothing");

  /* what is added is seen, whatever the filter */
  app_sidebar_add (fixture->sidebar, WORKSPACE_KIND_WEBSOCKET, NULL);
  type_name (fixture, "Added");
  assert_names (fixture, "Echo\nChat\nAdded\n");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "tree");

  set_filter (fixture, "echo");
  set_filter (fixture, "");
  assert_names (fixture, "Echo\nChat\nAdded\n");
  assert_selected (fixture, app_sidebar_get_selected (fixture->sidebar));
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  GtkStack *stack = get_stack (fixture);

  app_sidebar_remove (fixture->sidebar, fixture->echo);
  app_sidebar_remove (fixture->sidebar, fixture->chat);
  assert_selected (fixture, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_nonnull (kit_find (stack, GTK_TYPE_BUTTON, "New WebSocket Request"));
}

static void
test_neighbours (Fixture *fixture, gconstpointer unused)
{
  app_sidebar_select_neighbour (fixture->sidebar, 1);
  assert_selected (fixture, fixture->echo);
  app_sidebar_select_neighbour (fixture->sidebar, 1); /* Chat is closed: nothing behind it */
  assert_selected (fixture, fixture->echo);
  app_sidebar_select (fixture->sidebar, fixture->join);
  app_sidebar_select_neighbour (fixture->sidebar, -1);
  assert_selected (fixture, fixture->echo);
  app_sidebar_select_neighbour (fixture->sidebar, 1);
  assert_selected (fixture, fixture->join);
}

static void
test_pin (Fixture *fixture, gconstpointer unused)
{
  app_sidebar_toggle_pin (fixture->sidebar, fixture->join);
  assert_names (fixture, "*Join\nEcho\nChat\n");
  app_sidebar_toggle_pin (fixture->sidebar, fixture->chat); /* folders are not pinned */
  assert_names (fixture, "*Join\nEcho\nChat\n");
  app_sidebar_toggle_pin (fixture->sidebar, fixture->join);
  assert_names (fixture, "Echo\nChat\n");
}

/* Nothing is done to files that are not understood. */
static void
test_strange_files (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *unknown = g_build_filename (fixture->kit.folder, "requests", "later.yaml", NULL);
  g_autofree char *broken = g_build_filename (fixture->kit.folder, "requests", "bad.yaml", NULL);
  g_autoptr (Workspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  WorkspaceNode *node;

  g_assert_true (g_file_set_contents (unknown, "id: req_1\ntype: http\nname: Later\n", -1, NULL));
  g_assert_true (g_file_set_contents (broken, "id: [\n", -1, NULL));
  app_sidebar_set_workspace (fixture->sidebar, NULL, NULL);
  workspace = workspace_open (fixture->kit.folder, &error);
  g_assert_no_error (error);
  app_sidebar_set_workspace (fixture->sidebar, workspace, fixture->kit.state);
  kit_settle ();

  node = workspace_find_by_id (workspace, "req_1");
  g_assert_cmpint (workspace_node_get_kind (node), ==, WORKSPACE_KIND_UNKNOWN);
  app_sidebar_select (fixture->sidebar, node);
  app_sidebar_rename (fixture->sidebar, node);
  kit_settle ();
  g_assert_null (find_entry (fixture));
  g_assert_nonnull (kit_find (fixture->sidebar, GTK_TYPE_LABEL, "Later"));
  app_sidebar_set_workspace (fixture->sidebar, NULL, NULL);
}

/* Ten thousand requests do not make selecting, filtering and scrolling slow: measured in the
 * time of the processor, as the machine may be busy. */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (fixture->kit.folder, "requests", "Many", NULL);
  g_autoptr (Workspace) workspace = NULL;
  WorkspaceNode *last;
  clock_t start;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/r%05u.yaml", folder, i);
      g_autofree char *text = g_strdup_printf (
        "id: req_%05u\ntype: websocket\nname: Request %u\nurl: ws://host/%u\nsort: %u\n", i, i, i,
        i);

      g_assert_true (
        g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  app_sidebar_set_workspace (fixture->sidebar, NULL, NULL);
  workspace = workspace_open (fixture->kit.folder, NULL);

  start = clock ();
  app_sidebar_set_workspace (fixture->sidebar, workspace, fixture->kit.state);
  kit_settle ();
  g_test_message ("shown after %ld ms", (clock () - start) * 1000 / CLOCKS_PER_SEC);

  last = workspace_find_by_id (workspace, "req_09999");
  start = clock ();
  app_sidebar_select (fixture->sidebar, last);
  kit_settle ();
  g_test_message ("selected after %ld ms", (clock () - start) * 1000 / CLOCKS_PER_SEC);
  assert_selected (fixture, last);
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC);

  start = clock ();
  set_filter (fixture, "777");
  kit_settle ();
  g_test_message ("filtered after %ld ms", (clock () - start) * 1000 / CLOCKS_PER_SEC);
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC);
  start = clock ();
  set_filter (fixture, "77");
  kit_settle ();
  g_test_message ("filtered again after %ld ms", (clock () - start) * 1000 / CLOCKS_PER_SEC);
  set_filter (fixture, "");
  kit_settle ();
  app_sidebar_set_workspace (fixture->sidebar, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/app/sidebar/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("add", test_add);
  ADD ("rename", test_rename);
  ADD ("remove", test_remove);
  ADD ("remove-then-edit", test_remove_then_edit);
  ADD ("duplicate", test_duplicate);
  ADD ("filter", test_filter);
  ADD ("empty", test_empty);
  ADD ("neighbours", test_neighbours);
  ADD ("pin", test_pin);
  ADD ("strange-files", test_strange_files);
  ADD ("many", test_many);
  return g_test_run ();
}
