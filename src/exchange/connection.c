/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/time.h"

G_DEFINE_FINAL_TYPE (ExchangeConnection, exchange_connection, G_TYPE_OBJECT)

static const char *const state_names[] = {
  [EXCHANGE_STATE_IDLE] = "idle",
  [EXCHANGE_STATE_RESOLVING] = "resolving",
  [EXCHANGE_STATE_CONNECTING] = "connecting",
  [EXCHANGE_STATE_HANDSHAKING] = "handshaking",
  [EXCHANGE_STATE_OPEN] = "open",
  [EXCHANGE_STATE_CLOSING] = "closing",
  [EXCHANGE_STATE_CLOSED] = "closed",
  [EXCHANGE_STATE_FAILED] = "failed",
};

#define TO(state) (1u << EXCHANGE_STATE_##state)

/* From which state where to. A redirect leads from HANDSHAKING back to RESOLVING. */
static const guint edges[] = {
  [EXCHANGE_STATE_IDLE] = TO (RESOLVING) | TO (FAILED),
  [EXCHANGE_STATE_RESOLVING] = TO (CONNECTING) | TO (HANDSHAKING) | TO (FAILED),
  [EXCHANGE_STATE_CONNECTING] = TO (HANDSHAKING) | TO (FAILED),
  [EXCHANGE_STATE_HANDSHAKING] = TO (RESOLVING) | TO (OPEN) | TO (FAILED),
  [EXCHANGE_STATE_OPEN] = TO (CLOSING) | TO (CLOSED) | TO (FAILED),
  [EXCHANGE_STATE_CLOSING] = TO (CLOSED) | TO (FAILED),
  [EXCHANGE_STATE_CLOSED] = 0,
  [EXCHANGE_STATE_FAILED] = 0,
};

const char *
exchange_state_get_name (ExchangeState state)
{
  return state_names[state];
}

void
exchange_connection_set_state (ExchangeConnection *connection, ExchangeState state)
{
  if (connection->state == state)
    return;

  g_assert ((edges[connection->state] & 1u << state) != 0);
  connection->state = state;
  if (connection->sink->state != NULL)
    connection->sink->state (state, connection->sink_data);
}

void
exchange_connection_take_error (ExchangeConnection *connection, GError *error)
{
  if (connection->error == NULL)
    connection->error = error;
  else
    g_error_free (error);
}

static gboolean
has_ended (ExchangeConnection *connection)
{
  return connection->state == EXCHANGE_STATE_CLOSED || connection->state == EXCHANGE_STATE_FAILED;
}

static gboolean
is_failure (ExchangeConnection *connection)
{
  if (connection->opened == 0)
    return TRUE;

  return g_error_matches (connection->error, EXCHANGE_ERROR, EXCHANGE_ERROR_PROTOCOL);
}

void
exchange_connection_finish (ExchangeConnection *connection)
{
  if (has_ended (connection))
    return;

  connection->end.error = connection->error;
  connection->end.reason = connection->reason != NULL ? connection->reason : "";
  exchange_record_publish (connection);
  exchange_record_summary (connection);
  exchange_open_stop (connection);
  exchange_pump_stop (connection);
  exchange_connection_set_state (connection, is_failure (connection) ? EXCHANGE_STATE_FAILED
                                                                     : EXCHANGE_STATE_CLOSED);
}

static void
exchange_connection_finalize (GObject *object)
{
  ExchangeConnection *connection = EXCHANGE_CONNECTION (object);

  exchange_open_stop (connection);
  exchange_pump_stop (connection);
  exchange_request_free (connection->request);
  g_clear_pointer (&connection->writer, history_writer_free);
  g_main_context_unref (connection->context);
  g_clear_pointer (&connection->url, net_url_free);
  g_clear_error (&connection->error);
  g_free (connection->reason);
  g_free (connection->told_problem);

  G_OBJECT_CLASS (exchange_connection_parent_class)->finalize (object);
}

static void
exchange_connection_class_init (ExchangeConnectionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = exchange_connection_finalize;
}

static void
exchange_connection_init (ExchangeConnection *connection)
{
  connection->context = g_main_context_ref_thread_default ();
}

ExchangeConnection *
exchange_connection_new (const ExchangeRequest *request,
                         HistoryWriter *writer,
                         const ExchangeSink *sink,
                         gpointer user_data)
{
  ExchangeConnection *connection;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (sink != NULL && sink->event != NULL, NULL);

  connection = g_object_new (EXCHANGE_TYPE_CONNECTION, NULL);
  connection->request = exchange_request_copy (request);
  connection->writer = writer;
  connection->sink = sink;
  connection->sink_data = user_data;

  return connection;
}

