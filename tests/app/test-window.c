/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include "app/application.h"
#include "app/kit.h"
#include "app/sessions.h"
#include "app/shell-kit.h"
#include "app/sidebar.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  ShellKit kit;
  WorkspaceNode *echo;
  AppWindow *window;
} Fixture;

/* One for all tests, as there is one for a program. */
static AppApplication *application;

static AppWindow *
find_window (const char *folder)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  for (GList *link = windows; link != NULL; link = link->next)
    {
      Workspace *workspace = APP_IS_WINDOW (link->data) ? app_window_get_workspace (link->data)
                                                        : NULL;

      if (workspace != NULL && g_strcmp0 (workspace_get_folder (workspace), folder) == 0)
        return link->data;
    }

  return NULL;
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static void
open_window (Fixture *fixture)
{
  app_application_open_folder (application, fixture->kit.folder, NULL);
  fixture->window = find_window (fixture->kit.folder);
  g_assert_nonnull (fixture->window);
  kit_wait (is_mapped, fixture->window);
  kit_settle ();
  fixture->echo = workspace_find_by_id (app_window_get_workspace (fixture->window), "req_echo");
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->kit.folder, "requests", name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  shell_kit_init (&fixture->kit);
  write_file (fixture, "echo.yaml",
              "id: req_echo\ntype: websocket\nname: Echo\nurl: ws://127.0.0.1:1/\n");
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    kit_close (GTK_WINDOW (fixture->window));
  shell_kit_clear (&fixture->kit);
}

static gboolean
is_gone (gpointer user_data)
{
  return find_window (user_data) == NULL;
}

static void
close_window (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  kit_wait (is_gone, fixture->kit.folder);
  fixture->window = NULL;
}

static AppSidebar *
get_sidebar (Fixture *fixture)
{
  return kit_find (fixture->window, APP_TYPE_SIDEBAR, NULL);
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (is_enabled (fixture, action));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
  kit_settle ();
}

static void
click (GtkWidget *root, const char *label)
{
  GtkWidget *button = kit_find (root, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Everything is where it was left. */
static void
test_restore (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *sidebar = GTK_WIDGET (get_sidebar (fixture));
  AdwFlap *flap;
  int width, height;

  app_window_select (fixture->window, "req_echo");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 999, 555);
  gtk_widget_set_size_request (sidebar, 333, -1);
  close_window (fixture);

  open_window (fixture);
  g_assert_true (app_sidebar_get_selected (get_sidebar (fixture)) == fixture->echo);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Echo — Test");
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &width, &height);
  g_assert_cmpint (width, ==, 999);
  g_assert_cmpint (height, ==, 555);
  gtk_widget_get_size_request (GTK_WIDGET (get_sidebar (fixture)), &width, &height);
  g_assert_cmpint (width, ==, 333);

  flap = kit_find (fixture->window, ADW_TYPE_FLAP, NULL);
  g_assert_true (adw_flap_get_reveal_flap (flap));
  act (fixture, "toggle-sidebar");
  g_assert_false (adw_flap_get_reveal_flap (flap));
  close_window (fixture);
  open_window (fixture);
  flap = kit_find (fixture->window, ADW_TYPE_FLAP, NULL);
  g_assert_false (adw_flap_get_reveal_flap (flap));
}

/* What was typed last is on disk when the window is gone. */
static void
test_flush (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->kit.folder, "requests", "echo.yaml", NULL);
  g_autofree char *text = NULL;

  workspace_node_set (fixture->echo, "url", "ws://typed.last/");
  close_window (fixture);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "ws://typed.last/"));
}

static void
test_one_for_each (Fixture *fixture, gconstpointer unused)
{
  ShellKit other;
  g_autofree char *below = g_build_filename (fixture->kit.folder, "requests", NULL);
  AppWindow *second;

  shell_kit_init (&other);
  app_application_open_folder (application, other.folder, fixture->window);
  second = find_window (other.folder);
  g_assert_nonnull (second);
  g_assert_true (second != fixture->window);

  /* a folder inside of it is the same workspace */
  app_application_open_folder (application, below, NULL);
  g_assert_true (find_window (fixture->kit.folder) == fixture->window);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==,
                    2);
  kit_close (GTK_WINDOW (second));
  shell_kit_clear (&other);
}

