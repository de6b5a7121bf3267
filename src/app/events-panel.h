/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The events of a log: filter, list, and the preview of the selected one. Property: "view"
 * (HistoryView, nullable), whose query is the panel's.
 * Actions: "events.pause", "events.clear", "events.focus-filter", "events.newest", "events.oldest",
 * "events.export" ("json", "har" or "raw"). */
#define APP_TYPE_EVENTS_PANEL (app_events_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppEventsPanel, app_events_panel, APP, EVENTS_PANEL, AdwBin)

/* The log grew: it is looked at in the next frame. Call it as often as it grows; while it does not,
 * the panel does nothing. */
void app_events_panel_refresh (AppEventsPanel *panel);

/* Selects event @number and shows it; 0: none. */
void app_events_panel_select (AppEventsPanel *panel, guint64 number);
