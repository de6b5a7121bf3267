/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookie-text.h"

#include <glib/gi18n.h>
#include <string.h>

char *
app_cookie_text_dup_expires (gint64 expires)
{
  g_autoptr (GDateTime) time = expires != 0 ? g_date_time_new_from_unix_local (expires) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

gboolean
app_cookie_text_parse_expires (const char *text, gint64 *expires)
{
  g_autofree char *iso = g_strstrip (g_strdup (text));
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;

  *expires = 0;
  if (*iso == '\0')
    return TRUE;

  g_string_assign (whole, iso);
  if (strlen (iso) == strlen ("2026-12-31"))
    g_string_append (whole, "T00:00:00");
  else if (strlen (iso) == strlen ("2026-12-31 18:30"))
    g_string_append (whole, ":00");
  if (whole->len > 10 && whole->str[10] == ' ')
    whole->str[10] = 'T';
  time = g_date_time_new_from_iso8601 (whole->str, zone);
  /* 0 is the session */
  if (time == NULL || g_date_time_to_unix (time) <= 0)
    return FALSE;

  *expires = g_date_time_to_unix (time);

  return TRUE;
}

char *
app_cookie_text_dup_life (gint64 expires, gint64 now)
{
  g_autoptr (GDateTime) time = NULL;

  if (expires == 0)
    return g_strdup (_ ("Session"));
  if (expires <= now)
    return g_strdup (_ ("Expired"));

  time = g_date_time_new_from_unix_local (expires);

  return time != NULL ? g_date_time_format (time, _ ("Until %-d %b %Y")) : g_strdup ("");
}
