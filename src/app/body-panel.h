/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/session.h"

#include <adwaita.h>

/* The saved messages of a request and the editor of the one that is shown. A request without a
 * message shows an empty editor that becomes its first message as soon as something is typed.
 * Properties: "node" (WorkspaceNode); nullable. "format-title" (read-only, notified): "JSON",
 * "Raw", ... of the message that is shown.
 *
 * Actions, of the group that app_body_panel_get_actions() returns, inserted as "message", by the
 * position of a message: "show" (u), "duplicate" (u), "delete" (u), "move" (uu); "add"; and of the
 * one that is shown: "format" (s, with the state), "beautify". */
#define APP_TYPE_BODY_PANEL (app_body_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppBodyPanel, app_body_panel, APP, BODY_PANEL, AdwBin)

/* Returns: for buttons outside of the panel; borrowed. */
GActionGroup *app_body_panel_get_actions (AppBodyPanel *panel);

/* Returns: (transfer full): what the message that is shown sends, @opcode how; NULL with @error of
 * EXCHANGE_ERROR_USAGE when its text is not what its format says. */
GBytes *app_body_panel_dup_message (AppBodyPanel *panel, ExchangeOpcode *opcode, GError **error);
