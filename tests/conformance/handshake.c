/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handshake.h"

#include <string.h>

#define ACCEPT_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

/* Returns: (transfer full) (nullable): the value of the first field called @name. */
static char *
dup_field (const char *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  gsize len = strlen (name);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, len) == 0 && lines[i][len] == ':')
      return g_strstrip (g_strdup (lines[i] + len + 1));

  return NULL;
}

static gboolean
has_word (const char *request, const char *name, const char *word)
{
  g_autofree char *value = dup_field (request, name);
  g_autofree char *lower = value == NULL ? NULL : g_ascii_strdown (value, -1);

  return lower != NULL && strstr (lower, word) != NULL;
}

const char *
handshake_find_fault (const char *request)
{
  g_autofree char *key = dup_field (request, "Sec-WebSocket-Key");
  g_autofree char *version = dup_field (request, "Sec-WebSocket-Version");
  g_autofree char *host = dup_field (request, "Host");
  gsize len = 0;

  if (!g_str_has_prefix (request, "GET /") || strstr (request, " HTTP/1.1\r\n") == NULL)
    return "its request line is not GET with HTTP/1.1";
  if (host == NULL)
    return "its request has no Host";
  if (!has_word (request, "Upgrade", "websocket") || !has_word (request, "Connection", "upgrade"))
    return "its request does not ask for an upgrade";
  if (g_strcmp0 (version, "13") != 0)
    return "its request does not ask for version 13";
  if (key != NULL)
    g_free (g_base64_decode (key, &len));

  return len == 16 ? NULL : "its key is not 16 octets in base64";
}

static char *
dup_accept (const char *request)
{
  g_autofree char *key = dup_field (request, "Sec-WebSocket-Key");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize len = sizeof digest;

  if (key != NULL)
    g_checksum_update (sum, (const guchar *)key, -1);
  g_checksum_update (sum, (const guchar *)ACCEPT_GUID, -1);
  g_checksum_get_digest (sum, digest, &len);

  return g_base64_encode (digest, len);
}

char *
handshake_fill (const char *head, const char *request)
{
  g_autofree char *accept = dup_accept (request);
  g_autofree char *lower = g_ascii_strdown (accept, -1);
  GString *text = g_string_new (head);

  g_string_replace (text, "{accept}", accept, 0);
  g_string_replace (text, "{lower}", lower, 0);

  return g_string_free (text, FALSE);
}

static gboolean
fits_offer (const char *offer, const DeflateAnswer *answer)
{
  g_auto (GStrv) words = g_strsplit (offer, ";", -1);
  gboolean takes_bits = FALSE;

  if (words[0] == NULL || !g_str_equal (g_strstrip (words[0]), "permessage-deflate"))
    return FALSE;
  for (guint i = 1; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      /* we do not keep to limits of our own, so an offer that wants them is no offer */
      if (g_str_has_prefix (word, "server_"))
        return FALSE;
      takes_bits = takes_bits || g_str_has_prefix (word, "client_max_window_bits");
    }

  return takes_bits || answer->bits == 0;
}

gboolean
handshake_is_offered (const char *request, const DeflateAnswer *answer)
{
  g_autofree char *value = dup_field (request, "Sec-WebSocket-Extensions");
  g_auto (GStrv) offers = g_strsplit (value == NULL ? "" : value, ",", -1);

  for (guint i = 0; offers[i] != NULL; i++)
    if (fits_offer (offers[i], answer))
      return TRUE;

  return FALSE;
}

char *
handshake_write (const DeflateAnswer *answer)
{
  GString *head = g_string_new (HANDSHAKE_START);

  if (answer != NULL)
    {
      g_string_append (head, "Sec-WebSocket-Extensions: permessage-deflate");
      if (answer->no_takeover)
        g_string_append (head, "; client_no_context_takeover");
      if (answer->bits != 0)
        g_string_append_printf (head, "; client_max_window_bits=%u", answer->bits);
      g_string_append (head, "\r\n");
    }
  g_string_append (head, "\r\n");

  return g_string_free (head, FALSE);
}
