/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include <string.h>

#define CODE_NORMAL    1000
#define CODE_NONE      1005
#define CODE_LEN       2
#define REASON_LEN_MAX (WS_CONTROL_PAYLOAD_MAX - CODE_LEN)

/* RFC 6455 section 7.4 and IANA's registry: 1004 is reserved; 1005, 1006 and 1015 are never on the
 * wire; 3000 to 4999 are for libraries and applications. */
bool
ws_close_code_is_valid (uint16_t code)
{
  if (code >= 3000 && code <= 4999)
    return true;

  return code >= CODE_NORMAL && code <= 1014 && (code < 1004 || code > 1006);
}

/* @close->code may be CODE_NONE: an empty Close. */
static WsStatus
queue_close (WsConn *conn, const WsClose *close)
{
  uint8_t payload[WS_CONTROL_PAYLOAD_MAX] = { (uint8_t)(close->code >> 8), (uint8_t)close->code };
  size_t len = close->code == CODE_NONE ? 0 : CODE_LEN + (size_t)close->reason_len;
  WsStatus status;

  memcpy (payload + CODE_LEN, close->reason, close->reason_len);
  status = ws_conn_queue_control (conn, WS_OPCODE_CLOSE, payload, len);
  if (status != WS_OK)
    return status;

  conn->sent_close = *close;
  ws_conn_push (conn, WS_PENDING_CLOSE);

  return WS_OK;
}

WsStatus
ws_conn_close (WsConn *conn, uint16_t code, const char *reason, uint64_t now)
{
  WsClose close = { .code = code != 0 ? code : CODE_NONE };
  size_t len = reason != NULL ? strlen (reason) : 0;
  WsStatus status;

  if (conn->state != WS_STATE_OPEN)
    return WS_ERROR_STATE;

  if (code != 0 && !ws_close_code_is_valid (code))
    return WS_ERROR_CLOSE_CODE;

  if (len > (code != 0 ? REASON_LEN_MAX : 0) || !ws_utf8_is_valid ((const uint8_t *)reason, len))
    return WS_ERROR_CLOSE_REASON;

  close.reason_len = (uint8_t)len;
  if (len > 0)
    memcpy (close.reason, reason, len);

  status = queue_close (conn, &close);
  if (status != WS_OK)
    return status;

  conn->now = now;
  ws_conn_set_state (conn, WS_STATE_CLOSING);

  return WS_OK;
}

void
ws_conn_finish (WsConn *conn)
{
  conn->intake = WS_INTAKE_DISCARD;
  ws_conn_set_state (conn, WS_STATE_CLOSED);
  ws_conn_push (conn, WS_PENDING_CLOSED);
}

static void
set_error (WsConn *conn, WsStatus error)
{
  if (conn->error != WS_OK)
    return;

  conn->error = error;
  ws_conn_push (conn, WS_PENDING_ERROR);
}

void
ws_conn_break (WsConn *conn, WsStatus error)
{
  set_error (conn, error);
  ws_conn_finish (conn);
}

/* Our name of the error is a reason that a person at the other end can look up. */
static WsStatus
queue_failure (WsConn *conn, WsStatus error)
{
  const char *name = ws_status_get_name (error);
  WsClose close = { .code = ws_status_get_close_code (error),
                    .reason_len = (uint8_t)strlen (name) };

  memcpy (close.reason, name, close.reason_len);

  return queue_close (conn, &close);
}

WsStep
ws_conn_fail (WsConn *conn, WsStatus error)
{
  if (conn->state == WS_STATE_CLOSED || conn->error != WS_OK)
    return WS_STEP_AGAIN;

  if (conn->state == WS_STATE_OPEN && queue_failure (conn, error) == WS_OK)
    ws_conn_set_state (conn, WS_STATE_CLOSING);

  if (conn->state != WS_STATE_CLOSING)
    {
      ws_conn_break (conn, error);
      return WS_STEP_AGAIN;
    }

  set_error (conn, error);
  if (conn->intake == WS_INTAKE_MESSAGE)
    conn->intake = WS_INTAKE_FRAME;

  /* the client waits for us to end the stream, and its Close will not be found any more */
  if (conn->intake == WS_INTAKE_DISCARD && ws_conn_is_server (conn))
    ws_conn_finish (conn);

  return WS_STEP_AGAIN;
}

