/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The events of a log: filter, list, and the preview of the selected one. Properties: "view"
 * (HistoryView); nullable. */
#define APP_TYPE_EVENTS_PANEL (app_events_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppEventsPanel, app_events_panel, APP, EVENTS_PANEL, AdwBin)
