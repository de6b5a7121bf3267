/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/palette.h"

#include "app/application.h"
#include "app/kit.h"
#include "app/palette-item.h"
#include "app/shell-kit.h"
#include "app/sidebar.h"

typedef struct
{
  ShellKit kit;
  AppWindow *window;
  GtkWidget *palette;
} Fixture;

static AppApplication *application;

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  WorkspaceNode *chat;

  shell_kit_init (&fixture->kit);
  chat = shell_kit_add (&fixture->kit, NULL, "Chat/");
  (void)shell_kit_add (&fixture->kit, chat, "Join room");
  g_assert_true (workspace_flush (fixture->kit.workspace, NULL));

  fixture->window = app_window_new (GTK_APPLICATION (application));
  app_application_open_folder (application, fixture->kit.folder, fixture->window);
  kit_wait (is_mapped, fixture->window);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "palette", NULL);
  fixture->palette = kit_find (fixture->window, APP_TYPE_PALETTE, NULL);
  g_assert_nonnull (fixture->palette);
  kit_wait (is_mapped, fixture->palette);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  kit_close (GTK_WINDOW (fixture->window));
  shell_kit_clear (&fixture->kit);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkSearchEntry *entry = kit_find (fixture->palette, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* Returns: what Enter would take. */
static const char *
get_first (Fixture *fixture)
{
  GtkListView *list = kit_find (fixture->palette, GTK_TYPE_LIST_VIEW, NULL);
  AppPaletteItem *item = gtk_single_selection_get_selected_item (
    GTK_SINGLE_SELECTION (gtk_list_view_get_model (list)));

  return item != NULL ? item->title : NULL;
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (kit_find (fixture->palette, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
}

static gboolean
is_closed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return kit_find (fixture->window, APP_TYPE_PALETTE, NULL) == NULL;
}

static void
test_request (Fixture *fixture, gconstpointer unused)
{
  AppSidebar *sidebar = kit_find (fixture->window, APP_TYPE_SIDEBAR, NULL);

  type (fixture, "chjo");
  g_assert_cmpstr (get_first (fixture), ==, "Join room");
  press_enter (fixture);
  kit_wait (is_closed, fixture);
  g_assert_cmpstr (workspace_node_get_name (app_sidebar_get_selected (sidebar)), ==, "Join room");
}

static void
test_action (Fixture *fixture, gconstpointer unused)
{
  AdwFlap *flap = kit_find (fixture->window, ADW_TYPE_FLAP, NULL);
  gboolean was_shown = adw_flap_get_reveal_flap (flap);

  type (fixture, "hide side");
  g_assert_cmpstr (get_first (fixture), ==, "Show or Hide Sidebar");
  press_enter (fixture);
  kit_wait (is_closed, fixture);
  g_assert_cmpint (adw_flap_get_reveal_flap (flap), !=, was_shown);
}

/* What cannot be done now is not offered: nothing is selected. */
static void
test_impossible (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "disconnect");
  g_assert_cmpstr (get_first (fixture), ==, NULL);
  type (fixture, "duplicate");
  g_assert_cmpstr (get_first (fixture), ==, NULL);
  press_enter (fixture);
  g_assert_true (gtk_widget_get_mapped (fixture->palette));
  gtk_popover_popdown (GTK_POPOVER (fixture->palette));
  kit_wait (is_closed, fixture);
}

int
main (int argc, char *argv[])
{
  int status;

  kit_init (&argc, &argv);
  application = app_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/app/palette/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("request", test_request);
  ADD ("action", test_action);
  ADD ("impossible", test_impossible);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
