/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/row.h"

#include <adwaita.h>

/* The text of one saved message. What is typed is in the row at once (a moment later where the text
 * is large); what changes in the row comes into the editor with the cursor kept. JSON is coloured
 * and checked while it is small enough for that; what would freeze the window is not put into the
 * editor before it is asked for.
 *
 * Signal "started" (text): typed without a row: the first text of a message to be made. */
#define APP_TYPE_MESSAGE_EDITOR (app_message_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageEditor, app_message_editor, APP, MESSAGE_EDITOR, AdwBin)

/* @row: nullable: none yet. A row that has the text of the editor already does not touch it. */
void app_message_editor_set_row (AppMessageEditor *editor, WorkspaceRow *row);

/* Takes over what has changed in the row. */
void app_message_editor_refresh (AppMessageEditor *editor);

/* Puts what is not in the row yet into it. */
void app_message_editor_flush (AppMessageEditor *editor);

/* Returns: (transfer full): the text as it is now. */
char *app_message_editor_dup_text (AppMessageEditor *editor);

/* Replaces the text, to be undone with Ctrl+Z. */
void app_message_editor_replace (AppMessageEditor *editor, const char *text);