static void
test_no_workspace (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-plain-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *meta = g_build_filename (folder, "noctule.yaml", NULL);
  AppWindow *window = app_window_new (GTK_APPLICATION (application));

  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  app_application_open_folder (application, folder, window);
  kit_settle ();
  g_assert_null (app_window_get_workspace (window));
  g_assert_false (g_file_test (meta, G_FILE_TEST_EXISTS));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "new-request"));

  click (GTK_WIDGET (window), "_Make It a Workspace");
  kit_settle ();
  g_assert_nonnull (app_window_get_workspace (window));
  g_assert_true (g_file_test (meta, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  kit_close (GTK_WINDOW (window));
}

static void
test_cannot_be_opened (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-<b>-XXXXXX", NULL);
  g_autofree char *meta = g_build_filename (folder, "noctule.yaml", NULL);
  AppWindow *window = app_window_new (GTK_APPLICATION (application));

  g_assert_true (g_file_set_contents (meta, "format: [\n", -1, NULL));
  app_application_open_folder (application, folder, window);
  kit_settle ();
  g_assert_null (app_window_get_workspace (window));
  g_assert_false (
    gtk_widget_get_visible (kit_find (window, GTK_TYPE_BUTTON, "_Make It a Workspace")));
  kit_close (GTK_WINDOW (window));
  g_assert_cmpint (g_unlink (meta), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
has_undo (gpointer user_data)
{
  return is_enabled (user_data, "undo");
}

static void
test_undo (Fixture *fixture, gconstpointer unused)
{
  app_window_select (fixture->window, "req_echo");
  g_assert_false (is_enabled (fixture, "undo"));
  workspace_node_set (fixture->echo, "url", "ws://edited/");
  kit_wait (has_undo, fixture);
  act (fixture, "undo");
  g_assert_cmpstr (workspace_node_get (fixture->echo, "url"), ==, "ws://127.0.0.1:1/");
  act (fixture, "redo");
  g_assert_cmpstr (workspace_node_get (fixture->echo, "url"), ==, "ws://edited/");
}

static gboolean
shows_title (gpointer user_data)
{
  Fixture *fixture = user_data;

  return kit_find (fixture->window, ADW_TYPE_STATUS_PAGE, "This File Cannot Be Read") != NULL;
}

static gboolean
is_mended (gpointer user_data)
{
  Fixture *fixture = user_data;

  return app_sidebar_get_selected (get_sidebar (fixture)) != NULL &&
         workspace_node_get_kind (app_sidebar_get_selected (get_sidebar (fixture))) ==
           WORKSPACE_KIND_WEBSOCKET;
}

/* A file that is broken by somebody says so, and is a request again when it is mended. */
static void
test_broken (Fixture *fixture, gconstpointer unused)
{
  app_window_select (fixture->window, "req_echo");
  write_file (fixture, "echo.yaml", "id: req_echo\ntype: [\n");
  kit_wait (shows_title, fixture);
  g_assert_false (is_enabled (fixture, "rename"));
  g_assert_false (is_enabled (fixture, "focus-url"));
  write_file (fixture, "echo.yaml",
              "id: req_echo\ntype: websocket\nname: Mended\nurl: ws://127.0.0.1:1/\n");
  kit_wait (is_mended, fixture);
  kit_settle ();
  g_assert_true (is_enabled (fixture, "focus-url"));
}

static gboolean
is_asked (gpointer user_data)
{
  Fixture *fixture = user_data;

  return kit_find (fixture->window, GTK_TYPE_LABEL,
                   "“Address” of “Echo” was also changed on disk.") != NULL;
}

static void
test_conflict (Fixture *fixture, gconstpointer unused)
{
  GtkRevealer *revealer;
  GtkWidget *label;

  workspace_node_set (fixture->echo, "url", "ws://ours/");
  write_file (fixture, "echo.yaml",
              "id: req_echo\ntype: websocket\nname: Echo\nurl: ws://theirs/\n");
  kit_wait (is_asked, fixture);
  label = kit_find (fixture->window, GTK_TYPE_LABEL,
                    "“Address” of “Echo” was also changed on disk.");
  revealer = GTK_REVEALER (gtk_widget_get_ancestor (label, GTK_TYPE_REVEALER));
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  click (GTK_WIDGET (fixture->window), "Take _Theirs");
  g_assert_cmpstr (workspace_node_get (fixture->echo, "url"), ==, "ws://theirs/");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

static gboolean
is_open (gpointer user_data)
{
  return exchange_session_get_state (user_data) == EXCHANGE_STATE_OPEN;
}

static gboolean
is_over (gpointer user_data)
{
  return !exchange_session_is_live (user_data);
}

static gboolean
has_dialog (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  *(gpointer *)user_data = NULL;
  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data))
        *(gpointer *)user_data = link->data;
    }

  return *(gpointer *)user_data != NULL;
}

/* A connection does not end without a word. */
static void
test_close_live (Fixture *fixture, gconstpointer unused)
{
  AppServer *server = app_application_get_server (application);
  ExchangeSession *session = app_sessions_get (app_sessions_get_default (), fixture->echo);
  g_autofree char *url = NULL;
  gpointer dialog = NULL;

  g_assert_true (app_server_start (server, 0, NULL));
  url = g_strdup_printf ("ws://127.0.0.1:%u/echo", app_server_get_port (server));
  workspace_node_set (fixture->echo, "url", url);
  g_assert_true (app_sessions_connect (app_sessions_get_default (), fixture->echo, NULL));
  kit_wait (is_open, session);
  g_assert_cmpuint (app_window_count_live (fixture->window), ==, 1);

  gtk_window_close (GTK_WINDOW (fixture->window));
  kit_wait (has_dialog, &dialog);
  adw_message_dialog_response (dialog, "cancel");
  kit_settle ();
  g_assert_true (find_window (fixture->kit.folder) == fixture->window);
  g_assert_true (is_open (session));

  gtk_window_close (GTK_WINDOW (fixture->window));
  kit_wait (has_dialog, &dialog);
  adw_message_dialog_response (dialog, "close");
  kit_wait (is_gone, fixture->kit.folder);
  fixture->window = NULL;
  kit_wait (is_over, session);
  app_server_stop (server);
}

int
main (int argc, char *argv[])
{
  int status;

  kit_init (&argc, &argv);
  application = app_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/app/window/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("restore", test_restore);
  ADD ("flush", test_flush);
  ADD ("one-for-each", test_one_for_each);
  ADD ("no-workspace", test_no_workspace);
  ADD ("cannot-be-opened", test_cannot_be_opened);
  ADD ("undo", test_undo);
  ADD ("broken", test_broken);
  ADD ("conflict", test_conflict);
  ADD ("close-live", test_close_live);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
