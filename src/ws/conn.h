/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/config.h"
#include "ws/event.h"
#include "ws/frame.h"
#include "ws/head.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One end of a WebSocket connection (RFC 6455, RFC 7692) without a world: bytes and the time go in,
 * bytes and events come out. It has no socket, clock, entropy, log or thread, and calls nobody back
 * except for the random bytes that it was given a source of. Not thread-safe.
 *
 * The owner's turn:
 *
 *     receive into ws_conn_get_room(), or into a buffer of its own when there is none
 *     ws_conn_feed() what came
 *     while ws_conn_next_event() is WS_OK: record the event, ws_conn_send() an answer
 *     while ws_conn_peek_output() is not NULL: send, ws_conn_consume_output() what was sent
 *     when ws_conn_wants_close(): shut the stream
 *     else arm a timer for ws_conn_get_deadline(), and call ws_conn_next_event() when it fires
 */
typedef struct WsConn WsConn;

typedef enum
{
  WS_STATE_HANDSHAKE, /* a head is on its way, or (server) the answer is not given yet */
  WS_STATE_BODY,      /* client: the body of a refusal is arriving */
  WS_STATE_OPEN,
  WS_STATE_CLOSING, /* a Close has gone out or come in: we wait for the peer's, or for its end */
  WS_STATE_CLOSED,
} WsState;

/* Returns: (transfer full) (nullable): NULL when memory is short. */
WsConn *ws_conn_new (const WsConfig *config);

void ws_conn_free (WsConn *conn);

/* What a client asks for. All borrowed for the length of the call. */
typedef struct
{
  const char *target; /* origin-form: path and query, no control characters or spaces */
  const char *host;   /* the Host field's value */
  const WsHeader *headers;
  size_t n_headers;
  const char *const *subprotocols;
  size_t n_subprotocols;
} WsRequest;

/* Client: writes the request head. Order: request line, Host, Upgrade, Connection,
 * Sec-WebSocket-Key, Sec-WebSocket-Version, Sec-WebSocket-Protocol, Sec-WebSocket-Extensions, then
 * @request->headers as they are. A field of @request->headers whose name is one of these replaces
 * ours, in the place where it was typed, and is what the answer is checked against (key,
 * subprotocols, extensions). A header with a NULL value removes ours and writes nothing.
 *
 * Returns: WS_OK; WS_ERROR_HEAD_SYNTAX when a name is no token or a value holds CR, LF or NUL;
 * WS_ERROR_STATE, WS_ERROR_MEMORY. */
WsStatus ws_conn_start (WsConn *conn, const WsRequest *request, uint64_t now);

/* Server: starts waiting for a request head. */
WsStatus ws_conn_start_server (WsConn *conn, uint64_t now);

/* Server, after WS_EVENT_REQUEST: returns WS_OK when the request may be answered with
 * ws_conn_accept(), or the first rule of RFC 6455 section 4.2.1 that it breaks. */
WsStatus ws_conn_check_request (const WsConn *conn);

/* Server: answers 101. @subprotocol may be NULL. @headers are added as they are. */
WsStatus ws_conn_accept (WsConn *conn,
                         const char *subprotocol,
                         const WsHeader *headers,
                         size_t n_headers,
                         uint64_t now);

/* Server: answers anything else, with Content-Length and Connection: close, and closes. A request
 * whose head cannot be read is answered so by the engine, with 400, 431 or 505. */
WsStatus ws_conn_respond (WsConn *conn,
                          uint16_t status,
                          const WsHeader *headers,
                          size_t n_headers,
                          const void *body,
                          size_t body_len);

/* While a large payload arrives: a place inside the engine where its next bytes are best received,
 * so that they are not copied again; @size gets the room there. NULL when there is none: receive
 * into a buffer of your own, which may be shared by many connections. */
uint8_t *ws_conn_get_room (WsConn *conn, size_t *size);

/* Hands over @len received bytes at @data: a caller's buffer, or what ws_conn_get_room() gave.
 * They stay the caller's, are borrowed until ws_conn_next_event() returns something else than
 * WS_OK, and are changed in place (unmasking). Everything must have been pulled before the next
 * feed. */
