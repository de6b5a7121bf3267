/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever an event holds, what a terminal gets cannot steer it, ends with a newline, and no line
 * but the first looks like the beginning of an event. The first bytes are kind, flags and view.
 */
#include "cli/event-text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define N_HEAD 4

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
is_harmless (const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    {
      guint8 byte = (guint8)text[i];

      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f)
        return FALSE;
      /* U+0080 to U+009f are controls too */
      if (byte == 0xc2 && (guint8)text[i + 1] < 0xa0)
        return FALSE;
      /* an event begins with its number, which is 7 wide here: other lines are indented */
      if (byte == '\n' && i + 1 < len && strncmp (text + i + 1, "       ", 7) != 0)
        return FALSE;
    }

  return len > 0 && text[len - 1] == '\n' && g_utf8_validate_len (text, len, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) out = g_string_new (NULL);
  CliEventView view = { .has_numbers = TRUE };
  HistoryRange range = { 0, 0 };
  HistoryEvent event = { 0 };

  if (size < N_HEAD)
    return 0;

  event.number = 123456;
  event.kind = data[0] % (HISTORY_KIND_GAP + 2);
  event.flags = data[1];
  event.data = data + N_HEAD;
  event.len = (guint32)(size - N_HEAD);
  view.style.width = data[2];
  view.is_one_line = data[2] & 1;
  view.has_payload = data[2] & 2;
  view.max_payload = data[2] & 4 ? 8 : G_MAXSIZE;
  range.offset = data[3] & 15;
  range.len = data[3] >> 4;

  cli_event_append_text (out, &view, &event, &range, 1);
  if (!is_harmless (out->str, out->len))
    abort ();

  return 0;
}
