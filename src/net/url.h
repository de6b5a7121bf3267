/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The address of a WebSocket (RFC 6455 section 3), as a person types it. */
typedef struct
{
  gboolean is_secure; /* wss, https */
  char *host;         /* ASCII: IDN converted, IPv6 without brackets */
  guint16 port;       /* 80 and 443 when absent */
  char *target;       /* path and query, percent-encoded where it has to be, at least "/" */
  char *user;         /* decoded, nullable */
  char *password;     /* decoded, nullable */
} NetUrl;

/* Reads @text: ws, wss, http, https; without a scheme ws. Surrounding white space is dropped; case
 * and escapes of the path stay as typed; a fragment, another scheme, control characters, an empty
 * host, a wrong port are refused with a sentence that says what and where (NET_ERROR_URL). Returns:
 * (transfer full). */
NetUrl *net_url_parse (const char *text, GError **error);

/* Reads @text relative to @base: for the Location of a redirect. A fragment is dropped here. */
NetUrl *net_url_resolve (const NetUrl *base, const char *text, GError **error);

/* Returns: (transfer full): for the Host field: the port only when it is not the scheme's. */
char *net_url_dup_host_field (const NetUrl *url);

/* Returns: (transfer full): the whole URL with ws or wss, without user and password. */
char *net_url_dup_text (const NetUrl *url);

/* Returns: whether scheme, host and port are the same. */
gboolean net_url_is_same_origin (const NetUrl *a, const NetUrl *b);

/* Returns: (transfer full). */
NetUrl *net_url_copy (const NetUrl *url);

void net_url_free (NetUrl *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetUrl, net_url_free)
