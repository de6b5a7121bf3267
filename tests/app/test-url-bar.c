/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/url-bar.h"

#include "app/kit.h"
#include "app/request-kit.h"
#include "app/sessions.h"

#include <string.h>

typedef struct
{
  AppUrlBar *bar;
  GtkWindow *window;
  WorkspaceNode *node;
  ExchangeSession *session;
  const char *status; /* waited for */
} Fixture;

static void
set_up (Fixture *f, const char *url)
{
  f->node = request_kit_new_node (url);
  f->session = app_sessions_get (app_sessions_get_default (), f->node);
  f->bar = g_object_new (APP_TYPE_URL_BAR, "node", f->node, "session", f->session, NULL);
  f->window = kit_present (GTK_WIDGET (f->bar), 700, 100);
}

static void
tear_down (Fixture *f)
{
  exchange_session_abort (f->session);
  kit_close (f->window);
  g_object_unref (f->node);
}

static GtkEditable *
get_entry (Fixture *f)
{
  return GTK_EDITABLE (kit_find (f->bar, GTK_TYPE_ENTRY, NULL));
}

/* What a person sees: widgets of hidden pages do not count. */
static gboolean
is_shown (gpointer root, GType type, const char *name)
{
  GtkWidget *widget = kit_find (root, type, name);

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static gboolean
has_status (gpointer data)
{
  Fixture *f = data;

  return is_shown (f->bar, GTK_TYPE_LABEL, f->status);
}

static void
wait_for_status (Fixture *f, const char *status)
{
  f->status = status;
  kit_wait (has_status, f);
}

static void
connect_fixture (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  app_sessions_connect (app_sessions_get_default (), f->node, &error);
  g_assert_no_error (error);
}

static const char *
get_url (WorkspaceNode *node)
{
  const char *url = workspace_node_get (node, "url");

  return url != NULL ? url : "";
}

static void
test_typing (void)
{
  Fixture f;

  set_up (&f, "ws://a");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&f)), ==, "ws://a");

  gtk_editable_set_text (get_entry (&f), "ws://b");
  g_assert_cmpstr (workspace_node_get (f.node, "url"), ==, "ws://b");

  /* from outside: the cursor stays */
  gtk_editable_set_position (get_entry (&f), 3);
  workspace_node_set (f.node, "url", "ws://other");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&f)), ==, "ws://other");
  g_assert_cmpint (gtk_editable_get_position (get_entry (&f)), ==, 3);
  workspace_undo (workspace_node_get_workspace (f.node));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&f)), ==, get_url (f.node));
  tear_down (&f);
}

static void
test_other_node (void)
{
  g_autoptr (WorkspaceNode) other = request_kit_new_node ("ws://other");
  Fixture f;

  set_up (&f, "ws://a");
  g_object_set (f.bar, "node", other, NULL);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&f)), ==, "ws://other");
  g_assert_cmpstr (workspace_node_get (f.node, "url"), ==, "ws://a");
  gtk_editable_set_text (get_entry (&f), "ws://c");
  g_assert_cmpstr (workspace_node_get (f.node, "url"), ==, "ws://a");
  g_assert_cmpstr (workspace_node_get (other, "url"), ==, "ws://c");
  g_object_set (f.bar, "node", NULL, "session", NULL, NULL);
  tear_down (&f);
}

static void
test_connection (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  Fixture f;

  set_up (&f, url);
  g_assert_true (is_shown (f.bar, GTK_TYPE_BUTTON, "Connect"));

  connect_fixture (&f);
  g_assert_true (is_shown (f.bar, GTK_TYPE_BUTTON, "Cancel"));
  wait_for_status (&f, "CONNECTED");
  g_assert_true (is_shown (f.bar, ADW_TYPE_SPLIT_BUTTON, "Disconnect"));
  g_assert_false (is_shown (f.bar, GTK_TYPE_BUTTON, "Cancel"));

  exchange_session_close (f.session, 1000, NULL);
  wait_for_status (&f, "Closed 1000");
  g_assert_true (is_shown (f.bar, GTK_TYPE_BUTTON, "Connect"));
  tear_down (&f);
}

static void
test_refused (void)
{
  g_autofree char *url = request_kit_dup_url ("/status?code=403");
  Fixture f;
  GtkWidget *label;

  set_up (&f, url);
  connect_fixture (&f);
  wait_for_status (&f, "Refused 403");
  label = kit_find (f.bar, GTK_TYPE_LABEL, "Refused 403");
  g_assert_true (gtk_widget_has_css_class (label, "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (gtk_widget_get_parent (label)));
  tear_down (&f);
}

static void
test_failed (void)
{
  g_autofree char *url = request_kit_dup_closed_url ();
  Fixture f;

  set_up (&f, url);
  connect_fixture (&f);
  wait_for_status (&f, "Failed");
  tear_down (&f);
}

static void
test_edits_hold_later (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  Fixture f;
  GtkRevealer *revealer;

  set_up (&f, url);
  revealer = kit_find (f.bar, GTK_TYPE_REVEALER, NULL);
  connect_fixture (&f);
  wait_for_status (&f, "CONNECTED");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));

  gtk_editable_set_text (get_entry (&f), "ws://next");
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  wait_for_status (&f, "Changes hold for the next connection");
  exchange_session_close (f.session, 1000, NULL);
  wait_for_status (&f, "Closed 1000");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  tear_down (&f);
}

static void
test_problem (void)
{
  Fixture f;
  g_autofree char *problem = NULL;

  set_up (&f, "ws://a b");
  /* whatever it says, it is text and not markup */
  g_object_set (f.bar, "problem", "<b>No & no", NULL);
  wait_for_status (&f, "<b>No & no");
  gtk_editable_set_text (get_entry (&f), "ws://ab");
  g_object_get (f.bar, "problem", &problem, NULL);
  g_assert_null (problem);
  tear_down (&f);
}

static gboolean
has_problem (gpointer bar)
{
  g_autofree char *problem = NULL;

  g_object_get (bar, "problem", &problem, NULL);

  return problem != NULL;
}

static void
test_wrong_address (void)
{
  Fixture f;

  set_up (&f, NULL);
  gtk_editable_set_text (get_entry (&f), "gopher://example.com");
  kit_wait (has_problem, f.bar);
  gtk_editable_set_text (get_entry (&f), "example.com");
  g_assert_false (has_problem (f.bar));
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/url-bar/typing", test_typing);
  g_test_add_func ("/app/url-bar/other-node", test_other_node);
  g_test_add_func ("/app/url-bar/connection", test_connection);
  g_test_add_func ("/app/url-bar/refused", test_refused);
  g_test_add_func ("/app/url-bar/failed", test_failed);
  g_test_add_func ("/app/url-bar/edits-hold-later", test_edits_hold_later);
  g_test_add_func ("/app/url-bar/problem", test_problem);

  g_test_add_func ("/app/url-bar/wrong-address", test_wrong_address);

  return g_test_run ();
}