void ws_conn_feed (WsConn *conn, uint8_t *data, size_t len);

/* The peer's stream has ended (end of file or a reset). */
void ws_conn_feed_end (WsConn *conn);

/* Pulls the next event. What the engine sends by itself (request head, pings, pongs, Close) comes
 * as an event too, in the order of the wire. @now also drives the deadlines.
 *
 * Returns WS_OK with @event set, or WS_NEED_MORE. Errors of the connection are events. */
WsStatus ws_conn_next_event (WsConn *conn, uint64_t now, WsEvent *event);

/* Queues a message (@opcode text or binary). Text has to be valid UTF-8 (WS_ERROR_UTF8 otherwise).
 * @sent (nullable) gets the event to record; it borrows @data.
 * Returns WS_OK, WS_ERROR_STATE, WS_ERROR_UTF8, WS_ERROR_OUTPUT_FULL, WS_ERROR_MEMORY; nothing was
 * queued unless WS_OK. */
WsStatus ws_conn_send (WsConn *conn, WsOpcode opcode, const void *data, size_t len, WsEvent *sent);

/* As ws_conn_send(), cut into @n_frames frames of about the same size (RFC 6455 section 5.4). */
WsStatus ws_conn_send_fragments (WsConn *conn,
                                 WsOpcode opcode,
                                 const void *data,
                                 size_t len,
                                 uint32_t n_frames,
                                 WsEvent *sent);

/* Queues exactly this frame, whatever it is: for servers that misbehave on purpose.
 * Only mask_key is filled in by the engine (client role). */
WsStatus ws_conn_send_frame (WsConn *conn, const WsFrameHead *head, const void *data);

/* Queues bytes as they are, e.g. whole frames that the caller has made: for floods from one
 * prepared block. Returns WS_OK, WS_ERROR_STATE, WS_ERROR_OUTPUT_FULL, WS_ERROR_MEMORY. */
WsStatus ws_conn_send_bytes (WsConn *conn, const void *data, size_t len);

/* Queues a ping or a pong with at most WS_CONTROL_PAYLOAD_MAX bytes. */
WsStatus
ws_conn_send_ping (WsConn *conn, const void *data, size_t len, uint64_t now, WsEvent *sent);
WsStatus ws_conn_send_pong (WsConn *conn, const void *data, size_t len, WsEvent *sent);

/* Starts the closing handshake (section 7.1.2). @code 0 sends an empty Close. @reason is UTF-8 of
 * at most 123 bytes. Returns WS_OK, WS_ERROR_STATE, WS_ERROR_CLOSE_CODE, WS_ERROR_CLOSE_REASON. The
 * Close comes back as an event of ws_conn_next_event(). */
WsStatus ws_conn_close (WsConn *conn, uint16_t code, const char *reason, uint64_t now);

/* Bytes to put on the wire; NULL when there are none. Valid until the next call that queues. */
const uint8_t *ws_conn_peek_output (const WsConn *conn, size_t *len);
void ws_conn_consume_output (WsConn *conn, size_t len);
/* Returns: the bytes waiting for the wire. */
uint64_t ws_conn_get_pending (const WsConn *conn);

/* Returns: when ws_conn_next_event() wants to be called at the latest; 0: no deadline. */
uint64_t ws_conn_get_deadline (const WsConn *conn);

/* Returns: whether the stream is to be shut now: nothing is left to send, and nothing more is
 * expected. A server ends the stream when both Close frames are on the wire; a client waits for
 * that, or for a failure's end, until close_timeout. When a deadline has passed, what is left to
 * send is dropped. */
bool ws_conn_wants_close (const WsConn *conn);

WsState ws_conn_get_state (const WsConn *conn);

/* Returns: (nullable): the head received last: the response (client) or the request (server). */
const WsHead *ws_conn_get_head (const WsConn *conn);

/* Returns: (nullable): the negotiated subprotocol, borrowed. */
const char *ws_conn_get_subprotocol (const WsConn *conn);

/* Returns: (nullable): the negotiated parameters, NULL without permessage-deflate. */
const WsDeflateParams *ws_conn_get_deflate (const WsConn *conn);
