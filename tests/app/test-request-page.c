/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/request-page.h"

#include "app/kit.h"
#include "app/request-kit.h"
#include "app/sessions.h"
#include "app/split.h"
#include "app/tab-button.h"

#include <gtksourceview/gtksource.h>

typedef struct
{
  WorkspaceNode *node;
  ExchangeSession *session;
  GtkWidget *page;
  GtkWidget *overlay;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, const char *url, int width)
{
  f->node = request_kit_new_node (url);
  f->session = app_sessions_get (app_sessions_get_default (), f->node);
  f->page = g_object_new (APP_TYPE_REQUEST_PAGE, "node", f->node, NULL);
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay), f->page);
  f->window = kit_present (f->overlay, width, 600);
}

static void
tear_down (Fixture *f)
{
  if (exchange_session_is_live (f->session))
    exchange_session_abort (f->session);
  kit_close (f->window);
  g_object_unref (f->node);
}

static gboolean
is_open (gpointer session)
{
  return exchange_session_get_state (session) == EXCHANGE_STATE_OPEN;
}

static gboolean
is_over (gpointer session)
{
  return exchange_session_get_state (session) >= EXCHANGE_STATE_CLOSED;
}

static gboolean
has_answer (gpointer session)
{
  return exchange_session_get_facts (session)->counts.messages_in > 0;
}

static gboolean
is_enabled (Fixture *f, const char *button)
{
  return gtk_widget_get_sensitive (kit_find (f->page, GTK_TYPE_BUTTON, button));
}

static void
click (Fixture *f, const char *button)
{
  g_signal_emit_by_name (kit_find (f->page, GTK_TYPE_BUTTON, button), "clicked");
}

static void
test_walk (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  Fixture f;

  set_up (&f, url, 1100);
  request_kit_add_message (f.node, "hello", "json", "{}");
  g_assert_true (is_enabled (&f, "Connect"));
  click (&f, "Connect");
  kit_wait (is_open, f.session);
  g_assert_false (is_enabled (&f, "Connect"));

  click (&f, "Send");
  kit_wait (has_answer, f.session);
  g_assert_cmpuint (exchange_session_get_facts (f.session)->counts.bytes_out, ==, 2);

  gtk_widget_activate_action (f.page, "exchange.close", "(qs)", 4001, "enough");
  kit_wait (is_over, f.session);
  g_assert_cmpuint (exchange_session_get_facts (f.session)->code, ==, 4001);
  g_assert_true (is_enabled (&f, "Connect"));
  tear_down (&f);
}

/* Send connects first; what waits goes out as soon as the connection is open. */
static void
test_send_connects (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  Fixture f;

  set_up (&f, url, 1100);
  request_kit_add_message (f.node, "hello", "json", "{}");
  click (&f, "Send");
  click (&f, "Send");
  kit_wait (has_answer, f.session);
  g_assert_cmpuint (exchange_session_get_facts (f.session)->counts.messages_out, ==, 2);
  tear_down (&f);
}

static gboolean
has_toast (gpointer data)
{
  Fixture *f = data;
  GtkWidget *label = NULL;

  /* the toast stands before the page */
  for (GtkWidget *child = gtk_widget_get_first_child (f->overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != f->page)
      label = kit_find (child, GTK_TYPE_LABEL, NULL);

  return label != NULL && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), "Not sent: ");
}

static void
test_unsent (void)
{
  g_autofree char *url = request_kit_dup_closed_url ();
  g_autofree char *content = NULL;
  Fixture f;

  set_up (&f, url, 1100);
  request_kit_add_message (f.node, "hello", "json", "{}");
  click (&f, "Send");
  kit_wait (has_toast, &f);
  content = request_kit_dup_message (f.node, 0, "content");
  g_assert_cmpstr (content, ==, "{}");
  tear_down (&f);
}

static void
test_send_message_by_name (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  Fixture f;

  set_up (&f, url, 1100);
  request_kit_add_message (f.node, "one", "json", "1");
  request_kit_add_message (f.node, "two", "hex", "00 01 02");
  gtk_widget_activate_action (f.page, "exchange.send-message", "s", "two");
  gtk_widget_activate_action (f.page, "exchange.send-message", "s", "of no such name");
  kit_wait (has_answer, f.session);
  g_assert_cmpuint (exchange_session_get_facts (f.session)->counts.bytes_out, ==, 3);
  tear_down (&f);
}

static void
test_no_address (void)
{
  Fixture f;

  set_up (&f, NULL, 1100);
  click (&f, "Connect");
  g_assert_nonnull (kit_find (f.page, GTK_TYPE_LABEL, "Type the address of a server first"));
  g_assert_false (exchange_session_is_live (f.session));
  tear_down (&f);
}

