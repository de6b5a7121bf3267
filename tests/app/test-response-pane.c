/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-pane.h"

#include "app/history-deletion.h"
#include "app/history-menu.h"
#include "app/kit.h"
#include "app/request-kit.h"
#include "app/sessions.h"
#include "app/text-view.h"

#include <string.h>

typedef struct
{
  WorkspaceNode *node;
  GtkWindow *window;

  /* borrowed */
  ExchangeSession *session;
  AppResponsePane *pane;
  const char *wanted;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *path = data;
  g_autofree char *url = path != NULL ? request_kit_dup_url (path) : request_kit_dup_closed_url ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->node = request_kit_new_node (url);
  fixture->session = app_sessions_get (app_sessions_get_default (), fixture->node);
  fixture->pane = g_object_new (APP_TYPE_RESPONSE_PANE, "node", fixture->node, "session",
                                fixture->session, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->pane));
  fixture->window = kit_present (overlay, 600, 500);
}

static gboolean
is_over (gpointer user_data)
{
  return !exchange_session_is_live (user_data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  exchange_session_close (fixture->session, 1000, NULL);
  kit_wait (is_over, fixture->session);
  kit_close (fixture->window);
  g_object_unref (fixture->node);
}

static gboolean
sees (Fixture *fixture, const char *text)
{
  GtkWidget *label = kit_find (fixture->pane, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static gboolean
sees_wanted (gpointer user_data)
{
  Fixture *fixture = user_data;

  return sees (fixture, fixture->wanted);
}

static void
wait_to_see (Fixture *fixture, const char *text)
{
  fixture->wanted = text;
  kit_wait (sees_wanted, fixture);
}

static void
connect_node (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  app_sessions_connect (app_sessions_get_default (), fixture->node, &error);
  g_assert_no_error (error);
}

static void
click (Fixture *fixture, const char *name)
{
  GtkWidget *button = kit_find (fixture->pane, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_text (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) views = g_ptr_array_new ();
  g_autoptr (GQueue) widgets = g_queue_new ();

  g_queue_push_tail (widgets, fixture->pane);
  while (!g_queue_is_empty (widgets))
    {
      GtkWidget *widget = g_queue_pop_head (widgets);
      g_autoptr (AppTextSource) source = NULL;

      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (widgets, child);
      if (!APP_IS_TEXT_VIEW (widget) || !gtk_widget_get_mapped (widget))
        continue;
      g_object_get (widget, "source", &source, NULL);
      if (source != NULL)
        {
          g_autoptr (GString) text = app_text_source_dup_text (source, 0,
                                                               app_text_source_get_end (source));

          if (strstr (text->str, fixture->wanted) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

static void
wait_to_read (Fixture *fixture, const char *text)
{
  fixture->wanted = text;
  kit_wait (has_text, fixture);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_true (sees (fixture, "Not Connected Yet"));
  g_object_set (fixture->pane, "node", NULL, "session", NULL, NULL);
  kit_settle ();
  g_assert_true (sees (fixture, "Not Connected Yet"));
  g_object_set (fixture->pane, "node", fixture->node, "session", fixture->session, NULL);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("hello", 5);

  connect_node (fixture);
  wait_to_see (fixture, "101 Switching Protocols");
  wait_to_see (fixture, "Connected");
  exchange_session_send (fixture->session, EXCHANGE_TEXT, message);
  wait_to_see (fixture, "↓ 1  5 B");
  wait_to_see (fixture, "↑ 1  5 B");

  click (fixture, "Headers");
  wait_to_see (fixture, "HTTP/1.1 101 Switching Protocols");
  wait_to_see (fixture, "websocket");
  click (fixture, "Timeline");
  wait_to_read (fixture, "> GET /echo HTTP/1.1");

  exchange_session_close (fixture->session, 1000, "bye");
  wait_to_see (fixture, "Closed 1000");
  wait_to_read (fixture, "Closed with 1000 normal closure");
  wait_to_see (fixture, "Connect Again");
}

static void
test_cookies (Fixture *fixture, gconstpointer data)
{
  connect_node (fixture);
  wait_to_see (fixture, "Connected");
  click (fixture, "Cookies");
  wait_to_see (fixture, "visits");
  wait_to_see (fixture, "The server has set 3 cookies");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  connect_node (fixture);
  wait_to_see (fixture, "401 Unauthorized");
  wait_to_see (fixture, "Refused");
  wait_to_see (fixture, "See the Answer");
  wait_to_see (fixture, "Answer");
  click (fixture, "See the Answer");
  wait_to_read (fixture, "This path wants the user noctule");

  /* the next one has none: its tab goes */
  workspace_node_set (fixture->node, "auth.type", "basic");
  workspace_node_set (fixture->node, "auth.username", "noctule");
  workspace_node_set (fixture->node, "auth.password", "echo");
  connect_node (fixture);
  wait_to_see (fixture, "Connected");
  wait_to_see (fixture, "101 Switching Protocols");
  g_assert_false (sees (fixture, "Answer"));
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  connect_node (fixture);
  wait_to_see (fixture, "Failed");
  wait_to_see (fixture, "Try Again");
}

static void
connect_and_close (Fixture *fixture)
{
  connect_node (fixture);
  wait_to_see (fixture, "Connected");
  exchange_session_close (fixture->session, 1000, NULL);
  wait_to_see (fixture, "Closed 1000");
}

/* Looking at an old one changes nothing; a new connection leads back. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  AppHistoryMenu *menu = kit_find (fixture->pane, APP_TYPE_HISTORY_MENU, NULL);
  g_autofree char *first = NULL;

  connect_and_close (fixture);
  first = g_strdup (exchange_session_get_folder (fixture->session));
  connect_and_close (fixture);
  g_assert_false (sees (fixture, "Back to Now"));

  g_signal_emit_by_name (menu, "chosen", first);
  wait_to_see (fixture, "Back to Now");
  wait_to_see (fixture, "Closed 1000");
  click (fixture, "Request");
  wait_to_read (fixture, "GET /echo HTTP/1.1");
  click (fixture, "Back to Now");
  kit_settle ();
  g_assert_false (sees (fixture, "Back to Now"));
  g_assert_false (sees (fixture, "Request"));

  g_signal_emit_by_name (menu, "chosen", first);
  wait_to_see (fixture, "Back to Now");
  connect_node (fixture);
  wait_to_see (fixture, "Connected");
  g_assert_false (sees (fixture, "Back to Now"));
}

/* A pane of a program that was started again: what the last connection left is there. */
static void
test_after_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ExchangeSession) fresh = exchange_session_new ();

  connect_and_close (fixture);
  g_object_set (fixture->pane, "session", fresh, NULL);
  wait_to_see (fixture, "101 Switching Protocols");
  wait_to_see (fixture, "Closed 1000");
  g_object_set (fixture->pane, "session", fixture->session, NULL);
}

static gboolean
has_row (gpointer user_data)
{
  return kit_find (user_data, GTK_TYPE_BUTTON, "Delete") != NULL;
}

static gboolean
is_gone (gpointer user_data)
{
  return !g_file_test (user_data, G_FILE_TEST_EXISTS);
}

/* Deleted, taken back, deleted: the log is there until nobody can take it back any more. */
static void
test_deleting (Fixture *fixture, gconstpointer data)
{
  AppHistoryMenu *menu = kit_find (fixture->pane, APP_TYPE_HISTORY_MENU, NULL);
  GtkWidget *overlay = gtk_window_get_child (fixture->window);
  g_autofree char *folder = NULL;

  connect_and_close (fixture);
  folder = g_strdup (exchange_session_get_folder (fixture->session));
  app_history_menu_popup (menu);
  kit_wait (has_row, menu);
  g_signal_emit_by_name (kit_find (menu, GTK_TYPE_BUTTON, "Delete"), "clicked");
  wait_to_see (fixture, "Not Connected Yet");
  g_assert_true (app_history_is_doomed (folder));
  g_assert_true (g_file_test (folder, G_FILE_TEST_EXISTS));

  g_signal_emit_by_name (kit_find (overlay, GTK_TYPE_BUTTON, "Undo"), "clicked");
  kit_wait (has_row, menu);
  g_assert_false (app_history_is_doomed (folder));

  g_signal_emit_by_name (kit_find (menu, GTK_TYPE_BUTTON, "Delete All but Pinned Ones"), "clicked");
  g_assert_true (app_history_is_doomed (folder));
  kit_close (fixture->window);
  kit_wait (is_gone, folder);
  set_up (fixture, data);
}

static gboolean
is_pinned (gpointer user_data)
{
  g_autofree char *file = g_build_filename (user_data, "pinned", NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

static void
test_pinning (Fixture *fixture, gconstpointer data)
{
  AppHistoryMenu *menu = kit_find (fixture->pane, APP_TYPE_HISTORY_MENU, NULL);
  const char *folder;

  connect_and_close (fixture);
  folder = exchange_session_get_folder (fixture->session);
  app_history_menu_popup (menu);
  kit_wait (has_row, menu);
  g_signal_emit_by_name (kit_find (menu, GTK_TYPE_BUTTON, "Pin: Keep It for Ever"), "clicked");
  g_assert_true (is_pinned ((gpointer)folder));
  g_assert_false (
    gtk_widget_get_sensitive (kit_find (menu, GTK_TYPE_BUTTON, "Delete All but Pinned Ones")));
  g_signal_emit_by_name (kit_find (menu, GTK_TYPE_BUTTON, "Unpin"), "clicked");
  g_assert_false (is_pinned ((gpointer)folder));
}

#define ADD(name, path, test) \
  g_test_add ("/app/response-pane/" name, Fixture, path, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("empty", "/echo", test_empty);
  ADD ("open", "/echo", test_open);
  ADD ("cookies", "/cookies", test_cookies);
  ADD ("refused", "/basic", test_refused);
  ADD ("failed", NULL, test_failed);
  ADD ("past", "/echo", test_past);
  ADD ("after-start", "/echo", test_after_start);
  ADD ("deleting", "/echo", test_deleting);
  ADD ("pinning", "/echo", test_pinning);

  return g_test_run ();
}
