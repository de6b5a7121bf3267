/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

#include <adwaita.h>

/* The tree of a workspace: a filter and the menu of new things above it, pins on top, a menu for
 * each row, renaming in place, drag and drop.
 *
 * Properties: "workspace" (Workspace, read-only), "selected" (WorkspaceNode, nullable, notified):
 * what the page shows; it stays selected while a filter hides it.
 * Signals: "opened": Enter was pressed on a request, or ended the naming of a new one: what comes
 * next is its address. "picked": a request was clicked. */
#define APP_TYPE_SIDEBAR (app_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebar, app_sidebar, APP, SIDEBAR, AdwBin)

/* @workspace: nullable. @state: of that workspace; borrowed, has to outlive the sidebar or the next
 * call of this. */
void app_sidebar_set_workspace (AppSidebar *sidebar, Workspace *workspace, WorkspaceState *state);

/* Returns: borrowed. */
WorkspaceNode *app_sidebar_get_selected (AppSidebar *sidebar);

/* Selects @node, opens the folders above it and scrolls to it; NULL: selects nothing. */
void app_sidebar_select (AppSidebar *sidebar, WorkspaceNode *node);

/* Selects the next (@step 1) or previous (-1) request that is shown. */
void app_sidebar_select_neighbour (AppSidebar *sidebar, int step);

/* Each acts on @node; what goes wrong is told in a toast. */

/* Adds a request or folder at the end of @folder, or of the folder in which @folder lies when that
 * is a request, and lets its name be typed. NULL: where the selection is. */
void app_sidebar_add (AppSidebar *sidebar, WorkspaceKind kind, WorkspaceNode *folder);
void app_sidebar_rename (AppSidebar *sidebar, WorkspaceNode *node);
void app_sidebar_duplicate (AppSidebar *sidebar, WorkspaceNode *node);
void app_sidebar_remove (AppSidebar *sidebar, WorkspaceNode *node);
void app_sidebar_toggle_pin (AppSidebar *sidebar, WorkspaceNode *node);

void app_sidebar_focus_filter (AppSidebar *sidebar);
void app_sidebar_focus_tree (AppSidebar *sidebar);
