/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What came of a connection: its status, and the tabs Events, Headers, Cookies, Timeline.
 * Properties: "node" (WorkspaceNode), "session" (ExchangeSession); nullable. */
#define APP_TYPE_RESPONSE_PANE (app_response_pane_get_type ())
G_DECLARE_FINAL_TYPE (AppResponsePane, app_response_pane, APP, RESPONSE_PANE, AdwBin)
