/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/field-text.h"
#include "workspace/node.h"

/* Between the rows under a key of a node and AppFields. */

/* Returns: what the rows under @key are. */
AppFieldKind app_field_rows_get_kind (const char *key);

/* Inserts @field as a row at @position (or the end). */
void app_field_rows_insert (WorkspaceNode *node,
                            const char *key,
                            guint position,
                            const AppField *field,
                            const char *description);

/* Returns: (transfer full): all rows as text, as in app/field-text.h. */
char *app_field_rows_dup_text (WorkspaceNode *node, const char *key);

/* Makes the rows say what @text says. Rows that stay the same are not touched; a row whose line was
 * edited keeps what the text does not show (its description). */
void app_field_rows_set_text (WorkspaceNode *node, const char *key, const char *text);

/* Returns: whether @text says what the rows say. */
gboolean app_field_rows_is_text (WorkspaceNode *node, const char *key, const char *text);

/* Removes all rows, or one. Returns: (transfer full): what puts them back:
 * app_field_rows_put_back(). */
typedef struct _AppFieldRowsUndo AppFieldRowsUndo;

AppFieldRowsUndo *app_field_rows_remove (WorkspaceNode *node, const char *key, guint position);
AppFieldRowsUndo *app_field_rows_remove_all (WorkspaceNode *node, const char *key);
void app_field_rows_put_back (AppFieldRowsUndo *undo);
void app_field_rows_undo_free (AppFieldRowsUndo *undo);
