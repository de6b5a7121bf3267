/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/row.h"

#include <adwaita.h>

/* One saved message in the list of them: its name, to be changed in place, its format, and a menu.
 * It is dragged to be moved; what is chosen activates "message.*" with its position. */
#define APP_TYPE_MESSAGE_ROW (app_message_row_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageRow, app_message_row, APP, MESSAGE_ROW, GtkListBoxRow)

/* @is_shown: whether it is the one in the editor. */
GtkWidget *app_message_row_new (WorkspaceRow *row, guint position, gboolean is_shown);

guint app_message_row_get_position (AppMessageRow *row);

/* Returns: borrowed. */
WorkspaceRow *app_message_row_get_row (AppMessageRow *row);

/* Turns the name into an entry: Enter and leaving it commit, Escape does not. */
void app_message_row_rename (AppMessageRow *row);
