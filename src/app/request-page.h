/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A WebSocket request: the address above, what is sent and what came below; side by side, or one
 * below the other where the page is narrow. Properties: "node" (WorkspaceNode); nullable. */
#define APP_TYPE_REQUEST_PAGE (app_request_page_get_type ())
G_DECLARE_FINAL_TYPE (AppRequestPage, app_request_page, APP, REQUEST_PAGE, AdwBin)
