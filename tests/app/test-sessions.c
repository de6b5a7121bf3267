/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sessions.h"

#include "app/kit.h"
#include "app/request-kit.h"
#include "history/store.h"

static gboolean
is_open (gpointer session)
{
  return exchange_session_get_state (session) == EXCHANGE_STATE_OPEN;
}

static gboolean
is_over (gpointer session)
{
  return !exchange_session_is_live (session);
}

static guint
get_n_live (AppSessions *sessions)
{
  guint n;

  g_object_get (sessions, "n-live", &n, NULL);

  return n;
}

static ExchangeSession *
connect_node (WorkspaceNode *node)
{
  AppSessions *sessions = app_sessions_get_default ();
  g_autoptr (GError) error = NULL;

  app_sessions_connect (sessions, node, &error);
  g_assert_no_error (error);

  return app_sessions_get (sessions, node);
}

static void
on_notify (guint *count)
{
  (*count)++;
}

static void
test_registry (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  g_autoptr (WorkspaceNode) one = request_kit_new_node (url);
  g_autoptr (WorkspaceNode) two = request_kit_new_node (url);
  AppSessions *sessions = app_sessions_get_default ();
  ExchangeSession *first = app_sessions_get (sessions, one);
  ExchangeSession *second = app_sessions_get (sessions, two);
  guint n_notified = 0;

  g_signal_connect_swapped (sessions, "notify::n-live", G_CALLBACK (on_notify), &n_notified);
  g_assert_true (first != second);
  g_assert_true (app_sessions_get (sessions, one) == first);
  g_assert_cmpuint (get_n_live (sessions), ==, 0);

  connect_node (one);
  g_assert_cmpuint (get_n_live (sessions), ==, 1);
  connect_node (two);
  kit_wait (is_open, first);
  kit_wait (is_open, second);
  g_assert_cmpuint (get_n_live (sessions), ==, 2);

  app_sessions_close_all (sessions);
  kit_wait (is_over, first);
  kit_wait (is_over, second);
  g_assert_cmpuint (get_n_live (sessions), ==, 0);
  g_assert_cmpuint (exchange_session_get_facts (first)->code, ==, 1000);
  g_assert_cmpuint (n_notified, ==, 4);
  g_signal_handlers_disconnect_by_data (sessions, &n_notified);
}

static void
test_nothing_to_connect_to (void)
{
  g_autoptr (WorkspaceNode) node = request_kit_new_node (NULL);
  AppSessions *sessions = app_sessions_get_default ();
  g_autoptr (GError) error = NULL;

  g_assert_false (app_sessions_connect (sessions, node, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
  g_assert_cmpuint (get_n_live (sessions), ==, 0);
}

static void
test_edits (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  g_autoptr (WorkspaceNode) node = request_kit_new_node (url);
  AppSessions *sessions = app_sessions_get_default ();
  ExchangeSession *session = connect_node (node);

  kit_wait (is_open, session);
  g_assert_false (app_sessions_has_edits (sessions, node));

  request_kit_add_message (node, "hello", "json", "{}");
  workspace_node_set (node, "docs", "words");
  workspace_node_set (node, "name", "Other");
  g_assert_false (app_sessions_has_edits (sessions, node));

  workspace_node_set (node, "auth.type", "none");
  g_assert_true (app_sessions_has_edits (sessions, node));

  connect_node (node);
  g_assert_false (app_sessions_has_edits (sessions, node));
  exchange_session_abort (session);
  kit_wait (is_over, session);
}

static void
on_unsent (AppSessions *sessions, WorkspaceNode *node, const char *why, WorkspaceNode **unsent)
{
  g_assert_cmpstr (why, !=, "");
  *unsent = node;
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *)data != NULL;
}

static void
test_unsent (void)
{
  g_autofree char *url = request_kit_dup_closed_url ();
  g_autoptr (WorkspaceNode) node = request_kit_new_node (url);
  AppSessions *sessions = app_sessions_get_default ();
  g_autoptr (GBytes) message = g_bytes_new ("x", 1);
  WorkspaceNode *unsent = NULL;

  g_signal_connect (sessions, "unsent", G_CALLBACK (on_unsent), &unsent);
  exchange_session_send (connect_node (node), EXCHANGE_TEXT, message);
  kit_wait (is_set, &unsent);
  g_assert_true (unsent == node);
  g_signal_handlers_disconnect_by_data (sessions, &unsent);
}

static guint
count_logs (void)
{
  g_autoptr (GPtrArray) entries = history_store_list (NULL);

  return entries != NULL ? entries->len : 0;
}

static gboolean
has_few_logs (gpointer user_data)
{
  return count_logs () <= 2;
}

/* The one that has just ended may still be held by its writer: it goes with the next. */
static void
test_retention (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  g_autoptr (WorkspaceNode) node = request_kit_new_node (url);
  AppSessions *sessions = app_sessions_get_default ();

  workspace_preferences_set (app_sessions_get_preferences (sessions), "history.keep", "1");
  for (guint i = 0; i < 5; i++)
    {
      ExchangeSession *session = connect_node (node);

      kit_wait (is_open, session);
      exchange_session_close (session, 1000, NULL);
      kit_wait (is_over, session);
    }
  kit_wait (has_few_logs, NULL);
  workspace_preferences_set (app_sessions_get_preferences (sessions), "history.keep", NULL);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/sessions/retention", test_retention);
  g_test_add_func ("/app/sessions/registry", test_registry);
  g_test_add_func ("/app/sessions/nothing-to-connect-to", test_nothing_to_connect_to);
  g_test_add_func ("/app/sessions/edits", test_edits);
  g_test_add_func ("/app/sessions/unsent", test_unsent);

  return g_test_run ();
}
