/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

#define HEX_BYTES_A_LINE 16

/* Characters that a terminal or a reader can be misled with: controls, and what changes the
 * direction or is not seen at all. */
static gboolean
is_misleading (gunichar c)
{
  if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    return TRUE;

  return c == 0x061c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

static void
append_named (GString *out, gunichar c)
{
  switch (c)
    {
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    case 0x1b:
      g_string_append (out, "\\e");
      break;
    default:
      g_string_append_printf (out, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
    }
}

static void
append_character (GString *out, gunichar c, const char *bytes, gsize len, gboolean keep_lines)
{
  if (is_misleading (c) && !(keep_lines && (c == '\n' || c == '\t')))
    append_named (out, c);
  else
    g_string_append_len (out, bytes, (gssize)len);
}

/* Returns: how many bytes from the start stand for themselves: printable ASCII, nearly all of most
 * texts. */
static gsize
count_plain (const char *data, gsize len)
{
  gsize i = 0;

  while (i < len && data[i] >= 0x20 && data[i] < 0x7f)
    i++;

  return i;
}

static const char *
append_next (GString *out, const char *p, gsize left, gboolean keep_lines)
{
  gunichar c = g_utf8_get_char_validated (p, (gssize)left);
  const char *next;

  if (*p == '\0' || c >= (gunichar)-2)
    {
      g_string_append_printf (out, "\\x%02x", (guint8)*p);
      return p + 1;
    }

  next = g_utf8_next_char (p);
  append_character (out, c, p, (gsize)(next - p), keep_lines);

  return next;
}

void
base_text_append_visible (GString *out, const char *data, gsize len, gboolean keep_lines)
{
  const char *p = data, *end = data + len;

  while (p < end)
    {
      gsize n_plain = count_plain (p, (gsize)(end - p));

      g_string_append_len (out, p, (gssize)n_plain);
      p += n_plain;
      if (p < end)
        p = append_next (out, p, (gsize)(end - p), keep_lines);
    }
}

char *
base_text_dup_line (const char *data, gsize len, gsize max_len)
{
  GString *line = g_string_new (NULL);
  gboolean is_cut = len > max_len;

  if (is_cut)
    for (len = max_len; len > 0 && (data[len] & 0xc0) == 0x80; len--)
      ;
  base_text_append_visible (line, data, len, FALSE);
  if (is_cut)
    g_string_append (line, "…");

  return g_string_free (line, FALSE);
}

static void
append_hex_line (GString *out, const guint8 *data, gsize len, guint64 offset)
{
  g_string_append_printf (out, "%08" G_GINT64_MODIFIER "x ", offset);
  for (gsize i = 0; i < HEX_BYTES_A_LINE; i++)
    {
      g_string_append (out, i == HEX_BYTES_A_LINE / 2 ? "  " : " ");
      if (i < len)
        g_string_append_printf (out, "%02x", data[i]);
      else
        g_string_append (out, "  ");
    }

  g_string_append (out, "  |");
  for (gsize i = 0; i < len; i++)
    g_string_append_c (out, g_ascii_isprint (data[i]) ? (char)data[i] : '.');
  g_string_append (out, "|\n");
}

void
base_text_append_hexdump (GString *out, const guint8 *data, gsize len, guint64 base)
{
  for (gsize i = 0; i < len; i += HEX_BYTES_A_LINE)
    append_hex_line (out, data + i, MIN (len - i, HEX_BYTES_A_LINE), base + i);
}

GBytes *
base_text_parse_hex (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int high = -1;

  for (const char *p = text; *p != '\0'; p++)
    {
      int digit = g_ascii_xdigit_value (*p);

      if (digit < 0 && !g_ascii_isspace (*p) && *p != ':')
        return NULL;
      if (digit < 0)
        continue;

      if (high < 0)
        {
          high = digit;
        }
      else
        {
          guint8 byte = (guint8)(high << 4 | digit);

          g_byte_array_append (bytes, &byte, 1);
          high = -1;
        }
    }

  return high < 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
