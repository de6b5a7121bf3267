/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/settings-panel.h"

#include "app/kit.h"
#include "app/request-kit.h"
#include "app/sessions.h"
#include "app/setting-row.h"
#include "app/setting-text.h"
#include "exchange/settings.h"

typedef struct
{
  WorkspaceNode *node;
  GtkWidget *panel;
  GtkWindow *window;
  WorkspacePreferences *preferences;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *url = request_kit_dup_url ("/echo");

  f->node = request_kit_new_node (url);
  f->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  f->panel = g_object_new (APP_TYPE_SETTINGS_PANEL, "node", f->node, NULL);
  f->window = kit_present (f->panel, 500, 800);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  kit_close (f->window);
  g_object_unref (f->node);
}

static GtkEditable *
find_entry (Fixture *f, const char *title)
{
  return kit_find (kit_find (f->panel, APP_TYPE_SETTING_ROW, title), GTK_TYPE_ENTRY, NULL);
}

static GtkWidget *
find_reset (Fixture *f, const char *title)
{
  return kit_find (kit_find (f->panel, APP_TYPE_SETTING_ROW, title), GTK_TYPE_BUTTON,
                   "Use the Default");
}

static void
test_all_are_there (Fixture *f, gconstpointer data)
{
  gsize n;
  const ExchangeSetting *settings = exchange_settings_list (&n);

  for (gsize i = 0; i < n; i++)
    g_assert_nonnull (kit_find (f->panel, APP_TYPE_SETTING_ROW, settings[i].title));
}

static void
test_text (Fixture *f, gconstpointer data)
{
  GtkEditable *entry = find_entry (f, "Connect timeout");
  GtkWidget *row = kit_find (f->panel, APP_TYPE_SETTING_ROW, "Connect timeout");
  GtkWidget *reset = find_reset (f, "Connect timeout");

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "30 s (default)");
  g_assert_false (gtk_widget_get_visible (reset));

  gtk_editable_set_text (entry, "10s");
  g_assert_cmpstr (workspace_node_get (f->node, "settings.connect-timeout"), ==, "10s");
  g_assert_true (gtk_widget_get_visible (reset));

  /* kept as typed, with the reason beside it */
  gtk_editable_set_text (entry, "soon");
  g_assert_cmpstr (workspace_node_get (f->node, "settings.connect-timeout"), ==, "soon");
  g_assert_true (gtk_widget_has_css_class (row, "invalid"));
  kit_settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "soon");

  g_signal_emit_by_name (reset, "clicked");
  kit_settle ();
  g_assert_null (workspace_node_get (f->node, "settings.connect-timeout"));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_false (gtk_widget_has_css_class (row, "invalid"));
}

static void
test_preferences_hold (Fixture *f, gconstpointer data)
{
  GtkEditable *entry = find_entry (f, "Connect timeout");

  workspace_preferences_set (f->preferences, "connect-timeout", "5s");
  kit_settle ();
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "5 s (preferences)");
  workspace_preferences_set (f->preferences, "connect-timeout", NULL);
  kit_settle ();
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==, "30 s (default)");
}

static const char *
get_word (GtkDropDown *choice)
{
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (choice));
}

static void
test_choice (Fixture *f, gconstpointer data)
{
  GtkDropDown *choice = kit_find (kit_find (f->panel, APP_TYPE_SETTING_ROW, "Compression"),
                                  GTK_TYPE_DROP_DOWN, NULL);

  g_assert_cmpstr (get_word (choice), ==, "On (default)");
  gtk_drop_down_set_selected (choice, 2);
  g_assert_cmpstr (workspace_node_get (f->node, "settings.compression"), ==, "false");
  workspace_undo (workspace_node_get_workspace (f->node));
  kit_settle ();
  g_assert_cmpstr (get_word (choice), ==, "On (default)");
  g_assert_null (workspace_node_get (f->node, "settings.compression"));
  workspace_node_set (f->node, "settings.compression", "true");
  kit_settle ();
  g_assert_cmpstr (get_word (choice), ==, "On");
}

static gboolean
is_open (gpointer data)
{
  return exchange_session_get_state (data) == EXCHANGE_STATE_OPEN;
}

static gboolean
is_over (gpointer data)
{
  return !exchange_session_is_live (data);
}

static void
test_live (Fixture *f, gconstpointer data)
{
  AppSessions *sessions = app_sessions_get_default ();
  ExchangeSession *session = app_sessions_get (sessions, f->node);
  GtkWidget *label = kit_find (f->panel, GTK_TYPE_LABEL,
                               "Connected. Changes hold for the next connection.");

  g_assert_false (gtk_widget_get_mapped (label));
  g_assert_true (app_sessions_connect (sessions, f->node, NULL));
  kit_wait (is_open, session);
  kit_settle ();
  g_assert_true (gtk_widget_get_mapped (label));
  exchange_session_close (session, 1000, NULL);
  kit_wait (is_over, session);
  kit_settle ();
  g_assert_false (gtk_widget_get_mapped (label));
}

static const struct
{
  const char *key;
  const char *value;
  const char *text;
} texts[] = {
  { "connect-timeout", "30s", "30 s" },
  { "connect-timeout", "0", "Never" },
  { "connect-timeout", "500ms", "500 ms" },
  { "connect-timeout", "soon", "soon" },
  { "ping-interval", "0s", "Off" },
  { "max-message-size", "64MiB", "64 MiB" },
  { "compression", "true", "On" },
  { "compression", "no", "Off" },
  { "ca-file", "", "None" },
  { "ca-file", "ca.pem", "ca.pem" },
  { "proxy", "", "Automatic" },
  { "passphrase", "pw", "••••••••" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = app_setting_text_dup_value (exchange_settings_find (texts[i].key),
                                                          texts[i].value);

      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/settings-panel/all-are-there", test_all_are_there);
  ADD ("/app/settings-panel/text", test_text);
  ADD ("/app/settings-panel/preferences-hold", test_preferences_hold);
  ADD ("/app/settings-panel/choice", test_choice);
  ADD ("/app/settings-panel/live", test_live);
  g_test_add_func ("/app/settings-panel/words", test_words);

  return g_test_run ();
}
