/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/event-summary.h"

#include "base/text.h"
#include "base/units.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* No row is wider. */
#define TEXT_MAX 1024
#define DUMP_MAX 64

const char *
history_close_code_get_name (guint16 code)
{
  static const struct
  {
    guint16 code;
    const char *name;
  } names[] = {
    { 1000, "normal closure" },    { 1001, "going away" },       { 1002, "protocol error" },
    { 1003, "unsupported data" },  { 1005, "no code was sent" }, { 1006, "no closing handshake" },
    { 1007, "invalid payload" },   { 1008, "policy violation" }, { 1009, "message too big" },
    { 1010, "extension missing" }, { 1011, "internal error" },   { 1012, "service restart" },
    { 1013, "try again later" },   { 1014, "bad gateway" },      { 1015, "TLS handshake failed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].code == code)
      return names[i].name;

  return "";
}

void
history_event_append_sentence (GString *out, const guint8 *data, gsize len)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *text = NULL;
  JsonNode *root = NULL;

  if (len > 0 && json_parser_load_from_data (parser, (const char *)data, (gssize)len, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    text = json_object_get_string_member_with_default (json_node_get_object (root), "text", NULL);

  if (text != NULL)
    base_text_append_visible (out, text, strlen (text), FALSE);
  else
    base_text_append_visible (out, (const char *)data, len, FALSE);
}

static void
append_visible (GString *out, const char *text, gsize len)
{
  base_text_append_visible (out, text, MIN (len, TEXT_MAX), FALSE);
}

static void
append_message (GString *out, const HistoryEvent *event, gsize len)
{
  if ((event->flags & HISTORY_FLAG_BINARY) == 0)
    {
      append_visible (out, (const char *)event->data, len);
      return;
    }

  for (gsize i = 0; i < MIN (len, DUMP_MAX); i++)
    g_string_append_printf (out, i == 0 ? "%02x" : " %02x", event->data[i]);
  if (event->len > DUMP_MAX)
    g_string_append (out, " …");
}

/* Its first line says what was asked and answered. */
static void
append_head (GString *out,
             const HistoryEvent *event,
             gsize len,
             const HistoryRange *ranges,
             gsize n_ranges)
{
  g_autoptr (GString) head = g_string_new (NULL);

  history_event_append_masked (head, event->data, len, ranges, n_ranges);
  append_visible (out, head->str, strcspn (head->str, "\r\n"));
}

static void
append_named (GString *out, const char *name, const HistoryEvent *event, gsize len)
{
  g_string_append (out, name);
  if (len > 0)
    {
      g_string_append (out, ": ");
      append_visible (out, (const char *)event->data, len);
    }
}

static void
append_pong (GString *out, const HistoryEvent *event, gsize len)
{
  append_named (out, "Pong", event, len);
  if (event->frames > 0 && (event->flags & HISTORY_FLAG_OUT) == 0)
    {
      g_autofree char *round_trip = base_duration_format ((gint64)event->frames * 1000);

      g_string_append_printf (out, " after %s", round_trip);
    }
}

static void
append_close (GString *out, const char *what, const HistoryEvent *event, gsize len)
{
  const char *name = history_close_code_get_name (event->code);

  g_string_append_printf (out, "%s: %u", what, event->code);
  if (*name != '\0')
    g_string_append_printf (out, " (%s)", name);
  if (len > 0)
    {
      g_string_append_c (out, ' ');
      append_visible (out, (const char *)event->data, len);
    }
}

void
history_event_append_summary (GString *out,
                              const HistoryEvent *event,
                              gsize len,
                              const HistoryRange *ranges,
                              gsize n_ranges)
{
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_MESSAGE:
      append_message (out, event, len);
      break;
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
      append_head (out, event, len, ranges, n_ranges);
      break;
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_CERTIFICATE:
    case HISTORY_KIND_OPEN:
      history_event_append_sentence (out, event->data, len);
      break;
    case HISTORY_KIND_PING:
      append_named (out, "Ping", event, len);
      break;
    case HISTORY_KIND_PONG:
      append_pong (out, event, len);
      break;
    case HISTORY_KIND_CLOSE:
      append_close (out, "Close", event, len);
      break;
    case HISTORY_KIND_CLOSED:
      append_close (out, "Disconnected", event, len);
      break;
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_BODY:
    case HISTORY_KIND_ERROR:
    case HISTORY_KIND_GAP:
    default:
      append_visible (out, (const char *)event->data, len);
    }
}
