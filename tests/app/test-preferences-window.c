/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

#include "app/kit.h"
#include "app/sessions.h"
#include "app/setting-row.h"
#include "history/store.h"

typedef struct
{
  GtkWindow *window;
  WorkspacePreferences *preferences;
} Fixture;

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
set_up (Fixture *f, gconstpointer page)
{
  f->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  f->window = app_preferences_window_new (NULL);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (f->window), page);
  gtk_window_present (f->window);
  kit_wait (is_mapped, f->window);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer page)
{
  kit_close (f->window);
}

static GtkEditable *
find_entry (Fixture *f, const char *title)
{
  return kit_find (kit_find (f->window, ADW_TYPE_ACTION_ROW, title), GTK_TYPE_ENTRY, NULL);
}

static void
append (GtkEditable *entry, const char *text)
{
  int position = -1;

  gtk_editable_set_position (entry, -1);
  position = gtk_editable_get_position (entry);
  gtk_editable_insert_text (entry, text, -1, &position);
}

static void
test_all_are_there (Fixture *f, gconstpointer page)
{
  gsize n;
  const ExchangeSetting *settings = exchange_settings_list (&n);

  for (gsize i = 0; i < n; i++)
    g_assert_nonnull (kit_find (f->window, APP_TYPE_SETTING_ROW, settings[i].title));
}

/* What holds for every request takes nothing that cannot be. */
static void
test_setting (Fixture *f, gconstpointer page)
{
  GtkEditable *entry = find_entry (f, "Close timeout");
  GtkWidget *row = kit_find (f->window, APP_TYPE_SETTING_ROW, "Close timeout");

  gtk_editable_set_text (entry, "7s");
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "close-timeout"), ==, "7s");
  append (entry, " cows");
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "close-timeout"), ==, "7s");
  g_assert_true (gtk_widget_has_css_class (row, "invalid"));
  workspace_preferences_set (f->preferences, "theme", "light");
  kit_settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "7s cows");
  gtk_editable_set_text (entry, "");
  g_assert_null (workspace_preferences_get (f->preferences, "close-timeout"));
  g_assert_false (gtk_widget_has_css_class (row, "invalid"));
  workspace_preferences_set (f->preferences, "theme", NULL);
}

static gboolean
is_counted (gpointer data)
{
  return g_strcmp0 (adw_action_row_get_subtitle (data), "0 B in 0 connections") == 0;
}

static void
test_history (Fixture *f, gconstpointer page)
{
  GtkSpinButton *keep = kit_find (f->window, GTK_TYPE_SPIN_BUTTON, NULL);
  GtkEditable *total = find_entry (f, "All recordings together");
  g_autofree char *folder = history_store_dup_folder ();
  AdwActionRow *row = kit_find (f->window, ADW_TYPE_ACTION_ROW, "Folder");

  g_assert_cmpint (gtk_spin_button_get_value_as_int (keep), ==, 20);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (total)), ==, "10 GiB (default)");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, folder);
  kit_wait (is_counted, kit_find (f->window, ADW_TYPE_ACTION_ROW, "Space used"));

  gtk_spin_button_set_value (keep, 3);
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "history.keep"), ==, "3");
  gtk_editable_set_text (total, "1GiB");
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "history.max-size"), ==, "1GiB");
  append (total, "much");
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "history.max-size"), ==, "1GiB");
  gtk_editable_set_text (total, "");
  g_assert_null (workspace_preferences_get (f->preferences, "history.max-size"));
  workspace_preferences_set (f->preferences, "history.keep", "50");
  kit_settle ();
  g_assert_cmpint (gtk_spin_button_get_value_as_int (keep), ==, 50);
  workspace_preferences_set (f->preferences, "history.keep", NULL);
}

static void
test_appearance (Fixture *f, gconstpointer page)
{
  AdwComboRow *theme = kit_find (f->window, ADW_TYPE_COMBO_ROW, "Style");
  GtkFontChooser *font = kit_find (f->window, GTK_TYPE_FONT_BUTTON, NULL);

  adw_combo_row_set_selected (theme, 2);
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "theme"), ==, "dark");
  adw_combo_row_set_selected (theme, 0);
  g_assert_null (workspace_preferences_get (f->preferences, "theme"));
  workspace_preferences_set (f->preferences, "theme", "light");
  g_assert_cmpuint (adw_combo_row_get_selected (theme), ==, 1);
  workspace_preferences_set (f->preferences, "theme", NULL);

  gtk_font_chooser_set_font (font, "DejaVu Sans Mono 13");
  g_signal_emit_by_name (font, "font-set");
  g_assert_cmpstr (workspace_preferences_get (f->preferences, "editor-font"), ==,
                   "DejaVu Sans Mono 13");
  g_signal_emit_by_name (kit_find (f->window, GTK_TYPE_BUTTON, "Use the System Font"), "clicked");
  g_assert_null (workspace_preferences_get (f->preferences, "editor-font"));
}

#define ADD(name, page, test) g_test_add (name, Fixture, page, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/preferences-window/all-are-there", "connection", test_all_are_there);
  ADD ("/app/preferences-window/setting", "connection", test_setting);
  ADD ("/app/preferences-window/history", "history", test_history);
  ADD ("/app/preferences-window/appearance", "appearance", test_appearance);

  return g_test_run ();
}
