/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The tree of a workspace, its filter and the menu of new things. Signal and selection:
 * see "selected". Properties: "workspace" (Workspace); nullable. */
#define APP_TYPE_SIDEBAR (app_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebar, app_sidebar, APP, SIDEBAR, AdwBin)
