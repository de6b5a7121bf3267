/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/view.h"

#include <gtk/gtk.h>

/* The rows of a HistoryView, for a scrolled window: one widget for each row that can be seen, bound
 * to another event as the list moves, so that ten million rows cost what forty do. (GTK's list
 * views keep 205 rows and bind them all again at each batch.)
 *
 * At the top it follows: the newest event is always there. Scrolled away it stands still, and
 * counts what has come meanwhile.
 *
 * Properties:
 *   "view"      (HistoryView, nullable, notified)
 *   "selected"  (uint64, notified): the number of the selected event; 0: none. It stays selected
 *               while rows come and while a filter hides it.
 *   "n-new"     (uint64, read-only, notified): rows that came above while it was scrolled away
 * Actions: "event.copy" (the data of the selected event), "event.copy-as" ("text", "hex", "base64",
 * "json": the line of docs/formats.md), "event.deselect", "event.menu". Another log in the view
 * selects nothing. */
#define APP_TYPE_EVENT_LIST (app_event_list_get_type ())
G_DECLARE_FINAL_TYPE (AppEventList, app_event_list, APP, EVENT_LIST, GtkWidget)

GtkWidget *app_event_list_new (void);

guint64 app_event_list_get_selected (AppEventList *list);

/* Selects event @number and brings it, or the next older one that is shown, into view; 0: none. */
void app_event_list_select (AppEventList *list, guint64 number);

/* Looks at the log at the next frame: for who knows that it grew. Costs nothing while it does not.
 */
void app_event_list_refresh (AppEventList *list);

/* To the newest row, which it follows from then on, and to the oldest one. */
void app_event_list_go_to_newest (AppEventList *list);
void app_event_list_go_to_oldest (AppEventList *list);
