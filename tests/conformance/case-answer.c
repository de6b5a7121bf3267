/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-own.h"

/* x.1: what a server may answer to the request. A client that does not take the answer leaves
 * without a frame. */

#define NO_ACCEPT HANDSHAKE_101 HANDSHAKE_UPGRADE HANDSHAKE_CONNECTION
#define DEFLATE   "Sec-WebSocket-Extensions: permessage-deflate"

static const Case wrong[] = {
  { "x.1.1", "a 101 without Sec-WebSocket-Accept", .head = NO_ACCEPT "\r\n" },
  { "x.1.2", "a 101 with a wrong Sec-WebSocket-Accept",
    .head = NO_ACCEPT "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" },
  { "x.1.3", "a 101 with the right Sec-WebSocket-Accept in lower case",
    .head = NO_ACCEPT "Sec-WebSocket-Accept: {lower}\r\n\r\n" },
  { "x.1.4", "a 101 with two different Sec-WebSocket-Accept",
    .head = HANDSHAKE_START "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" },
  { "x.1.5", "a 101 without Upgrade",
    .head = HANDSHAKE_101 HANDSHAKE_CONNECTION HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.6", "a 101 that upgrades to h2c",
    .head = HANDSHAKE_101 "Upgrade: h2c\r\n" HANDSHAKE_CONNECTION HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.7", "a 101 without Connection",
    .head = HANDSHAKE_101 HANDSHAKE_UPGRADE HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.8", "a 101 with Connection: close",
    .head = HANDSHAKE_101 HANDSHAKE_UPGRADE "Connection: close\r\n" HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.9", "a 101 of HTTP/1.0",
    .head = "HTTP/1.0 101 Switching Protocols\r\n" HANDSHAKE_UPGRADE HANDSHAKE_CONNECTION
      HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.10", "a 101 of HTTP/2.0",
    .head = "HTTP/2.0 101 Switching Protocols\r\n" HANDSHAKE_UPGRADE HANDSHAKE_CONNECTION
      HANDSHAKE_ACCEPT "\r\n" },
  { "x.1.11", "a greeting of SSH", .head = "SSH-2.0-OpenSSH_9.2p1\r\n\r\n" },
  { "x.1.12", "a status of four digits", .head = "HTTP/1.1 1010 Switching\r\n\r\n" },
  { "x.1.13", "a folded field", .head = HANDSHAKE_START "X-Bat: one\r\n two\r\n\r\n" },
  { "x.1.14", "lines that end with LF alone",
    .head = HANDSHAKE_START "X-Bat: one\nX-Cat: two\r\n\r\n" },
  { "x.1.15", "a field without a colon", .head = HANDSHAKE_START "X-Bat\r\n\r\n" },
  { "x.1.16", "a space before the colon", .head = HANDSHAKE_START "X-Bat : one\r\n\r\n" },
  { "x.1.17", "a field without a name", .head = HANDSHAKE_START ": one\r\n\r\n" },
  { "x.1.18", "a NUL in a field", .head = "",
    .script = "raw 'HTTP/1.1 101 Switching Protocols' <0d 0a> 'X-Bat: ' <00 0d 0a 0d 0a>" },
  { "x.1.19", "a subprotocol, none was offered",
    .head = HANDSHAKE_START "Sec-WebSocket-Protocol: chat\r\n\r\n" },
  { "x.1.20", "another subprotocol than was offered", .options = "-s chat",
    .head = HANDSHAKE_START "Sec-WebSocket-Protocol: mqtt\r\n\r\n" },
  { "x.1.21", "two subprotocols", .options = "-s chat -s mqtt",
    .head = HANDSHAKE_START
    "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n" },
  { "x.1.22", "a list of subprotocols", .options = "-s chat -s mqtt",
    .head = HANDSHAKE_START "Sec-WebSocket-Protocol: chat, mqtt\r\n\r\n" },
  { "x.1.23", "an extension that was not offered",
    .head = HANDSHAKE_START "Sec-WebSocket-Extensions: x-bat\r\n\r\n" },
  { "x.1.24", "compression that was not offered", .options = "--no-compression",
    .head = HANDSHAKE_START DEFLATE "\r\n\r\n" },
  { "x.1.25", "compression twice", .head = HANDSHAKE_START DEFLATE ", permessage-deflate\r\n\r\n" },
  { "x.1.26", "compression with an unknown parameter",
    .head = HANDSHAKE_START DEFLATE "; x_bat\r\n\r\n" },
  { "x.1.27", "compression with a parameter twice",
    .head = HANDSHAKE_START DEFLATE
    "; server_no_context_takeover; server_no_context_takeover\r\n\r\n" },
  { "x.1.28", "compression with client_max_window_bits without a value",
    .head = HANDSHAKE_START DEFLATE "; client_max_window_bits\r\n\r\n" },
  { "x.1.29", "compression with client_max_window_bits=16",
    .head = HANDSHAKE_START DEFLATE "; client_max_window_bits=16\r\n\r\n" },
  { "x.1.30", "compression with server_max_window_bits=7",
    .head = HANDSHAKE_START DEFLATE "; server_max_window_bits=7\r\n\r\n" },
  { "x.1.31", "compression with server_max_window_bits=010",
    .head = HANDSHAKE_START DEFLATE "; server_max_window_bits=010\r\n\r\n" },
  { "x.1.32", "compression with client_no_context_takeover=1",
    .head = HANDSHAKE_START DEFLATE "; client_no_context_takeover=1\r\n\r\n" },
  { "x.1.33", "fields without end", .head = HANDSHAKE_101,
    .script = "flood 64 'X-Bat: 1' <0d 0a>" },
  { "x.1.34", "a field without end",
    .head = HANDSHAKE_101 "X-Bat: ", .script = "flood 64 'squeak'" },
  { "x.1.35", "a status line without end", .head = "HTTP/1.1 101 ", .script = "flood 64 'squeak'" },
  { "x.1.36", "interim answers without end", .head = "",
    .script = "flood 64 'HTTP/1.1 100 Continue' <0d 0a 0d 0a>" },
  { "x.1.37", "257 fields", .head = HANDSHAKE_START,
    .script = "raw <58 2d 42 61 74 3a 20 31 0d 0a>*2540 <0d 0a>" },
};

