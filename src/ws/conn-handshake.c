/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/base64-private.h"
#include "ws/conn-private.h"
#include "ws/handshake-private.h"

#include <stdlib.h>
#include <string.h>

#define NONCE_LEN 16

/* Nobody sends more than two 1xx before an answer (RFC 9110 section 15.2). */
#define INTERIM_MAX 16

static const WsHeadLimits unlimited = { UINT32_MAX, UINT32_MAX };

static void
make_key (const WsConn *conn, char key[WS_KEY_LEN + 1])
{
  uint8_t nonce[NONCE_LEN];

  conn->config.fill_random (nonce, sizeof nonce, conn->config.random_data);
  ws_base64_write (nonce, sizeof nonce, key);
}

/* Puts the request on the wire and keeps it: the answer is checked against what was really sent. */
static WsStatus
queue_request (WsConn *conn, const WsRequest *request)
{
  const WsDeflateParams *offer = conn->config.use_deflate ? &conn->config.deflate : NULL;
  char key[WS_KEY_LEN + 1];
  size_t scanned = 0;
  WsStatus status;

  make_key (conn, key);
  status = ws_handshake_write_request (request, key, offer, &conn->hello);
  if (status == WS_OK)
    status = ws_head_read (WS_HEAD_REQUEST, conn->hello.data, conn->hello.len, &unlimited, &scanned,
                           &conn->asked);
  if (status == WS_OK)
    status = ws_conn_queue_bytes (conn, conn->hello.data, conn->hello.len);

  return status;
}

WsStatus
ws_conn_start (WsConn *conn, const WsRequest *request, uint64_t now)
{
  WsStatus status;

  if (conn->intake != WS_INTAKE_NOTHING || ws_conn_is_server (conn))
    return WS_ERROR_STATE;

  status = queue_request (conn, request);
  if (status != WS_OK)
    {
      ws_buffer_clear (&conn->hello);
      ws_head_clear (&conn->asked);
      return status;
    }

  conn->now = now;
  conn->intake = WS_INTAKE_HANDSHAKE;
  ws_conn_set_state (conn, WS_STATE_HANDSHAKE);
  ws_conn_push (conn, WS_PENDING_REQUEST);

  return WS_OK;
}

WsStatus
ws_conn_start_server (WsConn *conn, uint64_t now)
{
  if (conn->intake != WS_INTAKE_NOTHING || !ws_conn_is_server (conn))
    return WS_ERROR_STATE;

  conn->now = now;
  conn->intake = WS_INTAKE_HANDSHAKE;
  ws_conn_set_state (conn, WS_STATE_HANDSHAKE);

  return WS_OK;
}

static WsStatus
set_subprotocol (WsConn *conn, const char *subprotocol)
{
  size_t size;

  if (subprotocol == NULL)
    return WS_OK;

  size = strlen (subprotocol) + 1;
  conn->subprotocol = malloc (size);
  if (conn->subprotocol == NULL)
    return WS_ERROR_MEMORY;

  memcpy (conn->subprotocol, subprotocol, size);

  return WS_OK;
}

static void
become_open (WsConn *conn, const WsAgreement *agreed)
{
  conn->has_deflate = agreed->has_deflate;
  conn->deflate = agreed->deflate;
  conn->intake = WS_INTAKE_MESSAGE;
  ws_conn_set_state (conn, WS_STATE_OPEN);
  ws_conn_push (conn, WS_PENDING_OPEN);
}

static void
take_switch (WsConn *conn)
{
  WsAgreement agreed;
  WsStatus status = ws_handshake_check_response (&conn->asked, &conn->head, &agreed);

  if (status == WS_OK)
    status = set_subprotocol (conn, agreed.subprotocol);

  if (status == WS_OK)
    become_open (conn, &agreed);
  else
    ws_conn_fail (conn, status);
}

static void
take_refusal (WsConn *conn)
{
  WsStatus status = ws_body_start (&conn->body, &conn->head);

  if (status != WS_OK)
    {
      ws_conn_fail (conn, status);
      return;
    }

  conn->intake = WS_INTAKE_BODY;
  ws_conn_set_state (conn, WS_STATE_BODY);
}

static void
take_response (WsConn *conn)
{
  if (conn->head.status == 101)
    take_switch (conn);
  else if (conn->head.status >= 200)
    take_refusal (conn);
  else if (conn->n_interim++ == INTERIM_MAX)
    ws_conn_fail (conn, WS_ERROR_HEAD_TOO_MANY);
}

/* A client that speaks no HTTP we understand is told so. */
static WsStep
fail_head (WsConn *conn, WsStatus error)
{
  uint16_t status = 400;

  if (error == WS_ERROR_HEAD_TOO_LARGE || error == WS_ERROR_HEAD_TOO_MANY)
    status = 431;
  else if (error == WS_ERROR_HTTP_VERSION)
    status = 505;

  if (!ws_conn_is_server (conn))
    return ws_conn_fail (conn, error);

  conn->intake = WS_INTAKE_ANSWER;
  if (ws_conn_respond (conn, status, NULL, 0, NULL, 0) != WS_OK)
    return ws_conn_fail (conn, error);

  conn->error = error;
  ws_conn_push (conn, WS_PENDING_ERROR);

  return WS_STEP_AGAIN;
}

