/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <adwaita.h>

/* One row of the sidebar: what it is, its name or the entry that renames it, whether it is
 * connected, and the button of its menu where the pointer or the selection is. Clicks, keys and
 * what is dragged are the sidebar's.
 *
 * Signals: "rename-ended" (boolean is_committed): the entry is gone, by Enter or leaving it (TRUE)
 * or by Escape (FALSE). "menu": its button was pressed. */
#define APP_TYPE_SIDEBAR_ROW (app_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, APP, SIDEBAR_ROW, GtkWidget)

AppSidebarRow *app_sidebar_row_new (void);

/* @is_pin: it is the one in the section of pins. */
void app_sidebar_row_set_node (AppSidebarRow *row, WorkspaceNode *node, gboolean is_pin);
WorkspaceNode *app_sidebar_row_get_node (AppSidebarRow *row); /* nullable, borrowed */
gboolean app_sidebar_row_get_is_pin (AppSidebarRow *row);

/* Puts an entry in the place of the name, all of it selected. Nothing happens for files that are
 * not to be written. */
void app_sidebar_row_start_rename (AppSidebarRow *row);
gboolean app_sidebar_row_is_renaming (AppSidebarRow *row);

/* Shows the button of the menu, or takes it away. */
void app_sidebar_row_set_has_button (AppSidebarRow *row, gboolean has_button);

/* Returns: (nullable): that button, for the menu to point to; borrowed. */
GtkWidget *app_sidebar_row_get_button (AppSidebarRow *row);
