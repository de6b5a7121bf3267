/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/text-private.h"

#include <string.h>

/* Returns: how many of the bytes at the beginning are ASCII; maybe fewer, eight at a time. */
static gsize
skip_ascii (const guint8 *data, gsize len)
{
  gsize i = 0;

  for (; len - i >= sizeof (guint64); i += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, data + i, sizeof word);
      if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        return i;
    }
  while (i < len && data[i] < 0x80)
    i++;

  return i;
}

gboolean
history_text_is_valid (const guint8 *data, gsize len)
{
  gsize i = skip_ascii (data, len);

  while (i < len)
    {
      const char *end;

      if (g_utf8_validate_len ((const char *)data + i, len - i, &end))
        return TRUE;

      /* GLib takes U+0000 for the end */
      i = (gsize)((const guint8 *)end - data);
      if (data[i] != '\0')
        return FALSE;
      i++;
    }

  return TRUE;
}
