/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

struct _AppPreferencesWindow
{
  AdwPreferencesWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AppPreferencesWindow, app_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
app_preferences_window_class_init (AppPreferencesWindowClass *klass)
{
}

static void
app_preferences_window_init (AppPreferencesWindow *self)
{
}

GtkWindow *
app_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (APP_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", FALSE, NULL);
}
