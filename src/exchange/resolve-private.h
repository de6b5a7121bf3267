/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/resolve.h"

#include "auth/apply.h"

/* What is being put together. The steps below fill @request with what a node says; each returns
 * FALSE with @error when something cannot be sent, and has left just that out. */
typedef struct
{
  ExchangeRequest *request;
  GString *url;
  /* borrowed */
  WorkspaceNode *node;
  WorkspacePreferences *preferences; /* nullable */
} ExchangeResolve;

/* resolve-text.c: every text of a workspace that goes out passes here.
 * Returns: (transfer full) (nullable): as it is to be sent. */
char *exchange_resolve_dup_value (WorkspaceNode *node, const char *key);
char *exchange_resolve_dup_cell (WorkspaceRow *row, const char *column);

/* Returns: whether @text is a token (RFC 9110 section 5.6.2), as the names of header fields and
 * subprotocols are. */
gboolean exchange_resolve_is_token (const char *text);

/* Calls @func for every enabled row under @key, until it returns FALSE. */
typedef gboolean (*ExchangeResolveRowFunc) (ExchangeResolve *resolve,
                                            WorkspaceRow *row,
                                            GError **error);
gboolean exchange_resolve_each_row (ExchangeResolve *resolve,
                                    const char *key,
                                    ExchangeResolveRowFunc func,
                                    GError **error);

/* resolve-auth.c */
gboolean exchange_resolve_auth (ExchangeResolve *resolve, GError **error);

/* resolve-settings.c */
gboolean exchange_resolve_settings (ExchangeResolve *resolve, GError **error);
