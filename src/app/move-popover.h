/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <adwaita.h>

/* Asks for the folder into which a request or folder is to be moved, with a filter over the paths
 * of all folders.
 *
 * Signal "chosen" (WorkspaceNode folder): one was picked; the popover goes by itself. */
#define APP_TYPE_MOVE_POPOVER (app_move_popover_get_type ())
G_DECLARE_FINAL_TYPE (AppMovePopover, app_move_popover, APP, MOVE_POPOVER, GtkPopover)

/* Lists where @node may go: not where it is, and not into itself. */
GtkWidget *app_move_popover_new (WorkspaceNode *node);
