/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message.h"

#include "base/text.h"

#include <glib/gi18n.h>
#include <string.h>

static const AppMessageFormat formats[] = {
  { "json", N_ ("JSON"), EXCHANGE_TEXT },
  { "text", N_ ("Raw"), EXCHANGE_TEXT },
  { "hex", N_ ("Binary (Hex)"), EXCHANGE_BINARY },
  { "base64", N_ ("Binary (Base64)"), EXCHANGE_BINARY },
};

const AppMessageFormat *
app_message_list_formats (gsize *n)
{
  *n = G_N_ELEMENTS (formats);

  return formats;
}

const AppMessageFormat *
app_message_find_format (const char *id)
{
  if (id == NULL)
    return &formats[0];

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].id, id) == 0)
      return &formats[i];

  return &formats[1];
}

/* GLib's decoder leaves out what it does not know; people mistype. */
static gboolean
is_base64 (const char *text)
{
  gsize n_digits = 0;
  gsize n_padding = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p))
        continue;
      if (*p == '=')
        n_padding++;
      else if (n_padding > 0 || (!g_ascii_isalnum (*p) && *p != '+' && *p != '/'))
        return FALSE;
      else
        n_digits++;
    }

  return n_padding <= 2 && (n_digits + n_padding) % 4 == 0;
}

static GBytes *
parse_base64 (const char *text)
{
  guint8 *data;
  gsize len;

  if (!is_base64 (text))
    return NULL;

  data = g_base64_decode (text, &len);

  return g_bytes_new_take (data, len);
}

GBytes *
app_message_dup_bytes (const AppMessageFormat *format, const char *content, GError **error)
{
  GBytes *bytes;

  if (format->opcode == EXCHANGE_TEXT)
    return g_bytes_new (content, strlen (content));

  if (strcmp (format->id, "hex") == 0)
    {
      bytes = base_text_parse_hex (content);
      if (bytes == NULL)
        g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                             _ ("The message is not hex: pairs of the digits 0–9 and a–f."));
      return bytes;
    }

  bytes = parse_base64 (content);
  if (bytes == NULL)
    g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                         _ ("The message is not base64."));

  return bytes;
}

char *
app_message_dup_title (const char *name, guint position)
{
  if (name != NULL && name[0] != '\0')
    return g_strdup (name);

  return g_strdup_printf (_ ("Message %u"), position + 1);
}
