/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* How a request or a folder authenticates: the keys "auth.*" of the node, see auth/credentials.h.
 * Properties: "node" (WorkspaceNode, nullable). */
#define APP_TYPE_AUTH_PANEL (app_auth_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppAuthPanel, app_auth_panel, APP, AUTH_PANEL, AdwBin)
