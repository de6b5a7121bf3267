/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The saved messages of a request and the editor of the one that is shown. Properties: "node"
 * (WorkspaceNode); nullable. */
#define APP_TYPE_BODY_PANEL (app_body_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppBodyPanel, app_body_panel, APP, BODY_PANEL, AdwBin)
