/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A button with a menu of the recorded connections of a request: to look at one, to pin, to delete
 * with undo. They are listed, in a thread, when the menu opens.
 *
 * Properties, notified:
 *   "request-id"  (text, nullable): of a saved request
 *   "label"       (text): of the button: which connection is looked at
 *   "current"     (text, nullable): the folder of the log that is looked at
 * Signals:
 *   "chosen"  (folder): one was chosen
 *   "gone"    (folder): one was deleted */
#define APP_TYPE_HISTORY_MENU (app_history_menu_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryMenu, app_history_menu, APP, HISTORY_MENU, AdwBin)

void app_history_menu_popup (AppHistoryMenu *menu);
