/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client that asks and gets anything for an answer, or a server that is asked anything. The first
 * byte picks the role and the length of the pieces.
 */
#include "ws-trace.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MAX_BODY 100
#define MAX_HEAD 2000

static const char *const subprotocols[] = { "chat.v2", "chat.v1" };

static bool
is_offered (const char *subprotocol)
{
  return strcmp (subprotocol, subprotocols[0]) == 0 || strcmp (subprotocol, subprotocols[1]) == 0;
}

static void
check_open (WsConn *conn)
{
  const WsHead *head = ws_conn_get_head (conn);
  const WsDeflateParams *deflate = ws_conn_get_deflate (conn);
  const char *subprotocol = ws_conn_get_subprotocol (conn);

  check (head != NULL && (head->method != NULL || head->status == 101));
  check (deflate == NULL || ws_head_get (head, "Sec-WebSocket-Extensions") != NULL);
  if (head->method == NULL)
    check (subprotocol == NULL || is_offered (subprotocol));
}

static void
on_event (WsConn *conn, const WsEvent *event, uint64_t *trace)
{
  static const WsHeader header = { "X-Server", "test" };

  trace_event (trace, event);

  if (event->kind == WS_EVENT_REFUSED)
    check (event->len <= MAX_BODY);
  if (event->kind == WS_EVENT_OPEN)
    check_open (conn);
  if (event->kind != WS_EVENT_REQUEST || event->is_outgoing)
    return;

  if (ws_conn_check_request (conn) == WS_OK)
    check (ws_conn_accept (conn, "chat.v1", &header, 1, TRACE_NOW) == WS_OK);
  else
    check (ws_conn_respond (conn, 400, &header, 1, "no", 2) == WS_OK);
}

static uint64_t
run (bool is_server, const uint8_t *data, size_t len, size_t piece)
{
  static const WsHeader headers[] = {
    { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" },
    { "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits=12, "
                                  "permessage-deflate; server_no_context_takeover" },
  };
  static const WsRequest request = { "/", "h", headers, 2, subprotocols, 2 };
  WsConfig config;
  WsConn *conn;
  uint64_t trace = 0;

  ws_config_init (&config, is_server ? WS_ROLE_SERVER : WS_ROLE_CLIENT);
  config.fill_random = trace_random;
  config.limits.max_body = MAX_BODY;
  config.limits.head.max_bytes = MAX_HEAD;

  conn = ws_conn_new (&config);
  check (conn != NULL);
  if (is_server)
    check (ws_conn_start_server (conn, TRACE_NOW) == WS_OK);
  else
    check (ws_conn_start (conn, &request, TRACE_NOW) == WS_OK);

  trace_feed (conn, data, len, piece, on_event, &trace);
  ws_conn_free (conn);

  return trace;
}

/* However the bytes are cut, the same is told. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bool is_server;
  uint64_t whole;

  if (size < 2)
    return 0;

  is_server = (data[0] & 1) != 0;
  whole = run (is_server, data + 1, size - 1, size);
  check (whole == run (is_server, data + 1, size - 1, 1 + data[0] / 2));
  check (whole == run (is_server, data + 1, size - 1, 1));

  return 0;
}
