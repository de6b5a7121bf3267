/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The rows of a HistoryView: a scrollable with one widget for each row that can be seen.
 * Properties: "view" (HistoryView); nullable. */
#define APP_TYPE_EVENT_LIST (app_event_list_get_type ())
G_DECLARE_FINAL_TYPE (AppEventList, app_event_list, APP, EVENT_LIST, AdwBin)
