/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The rows under a key of a node ("headers", "params", "subprotocols") as a table: on/off, name,
 * value, description. An empty row at the end becomes a real one when something is typed into it.
 * Rows move by their handle and by Alt+Up and Alt+Down; several lines that are pasted become rows;
 * all can be edited as text. The cell that has the focus stays as it is while rows come and go.
 *
 * Properties:
 *   "node"     (WorkspaceNode, nullable)
 *   "key"      (construct only) decides what may stand in the cells: app/field-text.h
 *   "title"    (construct only) shown above
 *   "subtitle" (construct only, nullable) a sentence below the title
 *   "is-text"  (boolean) whether it is edited as text
 * Actions: "table.delete-all", "table.copy", "table.is-text", "table.shows-description". */
#define APP_TYPE_KEY_VALUE_TABLE (app_key_value_table_get_type ())
G_DECLARE_FINAL_TYPE (AppKeyValueTable, app_key_value_table, APP, KEY_VALUE_TABLE, AdwBin)
