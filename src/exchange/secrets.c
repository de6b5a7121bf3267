/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/secrets-private.h"

#include <string.h>

static const char *const secret_headers[] = { "authorization", "cookie", "proxy-authorization" };

gboolean
exchange_secrets_is_secret_header (const char *name, gsize len)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_headers); i++)
    if (len == strlen (secret_headers[i]) &&
        g_ascii_strncasecmp (name, secret_headers[i], len) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_secret (const char *name, gsize len, const char *header)
{
  if (header != NULL && len == strlen (header) && g_ascii_strncasecmp (name, header, len) == 0)
    return TRUE;

  return exchange_secrets_is_secret_header (name, len);
}

static void
find_in_field (GArray *ranges, const char *head, gsize start, gsize end, const char *header)
{
  const char *colon = memchr (head + start, ':', end - start);
  gsize value;

  if (colon == NULL || !is_secret (head + start, (gsize)(colon - head) - start, header))
    return;

  for (value = (gsize)(colon - head) + 1; value < end && head[value] == ' ';)
    value++;

  if (value < end)
    {
      HistoryRange range = { (guint32)value, (guint32)(end - value) };

      g_array_append_val (ranges, range);
    }
}

/* Finds the values of the parameter @param in a URL or in the line that holds one. */
static void
find_in_query (GArray *ranges, const char *text, gsize len, const char *param)
{
  const char *end = text + len;
  gsize param_len = strlen (param);

  /* a parameter stands behind "?" or "&" and ends before "&", "#" or the space behind the target */
  for (const char *at = memchr (text, '?', len); at != NULL && at < end && strchr ("?&", *at);)
    {
      const char *name = at + 1;
      gsize item_len = 0;

      while (name + item_len < end && strchr ("& #", name[item_len]) == NULL)
        item_len++;
      if (item_len > param_len + 1 && memcmp (name, param, param_len) == 0 &&
          name[param_len] == '=')
        {
          HistoryRange range = { (guint32)(name + param_len + 1 - text),
                                 (guint32)(item_len - param_len - 1) };

          g_array_append_val (ranges, range);
        }
      at = name + item_len;
    }
}

GArray *
exchange_secrets_find (const guint8 *head, gsize len, const char *header, const char *param)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (HistoryRange));
  const char *text = (const char *)head;
  gsize start = 0;

  while (start < len)
    {
      const char *newline = memchr (text + start, '\n', len - start);
      gsize end = newline != NULL ? (gsize)(newline - text) : len;
      gsize next = end + 1;

      if (end > start && text[end - 1] == '\r')
        end--;
      if (start == 0 && param != NULL)
        find_in_query (ranges, text, end, param);
      find_in_field (ranges, text, start, end, header);
      start = next;
    }

  return ranges;
}

char *
exchange_secrets_dup_url (const char *url, const char *param)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (HistoryRange));
  GString *masked = g_string_new (url);

  if (param != NULL)
    find_in_query (ranges, url, strlen (url), param);
  /* from behind: what is before stays where it was found */
  for (guint i = ranges->len; i > 0; i--)
    {
      HistoryRange range = g_array_index (ranges, HistoryRange, i - 1);

      g_string_erase (masked, range.offset, range.len);
      g_string_insert (masked, range.offset, EXCHANGE_SECRET_TEXT);
    }

  return g_string_free (masked, FALSE);
}
