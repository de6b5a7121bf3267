/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/url.h"

#include "net/error.h"
#include "net/url-private.h"

#include <string.h>

/* No server takes a request line of this size; a file opened by mistake as a URL ends here. */
#define URL_MAX 1048576

/* A name of the DNS has at most 253 characters (RFC 1035 section 3.1). */
#define HOST_MAX 253

/* Punycode is quadratic in the length: what is longer cannot become a name of HOST_MAX. */
#define HOST_TYPED_MAX 1024

static const struct
{
  const char *name;
  gboolean is_secure;
} schemes[] = {
  { "ws", FALSE },
  { "wss", TRUE },
  { "http", FALSE },
  { "https", TRUE },
};

/* What a person typed, cut apart but not yet decoded. The pointers look into the text. */
typedef struct
{
  gboolean has_scheme;
  gboolean is_secure;
  const char *authority;
  gsize authority_len;
  const char *target;
} UrlParts;

static gsize
url_position (const char *text, const char *at)
{
  return (gsize)g_utf8_pointer_to_offset (text, at) + 1;
}

/* The first character that has no place in a URL, or NULL. */
static const char *
find_misfit (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p == ' ' || g_ascii_iscntrl (*p))
      return p;

  return NULL;
}

static gboolean
check_text (const char *text, GError **error)
{
  gsize len = strlen (text);
  const char *bad;

  if (len == 0 || len > URL_MAX)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   len == 0 ? "The URL is empty." : "The URL is longer than %d bytes.", URL_MAX);
      return FALSE;
    }

  if (!g_utf8_validate (text, -1, &bad))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL is not UTF-8: there is a byte 0x%02x at position %" G_GSIZE_FORMAT ".",
                   (guint8)*bad, (gsize)(bad - text) + 1);
      return FALSE;
    }

  bad = find_misfit (text);
  if (bad != NULL)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has a %s at position %" G_GSIZE_FORMAT ": write it as %%%02X.",
                   *bad == ' ' ? "space" : "control character", url_position (text, bad),
                   (guint8)*bad);
      return FALSE;
    }

  return TRUE;
}

static gsize
scheme_len (const char *text)
{
  gsize len = 0;

  if (!g_ascii_isalpha (text[0]))
    return 0;
  while (g_ascii_isalnum (text[len]) || strchr ("+-.", text[len] != '\0' ? text[len] : ' ') != NULL)
    len++;

  return text[len] == ':' ? len : 0;
}

static gboolean
find_scheme (const char *text, gsize len, gboolean *is_secure)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strlen (schemes[i].name) == len && g_ascii_strncasecmp (text, schemes[i].name, len) == 0)
      {
        *is_secure = schemes[i].is_secure;
        return TRUE;
      }

  return FALSE;
}

/* "name:" is a scheme only with "//" behind it: "localhost:8080" has none. */
static gboolean
split_scheme (const char *text, UrlParts *parts, GError **error)
{
  gsize len = scheme_len (text);
  gboolean is_known = find_scheme (text, len, &parts->is_secure);

  parts->has_scheme = len > 0 && g_str_has_prefix (text + len, "://");

  if (parts->has_scheme && !is_known)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has the scheme “%.*s”; ws, wss, http and https are possible.",
                   (int)MIN (len, 32), text);
      return FALSE;
    }

  if (!parts->has_scheme && is_known && !g_ascii_isdigit (text[len + 1]))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has “%.*s:” without the two slashes that follow it.", (int)len, text);
      return FALSE;
    }

  parts->authority = text;
  if (parts->has_scheme)
    parts->authority += len + 3;
  else if (g_str_has_prefix (text, "//"))
    parts->authority += 2;
  if (!parts->has_scheme)
    parts->is_secure = FALSE;

  return TRUE;
}

static gboolean
split (const char *text, UrlParts *parts, GError **error)
{
  const char *fragment;

  if (!split_scheme (text, parts, error))
    return FALSE;

  parts->authority_len = strcspn (parts->authority, "/?#");
  parts->target = parts->authority + parts->authority_len;

  fragment = strchr (parts->target, '#');
  if (fragment != NULL)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has a fragment (“#” at position %" G_GSIZE_FORMAT
                   "), which a WebSocket cannot have: leave it out, or write the # as %%23.",
                   url_position (text, fragment));
      return FALSE;
    }

  return TRUE;
}

