/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The address, the state of the connection, Connect, Cancel or Disconnect. What is typed is the
 * node's "url" at once. Buttons, keys and menus activate the actions "exchange.*" of the page.
 * Properties: "node" (WorkspaceNode), "session" (ExchangeSession); nullable.
 * "problem" (text, nullable): why the request cannot be sent as it is, shown below the address
 * until it is edited or connected. */
#define APP_TYPE_URL_BAR (app_url_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppUrlBar, app_url_bar, APP, URL_BAR, AdwBin)

/* Puts the cursor into the address, all of it selected. */
void app_url_bar_focus_address (AppUrlBar *bar);
