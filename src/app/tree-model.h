/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

#include <gtk/gtk.h>

/* What the sidebar lists: the pinned requests, then the tree of a workspace with the folders open
 * that were left open; or, while there is a filter, what matches it by name or URL with everything
 * above it, and what lies in folders that match. Pins and open folders are kept in the state of the
 * workspace.
 *
 * Signal "replaced": app_tree_model_get_list() is another one from now on. */
#define APP_TYPE_TREE_MODEL (app_tree_model_get_type ())
G_DECLARE_FINAL_TYPE (AppTreeModel, app_tree_model, APP, TREE_MODEL, GObject)

/* @state: borrowed, has to outlive the model. */
AppTreeModel *app_tree_model_new (Workspace *workspace, WorkspaceState *state);

/* Returns: of GtkTreeListRow, whose item is for app_tree_model_get_node(); borrowed. */
GtkTreeListModel *app_tree_model_get_list (AppTreeModel *tree);

/* Returns: what @row shows; borrowed from it. @is_pin: nullable, out: whether it stands in the
 * section of pins. */
WorkspaceNode *app_tree_model_get_node (GtkTreeListRow *row, gboolean *is_pin);

/* Shows what contains @text in any case; "": everything. */
void app_tree_model_set_filter (AppTreeModel *tree, const char *text);
gboolean app_tree_model_is_filtered (AppTreeModel *tree);

/* Opens the folders above @node. Returns: its position in the list (not that of its pin), or
 * GTK_INVALID_LIST_POSITION while a filter hides it. */
guint app_tree_model_reveal (AppTreeModel *tree, WorkspaceNode *node);

/* To be called when a folder was opened or closed: keeps that, and opens what was open in it. */
void app_tree_model_remember (AppTreeModel *tree, GtkTreeListRow *row);

gboolean app_tree_model_is_pinned (AppTreeModel *tree, WorkspaceNode *node);
void app_tree_model_set_pinned (AppTreeModel *tree, WorkspaceNode *node, gboolean is_pinned);
guint app_tree_model_get_n_pins (AppTreeModel *tree);
