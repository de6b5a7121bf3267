/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include <string.h>

void
ws_conn_skip (WsConn *conn, size_t len)
{
  conn->in += len;
  conn->in_len -= len;
}

bool
ws_conn_hold_input (WsConn *conn)
{
  WsBuffer *held = &conn->held;

  if (held->len > 0)
    {
      memmove (held->data, conn->in, conn->in_len);
      held->len = conn->in_len;
    }
  else if (!ws_buffer_append (held, conn->in, conn->in_len))
    return false;

  conn->in = held->data;

  return true;
}

void
ws_conn_feed (WsConn *conn, uint8_t *data, size_t len)
{
  if (len == 0)
    return;

  if (conn->in_len == 0)
    {
      conn->in = data;
      conn->in_len = len;
      return;
    }

  if (!ws_conn_hold_input (conn) || !ws_buffer_append (&conn->held, data, len))
    {
      conn->in_len = 0;
      ws_conn_fail (conn, WS_ERROR_MEMORY);
      return;
    }

  conn->in = conn->held.data;
  conn->in_len = conn->held.len;
}

void
ws_conn_feed_end (WsConn *conn)
{
  conn->has_ended = true;
}

static WsStep
step_discard (WsConn *conn, WsEvent *event)
{
  ws_conn_skip (conn, conn->in_len);

  return WS_STEP_STARVED;
}

static WsStep
step (WsConn *conn, WsEvent *event)
{
  static WsStep (*const steps[]) (WsConn *, WsEvent *) = {
    [WS_INTAKE_NOTHING] = step_discard,         [WS_INTAKE_HANDSHAKE] = ws_conn_step_handshake,
    [WS_INTAKE_ANSWER] = ws_conn_step_answer,   [WS_INTAKE_BODY] = ws_conn_step_body,
    [WS_INTAKE_MESSAGE] = ws_conn_step_frame,   [WS_INTAKE_FRAME] = ws_conn_step_frame,
    [WS_INTAKE_PAYLOAD] = ws_conn_step_payload, [WS_INTAKE_CONTROL] = ws_conn_step_control,
    [WS_INTAKE_DISCARD] = step_discard,
  };

  return steps[conn->intake](conn, event);
}

static void
fill_closed (const WsConn *conn, WsEvent *event)
{
  const WsClose *close = &conn->received_close;

  event->kind = WS_EVENT_CLOSED;
  event->code = close->code != 0 ? close->code : 1006;
  event->data = (const uint8_t *)close->reason;
  event->len = close->reason_len;
  event->is_clean = close->code != 0 && conn->sent_close.code != 0;
}

static void
fill_control (const WsConn *conn, WsEventKind kind, const void *data, size_t len, WsEvent *event)
{
  event->kind = kind;
  event->is_outgoing = true;
  event->n_frames = 1;
  event->data = data;
  event->len = len;
  event->wire_len = ws_conn_get_control_len (conn, len);
}

static void
fill_close (const WsConn *conn, WsEvent *event)
{
  const WsClose *close = &conn->sent_close;

  fill_control (conn, WS_EVENT_CLOSE, close->reason, close->reason_len, event);
  event->code = close->code;
  if (close->code != 1005)
    event->wire_len += sizeof close->code;
}

static void
fill_hello (const WsConn *conn, WsEventKind kind, WsEvent *event)
{
  event->kind = kind;
  event->is_outgoing = true;
  event->data = conn->hello.data;
  event->len = conn->hello.len;
  event->wire_len = conn->hello.len;
}

static void
fill_refused (const WsConn *conn, WsEvent *event)
{
  event->kind = WS_EVENT_REFUSED;
  event->code = conn->head.status;
  event->data = conn->body.data.data;
  event->len = conn->body.data.len;
}

static void
fill_pending (const WsConn *conn, WsPending pending, WsEvent *event)
{
  *event = (WsEvent){ 0 };

  switch (pending)
    {
    case WS_PENDING_REQUEST:
      fill_hello (conn, WS_EVENT_REQUEST, event);
      break;
    case WS_PENDING_RESPONSE:
      fill_hello (conn, WS_EVENT_RESPONSE, event);
      event->code = conn->answer;
      break;
    case WS_PENDING_OPEN:
      event->kind = WS_EVENT_OPEN;
      break;
    case WS_PENDING_REFUSED:
      fill_refused (conn, event);
      break;
    case WS_PENDING_PING:
      fill_control (conn, WS_EVENT_PING, conn->ping, strlen (conn->ping), event);
      break;
    case WS_PENDING_PONG:
      fill_control (conn, WS_EVENT_PONG, conn->pong, conn->pong_len, event);
      break;
    case WS_PENDING_CLOSE:
      fill_close (conn, event);
      break;
    case WS_PENDING_ERROR:
      event->kind = WS_EVENT_ERROR;
      event->status = conn->error;
      break;
    case WS_PENDING_CLOSED:
    default:
      fill_closed (conn, event);
      break;
    }
}

/* Tells the first of what the engine has to tell by itself. */
static bool
take_pending (WsConn *conn, WsEvent *event)
{
  WsPending first = WS_PENDING_REQUEST;

  if (conn->pending == 0)
    return false;

  while ((conn->pending & 1u << first) == 0)
    first++;
  conn->pending &= ~(1u << first);
  fill_pending (conn, first, event);

  return true;
}

/* All that came is looked at. Returns: whether that, or the time, changes something. */
static bool
settle (WsConn *conn)
{
  if (conn->in_len > 0 && !ws_conn_hold_input (conn))
    {
      conn->in_len = 0;
      ws_conn_fail (conn, WS_ERROR_MEMORY);
      return true;
    }

  if (conn->has_ended && conn->state != WS_STATE_CLOSED)
    {
      ws_conn_end (conn);
      return true;
    }

  return ws_conn_fire_timer (conn);
}

/* The owner's bytes are free again, and what was told is forgotten. */
static void
end_turn (WsConn *conn)
{
  if (conn->in_len == 0)
    {
      ws_buffer_clear (&conn->held);
      conn->in = conn->frame.partial;
    }

  if (conn->state != WS_STATE_HANDSHAKE)
    {
      ws_buffer_clear (&conn->hello);
      ws_head_clear (&conn->asked);
    }
}

static WsStatus
pull (WsConn *conn, WsEvent *event)
{
  for (;;)
    {
      WsStep what;

      if (take_pending (conn, event))
        return WS_OK;

      what = step (conn, event);
      if (what == WS_STEP_EVENT)
        return WS_OK;

      if (what == WS_STEP_STARVED && !settle (conn))
        {
          end_turn (conn);
          return WS_NEED_MORE;
        }
    }
}

WsStatus
ws_conn_next_event (WsConn *conn, uint64_t now, WsEvent *event)
{
  if (conn->intake == WS_INTAKE_MESSAGE && conn->pending == 0 && ws_conn_take_short (conn, event))
    return WS_OK;

  conn->now = now;

  return pull (conn, event);
}
