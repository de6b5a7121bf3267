/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/field-text.h"
#include "workspace/row.h"

#include <adwaita.h>

/* One row of an AppKeyValueTable: on/off, name, value, description, delete. It writes what is typed
 * into its WorkspaceRow at once; while what is typed comes back from there, cursor and selection
 * stay. Without a WorkspaceRow it is the empty row at the end.
 *
 * Signals:
 *   "filled" ()           something was typed into the empty row
 *   "pasted" (GPtrArray)  rows of AppField were pasted, to be put in after this one
 *   "moved" (int)         Alt+Up or Alt+Down: by how many places
 *   "removed" ()          the delete button
 *   "activated" ()        Enter in the last cell
 *   "left" ()             the keyboard focus has left the row
 * Properties: "shows-description" (boolean). */
#define APP_TYPE_KEY_VALUE_ROW (app_key_value_row_get_type ())
G_DECLARE_FINAL_TYPE (AppKeyValueRow, app_key_value_row, APP, KEY_VALUE_ROW, GtkWidget)

GtkWidget *app_key_value_row_new (AppFieldKind kind);

/* @row: nullable; a reference is held. */
void app_key_value_row_set_row (AppKeyValueRow *self, WorkspaceRow *row);
WorkspaceRow *app_key_value_row_get_row (AppKeyValueRow *self);

/* Shows what the WorkspaceRow holds now. */
void app_key_value_row_refresh (AppKeyValueRow *self);

/* What was typed into the empty row; borrowed until the next change. */
const char *app_key_value_row_get_name (AppKeyValueRow *self);
const char *app_key_value_row_get_value (AppKeyValueRow *self);

/* Returns: whether nothing stands in any cell. */
gboolean app_key_value_row_is_empty (AppKeyValueRow *self);

/* Puts the focus into the first cell. */
void app_key_value_row_focus (AppKeyValueRow *self);
