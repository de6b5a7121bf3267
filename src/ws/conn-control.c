/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include "ws/mask.h"

#include <stdio.h>
#include <string.h>

/* The oldest ping that waits decides when the peer is given up. */
static void
arm_pong_timer (WsConn *conn)
{
  uint64_t oldest = ws_pings_get_oldest (&conn->pings), timeout = conn->config.ping_timeout;

  conn->timers[WS_TIMER_PONG] = oldest != 0 && timeout != 0 ? oldest + timeout : 0;
}

static void
fill_frame (const WsConn *conn, WsEventKind kind, WsEvent *event)
{
  const WsFrameHead *head = &conn->frame.head;

  *event = (WsEvent){
    .kind = kind,
    .n_frames = 1,
    .wire_len = conn->frame.head_len + head->payload_len,
  };
}

/* RFC 6455 section 5.5.2: every ping is answered, in order. Nothing may follow a Close. */
static void
answer_ping (WsConn *conn, const uint8_t *payload, size_t len)
{
  WsStatus status;

  if (!conn->config.auto_pong || conn->state != WS_STATE_OPEN)
    return;

  status = ws_conn_queue_control (conn, WS_OPCODE_PONG, payload, len);
  if (status != WS_OK)
    {
      ws_conn_fail (conn, status);
      return;
    }

  conn->pong = payload;
  conn->pong_len = len;
  ws_conn_push (conn, WS_PENDING_PONG);
}

static WsStep
take_ping (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *event)
{
  fill_frame (conn, WS_EVENT_PING, event);
  event->data = payload;
  event->len = len;
  answer_ping (conn, payload, len);

  return WS_STEP_EVENT;
}

static WsStep
take_pong (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *event)
{
  fill_frame (conn, WS_EVENT_PONG, event);
  event->data = payload;
  event->len = len;
  event->rtt = ws_pings_answer (&conn->pings, payload, len, conn->now);
  if (conn->state == WS_STATE_OPEN)
    arm_pong_timer (conn);

  return WS_STEP_EVENT;
}

static WsStep
take_control (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *event)
{
  /* a control frame may stand between two frames of a message */
  conn->intake = conn->message.opcode == 0 && conn->error == WS_OK ? WS_INTAKE_MESSAGE
                                                                   : WS_INTAKE_FRAME;

  if (conn->frame.head.opcode == WS_OPCODE_CLOSE)
    {
      fill_frame (conn, WS_EVENT_CLOSE, event);
      return ws_conn_take_close (conn, payload, len, event);
    }

  if (conn->error != WS_OK)
    return WS_STEP_AGAIN;

  return conn->frame.head.opcode == WS_OPCODE_PING ? take_ping (conn, payload, len, event)
                                                   : take_pong (conn, payload, len, event);
}

/* Returns: the payload when all of it has come, else NULL. */
static uint8_t *
collect (WsConn *conn)
{
  WsFrameIn *frame = &conn->frame;
  size_t len = conn->in_len < frame->left ? conn->in_len : (size_t)frame->left;
  uint8_t *data = conn->in;

  ws_conn_skip (conn, len);
  frame->left -= len;
  if (frame->n_partial == 0 && frame->left == 0)
    return data;

  memcpy (frame->partial + frame->n_partial, data, len);
  frame->n_partial += (uint8_t)len;
  if (frame->left > 0)
    return NULL;

  frame->n_partial = 0;

  return frame->partial;
}

WsStep
ws_conn_step_control (WsConn *conn, WsEvent *event)
{
  const WsFrameHead *head = &conn->frame.head;
  uint8_t *payload = collect (conn);

  if (payload == NULL)
    return WS_STEP_STARVED;

  if (head->masked)
    ws_mask (payload, payload, head->payload_len, head->mask_key, 0);

  return take_control (conn, payload, head->payload_len, event);
}

static WsStatus
send_control (WsConn *conn, WsEvent *message)
{
  WsOpcode opcode = message->kind == WS_EVENT_PING ? WS_OPCODE_PING : WS_OPCODE_PONG;

  if (conn->state != WS_STATE_OPEN)
    return WS_ERROR_STATE;

  if (message->len > WS_CONTROL_PAYLOAD_MAX)
    return WS_ERROR_CONTROL_TOO_LONG;

  message->is_outgoing = true;
  message->n_frames = 1;
  message->wire_len = ws_conn_get_control_len (conn, message->len);

  return ws_conn_queue_control (conn, opcode, message->data, message->len);
}

WsStatus
ws_conn_send_ping (WsConn *conn, const void *data, size_t len, uint64_t now, WsEvent *sent)
{
  WsEvent message = { .kind = WS_EVENT_PING, .data = data, .len = len };
  WsStatus status = send_control (conn, &message);

  if (status != WS_OK)
    return status;

  ws_pings_add (&conn->pings, data, len, now);
  arm_pong_timer (conn);
  if (sent != NULL)
    *sent = message;

  return WS_OK;
}

WsStatus
ws_conn_send_pong (WsConn *conn, const void *data, size_t len, WsEvent *sent)
{
  WsEvent message = { .kind = WS_EVENT_PONG, .data = data, .len = len };
  WsStatus status = send_control (conn, &message);

  if (status == WS_OK && sent != NULL)
    *sent = message;

  return status;
}

void
ws_conn_ping_is_due (WsConn *conn)
{
  conn->timers[WS_TIMER_PING] = conn->now + conn->config.ping_interval;
  (void)snprintf (conn->ping, sizeof conn->ping, "%u", (unsigned int)++conn->n_pings);

  /* a full output says the same as a ping without a pong: the peer reads nothing */
  if (ws_conn_send_ping (conn, conn->ping, strlen (conn->ping), conn->now, NULL) == WS_OK)
    ws_conn_push (conn, WS_PENDING_PING);
}
