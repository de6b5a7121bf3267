/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/json.h"
#include "base/time.h"
#include "exchange/secrets-private.h"

#include <string.h>

static void
record_with_secrets (ExchangeConnection *connection,
                     HistoryEvent *event,
                     const HistoryRange *ranges,
                     gsize n_ranges)
{
  event->time = connection->turn_time;
  if (connection->writer != NULL)
    history_writer_append (connection->writer, event, ranges, n_ranges);
  else
    event->number = ++connection->n_events;
  connection->sink->event (event, ranges, n_ranges, connection->sink_data);
}

void
exchange_record (ExchangeConnection *connection, HistoryEvent *event)
{
  record_with_secrets (connection, event, NULL, 0);
}

void
exchange_record_text (ExchangeConnection *connection, HistoryKind kind, const char *text)
{
  HistoryEvent event = {
    .kind = (guint8)kind,
    .len = (guint32)strlen (text),
    .data = (const guint8 *)text,
  };

  exchange_record (connection, &event);
}

void
exchange_record_step (ExchangeConnection *connection,
                      HistoryKind kind,
                      const char *text,
                      const char *members)
{
  g_autoptr (GString) json = g_string_new ("{");

  base_json_append_member (json, "text", text);
  if (*members != '\0')
    g_string_append_printf (json, ",%s", members);
  g_string_append_c (json, '}');
  exchange_record_text (connection, kind, json->str);
}

static guint8
flags_of (const WsEvent *event)
{
  guint8 flags = 0;

  if (event->is_outgoing)
    flags |= HISTORY_FLAG_OUT;
  if (event->kind == WS_EVENT_MESSAGE && event->opcode == WS_OPCODE_BINARY)
    flags |= HISTORY_FLAG_BINARY;
  if (event->is_compressed)
    flags |= HISTORY_FLAG_COMPRESSED;
  if (event->is_clean)
    flags |= HISTORY_FLAG_CLEAN;

  return flags;
}

static void
record_request (ExchangeConnection *connection, HistoryEvent *event)
{
  const ExchangeRequest *request = connection->request;
  g_autoptr (GArray) secrets = exchange_secrets_find (event->data, event->len,
                                                      request->secret_header,
                                                      request->secret_param);

  record_with_secrets (connection, event, (const HistoryRange *)(gpointer)secrets->data,
                       secrets->len);
}

/* An end before the connection was open has been told as an error already. */
static gboolean
is_worth_a_record (ExchangeConnection *connection, const WsEvent *event)
{
  return event->kind != WS_EVENT_CLOSED || connection->opened != 0;
}

static void
count (ExchangeConnection *connection, const WsEvent *event)
{
  ExchangeCounts *counts = &connection->counts;

  if (event->is_outgoing)
    {
      counts->messages_out++;
      counts->bytes_out += event->len;
    }
  else
    {
      counts->messages_in++;
      counts->bytes_in += event->len;
    }
}

void
exchange_record_ws (ExchangeConnection *connection, const WsEvent *event)
{
  static const guint8 kinds[] = {
    [WS_EVENT_REQUEST] = HISTORY_KIND_REQUEST, [WS_EVENT_RESPONSE] = HISTORY_KIND_RESPONSE,
    [WS_EVENT_REFUSED] = HISTORY_KIND_BODY,    [WS_EVENT_OPEN] = HISTORY_KIND_OPEN,
    [WS_EVENT_MESSAGE] = HISTORY_KIND_MESSAGE, [WS_EVENT_PING] = HISTORY_KIND_PING,
    [WS_EVENT_PONG] = HISTORY_KIND_PONG,       [WS_EVENT_CLOSE] = HISTORY_KIND_CLOSE,
    [WS_EVENT_ERROR] = HISTORY_KIND_ERROR,     [WS_EVENT_CLOSED] = HISTORY_KIND_CLOSED,
  };
  HistoryEvent record = {
    .kind = kinds[event->kind],
    .flags = flags_of (event),
    .code = event->code,
    .frames = event->n_frames,
    .wire_len = (guint32)MIN (event->wire_len, G_MAXUINT32),
    .len = (guint32)event->len,
    .data = event->data,
  };

  switch (event->kind)
    {
    case WS_EVENT_REQUEST:
      record_request (connection, &record);
      return;
    case WS_EVENT_OPEN:
      exchange_record_open (connection);
      return;
    case WS_EVENT_ERROR:
      exchange_record_text (connection, HISTORY_KIND_ERROR, ws_status_get_text (event->status));
      return;
    case WS_EVENT_PONG:
      record.frames = (guint32)MIN (event->rtt / 1000, G_MAXUINT32);
      break;
    case WS_EVENT_CLOSE:
      /* the second one makes the closing handshake whole */
      if (connection->state == EXCHANGE_STATE_CLOSING)
        record.flags |= HISTORY_FLAG_CLEAN;
      break;
    case WS_EVENT_MESSAGE:
      count (connection, event);
      break;
    case WS_EVENT_RESPONSE:
    case WS_EVENT_REFUSED:
    case WS_EVENT_PING:
    case WS_EVENT_CLOSED:
    default:
      break;
    }

  if (is_worth_a_record (connection, event))
    exchange_record (connection, &record);
}

/* Each trouble is told once. */
static void
tell_problem (ExchangeConnection *connection)
{
  const char *problem = history_writer_get_problem (connection->writer);

  if (g_strcmp0 (problem, connection->told_problem) == 0)
    return;

  g_free (connection->told_problem);
  connection->told_problem = g_strdup (problem);
  if (problem != NULL && connection->sink->unrecorded != NULL)
    connection->sink->unrecorded (problem, connection->sink_data);
}

void
exchange_record_publish (ExchangeConnection *connection)
{
  if (connection->writer != NULL)
    {
      history_writer_flush (connection->writer);
      tell_problem (connection);
    }
  if (connection->sink->turn != NULL)
    connection->sink->turn (connection->sink_data);
}
