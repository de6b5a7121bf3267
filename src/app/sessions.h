/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"
#include "exchange/session.h"
#include "workspace/preferences.h"
#include "workspace/workspace.h"

#include <gio/gio.h>

/* The connections of all requests, in all windows: they live on when another request is shown, when
 * a page or a window is closed. Also the cookie jar of each workspace and the preferences, which a
 * connection needs. One for the program.
 *
 * Property "n-live" (uint, notified): how many are connecting, open or closing.
 * Signal "unsent" (WorkspaceNode, reason: string): a message of that request was not sent, and will
 * not be; told whatever request is shown. */
#define APP_TYPE_SESSIONS (app_sessions_get_type ())
G_DECLARE_FINAL_TYPE (AppSessions, app_sessions, APP, SESSIONS, GObject)

/* Returns: the program's; borrowed. */
AppSessions *app_sessions_get_default (void);

/* Returns: the session of @node, made at the first call, the same for the same request from then
 * on; borrowed. */
ExchangeSession *app_sessions_get (AppSessions *sessions, WorkspaceNode *node);

/* Connects @node as it is now. Returns: FALSE with @error, for beside the address, when it cannot
 * be sent as it is. */
gboolean app_sessions_connect (AppSessions *sessions, WorkspaceNode *node, GError **error);

/* Returns: whether @node has been edited since its connection was begun, other than its name, docs
 * and messages: such edits hold for the next connection. Right in handlers of the node's "changed"
 * that are connected with G_CONNECT_AFTER. */
gboolean app_sessions_has_edits (AppSessions *sessions, WorkspaceNode *node);

/* Closes all of them with 1000. */
void app_sessions_close_all (AppSessions *sessions);

WorkspacePreferences *app_sessions_get_preferences (AppSessions *sessions);
ExchangeCookieJar *app_sessions_get_cookie_jar (AppSessions *sessions, Workspace *workspace);

/* Writes what waits in jars and preferences. */
void app_sessions_flush (AppSessions *sessions);
