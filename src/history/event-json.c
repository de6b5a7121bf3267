/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export.h"

#include "history/json-private.h"
#include "history/text-private.h"

#include "base/json.h"
#include "base/time.h"

#include <string.h>

/* Which members the line of a kind has besides "n", "time", "type" and the data. */
typedef enum
{
  HAS_DIR = 1 << 0,
  HAS_OPCODE = 1 << 1, /* and "compressed" */
  HAS_SIZE = 1 << 2,   /* and "wire" */
  HAS_FRAMES = 1 << 3,
  HAS_STATUS = 1 << 4,
  HAS_RTT = 1 << 5,
  HAS_END = 1 << 6,   /* "code", "reason" in place of "data", "clean" */
  IS_OBJECT = 1 << 7, /* the data is JSON: its members are the line's */
} LineMembers;

static const guint8 members_of[] = {
  [HISTORY_KIND_NOTE] = 0,
  [HISTORY_KIND_RESOLVE] = IS_OBJECT,
  [HISTORY_KIND_CONNECT] = IS_OBJECT,
  [HISTORY_KIND_TLS] = IS_OBJECT,
  [HISTORY_KIND_CERTIFICATE] = IS_OBJECT,
  [HISTORY_KIND_REQUEST] = HAS_DIR | HAS_SIZE,
  [HISTORY_KIND_RESPONSE] = HAS_DIR | HAS_SIZE | HAS_STATUS,
  [HISTORY_KIND_BODY] = HAS_DIR | HAS_SIZE | HAS_STATUS,
  [HISTORY_KIND_OPEN] = IS_OBJECT,
  [HISTORY_KIND_MESSAGE] = HAS_DIR | HAS_OPCODE | HAS_SIZE | HAS_FRAMES,
  [HISTORY_KIND_PING] = HAS_DIR | HAS_SIZE,
  [HISTORY_KIND_PONG] = HAS_DIR | HAS_SIZE | HAS_RTT,
  [HISTORY_KIND_CLOSE] = HAS_DIR | HAS_SIZE | HAS_END,
  [HISTORY_KIND_CLOSED] = HAS_END,
  [HISTORY_KIND_ERROR] = 0,
  [HISTORY_KIND_GAP] = 0,
};

/* All of a line but its data fits: 20 digits a number, and the longest of each name. */
#define LINE_BYTES 512

/* What comes before the data, put together on the stack: one append instead of twenty. */
typedef struct
{
  char bytes[LINE_BYTES];
  gsize len;
} Line;

static void
add_bytes (Line *line, const char *bytes, gsize len)
{
  memcpy (line->bytes + line->len, bytes, len);
  line->len += len;
}

#define add_literal(line, literal) add_bytes (line, literal, sizeof (literal) - 1)

static void
add_text (Line *line, const char *text)
{
  add_bytes (line, text, strlen (text));
}

static void
add_number (Line *line, guint64 value)
{
  char digits[20];
  gsize n = sizeof digits;

  do
    {
      digits[--n] = (char)('0' + value % 10);
      value /= 10;
    }
  while (value > 0);
  add_bytes (line, digits + n, sizeof digits - n);
}

