/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/payload.h"

#include <string.h>

#include "base/text.h"
#include "cli/options.h"

/* Returns: (transfer full): @text in the common alphabet, without white space and padding; NULL
 * when anything else is in it. */
static GString *
dup_alphabet (const char *text, gsize len)
{
  g_autoptr (GString) letters = g_string_sized_new (len + 3);

  while (len > 0 && (g_ascii_isspace (text[len - 1]) || text[len - 1] == '='))
    len--;

  for (gsize i = 0; i < len; i++)
    {
      char c = text[i];

      if (g_ascii_isalnum (c) || c == '+' || c == '/')
        g_string_append_c (letters, c);
      else if (c == '-' || c == '_')
        g_string_append_c (letters, c == '-' ? '+' : '/');
      else if (!g_ascii_isspace (c))
        return NULL;
    }

  return g_steal_pointer (&letters);
}

static GBytes *
decode_base64 (const char *text, gsize len)
{
  g_autoptr (GString) letters = dup_alphabet (text, len);
  guchar *bytes;
  gsize n_bytes;

  /* one letter alone is not a byte */
  if (letters == NULL || letters->len % 4 == 1)
    return NULL;

  while (letters->len % 4 != 0)
    g_string_append_c (letters, '=');
  bytes = g_base64_decode (letters->str, &n_bytes);

  return g_bytes_new_take (bytes, n_bytes);
}

GBytes *
cli_payload_decode (CliEncoding encoding, const char *text, gsize len, GError **error)
{
  g_autofree char *copy = NULL;
  GBytes *bytes = NULL;

  switch (encoding)
    {
    case CLI_ENCODING_HEX:
      copy = g_strndup (text, len);
      /* a NUL would hide what stands behind it */
      bytes = strlen (copy) == len ? base_text_parse_hex (copy) : NULL;
      break;
    case CLI_ENCODING_BASE64:
      bytes = decode_base64 (text, len);
      break;
    case CLI_ENCODING_NONE:
    default:
      return g_bytes_new (text, len);
    }

  if (bytes == NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "What is to be sent is not %s.",
                 encoding == CLI_ENCODING_HEX ? "hexadecimal" : "base64");

  return bytes;
}

static void
append_hex (GString *out, const guint8 *data, gsize len)
{
  static const char digits[] = "0123456789abcdef";
  gsize start = out->len;

  g_string_set_size (out, start + len * 2);
  for (gsize i = 0; i < len; i++)
    {
      out->str[start + i * 2] = digits[data[i] >> 4];
      out->str[start + i * 2 + 1] = digits[data[i] & 0xf];
    }
}

void
cli_payload_append (GString *out, CliEncoding encoding, const guint8 *data, gsize len)
{
  g_autofree char *text = NULL;

  switch (encoding)
    {
    case CLI_ENCODING_HEX:
      append_hex (out, data, len);
      break;
    case CLI_ENCODING_BASE64:
      text = g_base64_encode (data, len);
      g_string_append (out, text);
      break;
    case CLI_ENCODING_NONE:
    default:
      g_string_append_len (out, (const char *)data, (gssize)len);
    }
}