static WsStatus
read_close (const uint8_t *payload, size_t len, WsClose *close)
{
  *close = (WsClose){ .code = CODE_NONE };

  if (len == 0)
    return WS_OK;

  if (len < CODE_LEN)
    return WS_ERROR_CLOSE_TOO_SHORT;

  close->code = (uint16_t)(payload[0] << 8 | payload[1]);
  if (!ws_close_code_is_valid (close->code))
    return WS_ERROR_CLOSE_CODE;

  close->reason_len = (uint8_t)(len - CODE_LEN);
  memcpy (close->reason, payload + CODE_LEN, close->reason_len);

  return ws_utf8_is_valid (payload + CODE_LEN, close->reason_len) ? WS_OK : WS_ERROR_CLOSE_REASON;
}

/* Both Close frames are on their way: the server ends the stream, the client waits for that
 * (section 7.1.1). */
static void
end_closing (WsConn *conn)
{
  if (ws_conn_is_server (conn))
    ws_conn_finish (conn);
}

/* Section 5.5.1: a Close is answered with its own code. */
static void
answer_close (WsConn *conn)
{
  WsClose answer = { .code = conn->received_close.code };

  if (queue_close (conn, &answer) == WS_OK)
    ws_conn_set_state (conn, WS_STATE_CLOSING);
  else
    ws_conn_break (conn, WS_ERROR_MEMORY);
}

WsStep
ws_conn_take_close (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *event)
{
  WsClose close;
  WsStatus status = read_close (payload, len, &close);

  /* whatever follows a Close is of no interest */
  conn->intake = WS_INTAKE_DISCARD;
  if (status != WS_OK)
    {
      if (conn->error != WS_OK)
        end_closing (conn);
      return ws_conn_fail (conn, status);
    }

  conn->received_close = close;
  if (conn->state == WS_STATE_OPEN)
    answer_close (conn);
  if (conn->state == WS_STATE_CLOSING)
    end_closing (conn);

  if (conn->error != WS_OK)
    return WS_STEP_AGAIN;

  event->code = close.code;
  event->data = (const uint8_t *)conn->received_close.reason;
  event->len = close.reason_len;

  return WS_STEP_EVENT;
}

static bool
has_closed_both_ways (const WsConn *conn)
{
  return conn->sent_close.code != 0 && conn->received_close.code != 0;
}

/* Nothing more comes: is that what we waited for? */
static void
stop_waiting (WsConn *conn, WsStatus error)
{
  if (has_closed_both_ways (conn) || conn->error != WS_OK)
    ws_conn_finish (conn);
  else
    ws_conn_break (conn, error);
}

void
ws_conn_end (WsConn *conn)
{
  /* however a refusal's body ends, the refusal is what the person needs to see */
  if (conn->state == WS_STATE_BODY)
    ws_conn_end_body (conn);
  else
    stop_waiting (conn, WS_ERROR_CUT_OFF);
}

/* The handshake, the body of a refusal or the closing handshake takes too long. */
static void
time_is_over (WsConn *conn)
{
  if (conn->state == WS_STATE_BODY)
    ws_conn_end_body (conn);
  else if (conn->state == WS_STATE_HANDSHAKE)
    ws_conn_break (conn, WS_ERROR_HANDSHAKE_TIMEOUT);
  else
    stop_waiting (conn, WS_ERROR_CLOSE_TIMEOUT);

  /* nobody takes it */
  ws_conn_consume_output (conn, SIZE_MAX);
}

bool
ws_conn_fire_timer (WsConn *conn)
{
  WsTimer timer = WS_TIMER_STATE;

  while (timer < WS_N_TIMERS && (conn->timers[timer] == 0 || conn->timers[timer] > conn->now))
    timer++;

  if (timer == WS_N_TIMERS)
    return false;

  conn->timers[timer] = 0;
  switch (timer)
    {
    case WS_TIMER_STATE:
      time_is_over (conn);
      break;
    case WS_TIMER_PING:
      ws_conn_ping_is_due (conn);
      break;
    case WS_TIMER_PONG:
      ws_conn_fail (conn, WS_ERROR_PING_TIMEOUT);
      break;
    case WS_TIMER_TRIM:
    case WS_N_TIMERS:
    default:
      ws_conn_trim (conn);
      break;
    }

  return true;
}