/* Any status but 101; its body is shown, bounded. */
static const Case refused[] = {
  { "x.1.40", "200 with a body", .head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbats" },
  { "x.1.41", "301 that is not to be followed",
    .head = "HTTP/1.1 301 Moved\r\nLocation: /cave\r\nContent-Length: 0\r\n\r\n" },
  { "x.1.42", "401 with a body in chunks",
    .head = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cave\"\r\n"
            "Transfer-Encoding: chunked\r\n\r\n4\r\nbats\r\n0\r\n\r\n" },
  { "x.1.43", "403 with a body that ends with TCP",
    .head = "HTTP/1.1 403 Forbidden\r\n\r\nbats sleep by day", .script = "drop" },
  { "x.1.44", "407 without a body",
    .head = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n" },
  { "x.1.45", "426", .head = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n" },
  { "x.1.46", "500 of HTTP/1.0", .head = "HTTP/1.0 500 Oops\r\n\r\noops", .script = "drop" },
  { "x.1.47", "503 with a body without end", .head = "HTTP/1.1 503 Busy\r\n\r\n",
    .script = "flood 64 'squeak '" },
  { "x.1.48", "503 with a body of 4 GiB announced and 1 MiB sent",
    .head = "HTTP/1.1 503 Busy\r\nContent-Length: 4294967296\r\n\r\n",
    .script = "flood 1 'squeak '; drop" },
  { "x.1.49", "404 with a body that is cut off",
    .head = "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nbats", .script = "drop" },
};

/* The stream ends, or does not go on, before the answer is whole. */
static const Case unfinished[] = {
  { "x.1.50", "TCP reset before the request is read", .is_unread = TRUE, .script = "reset",
    .exit_status = OWN_NOT_CONNECTED },
  { "x.1.51", "TCP reset instead of an answer", .head = "", .script = "reset",
    .exit_status = OWN_NOT_CONNECTED },
  { "x.1.52", "TCP reset within the answer", .head = HANDSHAKE_101, .script = "wait 50; reset",
    .exit_status = OWN_NOT_CONNECTED, .expect = "wait" },
  { "x.1.53", "TCP ended instead of an answer", .head = "", .script = "drop",
    .exit_status = OWN_NOT_CONNECTED },
  { "x.1.54", "TCP ended within the answer", .head = HANDSHAKE_101, .script = "drop",
    .exit_status = OWN_NOT_CONNECTED },
  { "x.1.55", "no answer", .options = "--connect-timeout 500ms", .head = "",
    .exit_status = OWN_TIMED_OUT, .seconds = 3 },
  { "x.1.56", "an answer of one octet each 50 ms", .options = "--connect-timeout 500ms", .head = "",
    .script = "drip 50 'HTTP/1.1 101 Switching Protocols' <0d 0a> 'X-Bat: squeak'",
    .exit_status = OWN_TIMED_OUT, .seconds = 3 },
  { "x.1.57", "a refusal whose body never comes", .options = "--connect-timeout 500ms",
    .head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 10\r\n\r\n", .exit_status = OWN_REFUSED,
    .seconds = 3 },
};

/* Odd, and right. */
static const Case odd[] = {
  { "x.1.60", "a 101 in other letters",
    .head = "HTTP/1.1 101 \r\nupgrade: WebSocket\r\nCONNECTION: upgrade\r\n"
            "sec-websocket-accept:{accept}\r\n\r\n" },
  { "x.1.61", "a 101 with lists in Connection",
    .head = HANDSHAKE_101 HANDSHAKE_UPGRADE HANDSHAKE_ACCEPT
    "Connection: keep-alive\r\nConnection: foo, Upgrade\r\n\r\n" },
  { "x.1.62", "100 before 101", .head = "HTTP/1.1 100 Continue\r\n\r\n" HANDSHAKE_HEAD },
  { "x.1.63", "103 with fields before 101",
    .head = "HTTP/1.1 103 Early Hints\r\nLink: </bat.css>\r\n\r\n" HANDSHAKE_HEAD },
  { "x.1.64", "a text in the same write as the 101", .head = HANDSHAKE_HEAD "\201\003bat",
    .expect = "text 'bat'" },
  { "x.1.65", "fields twice",
    .head = HANDSHAKE_START "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Bat: 1\r\nX-Bat: 1\r\n\r\n" },
  { "x.1.66", "a subprotocol of those offered", .options = "-s chat -s mqtt",
    .head = HANDSHAKE_START "Sec-WebSocket-Protocol: mqtt\r\n\r\n" },
  { "x.1.67", "no subprotocol though one was offered", .options = "-s chat" },
  { "x.1.68", "compression with server_no_context_takeover",
    .head = HANDSHAKE_START DEFLATE "; server_no_context_takeover\r\n\r\n",
    .script = "text rsv=4 <f2 48 cd c9 c9 07 00>; text rsv=4 <f2 48 cd c9 c9 07 00>",
    .expect = "text 'Hello'; text 'Hello'", .uses_deflate = TRUE },
  { "x.1.69", "compression with server_max_window_bits=10",
    .head = HANDSHAKE_START DEFLATE "; server_max_window_bits=10\r\n\r\n",
    .script = "text rsv=4 <f2 48 cd c9 c9 07 00>", .expect = "text 'Hello'", .uses_deflate = TRUE },
  { "x.1.70", "compression with server_max_window_bits=\"8\", quoted",
    .head = HANDSHAKE_START DEFLATE "; server_max_window_bits=\"8\"\r\n\r\n",
    .script = "text rsv=4 <f2 48 cd c9 c9 07 00>", .expect = "text 'Hello'", .uses_deflate = TRUE },
  { "x.1.71", "compression with client_max_window_bits=8",
    .head = HANDSHAKE_START DEFLATE "; client_max_window_bits=8\r\n\r\n",
    .script = "text 'bats hang by their feet, '*65536", .expect = "=", .uses_deflate = TRUE },
  { "x.1.72", "250 fields", .head = HANDSHAKE_START,
    .script = "raw <58 2d 42 61 74 3a 20 31 0d 0a>*2500 <0d 0a>; text 'bat'", .expect = "=" },
};

void
case_add_answer (GArray *list)
{
  const Case gone_wrong = { .end = CASE_GONE, .exit_status = OWN_PROTOCOL };
  const Case gone_refused = { .end = CASE_GONE, .exit_status = OWN_REFUSED };
  const Case gone = { .end = CASE_GONE };
  const Case good = { .end = CASE_CLOSED };

  own_add (list, wrong, G_N_ELEMENTS (wrong), &gone_wrong);
  own_add (list, refused, G_N_ELEMENTS (refused), &gone_refused);
  own_add (list, unfinished, G_N_ELEMENTS (unfinished), &gone);
  own_add (list, odd, G_N_ELEMENTS (odd), &good);
}
