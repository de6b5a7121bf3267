/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What happened around the messages of a connection, as lines (app/timeline-text.h). Reads in a
 * thread, and only while it is seen. */
#define APP_TYPE_TIMELINE_PANEL (app_timeline_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppTimelinePanel, app_timeline_panel, APP, TIMELINE_PANEL, AdwBin)

/* @folder: (nullable): of a log, which may not be there yet. */
void app_timeline_panel_set_folder (AppTimelinePanel *panel, const char *folder);

/* The log has grown. Cheap enough for every frame. */
void app_timeline_panel_refresh (AppTimelinePanel *panel);

/* Scrolls to the first certificate, as soon as there is one. */
void app_timeline_panel_show_certificate (AppTimelinePanel *panel);
