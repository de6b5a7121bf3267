/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

#include <adwaita.h>

/* The menu of the workspace in the header bar: its name, to be changed in place, where it is, the
 * recent ones, and how to get another. Made when it is first opened. */
#define APP_TYPE_WORKSPACE_MENU (app_workspace_menu_get_type ())
G_DECLARE_FINAL_TYPE (AppWorkspaceMenu, app_workspace_menu, APP, WORKSPACE_MENU, GtkPopover)

GtkWidget *app_workspace_menu_new (void);

/* @workspace: nullable. @state: of the application, for the recent ones; borrowed for the call. To
 * be called each time before the menu is opened. */
void
app_workspace_menu_update (AppWorkspaceMenu *menu, Workspace *workspace, WorkspaceState *state);
