/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The connection options of a request with the values that hold; while it is connected, that
 * changes hold for the next connection. Properties: "node" (WorkspaceNode, nullable). */
#define APP_TYPE_SETTINGS_PANEL (app_settings_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppSettingsPanel, app_settings_panel, APP, SETTINGS_PANEL, AdwBin)
