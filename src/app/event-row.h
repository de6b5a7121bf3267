/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

#include <gtk/gtk.h>

/* One event in a list: an icon for its kind and direction, what it says, its size and its time.
 * Made to be bound to another event at every frame. */
#define APP_TYPE_EVENT_ROW (app_event_row_get_type ())
G_DECLARE_FINAL_TYPE (AppEventRow, app_event_row, APP, EVENT_ROW, GtkWidget)

GtkWidget *app_event_row_new (void);

/* Shows event @number of @reader, or that it cannot be read any more. Nothing is read when it shows
 * that event already. @width: the pixels there are for it; text that has no place in them is left
 * out. */
void app_event_row_bind (AppEventRow *row, HistoryReader *reader, guint64 number, int width);

/* Forgets the event, so that the next bind reads it anew. */
void app_event_row_unbind (AppEventRow *row);

/* Returns: the number of the event that is shown; 0: none. */
guint64 app_event_row_get_number (AppEventRow *row);

void app_event_row_set_selected (AppEventRow *row, gboolean is_selected);
