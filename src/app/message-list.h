/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/row.h"

#include <adwaita.h>

/* The saved messages of a request in a popover: one is shown by a click, renamed by F2, moved by a
 * drag or Alt+Up and Alt+Down, deleted by Delete; each row has a menu for the same. */
#define APP_TYPE_MESSAGE_LIST (app_message_list_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageList, app_message_list, APP, MESSAGE_LIST, GtkPopover)

/* Shows the WorkspaceRows of @rows (nullable); @shown: nullable: the one in the editor. */
void app_message_list_update (AppMessageList *list, GListModel *rows, WorkspaceRow *shown);
