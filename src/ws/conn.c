/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include <assert.h>
#include <stdlib.h>

/* Payload that the short way of a frame takes: what a length of 16 bits can say. */
#define SHORT_MAX UINT16_MAX

/* Large buffers are given back so long after they were used: at most one allocation a second is
 * made for a connection that is busy, and none is kept for one that is idle. */
#define TRIM_AFTER WS_SECOND

static void
clamp_limits (WsLimits *limits)
{
  /* lengths of messages are told and kept in 32 bits */
  if (limits->max_message > UINT32_MAX)
    limits->max_message = UINT32_MAX;
  if (limits->max_fragments == 0)
    limits->max_fragments = 1;
}

static uint64_t
smallest (uint64_t a, uint64_t b, uint64_t c)
{
  uint64_t min = a < b ? a : b;

  return min < c ? min : c;
}

WsConn *
ws_conn_new (const WsConfig *config)
{
  WsConn *conn = calloc (1, sizeof *conn);

  if (conn == NULL)
    return NULL;

  conn->config = *config;
  conn->in = conn->frame.partial;
  clamp_limits (&conn->config.limits);
  conn->short_max = (uint32_t)smallest (SHORT_MAX, conn->config.limits.max_message,
                                        conn->config.limits.max_frame);

  return conn;
}

void
ws_conn_free (WsConn *conn)
{
  if (conn == NULL)
    return;

  ws_buffer_clear (&conn->held);
  ws_head_clear (&conn->head);
  ws_head_clear (&conn->asked);
  ws_buffer_clear (&conn->hello);
  ws_body_clear (&conn->body);
  free (conn->subprotocol);
  ws_buffer_clear (&conn->message.buffer);
  ws_inflater_free (conn->inflater);
  ws_buffer_clear (&conn->queue);
  ws_buffer_clear (&conn->deflated);
  ws_deflater_free (conn->deflater);
  free (conn->keys);
  free (conn);
}

bool
ws_conn_is_server (const WsConn *conn)
{
  return conn->config.role == WS_ROLE_SERVER;
}

static uint64_t
get_state_timeout (const WsConn *conn, WsState state)
{
  switch (state)
    {
    case WS_STATE_HANDSHAKE:
      return conn->config.handshake_timeout;

    case WS_STATE_CLOSING:
      return conn->config.close_timeout;

    case WS_STATE_BODY: /* the handshake's goes on */
    case WS_STATE_OPEN:
    case WS_STATE_CLOSED:
    default:
      return 0;
    }
}

void
ws_conn_set_state (WsConn *conn, WsState state)
{
  static const uint8_t edges[] = {
    [WS_STATE_HANDSHAKE] = 1 << WS_STATE_HANDSHAKE | 1 << WS_STATE_BODY | 1 << WS_STATE_OPEN |
                           1 << WS_STATE_CLOSED,
    [WS_STATE_BODY] = 1 << WS_STATE_CLOSED,
    [WS_STATE_OPEN] = 1 << WS_STATE_CLOSING | 1 << WS_STATE_CLOSED,
    [WS_STATE_CLOSING] = 1 << WS_STATE_CLOSED,
    [WS_STATE_CLOSED] = 0,
  };
  uint64_t timeout = get_state_timeout (conn, state);

  if ((edges[conn->state] & 1 << state) == 0)
    {
      assert (!"a legal edge");
      return;
    }

  conn->state = state;

  if (state == WS_STATE_BODY)
    return;

  for (size_t i = 0; i < WS_N_TIMERS; i++)
    conn->timers[i] = 0;
  if (timeout > 0)
    conn->timers[WS_TIMER_STATE] = conn->now + timeout;
  if (state == WS_STATE_OPEN && conn->config.ping_interval > 0)
    conn->timers[WS_TIMER_PING] = conn->now + conn->config.ping_interval;
}

void
ws_conn_plan_trim (WsConn *conn, const WsBuffer *buffer)
{
  if (buffer->size > WS_BUFFER_KEEP && conn->state == WS_STATE_OPEN &&
      conn->timers[WS_TIMER_TRIM] == 0)
    conn->timers[WS_TIMER_TRIM] = conn->now + TRIM_AFTER;
}

void
ws_conn_trim (WsConn *conn)
{
  if (conn->message.opcode == 0)
    ws_buffer_clear (&conn->message.buffer);

  if (conn->queue.len == 0)
    ws_buffer_clear (&conn->queue);

  ws_buffer_clear (&conn->deflated);
}

void
ws_conn_push (WsConn *conn, WsPending pending)
{
  conn->pending |= 1u << pending;
}

uint64_t
ws_conn_get_deadline (const WsConn *conn)
{
  uint64_t earliest = 0;

  for (size_t i = 0; i < WS_N_TIMERS; i++)
    if (conn->timers[i] != 0 && (earliest == 0 || conn->timers[i] < earliest))
      earliest = conn->timers[i];

  return earliest;
}

bool
ws_conn_wants_close (const WsConn *conn)
{
  return conn->state == WS_STATE_CLOSED && ws_conn_get_pending (conn) == 0;
}

WsState
ws_conn_get_state (const WsConn *conn)
{
  return conn->state;
}

const WsHead *
ws_conn_get_head (const WsConn *conn)
{
  return conn->head.text != NULL ? &conn->head : NULL;
}

const char *
ws_conn_get_subprotocol (const WsConn *conn)
{
  return conn->subprotocol;
}

const WsDeflateParams *
ws_conn_get_deflate (const WsConn *conn)
{
  return conn->has_deflate ? &conn->deflate : NULL;
}
