/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"
#include "exchange/request.h"
#include "exchange/settings.h"

/* From a saved request to what goes out: its URL with path parameters and query, its own and the
 * inherited headers, auth, cookies and settings.
 * @jar: nullable: no cookies. Returns: (transfer full): NULL with @error of EXCHANGE_ERROR_USAGE
 * that names the field ("Headers, row 2: ..."). */
ExchangeRequest *exchange_resolve_request (WorkspaceNode *node,
                                           WorkspacePreferences *preferences,
                                           ExchangeCookieJar *jar,
                                           GError **error);

/* Returns: (transfer full): the URL as it would go out, with path parameters and query but without
 * the value of an API key. Never fails: what is wrong is shown as it is. */
char *exchange_resolve_dup_url (WorkspaceNode *node);

/* Returns: (transfer full): the fields that the request head would have, those that Noctule adds by
 * itself included, as text rows: an array of ExchangeHeader. A value that differs each time
 * (Sec-WebSocket-Key) is NULL. */
GPtrArray *exchange_resolve_dup_headers (WorkspaceNode *node,
                                         WorkspacePreferences *preferences,
                                         ExchangeCookieJar *jar);
