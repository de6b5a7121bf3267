/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/address-private.h"

#include <string.h>

static gboolean
is_escape (const char *text)
{
  return text[0] == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]);
}

static gboolean
is_unreserved (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL);
}

char *
exchange_address_dup_escaped (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (is_unreserved (*text) || is_escape (text))
      g_string_append_c (escaped, *text);
    else
      g_string_append_printf (escaped, "%%%02X", (guint8)*text);

  return g_string_free (escaped, FALSE);
}

/* Returns: where the path of @url begins: behind the authority, which has a scheme before it or
 * not. */
static gsize
find_path (const char *url)
{
  const char *slashes = strstr (url, "://");
  gsize authority = slashes != NULL ? (gsize)(slashes - url) + 3 : 0;

  return authority + strcspn (url + authority, "/?#");
}

static void
append_segment (GString *out,
                const char *segment,
                gsize len,
                ExchangeAddressLookup lookup,
                gpointer user_data)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *escaped = NULL;

  if (len > 1 && segment[0] == ':')
    {
      name = g_strndup (segment + 1, len - 1);
      value = lookup (name, user_data);
    }
  if (value == NULL)
    {
      g_string_append_len (out, segment, (gssize)len);
      return;
    }

  escaped = exchange_address_dup_escaped (value);
  g_string_append (out, escaped);
}

char *
exchange_address_dup_filled (const char *url, ExchangeAddressLookup lookup, gpointer user_data)
{
  gsize path = find_path (url);
  gsize end = path + strcspn (url + path, "?#");
  GString *out = g_string_new_len (url, (gssize)path);

  while (path < end)
    {
      gsize len = strcspn (url + path + 1, "/?#");

      g_string_append_c (out, '/');
      append_segment (out, url + path + 1, len, lookup, user_data);
      path += 1 + len;
    }
  g_string_append (out, url + end);

  return g_string_free (out, FALSE);
}

void
exchange_address_append_param (GString *url, const char *name, const char *value)
{
  gsize end = strcspn (url->str, "#");
  const char *query = memchr (url->str, '?', end);
  g_autofree char *escaped_name = exchange_address_dup_escaped (name);
  g_autofree char *escaped_value = value != NULL ? exchange_address_dup_escaped (value) : NULL;
  g_autofree char *param = NULL;
  const char *separator = "&";

  if (query == NULL)
    separator = "?";
  else if (url->str[end - 1] == '?' || url->str[end - 1] == '&')
    separator = "";

  param = g_strconcat (separator, escaped_name, value != NULL ? "=" : "", escaped_value, NULL);
  g_string_insert (url, (gssize)end, param);
}