static char *
dup_ipv6_host (const char *host, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (host, "%", 2);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (halves[0]);
  g_autofree char *text = NULL;
  const char *zone = halves[1];

  if (address == NULL ||
      (zone != NULL &&
       (*zone == '\0' ||
        zone[strspn (zone, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._~")] != '\0')))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL, "The URL has “[%s]”, not an IPv6 address.",
                   host);
      return NULL;
    }

  text = g_inet_address_to_string (address);
  return zone != NULL ? g_strconcat (text, "%", zone, NULL) : g_steal_pointer (&text);
}

static char *
dup_name_host (const char *host, GError **error)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (strlen (host) <= HOST_TYPED_MAX)
    ascii = g_hostname_to_ascii (host);
  if (ascii != NULL)
    lower = g_ascii_strdown (ascii, -1);

  /* the conversion may bring forth characters that mean something in a URL, such as a slash */
  if (lower == NULL || strlen (lower) > HOST_MAX || lower[0] == '.' ||
      lower[strspn (lower, G_CSET_a_2_z G_CSET_DIGITS "-._")] != '\0')
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL, "The URL has “%.*s”, not the name of a host.",
                   HOST_MAX, host);
      return NULL;
    }

  return g_steal_pointer (&lower);
}

static char *
dup_host (const char *host, GError **error)
{
  if (host == NULL || *host == '\0')
    {
      g_set_error_literal (error, NET_ERROR, NET_ERROR_URL, "The URL names no host.");
      return NULL;
    }

  return strchr (host, ':') != NULL ? dup_ipv6_host (host, error) : dup_name_host (host, error);
}

static gboolean
is_bare_ipv6 (const char *authority)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (authority);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

static GUri *
parse_authority (const char *authority, GError **error)
{
  GUriFlags flags = G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_NON_DNS;
  g_autofree char *text = g_strconcat ("ws://", authority, NULL);
  g_autoptr (GError) cause = NULL;
  GUri *uri;

  if (is_bare_ipv6 (authority))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has an IPv6 address without brackets: write it as [%s].", authority);
      return NULL;
    }

  uri = g_uri_parse (text, flags, &cause);
  if (uri == NULL)
    g_set_error (error, NET_ERROR, NET_ERROR_URL, "The URL cannot be read: %s.", cause->message);
  else if (g_uri_get_port (uri) == 0)
    {
      g_clear_pointer (&uri, g_uri_unref);
      g_set_error_literal (error, NET_ERROR, NET_ERROR_URL,
                           "The URL has port 0, to which nothing can connect.");
    }

  return uri;
}

NetUrl *
net_url_parse_authority (const char *authority, guint16 default_port, GError **error)
{
  g_autoptr (GUri) uri = parse_authority (authority, error);
  char *host = uri != NULL ? dup_host (g_uri_get_host (uri), error) : NULL;
  NetUrl *self;

  if (host == NULL)
    return NULL;

  self = g_new0 (NetUrl, 1);
  self->host = host;
  self->user = g_strdup (g_uri_get_user (uri));
  self->password = g_strdup (g_uri_get_password (uri));
  self->port = g_uri_get_port (uri) > 0 ? (guint16)g_uri_get_port (uri) : default_port;

  return self;
}

/* Escapes what RFC 3986 does not allow in a path or query; what is escaped already stays. */
static char *
dup_target (const char *text)
{
  GString *out = g_string_new (*text == '/' ? "" : "/");

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isprint (*p) || strchr ("\"<>\\^`{|}", *p) != NULL)
      g_string_append_printf (out, "%%%02X", (guint8)*p);
    else
      g_string_append_c (out, *p);

  return g_string_free (out, FALSE);
}

/* ":3000" without a scheme is short for the port of this machine. */
static char *
dup_authority (const UrlParts *parts)
{
  g_autofree char *authority = g_strndup (parts->authority, parts->authority_len);
  gboolean is_short = !parts->has_scheme && authority[0] == ':' &&
                      (authority[1] == '\0' || g_ascii_isdigit (authority[1]));

  return g_strconcat (is_short ? "localhost" : "", authority, NULL);
}

NetUrl *
net_url_parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *authority = NULL;
  UrlParts parts = { 0 };
  NetUrl *self;

  if (!check_text (stripped, error) || !split (stripped, &parts, error))
    return NULL;

  authority = dup_authority (&parts);
  self = net_url_parse_authority (authority, parts.is_secure ? 443 : 80, error);
  if (self == NULL)
    return NULL;

  self->is_secure = parts.is_secure;
  self->target = dup_target (parts.target);

  return self;
}