void
exchange_connection_open (ExchangeConnection *connection)
{
  g_return_if_fail (EXCHANGE_IS_CONNECTION (connection));
  g_return_if_fail (connection->state == EXCHANGE_STATE_IDLE);

  exchange_open_start (connection);
}

/* Queues with the engine and fills @sent with what is to be recorded. */
static WsStatus
queue_in_engine (ExchangeConnection *connection,
                 ExchangeOpcode opcode,
                 const void *data,
                 gsize len,
                 WsEvent *sent)
{
  switch (opcode)
    {
    case EXCHANGE_TEXT:
      return ws_conn_send (connection->ws, WS_OPCODE_TEXT, data, len, sent);
    case EXCHANGE_BINARY:
      return ws_conn_send (connection->ws, WS_OPCODE_BINARY, data, len, sent);
    case EXCHANGE_PING:
      return ws_conn_send_ping (connection->ws, data, len, base_time_monotonic (), sent);
    case EXCHANGE_PONG:
      return ws_conn_send_pong (connection->ws, data, len, sent);
    default:
      g_return_val_if_reached (WS_ERROR_STATE);
    }
}

gboolean
exchange_connection_send (ExchangeConnection *connection,
                          ExchangeOpcode opcode,
                          const void *data,
                          gsize len,
                          GError **error)
{
  WsEvent sent = { 0 };
  WsStatus status;

  g_return_val_if_fail (EXCHANGE_IS_CONNECTION (connection), FALSE);

  if (connection->state != EXCHANGE_STATE_OPEN)
    {
      g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                   "Nothing can be sent: the connection is %s.",
                   exchange_state_get_name (connection->state));
      return FALSE;
    }

  status = queue_in_engine (connection, opcode, data, len, &sent);
  if (status != WS_OK)
    {
      g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                           status == WS_ERROR_UTF8
                             ? "The text is not valid UTF-8 and was not sent; send it as binary."
                             : ws_status_get_text (status));
      return FALSE;
    }

  if (ws_conn_get_pending (connection->ws) > EXCHANGE_LOW_MARK)
    connection->is_above_low_mark = TRUE;
  if (!connection->is_in_turn)
    {
      connection->turn_time = base_time_now ();
      exchange_pump_wake (connection);
    }
  exchange_record_ws (connection, &sent);

  return TRUE;
}

guint64
exchange_connection_get_pending (ExchangeConnection *connection)
{
  return connection->ws != NULL ? ws_conn_get_pending (connection->ws) : 0;
}

void
exchange_connection_set_paused (ExchangeConnection *connection, gboolean is_paused)
{
  if (connection->is_paused == is_paused)
    return;

  connection->is_paused = is_paused;
  connection->paused_bytes = 0;
  exchange_pump_wake (connection);
}

gboolean
exchange_connection_close (ExchangeConnection *connection,
                           guint16 code,
                           const char *reason,
                           GError **error)
{
  WsStatus status;

  g_return_val_if_fail (EXCHANGE_IS_CONNECTION (connection), FALSE);

  if (connection->state < EXCHANGE_STATE_OPEN)
    exchange_connection_abort (connection);
  if (connection->state != EXCHANGE_STATE_OPEN)
    return TRUE;

  status = ws_conn_close (connection->ws, code, reason, base_time_monotonic ());
  if (status == WS_ERROR_CLOSE_CODE || status == WS_ERROR_CLOSE_REASON)
    {
      g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                           status == WS_ERROR_CLOSE_CODE
                             ? "A close code is 1000 to 1003, 1007 to 1014 or 3000 to 4999."
                             : "A close reason is UTF-8 of at most 123 bytes.");
      return FALSE;
    }

  exchange_pump_wake (connection);

  return TRUE;
}

void
exchange_connection_abort (ExchangeConnection *connection)
{
  g_return_if_fail (EXCHANGE_IS_CONNECTION (connection));

  if (has_ended (connection))
    return;

  if (!connection->is_in_turn)
    connection->turn_time = base_time_now ();
  exchange_record_text (connection, HISTORY_KIND_ERROR, "Cancelled.");
  exchange_connection_take_error (connection,
                                  g_error_new_literal (EXCHANGE_ERROR, EXCHANGE_ERROR_CANCELLED,
                                                       "The connection was cancelled."));
  connection->end.code = connection->opened != 0 ? 1006 : 0;
  exchange_connection_finish (connection);
}

ExchangeState
exchange_connection_get_state (ExchangeConnection *connection)
{
  return connection->state;
}

const ExchangeEnd *
exchange_connection_get_end (ExchangeConnection *connection)
{
  return &connection->end;
}

HistoryWriter *
exchange_connection_get_writer (ExchangeConnection *connection)
{
  return connection->writer;
}

const ExchangeCounts *
exchange_connection_get_counts (ExchangeConnection *connection)
{
  return &connection->counts;
}
