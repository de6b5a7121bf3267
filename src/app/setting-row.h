/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/settings.h"

#include <adwaita.h>

/* One option of a connection: what it is called and does, its own value or the default that holds
 * without one and where that comes from, a way back to the default. What is typed into a request
 * is kept even when it cannot be taken, with the reason beside it; the preferences take only what
 * can be, since they hold for every request. */
#define APP_TYPE_SETTING_ROW (app_setting_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSettingRow, app_setting_row, APP, SETTING_ROW, AdwActionRow)

/* @setting: static. @preferences: borrowed, outlives the row. */
GtkWidget *app_setting_row_new (const ExchangeSetting *setting, WorkspacePreferences *preferences);

/* @node: whose value it is; NULL: the preferences'. A reference is held. */
void app_setting_row_set_node (AppSettingRow *self, WorkspaceNode *node);

/* Shows the values that hold now. */
void app_setting_row_refresh (AppSettingRow *self);
