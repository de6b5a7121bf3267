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

static void
find_in_line (GArray *ranges, const char *head, gsize start, gsize end)
{
  const char *colon = memchr (head + start, ':', end - start);
  gsize value;

  if (colon == NULL ||
      !exchange_secrets_is_secret_header (head + start, (gsize)(colon - head) - start))
    return;

  for (value = (gsize)(colon - head) + 1; value < end && head[value] == ' ';)
    value++;

  if (value < end)
    {
      HistoryRange range = { (guint32)value, (guint32)(end - value) };

      g_array_append_val (ranges, range);
    }
}

GArray *
exchange_secrets_find (const guint8 *head, gsize len)
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
      find_in_line (ranges, text, start, end);
      start = next;
    }

  return ranges;
}
