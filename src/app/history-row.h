/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/history-item.h"

#include <adwaita.h>

/* A recorded connection in the menu of them. Property: "item" (AppHistoryItem). Its buttons
 * activate "history.pin" and "history.delete" with the folder of its log. */
#define APP_TYPE_HISTORY_ROW (app_history_row_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryRow, app_history_row, APP, HISTORY_ROW, GtkListBoxRow)

/* @is_current: it is the one that is looked at. */
GtkWidget *app_history_row_new (AppHistoryItem *item, gboolean is_current);

AppHistoryItem *app_history_row_get_item (AppHistoryRow *row);
