/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/url.h"

typedef enum
{
  NET_PROXY_NONE,
  NET_PROXY_HTTP,
  NET_PROXY_HTTPS,
  NET_PROXY_SOCKS4,
  NET_PROXY_SOCKS4A,
  NET_PROXY_SOCKS5,
  NET_PROXY_SOCKS5H,
} NetProxyKind;

typedef struct
{
  NetProxyKind kind;
  NetUrl *address; /* host, port, user and password; NULL with NET_PROXY_NONE */
} NetProxy;

/* The proxy on the way to @url. @typed as in NetDialOptions. Returns: (transfer full): NULL with
 * @error of NET_ERROR_PROXY. */
NetProxy *net_proxy_choose (const NetUrl *url, const char *typed, GError **error);

/* Returns: whether the proxy gets the server's name and looks it up itself. */
gboolean net_proxy_resolves (const NetProxy *proxy);

/* Returns: whether the proxy is asked by an HTTP CONNECT. */
gboolean net_proxy_speaks_http (const NetProxy *proxy);

/* Returns: the scheme that libcurl knows the kind by. */
const char *net_proxy_get_scheme (const NetProxy *proxy);

void net_proxy_free (NetProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetProxy, net_proxy_free)
