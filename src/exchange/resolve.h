/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"
#include "exchange/request.h"
#include "exchange/settings.h"

/* From a saved request to what goes out: its URL with path parameters and query, its own and the
 * inherited headers, auth, cookies and settings.
 *
 * A segment ":name" of the path stands for the enabled row of "path-params" of that name; without
 * such a row it stays as it is. Enabled rows of "params" are appended to the query. Both are
 * percent-encoded, an escape that is one already stays. A header that is typed wins over what auth
 * would send under the same name. A Cookie field that is typed, the cookie of an API key and those
 * of the jar go out as one field.
 *
 * @jar: nullable: no cookies. Returns: (transfer full): NULL with @error of EXCHANGE_ERROR_USAGE, a
 * sentence that begins with where the fault is: "The URL ...", "Path parameters, room: ...",
 * "Headers, X-Name: ...", "Subprotocols, chat: ...", "Auth, Token: ...", "Settings, Connect timeout
 * ...", "Preferences, ...". */
ExchangeRequest *exchange_resolve_request (WorkspaceNode *node,
                                           WorkspacePreferences *preferences,
                                           ExchangeCookieJar *jar,
                                           GError **error);

/* Returns: (transfer full): the URL as it would go out, with path parameters and query; the value
 * of an API key in it is masked. Never fails: what is wrong is shown as it is. */
char *exchange_resolve_dup_url (WorkspaceNode *node);

/* Returns: (transfer full) (element-type ExchangeHeader): the fields that the request head would
 * have, in order, those that Noctule adds by itself included. A value that differs each time
 * (Sec-WebSocket-Key) is NULL. What cannot be sent is left out. @preferences, @jar: nullable. */
GPtrArray *exchange_resolve_dup_headers (WorkspaceNode *node,
                                         WorkspacePreferences *preferences,
                                         ExchangeCookieJar *jar);
