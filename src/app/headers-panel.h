/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The header fields of a request or a folder, those that come from the folders above and those that
 * go out by themselves; of a request also its subprotocols.
 * Properties: "node" (WorkspaceNode, nullable). */
#define APP_TYPE_HEADERS_PANEL (app_headers_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppHeadersPanel, app_headers_panel, APP, HEADERS_PANEL, AdwBin)
