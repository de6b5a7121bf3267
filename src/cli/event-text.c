/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/event-text.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "base/units.h"
#include "cli/json-view.h"
#include "history/event-summary.h"

/* Bytes of a binary message that are dumped; in one line. */
#define DUMP_MAX      256
#define DUMP_LINE_MAX 16

static gboolean
is_outgoing (const HistoryEvent *event)
{
  return (event->flags & HISTORY_FLAG_OUT) != 0;
}

static CliColour
get_colour (const HistoryEvent *event)
{
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_ERROR:
    case HISTORY_KIND_GAP:
      return CLI_COLOUR_ERROR;
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
    case HISTORY_KIND_BODY:
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_PING:
    case HISTORY_KIND_PONG:
    case HISTORY_KIND_CLOSE:
      return is_outgoing (event) ? CLI_COLOUR_OUT : CLI_COLOUR_IN;
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_CERTIFICATE:
    case HISTORY_KIND_OPEN:
    case HISTORY_KIND_CLOSED:
    default:
      return CLI_COLOUR_DIM;
    }
}

/* "*" for what happened, an arrow for what went over the wire. */
static const char *
get_mark (const CliEventView *view, const HistoryEvent *event)
{
  CliColour colour = get_colour (event);

  if (colour == CLI_COLOUR_IN || colour == CLI_COLOUR_OUT)
    return cli_style_get_arrow (&view->style, colour == CLI_COLOUR_OUT);

  return colour == CLI_COLOUR_ERROR ? "!" : "*";
}

static gboolean
is_head (const HistoryEvent *event)
{
  return event->kind == HISTORY_KIND_REQUEST || event->kind == HISTORY_KIND_RESPONSE ||
         event->kind == HISTORY_KIND_BODY;
}

static void
append_mark (GString *out, const CliEventView *view, const HistoryEvent *event)
{
  g_string_append_printf (out, "%s%s%s ", cli_style_get_colour (&view->style, get_colour (event)),
                          get_mark (view, event),
                          cli_style_get_colour (&view->style, CLI_COLOUR_NONE));
}

/* What stands before the first line; @indent gets what stands before the others: each line of a
 * head has its mark, as in curl's timeline. */
static void
append_prefix (GString *out, const CliEventView *view, const HistoryEvent *event, GString *indent)
{
  const CliStyle *style = &view->style;
  char time[BASE_TIME_MAX] = "";
  guint columns = 0;

  if (view->has_numbers)
    {
      gsize before = out->len;

      g_string_append_printf (out, "%6" G_GUINT64_FORMAT " ", event->number);
      columns += (guint)(out->len - before);
    }
  if (view->has_times)
    {
      columns += (guint)base_time_write_local (event->time, time) + 1;
      g_string_append_printf (out, "%s%s%s ", cli_style_get_colour (style, CLI_COLOUR_DIM), time,
                              cli_style_get_colour (style, CLI_COLOUR_NONE));
    }
  append_mark (out, view, event);
  g_string_append_printf (indent, "\n%*s", (int)columns, "");
  if (is_head (event))
    append_mark (indent, view, event);
  else
    g_string_append (indent, "  ");
}

/* The lines of a head, or of a body; carriage returns are not worth seeing. */
static void
append_lines (GString *out, const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges)
{
  g_autoptr (GString) text = g_string_sized_new (event->len + 1);

  history_event_append_masked (text, event->data, event->len, ranges, n_ranges);
  g_string_replace (text, "\r\n", "\n", 0);
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  base_text_append_visible (out, text->str, text->len, TRUE);
}

static void
append_size (GString *out, const HistoryEvent *event)
{
  g_autofree char *size = base_size_format (event->len);
  g_autofree char *wire = base_size_format (event->wire_len);

  g_string_append_printf (out, "%s, %s",
                          (event->flags & HISTORY_FLAG_BINARY) != 0 ? "binary" : "text", size);
  if (event->frames > 1)
    g_string_append_printf (out, " in %u frames", event->frames);
  if ((event->flags & HISTORY_FLAG_COMPRESSED) != 0)
    g_string_append_printf (out, ", %s deflated", wire);
}

