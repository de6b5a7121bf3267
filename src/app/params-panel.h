/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Query and path parameters, and the URL that comes of them. Properties: "node" (WorkspaceNode,
 * nullable). Actions: "params.import" (the query of the URL becomes rows), "params.copy-url". */
#define APP_TYPE_PARAMS_PANEL (app_params_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppParamsPanel, app_params_panel, APP, PARAMS_PANEL, AdwBin)
