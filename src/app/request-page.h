/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A WebSocket request: the address above, what is sent and what came below; side by side, or one
 * below the other where the page is narrow. Properties: "node" (WorkspaceNode); nullable.
 *
 * Actions, enabled as the connection's state allows: "exchange.connect", "exchange.cancel" (while
 * connecting), "exchange.disconnect" (with 1000), "exchange.close" (code and reason, "(qs)"),
 * "exchange.abort" (without a closing handshake), "exchange.disconnect-all" (of every request),
 * "exchange.send" (the message that is shown; connects first) and "exchange.send-message" (s: the
 * saved message of that name). "message.*": see body-panel.h. "page.show-tab" (s: "body", "params",
 * "auth", "headers", "docs", "settings"). Ctrl+Enter connects, in the message editor it sends;
 * Ctrl+Shift+Enter sends. */
#define APP_TYPE_REQUEST_PAGE (app_request_page_get_type ())
G_DECLARE_FINAL_TYPE (AppRequestPage, app_request_page, APP, REQUEST_PAGE, AdwBin)

/* Puts the cursor into the address, all of it selected. */
void app_request_page_focus_address (AppRequestPage *page);
