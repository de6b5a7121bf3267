/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An open connection that echoes, and a peer that sends anything. The first byte picks the role,
 * the extension and the length of the pieces.
 */
#include "ws-trace.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MAX_MESSAGE 5000
#define MAX_OUTPUT  20000
/* a Close that ends it goes over the limit */
#define CLOSE_MAX 140

#define DEFLATE "Sec-WebSocket-Extensions: permessage-deflate\r\n"

static void
ignore (WsConn *conn, const WsEvent *event, uint64_t *trace)
{
}

static void
pull (WsConn *conn)
{
  WsEvent event;

  while (ws_conn_next_event (conn, TRACE_NOW, &event) == WS_OK)
    ignore (conn, &event, NULL);
}

static void
feed_text (WsConn *conn, const char *text)
{
  char bytes[300];
  size_t len = strlen (text);

  memcpy (bytes, text, len);
  ws_conn_feed (conn, (uint8_t *)bytes, len);
  pull (conn);
}

static WsConn *
open_client (const WsConfig *config, bool has_deflate)
{
  static const WsHeader key = { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" };
  static const WsRequest request = { "/", "h", &key, 1, NULL, 0 };
  WsConn *conn = ws_conn_new (config);
  char answer[300];

  check (conn != NULL && ws_conn_start (conn, &request, TRACE_NOW) == WS_OK);
  pull (conn);
  (void)snprintf (answer, sizeof answer,
                  "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n%s\r\n",
                  has_deflate ? DEFLATE : "");
  feed_text (conn, answer);

  return conn;
}

static WsConn *
open_server (const WsConfig *config, bool has_deflate)
{
  WsConn *conn = ws_conn_new (config);
  char request[300];

  check (conn != NULL && ws_conn_start_server (conn, TRACE_NOW) == WS_OK);
  (void)snprintf (request, sizeof request,
                  "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  "Sec-WebSocket-Version: 13\r\n%s\r\n",
                  has_deflate ? DEFLATE : "");
  feed_text (conn, request);
  check (ws_conn_accept (conn, NULL, NULL, 0, TRACE_NOW) == WS_OK);
  pull (conn);

  return conn;
}

static void
on_event (WsConn *conn, const WsEvent *event, uint64_t *trace)
{
  check (event->len <= MAX_MESSAGE || event->is_outgoing);
  check (ws_conn_get_pending (conn) <= MAX_OUTPUT + CLOSE_MAX);
  trace_event (trace, event);

  if (event->kind == WS_EVENT_MESSAGE)
    (void)ws_conn_send (conn, (WsOpcode)event->opcode, event->data, event->len, NULL);
}

static uint64_t
run (uint8_t choice, const uint8_t *data, size_t len, size_t piece)
{
  WsConfig config;
  WsConn *conn;
  uint64_t trace = 0;
  const uint8_t *out;
  size_t out_len;

  ws_config_init (&config, (choice & 1) != 0 ? WS_ROLE_SERVER : WS_ROLE_CLIENT);
  config.fill_random = trace_random;
  config.limits.max_message = config.limits.max_frame = MAX_MESSAGE;
  config.limits.max_output = MAX_OUTPUT;
  config.limits.max_fragments = 20;

  conn = (choice & 1) != 0 ? open_server (&config, (choice & 2) != 0)
                           : open_client (&config, (choice & 2) != 0);
  check (ws_conn_get_state (conn) == WS_STATE_OPEN);
  ws_conn_consume_output (conn, SIZE_MAX);

  trace_feed (conn, data, len, piece, on_event, &trace);
  out = ws_conn_peek_output (conn, &out_len);
  if (out != NULL)
    trace_bytes (&trace, out, out_len);
  ws_conn_free (conn);

  return trace;
}

/* However the bytes are cut, the same is told and the same is sent. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  uint64_t whole;

  if (size < 2)
    return 0;

  whole = run (data[0], data + 1, size - 1, size);
  check (whole == run (data[0], data + 1, size - 1, 1 + data[0] / 4));
  check (whole == run (data[0], data + 1, size - 1, 1));

  return 0;
}
