/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What holds for all workspaces: connection, TLS, proxy, history, appearance. Changes hold at once
 * and are saved by themselves. */
#define APP_TYPE_PREFERENCES_WINDOW (app_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesWindow,
                      app_preferences_window,
                      APP,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @parent: nullable: what the window is shown above. */
GtkWindow *app_preferences_window_new (GtkWindow *parent);