static void
test_cancel (void)
{
  /* the answer never comes in time */
  g_autofree char *url = request_kit_dup_url ("/delay?ms=60000");
  Fixture f;

  set_up (&f, url, 1100);
  click (&f, "Connect");
  click (&f, "Cancel");
  kit_wait (is_over, f.session);
  g_assert_cmpint (exchange_session_get_problem_code (f.session), ==, EXCHANGE_ERROR_CANCELLED);
  g_assert_nonnull (kit_find (f.page, GTK_TYPE_LABEL, "Cancelled"));
  tear_down (&f);
}

static void
test_lives_on (void)
{
  g_autofree char *url = request_kit_dup_url ("/echo");
  g_autoptr (WorkspaceNode) other = request_kit_new_node (url);
  Fixture f;

  set_up (&f, url, 1100);
  click (&f, "Connect");
  kit_wait (is_open, f.session);
  g_object_set (f.page, "node", other, NULL);
  g_assert_true (is_enabled (&f, "Connect"));
  kit_settle ();
  g_assert_true (is_open (f.session));

  gtk_widget_activate_action (f.page, "exchange.disconnect-all", NULL);
  kit_wait (is_over, f.session);
  g_object_set (f.page, "node", f.node, NULL);
  g_assert_nonnull (kit_find (f.page, GTK_TYPE_LABEL, "Closed 1000"));
  tear_down (&f);
}

static guint64
get_count (Fixture *f, const char *tab)
{
  guint64 count;

  g_object_get (kit_find (f->page, APP_TYPE_TAB_BUTTON, tab), "count", &count, NULL);

  return count;
}

static void
test_tabs (void)
{
  const char *const header[] = { "name", "X", "value", "1", NULL };
  const char *const disabled[] = { "name", "Y", "value", "1", "disabled", "true", NULL };
  Fixture f;
  gboolean has_dot;

  set_up (&f, "ws://a", 1100);
  workspace_node_insert_row (f.node, "headers", 0, header);
  workspace_node_insert_row (f.node, "headers", 0, disabled);
  g_assert_cmpuint (get_count (&f, "Headers"), ==, 1);
  g_assert_cmpuint (get_count (&f, "Params"), ==, 0);
  workspace_node_set (f.node, "auth.type", "bearer");
  g_object_get (kit_find (f.page, APP_TYPE_TAB_BUTTON, "Auth"), "has-dot", &has_dot, NULL);
  g_assert_true (has_dot);

  gtk_widget_activate_action (f.page, "message.format", "s", "text");
  g_assert_nonnull (kit_find (f.page, APP_TYPE_TAB_BUTTON, "Raw"));
  gtk_widget_activate_action (f.page, "page.show-tab", "s", "headers");
  g_assert_true (gtk_toggle_button_get_active (kit_find (f.page, APP_TYPE_TAB_BUTTON, "Headers")));
  gtk_widget_activate_action (f.page, "page.show-tab", "s", "no such tab");
  gtk_widget_activate_action (f.page, "page.show-tab", "s", "body");
  tear_down (&f);
}

static void
test_narrow (void)
{
  Fixture f;
  gboolean is_wide;

  set_up (&f, "ws://a", 600);
  g_object_get (kit_find (f.page, APP_TYPE_SPLIT, NULL), "is-wide", &is_wide, NULL);
  g_assert_false (is_wide);
  tear_down (&f);
}

/* What a person has laid out is there again in the next window. */
static void
test_keeps_layout (void)
{
  Fixture f;
  double share;

  set_up (&f, "ws://a", 1200);
  g_object_set (kit_find (f.page, APP_TYPE_SPLIT, NULL), "wide-share", 0.5, NULL);
  gtk_widget_activate_action (f.page, "page.show-tab", "s", "docs");
  tear_down (&f);

  set_up (&f, "ws://a", 1200);
  g_object_get (kit_find (f.page, APP_TYPE_SPLIT, NULL), "wide-share", &share, NULL);
  g_assert_cmpfloat_with_epsilon (share, 0.5, 0.001);
  g_assert_true (gtk_toggle_button_get_active (kit_find (f.page, APP_TYPE_TAB_BUTTON, "Docs")));
  gtk_widget_activate_action (f.page, "page.show-tab", "s", "body");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/request-page/walk", test_walk);
  g_test_add_func ("/app/request-page/send-connects", test_send_connects);
  g_test_add_func ("/app/request-page/unsent", test_unsent);
  g_test_add_func ("/app/request-page/send-message-by-name", test_send_message_by_name);
  g_test_add_func ("/app/request-page/no-address", test_no_address);
  g_test_add_func ("/app/request-page/cancel", test_cancel);
  g_test_add_func ("/app/request-page/lives-on", test_lives_on);
  g_test_add_func ("/app/request-page/tabs", test_tabs);
  g_test_add_func ("/app/request-page/narrow", test_narrow);
  g_test_add_func ("/app/request-page/keeps-layout", test_keeps_layout);

  return g_test_run ();
}