/* Milliseconds with their thousandths. */
static void
add_rtt (Line *line, guint32 us)
{
  guint32 rest = us % 1000;
  char thousandths[4] = { '.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                          (char)('0' + rest % 10) };

  add_literal (line, ",\"rtt\":");
  add_number (line, us / 1000);
  add_bytes (line, thousandths, sizeof thousandths);
}

static void
add_begin (Line *line, const HistoryEvent *event)
{
  add_literal (line, "{\"n\":");
  add_number (line, event->number);
  add_literal (line, ",\"time\":\"");
  line->len += base_time_write_utc (event->time, line->bytes + line->len);
  add_literal (line, "\",\"type\":\"");
  add_text (line, history_kind_get_name (event->kind));
  add_literal (line, "\"");
}

static void
add_wire (Line *line, const HistoryEvent *event, guint members)
{
  if (members & HAS_DIR)
    add_text (line, event->flags & HISTORY_FLAG_OUT ? ",\"dir\":\"out\"" : ",\"dir\":\"in\"");
  if (members & HAS_OPCODE)
    add_text (line, event->flags & HISTORY_FLAG_BINARY ? ",\"opcode\":\"binary\""
                                                       : ",\"opcode\":\"text\"");
  if (members & HAS_SIZE)
    {
      add_literal (line, ",\"size\":");
      add_number (line, event->len);
      add_literal (line, ",\"wire\":");
      add_number (line, event->wire_len);
    }
  if (members & HAS_FRAMES)
    {
      add_literal (line, ",\"frames\":");
      add_number (line, event->frames);
    }
  if ((members & HAS_OPCODE) && (event->flags & HISTORY_FLAG_COMPRESSED))
    add_literal (line, ",\"compressed\":true");
}

static void
add_meaning (Line *line, const HistoryEvent *event, guint members)
{
  if (members & (HAS_STATUS | HAS_END))
    {
      add_text (line, members & HAS_STATUS ? ",\"status\":" : ",\"code\":");
      add_number (line, event->code);
    }
  if (members & HAS_END)
    add_text (line, event->flags & HISTORY_FLAG_CLEAN ? ",\"clean\":true" : ",\"clean\":false");
  if ((members & HAS_RTT) && event->frames > 0)
    add_rtt (line, event->frames);
}

static void
append_data (GString *out, const HistoryEvent *event, const guint8 *data, gsize len)
{
  gboolean is_end = event->kind == HISTORY_KIND_CLOSE || event->kind == HISTORY_KIND_CLOSED;

  if ((event->flags & HISTORY_FLAG_BINARY) || !history_text_is_valid (data, len))
    {
      g_string_append_len (out, ",\"base64\":", 10);
      base_json_append_base64 (out, data, len);
    }
  else
    {
      g_string_append (out, is_end ? ",\"reason\":" : ",\"data\":");
      base_json_append_string (out, (const char *)data, (gssize)len);
    }
}

/* Adds the members of the JSON object @data. Returns: FALSE when it is none. */
static gboolean
append_object (GString *out, const guint8 *data, gsize len)
{
  static const char *const taken[] = { "n", "time", "type", NULL };
  g_autoptr (JsonObject) object = history_json_parse ((const char *)data, len);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return FALSE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_strv_contains (taken, name) || !g_utf8_validate (name, -1, NULL))
        continue;
      base_json_append_name (out, name);
      history_json_append (out, value);
    }

  return TRUE;
}

void
history_event_append_json (GString *out,
                           const HistoryEvent *event,
                           const HistoryRange *ranges,
                           gsize n_ranges)
{
  gboolean is_known = event->kind < G_N_ELEMENTS (members_of) && event->kind > 0;
  guint members = is_known ? members_of[event->kind] : 0;
  g_autoptr (GString) masked = NULL;
  const guint8 *data = event->data;
  gsize len = event->len;
  Line line;

  line.len = 0;
  add_begin (&line, event);
  if (!is_known)
    {
      add_literal (&line, ",\"kind\":");
      add_number (&line, event->kind);
    }
  add_wire (&line, event, members);
  add_meaning (&line, event, members);
  g_string_append_len (out, line.bytes, (gssize)line.len);

  if (n_ranges > 0 && data != NULL)
    {
      masked = g_string_sized_new (len + 3);
      history_event_append_masked (masked, data, len, ranges, n_ranges);
      data = (const guint8 *)masked->str;
      len = masked->len;
    }

  /* without data: the caller did not ask for it, or it is lost */
  if ((data != NULL || len == 0) && !((members & IS_OBJECT) && append_object (out, data, len)))
    append_data (out, event, data, len);
  g_string_append_len (out, "}\n", 2);
}