static NetUrl *
resolve_within (const NetUrl *base, const char *text, GError **error)
{
  g_autofree char *base_text = net_url_dup_text (base);
  g_autofree char *whole = NULL;
  g_autoptr (GError) cause = NULL;
  NetUrl *self;

  /* GUri would also rewrite the escapes, so it gets only what must be merged with the old path */
  if (*text == '/')
    {
      gsize origin_len = strlen (base_text) - strlen (base->target);

      base_text[origin_len] = '\0';
      whole = g_strconcat (base_text, text, NULL);
    }
  else
    {
      whole = g_uri_resolve_relative (base_text, text,
                                      G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, &cause);
    }

  if (cause != NULL)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL, "The URL cannot be read: %s.", cause->message);
      return NULL;
    }

  self = net_url_parse (whole, error);
  if (self != NULL)
    {
      self->user = g_strdup (base->user);
      self->password = g_strdup (base->password);
    }

  return self;
}

NetUrl *
net_url_resolve (const NetUrl *base, const char *text, GError **error)
{
  g_autofree char *rest = g_strstrip (g_strdup (text));
  gsize len = scheme_len (rest);
  gboolean is_secure;

  rest[strcspn (rest, "#")] = '\0';
  if (*rest != '\0' && !check_text (rest, error))
    return NULL;

  if (len > 0 && !g_str_has_prefix (rest + len, "://") && !find_scheme (rest, len, &is_secure))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_URL,
                   "The URL has the scheme “%.*s”; ws, wss, http and https are possible.",
                   (int)MIN (len, 32), rest);
      return NULL;
    }

  if (len > 0)
    return net_url_parse (rest, error);

  if (g_str_has_prefix (rest, "//"))
    {
      g_autofree char *whole = g_strconcat (base->is_secure ? "wss:" : "ws:", rest, NULL);

      return net_url_parse (whole, error);
    }

  return resolve_within (base, rest, error);
}

static void
append_host (GString *out, const NetUrl *url, gboolean with_zone)
{
  const char *zone = strchr (url->host, '%');
  int len = zone != NULL ? (int)(zone - url->host) : (int)strlen (url->host);
  gboolean is_ipv6 = strchr (url->host, ':') != NULL;

  g_string_append_printf (out, is_ipv6 ? "[%.*s" : "%.*s", len, url->host);
  if (zone != NULL && with_zone)
    g_string_append_printf (out, "%%25%s", zone + 1);
  if (is_ipv6)
    g_string_append_c (out, ']');
}

static void
append_port (GString *out, const NetUrl *url)
{
  if (url->port != (url->is_secure ? 443 : 80))
    g_string_append_printf (out, ":%u", url->port);
}

char *
net_url_dup_host_field (const NetUrl *url)
{
  GString *out = g_string_new (NULL);

  /* a zone means something on this machine only (RFC 6874 section 4) */
  append_host (out, url, FALSE);
  append_port (out, url);
  return g_string_free (out, FALSE);
}

char *
net_url_dup_host_port (const NetUrl *url)
{
  GString *out = g_string_new (NULL);

  append_host (out, url, TRUE);
  g_string_append_printf (out, ":%u", url->port);
  return g_string_free (out, FALSE);
}

char *
net_url_dup_text (const NetUrl *url)
{
  GString *out = g_string_new (url->is_secure ? "wss://" : "ws://");

  append_host (out, url, TRUE);
  append_port (out, url);
  g_string_append (out, url->target);
  return g_string_free (out, FALSE);
}

NetUrl *
net_url_copy (const NetUrl *url)
{
  NetUrl *copy = g_new0 (NetUrl, 1);

  copy->is_secure = url->is_secure;
  copy->host = g_strdup (url->host);
  copy->port = url->port;
  copy->target = g_strdup (url->target);
  copy->user = g_strdup (url->user);
  copy->password = g_strdup (url->password);

  return copy;
}

gboolean
net_url_is_same_origin (const NetUrl *a, const NetUrl *b)
{
  return a->is_secure == b->is_secure && a->port == b->port && strcmp (a->host, b->host) == 0;
}

void
net_url_free (NetUrl *url)
{
  if (url == NULL)
    return;

  g_free (url->host);
  g_free (url->target);
  g_free (url->user);
  g_free (url->password);
  g_free (url);
}
