/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-text.h"

#include "app/close-meaning.h"
#include "base/text.h"
#include "base/units.h"
#include "history/event-summary.h"
#include "history/search.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* So much of a body, and of a ping, is shown; the whole is in the events. */
#define BODY_MAX ((gsize)8 * 1024)
#define PING_MAX ((gsize)125)

#define NS_PER_MS 1e6

#define INDENT "              "

void
app_timeline_init (AppTimeline *self)
{
  *self = (AppTimeline){ .text = g_string_new (NULL), .next = 1 };
}

void
app_timeline_clear (AppTimeline *self)
{
  g_string_free (self->text, TRUE);
}

GString *
app_timeline_take (AppTimeline *self)
{
  GString *text = self->text;

  self->n_bytes += text->len > 0 ? text->len + 1 : 0;
  self->text = g_string_new (NULL);

  return text;
}

static void
begin_event (GString *out, const HistoryEvent *event, guint64 began)
{
  double ms = event->time > began ? (double)(event->time - began) / NS_PER_MS : 0;

  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, "%9.1f ms  ", ms);
}

/* Appends the lines of @text, each behind @mark. */
static void
append_lines (GString *out, char mark, const char *text, gsize len)
{
  const char *p = text, *end = text + len;
  gboolean is_first = TRUE;

  while (is_first || p < end)
    {
      const char *newline = p < end ? memchr (p, '\n', (gsize)(end - p)) : NULL;
      const char *line_end = newline != NULL ? newline : end;
      gsize line_len = (gsize)(line_end - p);

      if (line_len > 0 && line_end[-1] == '\r')
        line_len--;
      g_string_append (out, is_first ? "" : "\n" INDENT);
      g_string_append_c (out, mark);
      if (line_len > 0)
        g_string_append_c (out, ' ');
      base_text_append_visible (out, p, line_len, FALSE);
      p = newline != NULL ? newline + 1 : end;
      is_first = FALSE;
    }
}

static void
append_masked (GString *out,
               char mark,
               const HistoryEvent *event,
               const HistoryRange *ranges,
               gsize n_ranges)
{
  g_autoptr (GString) text = g_string_new (NULL);

  history_event_append_masked (text, event->data, event->len, ranges, n_ranges);
  append_lines (out, mark, text->str, text->len);
}

static void
append_body (GString *out, const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges)
{
  HistoryEvent start = *event;
  g_autofree char *size = base_size_format (event->len);

  start.len = (guint32)MIN (event->len, BODY_MAX);
  append_masked (out, '|', &start, ranges, n_ranges);
  if (start.len < event->len)
    {
      g_string_append (out, "\n" INDENT "* ");
      /* Translators: a size */
      g_string_append_printf (out, _ ("This is the beginning of %s."), size);
    }
}

static JsonObject *
parse_object (const HistoryEvent *event)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (event->len > 0 &&
      json_parser_load_from_data (parser, (const char *)event->data, (gssize)event->len, NULL))
    root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* A line below the one that names the thing. */
static void
append_detail (GString *out, const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (out, "\n" INDENT "*   ");
  g_string_append_printf (out, "%s: ", title);
  base_text_append_visible (out, value, strlen (value), FALSE);
}

static char *
dup_names (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "names");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *name = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_string (name) != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                json_node_get_string (name));
    }

  return g_string_free (names, FALSE);
}

/* The sentence of a certificate has all there is in it: too long to be read. */
static void
append_certificate (GString *out, const HistoryEvent *event)
{
  g_autoptr (JsonObject) object = parse_object (event);
  const char *text = object != NULL ? get_text (object, "text") : NULL;
  const char *subject = object != NULL ? get_text (object, "subject") : NULL;
  const char *after = text != NULL && subject != NULL ? strstr (text, subject) : NULL;
  g_autofree char *names = NULL;

  g_string_append (out, "* ");
  if (after == NULL)
    {
      history_event_append_sentence (out, event->data, event->len);
      return;
    }

  names = dup_names (object);
  base_text_append_visible (out, text, (gsize)(after - text) + strlen (subject), FALSE);
  append_detail (out, _ ("issued by"), get_text (object, "issuer"));
  append_detail (out, _ ("valid from"), get_text (object, "not_before"));
  append_detail (out, _ ("valid to"), get_text (object, "not_after"));
  append_detail (out, _ ("for"), names);
  append_detail (out, "SHA-256", get_text (object, "sha256"));
  if (get_text (object, "error") != NULL)
    {
      g_string_append (out, "\n" INDENT "! ");
      /* Translators: a reason of OpenSSL, in English */
      g_string_append_printf (out, _ ("Not trusted: %s"), "");
      base_text_append_visible (out, get_text (object, "error"),
                                strlen (get_text (object, "error")), FALSE);
    }
}

static void
append_open (GString *out, const HistoryEvent *event)
{
  g_autoptr (JsonObject) object = parse_object (event);

  g_string_append (out, "* ");
  history_event_append_sentence (out, event->data, event->len);
  if (object == NULL)
    return;

  append_detail (out, _ ("subprotocol"), get_text (object, "subprotocol"));
  append_detail (out, _ ("extensions"), get_text (object, "extensions"));
}

