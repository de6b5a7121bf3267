/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One entry of a list in a node: a header, a parameter, a message. Columns are texts; a column that
 * is absent is NULL. A header has "name", "value", "disabled" ("true"), "description"; a message
 * has "name", "format" ("json", "text"), "content". Properties, notified: "name", "value",
 * "content", "is-enabled". */
#define WORKSPACE_TYPE_ROW (workspace_row_get_type ())
G_DECLARE_FINAL_TYPE (WorkspaceRow, workspace_row, WORKSPACE, ROW, GObject)

/* Returns: (nullable): borrowed until the next change. */
const char *workspace_row_get (WorkspaceRow *row, const char *column);

/* Sets the column; NULL removes it. Saved and undoable as workspace_node_set(). */
void workspace_row_set (WorkspaceRow *row, const char *column, const char *value);

gboolean workspace_row_is_enabled (WorkspaceRow *row);
void workspace_row_set_enabled (WorkspaceRow *row, gboolean is_enabled);
