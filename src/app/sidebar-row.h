/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <adwaita.h>

/* One row of the sidebar: what it is, its name or the entry that renames it, whether it is
 * connected, and the button of its menu.
 *
 * Properties: "node" (WorkspaceNode, nullable), "is-pin" (boolean: it is the one in the section of
 * pins).
 * Signals: "rename-ended" (boolean is_committed): the entry is gone, by Enter or leaving it (TRUE)
 * or by Escape (FALSE). "menu" (double x, double y): it was asked for, there. "clicked": a
 * request was clicked once. */
#define APP_TYPE_SIDEBAR_ROW (app_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, APP, SIDEBAR_ROW, GtkWidget)

AppSidebarRow *app_sidebar_row_new (void);

void app_sidebar_row_set_node (AppSidebarRow *row, WorkspaceNode *node, gboolean is_pin);
WorkspaceNode *app_sidebar_row_get_node (AppSidebarRow *row); /* nullable, borrowed */
gboolean app_sidebar_row_get_is_pin (AppSidebarRow *row);

/* Puts an entry in the place of the name, all of it selected. Nothing happens for files that are
 * not to be written. */
void app_sidebar_row_start_rename (AppSidebarRow *row);
gboolean app_sidebar_row_is_renaming (AppSidebarRow *row);
