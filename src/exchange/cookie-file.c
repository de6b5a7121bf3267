/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-file-private.h"

#include <string.h>

/* Otherwise a line that begins so is a comment. */
#define HTTP_ONLY "#HttpOnly_"

enum
{
  FIELD_DOMAIN,
  FIELD_HAS_SUBDOMAINS, /* says again what the dot before the domain says */
  FIELD_PATH,
  FIELD_SECURE,
  FIELD_EXPIRES, /* seconds since the epoch; 0: with the session */
  FIELD_NAME,
  FIELD_VALUE,
  N_FIELDS
};

gboolean
exchange_cookie_file_can_hold (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return FALSE;

  return TRUE;
}

static gboolean
set_expires (SoupCookie *cookie, const char *text)
{
  g_autoptr (GDateTime) expires = NULL;
  guint64 seconds;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return FALSE;
  if (seconds == 0)
    return TRUE;

  /* NULL beyond the year 9999 */
  expires = g_date_time_new_from_unix_utc ((gint64)seconds);
  soup_cookie_set_expires (cookie, expires);

  return TRUE;
}

/* Returns: (transfer full) (nullable) */
static SoupCookie *
parse_line (const char *line)
{
  gboolean is_http_only = g_str_has_prefix (line, HTTP_ONLY);
  g_auto (GStrv) fields = NULL;
  g_autoptr (SoupCookie) cookie = NULL;

  if (is_http_only)
    line += strlen (HTTP_ONLY);
  else if (*line == '#')
    return NULL;

  fields = g_strsplit (line, "\t", N_FIELDS);
  if (g_strv_length (fields) != N_FIELDS || *fields[FIELD_DOMAIN] == '\0' ||
      *fields[FIELD_NAME] == '\0' || *fields[FIELD_PATH] != '/')
    return NULL;

  cookie = soup_cookie_new (fields[FIELD_NAME], fields[FIELD_VALUE], fields[FIELD_DOMAIN],
                            fields[FIELD_PATH], -1);
  soup_cookie_set_http_only (cookie, is_http_only);
  soup_cookie_set_secure (cookie, strcmp (fields[FIELD_SECURE], "TRUE") == 0);
  if (!set_expires (cookie, fields[FIELD_EXPIRES]))
    return NULL;

  return g_steal_pointer (&cookie);
}

GPtrArray *
exchange_cookie_file_parse (const char *text)
{
  GPtrArray *cookies = g_ptr_array_new_with_free_func ((GDestroyNotify)soup_cookie_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      SoupCookie *cookie = parse_line (lines[i]);

      if (cookie != NULL)
        g_ptr_array_add (cookies, cookie);
    }

  return cookies;
}

void
exchange_cookie_file_append (GString *out, SoupCookie *cookie)
{
  const char *domain = soup_cookie_get_domain (cookie);
  const char *path = soup_cookie_get_path (cookie);
  const char *name = soup_cookie_get_name (cookie);
  const char *value = soup_cookie_get_value (cookie);
  GDateTime *expires = soup_cookie_get_expires (cookie);

  if (!exchange_cookie_file_can_hold (domain) || !exchange_cookie_file_can_hold (path) ||
      !exchange_cookie_file_can_hold (name) || !exchange_cookie_file_can_hold (value))
    return;

  g_string_append_printf (out, "%s%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\t%s\t%s\n",
                          soup_cookie_get_http_only (cookie) ? HTTP_ONLY : "", domain,
                          *domain == '.' ? "TRUE" : "FALSE", path,
                          soup_cookie_get_secure (cookie) ? "TRUE" : "FALSE",
                          expires != NULL ? MAX (g_date_time_to_unix (expires), 1) : 0, name,
                          value);
}