static void
append_bytes (GString *out, const CliEventView *view, const HistoryEvent *event, gsize len)
{
  gsize max = view->is_one_line ? DUMP_LINE_MAX : DUMP_MAX;

  append_size (out, event);
  if (!view->is_one_line)
    {
      g_string_append_c (out, '\n');
      base_text_append_hexdump (out, event->data, MIN (len, max), 0);
      g_string_truncate (out, out->len - 1);
    }
  else
    {
      g_string_append_c (out, ':');
      for (gsize i = 0; i < MIN (len, max); i++)
        g_string_append_printf (out, " %02x", event->data[i]);
    }
  if (event->len > max)
    g_string_append (out, view->is_one_line ? " …" : "\n…");
}

static void
append_text (GString *out, const CliEventView *view, const HistoryEvent *event, gsize len)
{
  const char *text = (const char *)event->data;
  guint used = 16; /* columns of time and arrow */
  guint width = view->style.width > used ? view->style.width - used : 0;

  if (!view->is_one_line && len == event->len &&
      cli_json_append_readable (out, text, len, width, &view->style))
    return;

  base_text_append_visible (out, text, len, !view->is_one_line);
  if (len < event->len)
    {
      g_autofree char *rest = base_size_format (event->len - len);

      g_string_append_printf (out, "… and %s more", rest);
    }
}

static void
append_message (GString *out, const CliEventView *view, const HistoryEvent *event)
{
  gsize len = MIN (event->len, view->max_payload);

  if (!view->has_payload)
    append_size (out, event);
  else if ((event->flags & HISTORY_FLAG_BINARY) != 0)
    append_bytes (out, view, event, len);
  else
    append_text (out, view, event, len);
}

static void
append_named (GString *out, const char *name, const HistoryEvent *event)
{
  g_string_append (out, name);
  if (event->len > 0)
    {
      g_string_append_c (out, ' ');
      base_text_append_visible (out, (const char *)event->data, event->len, FALSE);
    }
}

static void
append_close (GString *out, const HistoryEvent *event)
{
  g_autofree char *name = g_strdup_printf (event->kind == HISTORY_KIND_CLOSE ? "close %u"
                                                                             : "Closed with %u",
                                           event->code);

  append_named (out, name, event);
  if (event->kind == HISTORY_KIND_CLOSED && (event->flags & HISTORY_FLAG_CLEAN) == 0)
    g_string_append (out, " (without a closing handshake)");
}

static void
append_pong (GString *out, const HistoryEvent *event)
{
  append_named (out, "pong", event);
  if (event->frames > 0 && !is_outgoing (event))
    {
      g_autofree char *round_trip = base_duration_format ((gint64)event->frames * 1000);

      g_string_append_printf (out, " after %s", round_trip);
    }
}

static void
append_body (GString *out,
             const CliEventView *view,
             const HistoryEvent *event,
             const HistoryRange *ranges,
             gsize n_ranges)
{
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
    case HISTORY_KIND_BODY:
      append_lines (out, event, ranges, n_ranges);
      break;
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_CERTIFICATE:
    case HISTORY_KIND_OPEN:
      history_event_append_sentence (out, event->data, event->len);
      break;
    case HISTORY_KIND_MESSAGE:
      append_message (out, view, event);
      break;
    case HISTORY_KIND_PING:
      append_named (out, "ping", event);
      break;
    case HISTORY_KIND_PONG:
      append_pong (out, event);
      break;
    case HISTORY_KIND_CLOSE:
    case HISTORY_KIND_CLOSED:
      append_close (out, event);
      break;
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_ERROR:
    case HISTORY_KIND_GAP:
    default:
      base_text_append_visible (out, (const char *)event->data, event->len, FALSE);
    }
}

void
cli_event_append_text (GString *out,
                       const CliEventView *view,
                       const HistoryEvent *event,
                       const HistoryRange *ranges,
                       gsize n_ranges)
{
  g_autoptr (GString) indent = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  HistoryEvent shown = *event;

  if (event->kind != HISTORY_KIND_MESSAGE)
    shown.len = (guint32)MIN (event->len, view->max_payload);
  append_prefix (out, view, event, indent);
  append_body (body, view, &shown, ranges, n_ranges);
  g_string_replace (body, "\n", indent->str, 0);
  g_string_append_len (out, body->str, (gssize)body->len);
  g_string_append_c (out, '\n');
}
