/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The address, the state of the connection, Connect, Cancel or Disconnect. Properties: "node"
 * (WorkspaceNode), "session" (ExchangeSession); nullable. */
#define APP_TYPE_URL_BAR (app_url_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppUrlBar, app_url_bar, APP, URL_BAR, AdwBin)