static void
append_control (GString *out, const HistoryEvent *event)
{
  gboolean is_out = (event->flags & HISTORY_FLAG_OUT) != 0;
  gboolean is_ping = event->kind == HISTORY_KIND_PING;

  g_string_append (out, is_out ? "> " : "< ");
  g_string_append (out, is_ping ? _ ("Ping") : _ ("Pong"));
  if (!is_ping && !is_out && event->frames > 0)
    {
      g_autofree char *after = base_duration_format ((gint64)event->frames * 1000);

      g_string_append_c (out, ' ');
      /* Translators: a duration */
      g_string_append_printf (out, _ ("after %s"), after);
    }
  if (event->len > 0)
    {
      g_string_append (out, ": ");
      base_text_append_visible (out, (const char *)event->data, MIN (event->len, PING_MAX), FALSE);
    }
}

static void
append_close (GString *out, const HistoryEvent *event)
{
  g_autofree char *code = app_close_dup_title (event->code);

  if (event->kind == HISTORY_KIND_CLOSED)
    {
      g_string_append (out, "* ");
      /* Translators: a close code with its name, e.g. 1001 going away */
      g_string_append_printf (out, _ ("Closed with %s"), code);
    }
  else
    {
      g_string_append (out, (event->flags & HISTORY_FLAG_OUT) != 0 ? "> " : "< ");
      /* Translators: a close code with its name, e.g. 1001 going away */
      g_string_append_printf (out, _ ("Close %s"), code);
    }
  if (event->len > 0)
    {
      g_string_append (out, ": ");
      base_text_append_visible (out, (const char *)event->data, event->len, FALSE);
    }
}

static void
append_sentence (GString *out, char mark, const HistoryEvent *event)
{
  g_string_append_printf (out, "%c ", mark);
  history_event_append_sentence (out, event->data, event->len);
}

void
app_timeline_append_event (GString *out,
                           const HistoryEvent *event,
                           const HistoryRange *ranges,
                           gsize n_ranges,
                           guint64 began)
{
  begin_event (out, event, began);
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_REQUEST:
      append_masked (out, '>', event, ranges, n_ranges);
      break;
    case HISTORY_KIND_RESPONSE:
      append_masked (out, '<', event, ranges, n_ranges);
      break;
    case HISTORY_KIND_BODY:
      append_body (out, event, ranges, n_ranges);
      break;
    case HISTORY_KIND_CERTIFICATE:
      append_certificate (out, event);
      break;
    case HISTORY_KIND_OPEN:
      append_open (out, event);
      break;
    case HISTORY_KIND_PING:
    case HISTORY_KIND_PONG:
      append_control (out, event);
      break;
    case HISTORY_KIND_CLOSE:
    case HISTORY_KIND_CLOSED:
      append_close (out, event);
      break;
    case HISTORY_KIND_ERROR:
    case HISTORY_KIND_GAP:
      append_masked (out, '!', event, ranges, n_ranges);
      break;
    case HISTORY_KIND_NOTE:
      append_masked (out, '*', event, ranges, n_ranges);
      break;
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_MESSAGE:
    default:
      append_sentence (out, '*', event);
      break;
    }
}

typedef struct
{
  AppTimeline *timeline;
  HistoryReader *reader;
} Reading;

static void
append_note (AppTimeline *self, const char *text)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append_printf (self->text, INDENT "* %s", text);
}

/* Whether there is room for @event; the first time that there is none is told. */
static gboolean
has_room (AppTimeline *self, const HistoryEvent *event)
{
  gboolean is_control = event->kind == HISTORY_KIND_PING || event->kind == HISTORY_KIND_PONG;
  gboolean is_end = event->kind == HISTORY_KIND_CLOSED;

  if (is_control && self->n_controls++ >= APP_TIMELINE_CONTROLS_MAX)
    {
      if (self->n_controls == APP_TIMELINE_CONTROLS_MAX + 1)
        append_note (self, _ ("More pings and pongs are not shown here. They are in Events."));
      return FALSE;
    }
  if (self->n_bytes + self->text->len < APP_TIMELINE_BYTES_MAX || is_end)
    return TRUE;

  if (!self->is_full)
    append_note (self, _ ("There is more than this can hold. All of it is in Events."));
  self->is_full = TRUE;

  return FALSE;
}

static gboolean
on_event (const HistoryEvent *event, gpointer user_data)
{
  Reading *reading = user_data;
  AppTimeline *self = reading->timeline;
  g_autoptr (GArray) secrets = NULL;

  self->next = event->number + 1;
  if (self->began == 0)
    self->began = event->time;
  if (!has_room (self, event))
    return TRUE;

  if (event->kind == HISTORY_KIND_CERTIFICATE && !self->has_certificate)
    {
      self->has_certificate = TRUE;
      self->certificate = self->n_bytes + self->text->len + (self->text->len > 0 ? 1 : 0);
    }
  secrets = history_reader_dup_secrets (reading->reader, event->number);
  app_timeline_append_event (self->text, event, (const HistoryRange *)(gpointer)secrets->data,
                             secrets->len, self->began);

  return TRUE;
}

static guint32
get_kinds (void)
{
  guint32 kinds = 0;

  for (guint kind = HISTORY_KIND_NOTE; kind <= HISTORY_KIND_GAP; kind++)
    if (kind != HISTORY_KIND_MESSAGE)
      kinds |= 1U << kind;

  return kinds;
}

gboolean
app_timeline_read (AppTimeline *self,
                   HistoryReader *reader,
                   GCancellable *cancellable,
                   GError **error)
{
  guint64 last = history_reader_refresh (reader);
  HistoryQuery query = {
    .kinds = get_kinds (),
    .from = MAX (self->next, history_reader_get_first (reader)),
    .to = last,
  };
  Reading reading = { self, reader };

  if (last == 0 || query.from > last)
    return TRUE;

  if (!history_search (reader, &query, on_event, &reading, cancellable, error))
    return FALSE;
  self->next = last + 1;

  return TRUE;
}
