/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/proxy-private.h"

#include "net/error.h"
#include "net/url-private.h"

#include <string.h>

/* What curl takes when the address of a proxy has no port. */
#define PROXY_PORT 1080

static const struct
{
  const char *scheme;
  guint16 port;
  gboolean resolves;
} kinds[] = {
  [NET_PROXY_NONE] = { "", 0, FALSE },
  [NET_PROXY_HTTP] = { "http", PROXY_PORT, TRUE },
  [NET_PROXY_HTTPS] = { "https", 443, TRUE },
  [NET_PROXY_SOCKS4] = { "socks4", PROXY_PORT, FALSE },
  [NET_PROXY_SOCKS4A] = { "socks4a", PROXY_PORT, TRUE },
  [NET_PROXY_SOCKS5] = { "socks5", PROXY_PORT, FALSE },
  [NET_PROXY_SOCKS5H] = { "socks5h", PROXY_PORT, TRUE },
};

static NetProxyKind
find_kind (const char *scheme)
{
  for (guint i = NET_PROXY_HTTP; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (kinds[i].scheme, scheme) == 0)
      return (NetProxyKind)i;

  return NET_PROXY_NONE;
}

static NetProxy *
parse (const char *typed, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  const char *slashes = strstr (text, "://");
  const char *rest = slashes != NULL ? slashes + 3 : text;
  g_autofree char *scheme = slashes != NULL ? g_strndup (text, (gsize)(slashes - text)) : NULL;
  g_autofree char *authority = g_strndup (rest, strcspn (rest, "/?#"));
  NetProxyKind kind = scheme != NULL ? find_kind (scheme) : NET_PROXY_HTTP;
  g_autoptr (GError) cause = NULL;
  NetUrl *address;
  NetProxy *self;

  if (kind == NET_PROXY_NONE)
    {
      g_set_error (
        error, NET_ERROR, NET_ERROR_PROXY,
        "The proxy has the scheme “%s”; http, https, socks4, socks4a, socks5 and socks5h "
        "are possible.",
        scheme);
      return NULL;
    }

  address = net_url_parse_authority (authority, kinds[kind].port, &cause);
  if (address == NULL)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_PROXY, "The address of the proxy is wrong. %s",
                   cause->message);
      return NULL;
    }

  self = g_new0 (NetProxy, 1);
  self->kind = kind;
  self->address = address;

  return self;
}

static const char *
get_env (const char *lower, const char *upper)
{
  const char *value = g_getenv (lower);

  if (value == NULL && upper != NULL)
    value = g_getenv (upper);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* HTTP_PROXY in capitals does not count: a web server sets it from a header for its CGI scripts. */
static const char *
get_env_proxy (gboolean is_secure)
{
  const char *value = is_secure ? get_env ("https_proxy", "HTTPS_PROXY")
                                : get_env ("http_proxy", NULL);

  return value != NULL ? value : get_env ("all_proxy", "ALL_PROXY");
}

/* The rules of no_proxy are those of GLib's simple resolver: names with their subdomains, addresses
 * and networks, all with or without a port. */
static gboolean
is_exempt (const NetUrl *url)
{
  const char *no_proxy = get_env ("no_proxy", "NO_PROXY");
  g_auto (GStrv) hosts = no_proxy != NULL ? g_strsplit_set (no_proxy, ", ", -1) : NULL;
  g_autofree char *host_field = net_url_dup_host_field (url);
  g_autofree char *uri = g_strdup_printf ("%s://%s/", url->is_secure ? "https" : "http",
                                          host_field);
  g_autoptr (GProxyResolver) resolver = NULL;
  g_auto (GStrv) found = NULL;

  if (hosts == NULL)
    return FALSE;
  if (g_strv_contains ((const char *const *)hosts, "*"))
    return TRUE;

  resolver = g_simple_proxy_resolver_new ("http://proxy.invalid", hosts);
  found = g_proxy_resolver_lookup (resolver, uri, NULL, NULL);

  return found != NULL && g_strcmp0 (found[0], "direct://") == 0;
}

NetProxy *
net_proxy_choose (const NetUrl *url, const char *typed, GError **error)
{
  if (typed == NULL && !is_exempt (url))
    typed = get_env_proxy (url->is_secure);

  return typed != NULL && *typed != '\0' ? parse (typed, error) : g_new0 (NetProxy, 1);
}

gboolean
net_proxy_resolves (const NetProxy *proxy)
{
  return kinds[proxy->kind].resolves;
}

gboolean
net_proxy_speaks_http (const NetProxy *proxy)
{
  return proxy->kind == NET_PROXY_HTTP || proxy->kind == NET_PROXY_HTTPS;
}

const char *
net_proxy_get_scheme (const NetProxy *proxy)
{
  return kinds[proxy->kind].scheme;
}

void
net_proxy_free (NetProxy *proxy)
{
  if (proxy == NULL)
    return;

  net_url_free (proxy->address);
  g_free (proxy);
}