WsStep
ws_conn_step_handshake (WsConn *conn, WsEvent *event)
{
  bool is_server = ws_conn_is_server (conn);
  WsHead head = { 0 };
  WsStatus status;

  if (conn->in_len == 0)
    return WS_STEP_STARVED;

  status = ws_head_read (is_server ? WS_HEAD_REQUEST : WS_HEAD_RESPONSE, conn->in, conn->in_len,
                         &conn->config.limits.head, &conn->scanned, &head);
  if (status == WS_NEED_MORE)
    return WS_STEP_STARVED;
  if (status != WS_OK)
    return fail_head (conn, status);

  ws_head_clear (&conn->head);
  conn->head = head;
  conn->scanned = 0;
  *event = (WsEvent){
    .kind = is_server ? WS_EVENT_REQUEST : WS_EVENT_RESPONSE,
    .code = head.status,
    .wire_len = head.len,
    .data = conn->in,
    .len = head.len,
  };
  ws_conn_skip (conn, head.len);

  if (is_server)
    conn->intake = WS_INTAKE_ANSWER;
  else
    take_response (conn);

  return WS_STEP_EVENT;
}

/* What comes before our answer is kept for later, up to what a head may have. */
WsStep
ws_conn_step_answer (WsConn *conn, WsEvent *event)
{
  if (conn->in_len > conn->config.limits.head.max_bytes)
    return ws_conn_fail (conn, WS_ERROR_HEAD_TOO_LARGE);

  return WS_STEP_STARVED;
}

void
ws_conn_end_body (WsConn *conn)
{
  ws_conn_push (conn, WS_PENDING_REFUSED);
  ws_conn_finish (conn);
}

WsStep
ws_conn_step_body (WsConn *conn, WsEvent *event)
{
  WsStatus status = ws_body_feed (&conn->body, conn->in, conn->in_len,
                                  conn->config.limits.max_body);

  ws_conn_skip (conn, conn->in_len);
  if (status == WS_NEED_MORE)
    return WS_STEP_STARVED;
  if (status != WS_OK)
    return ws_conn_fail (conn, status);

  ws_conn_end_body (conn);

  return WS_STEP_AGAIN;
}

WsStatus
ws_conn_check_request (const WsConn *conn)
{
  return conn->intake == WS_INTAKE_ANSWER ? ws_handshake_check_request (&conn->head)
                                          : WS_ERROR_STATE;
}

static WsStatus
queue_agreement (WsConn *conn, const WsAgreement *agreed, const WsHeader *headers, size_t n_headers)
{
  WsStatus status = ws_handshake_write_agreement (&conn->head, agreed, headers, n_headers,
                                                  &conn->hello);

  if (status == WS_OK)
    status = set_subprotocol (conn, agreed->subprotocol);
  if (status == WS_OK)
    status = ws_conn_queue_bytes (conn, conn->hello.data, conn->hello.len);

  if (status != WS_OK)
    {
      ws_buffer_clear (&conn->hello);
      free (conn->subprotocol);
      conn->subprotocol = NULL;
    }

  return status;
}

WsStatus
ws_conn_accept (WsConn *conn,
                const char *subprotocol,
                const WsHeader *headers,
                size_t n_headers,
                uint64_t now)
{
  WsAgreement agreed = { .subprotocol = subprotocol };
  WsStatus status = ws_conn_check_request (conn);

  if (status != WS_OK)
    return status;

  if (conn->config.use_deflate)
    agreed.has_deflate = ws_handshake_choose_deflate (&conn->head, &conn->config.deflate,
                                                      &agreed.deflate);

  status = queue_agreement (conn, &agreed, headers, n_headers);
  if (status != WS_OK)
    return status;

  conn->now = now;
  conn->answer = 101;
  ws_conn_push (conn, WS_PENDING_RESPONSE);
  become_open (conn, &agreed);

  return WS_OK;
}

/* RFC 9110 sections 9.3.2 and 15: answers that have no body. */
static bool
has_body (const WsConn *conn, uint16_t status)
{
  if (status < 200 || status == 204 || status == 304)
    return false;

  return conn->head.method == NULL || strcmp (conn->head.method, "HEAD") != 0;
}

WsStatus
ws_conn_respond (WsConn *conn,
                 uint16_t status,
                 const WsHeader *headers,
                 size_t n_headers,
                 const void *body,
                 size_t body_len)
{
  WsStatus result;

  if (conn->intake != WS_INTAKE_ANSWER)
    return WS_ERROR_STATE;

  result = ws_handshake_write_refusal (status, headers, n_headers, body_len, &conn->hello);
  if (result == WS_OK)
    result = ws_conn_reserve_output (conn, conn->hello.len + body_len);
  if (result != WS_OK)
    {
      ws_buffer_clear (&conn->hello);
      return result;
    }

  (void)ws_conn_queue_bytes (conn, conn->hello.data, conn->hello.len);
  if (has_body (conn, status))
    (void)ws_conn_queue_bytes (conn, body, body_len);

  conn->answer = status;
  ws_conn_push (conn, WS_PENDING_RESPONSE);
  ws_conn_finish (conn);

  return WS_OK;
}
