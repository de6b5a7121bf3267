/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/url.h"

/* Reads "user:password@host:port", the middle of a URL. Returns: (transfer full): without a target;
 * NULL with NET_ERROR_URL. */
NetUrl *net_url_parse_authority (const char *authority, guint16 default_port, GError **error);

/* Returns: (transfer full): "host:port" as it stands in a URL, always with the port. */
char *net_url_dup_host_port (const NetUrl *url);
