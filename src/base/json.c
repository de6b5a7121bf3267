/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

/* Bytes that end a run which can be copied as it is. 0xe2 begins U+2028 and U+2029, which JSON
 * allows but JavaScript and many line readers take for the end of a line. */
static gboolean
needs_a_look (guint8 byte)
{
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f || byte == 0xe2;
}

#define ALL(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* Returns: a word that is not 0 when @word holds a byte of 0 (and perhaps when it does not). */
static guint64
has_zero (guint64 word)
{
  return (word - ALL (1)) & ~word & ALL (0x80);
}

static gboolean
word_needs_a_look (guint64 word)
{
  guint64 is_low = (word - ALL (0x20)) & ~word & ALL (0x80);

  return (is_low | has_zero (word ^ ALL ('"')) | has_zero (word ^ ALL ('\\')) |
          has_zero (word ^ ALL (0x7f)) | has_zero (word ^ ALL (0xe2))) != 0;
}

/* Returns: the first position from @i on that cannot be copied as it is. */
static gsize
skip_plain (const guint8 *bytes, gsize i, gsize n_bytes)
{
  guint64 word;

  for (; i + sizeof word <= n_bytes; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      if (word_needs_a_look (word))
        break;
    }
  while (i < n_bytes && !needs_a_look (bytes[i]))
    i++;

  return i;
}

static gsize
append_escaped (GString *out, const guint8 *text, gsize len)
{
  static const char short_names[] = "btn.fr"; /* of 8, 9, 10, 12 and 13 */
  guint8 byte = text[0];

  if (byte == 0xe2)
    {
      gboolean is_separator = len >= 3 && text[1] == 0x80 && (text[2] & 0xfe) == 0xa8;

      if (is_separator)
        g_string_append (out, text[2] == 0xa8 ? "\\u2028" : "\\u2029");
      else
        g_string_append_c (out, (char)byte);

      return is_separator ? 3 : 1;
    }

  if (byte == '"' || byte == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char)byte);
    }
  else if (byte >= 8 && byte <= 13 && byte != 11)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, short_names[byte - 8]);
    }
  else
    {
      g_string_append_printf (out, "\\u%04x", byte);
    }

  return 1;
}

void
base_json_append_string (GString *out, const char *text, gssize len)
{
  const guint8 *bytes = (const guint8 *)text;
  gsize n_bytes = len < 0 ? strlen (text) : (gsize)len;
  gsize start = 0, i = 0;

  g_string_append_c (out, '"');
  for (i = skip_plain (bytes, 0, n_bytes); i < n_bytes; i = skip_plain (bytes, i, n_bytes))
    {
      g_string_append_len (out, text + start, (gssize)(i - start));
      i += append_escaped (out, bytes + i, n_bytes - i);
      start = i;
    }
  g_string_append_len (out, text + start, (gssize)(n_bytes - start));
  g_string_append_c (out, '"');
}

void
base_json_append_base64 (GString *out, const guint8 *data, gsize len)
{
  gsize start;
  gint state = 0, save = 0;
  gsize written;

  g_string_append_c (out, '"');
  start = out->len;
  g_string_set_size (out, start + (len / 3 + 1) * 4 + 4);
  written = g_base64_encode_step (data, len, FALSE, out->str + start, &state, &save);
  written += g_base64_encode_close (FALSE, out->str + start + written, &state, &save);
  g_string_truncate (out, start + written);
  g_string_append_c (out, '"');
}

void
base_json_append_name (GString *out, const char *name)
{
  gboolean is_first = out->len == 0 || out->str[out->len - 1] == '{' ||
                      out->str[out->len - 1] == '[';

  if (!is_first)
    g_string_append_c (out, ',');
  base_json_append_string (out, name, -1);
  g_string_append_c (out, ':');
}

void
base_json_append_member (GString *out, const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  if (value == NULL)
    return;

  valid = g_utf8_make_valid (value, -1);
  base_json_append_name (out, name);
  base_json_append_string (out, valid, -1);
}

void
base_json_append_member_int (GString *out, const char *name, gint64 value)
{
  base_json_append_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}
