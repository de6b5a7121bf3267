/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/status.h"

#include <stddef.h>

/* RFC 6455 section 7.4.1 */
#define PROTOCOL_ERROR 1002
#define INVALID_DATA   1007
#define TOO_BIG        1009
#define INTERNAL_ERROR 1011

typedef struct
{
  const char *name;
  const char *text;
  uint16_t close_code; /* 0: PROTOCOL_ERROR */
} StatusRow;

static const StatusRow rows[WS_N_STATUS] = {
  [WS_OK] = { "ok", "All is well.", INTERNAL_ERROR },
  [WS_NEED_MORE] = { "need-more", "There is nothing to report yet.", INTERNAL_ERROR },
  [WS_ERROR_MEMORY] = { "memory", "There is not enough memory.", INTERNAL_ERROR },
  [WS_ERROR_STATE] = { "state", "This cannot be done in the connection's present state.",
                       INTERNAL_ERROR },

  [WS_ERROR_HEAD_SYNTAX] = { "head-syntax", "The peer's bytes are not an HTTP/1.1 head." },
  [WS_ERROR_HEAD_BARE_LF] = { "head-bare-lf",
                              "A line of the HTTP head ends with LF alone instead of CR LF." },
  [WS_ERROR_HEAD_FOLDED] = { "head-folded", "A field of the HTTP head is folded over two lines." },
  [WS_ERROR_HEAD_TOO_LARGE] = { "head-too-large",
                                "The HTTP head is longer than the limit for heads." },
  [WS_ERROR_HEAD_TOO_MANY] = { "head-too-many",
                               "The HTTP head has more fields than the limit for fields." },
  [WS_ERROR_HTTP_VERSION] = { "http-version", "The peer speaks a version of HTTP other than 1.1." },
  [WS_ERROR_BODY_SYNTAX] = { "body-syntax", "The body of the HTTP response is malformed." },

  [WS_ERROR_NO_UPGRADE] = { "no-upgrade", "The peer sent no \"Upgrade: websocket\" field." },
  [WS_ERROR_NO_CONNECTION_UPGRADE] = { "no-connection-upgrade",
                                       "The peer sent no \"Connection: Upgrade\" field." },
  [WS_ERROR_NO_KEY] = { "no-key", "The request has no Sec-WebSocket-Key." },
  [WS_ERROR_BAD_KEY] = { "bad-key", "The request's Sec-WebSocket-Key is not 16 bytes in base64." },
  [WS_ERROR_BAD_VERSION] = { "bad-version", "The request's Sec-WebSocket-Version is not 13." },
  [WS_ERROR_NO_ACCEPT] = { "no-accept", "The server's answer has no Sec-WebSocket-Accept." },
  [WS_ERROR_BAD_ACCEPT] = { "bad-accept",
                            "The server's Sec-WebSocket-Accept does not match the key that "
                            "was sent." },
  [WS_ERROR_SUBPROTOCOL_NOT_OFFERED] = { "subprotocol-not-offered",
                                         "The server chose a subprotocol that was not offered." },
  [WS_ERROR_SUBPROTOCOL_TWICE] = { "subprotocol-twice",
                                   "The server chose more than one subprotocol." },
  [WS_ERROR_EXTENSION_SYNTAX] = { "extension-syntax",
                                  "The Sec-WebSocket-Extensions field is malformed." },
  [WS_ERROR_EXTENSION_NOT_OFFERED] = { "extension-not-offered",
                                       "The server chose an extension that was not offered." },
  [WS_ERROR_EXTENSION_PARAMETER] = { "extension-parameter",
                                     "A parameter of permessage-deflate is wrong or was not offered." },
  [WS_ERROR_HANDSHAKE_TIMEOUT] = { "handshake-timeout",
                                   "The opening handshake was not finished in time." },

  [WS_ERROR_RESERVED_BIT] = { "reserved-bit",
                              "A frame has a reserved bit set that no extension asked for." },
  [WS_ERROR_RESERVED_OPCODE] = { "reserved-opcode", "A frame has a reserved opcode." },
  [WS_ERROR_CONTROL_FRAGMENTED] = { "control-fragmented", "A control frame is fragmented." },
  [WS_ERROR_CONTROL_TOO_LONG] = { "control-too-long",
                                  "A control frame has more than 125 bytes of payload." },
  [WS_ERROR_LENGTH_NOT_MINIMAL] = { "length-not-minimal",
                                    "A frame's length is written in more bytes than it needs." },
  [WS_ERROR_LENGTH_TOP_BIT] = { "length-top-bit",
                                "A frame's 64-bit length has its highest bit set." },
  [WS_ERROR_MASKED] = { "masked", "The server sent a masked frame." },
  [WS_ERROR_NOT_MASKED] = { "not-masked", "The client sent a frame that is not masked." },
  [WS_ERROR_NOTHING_TO_CONTINUE] = { "nothing-to-continue",
                                     "A continuation frame came without a message to continue." },
  [WS_ERROR_MESSAGE_UNFINISHED] = { "message-unfinished",
                                    "A new message began before the fragmented one had ended." },
  [WS_ERROR_CLOSE_TOO_SHORT] = { "close-too-short", "A Close frame has a payload of one byte." },
  [WS_ERROR_CLOSE_CODE] = { "close-code", "The close code may not be sent on the wire." },
  [WS_ERROR_CLOSE_REASON] = { "close-reason",
                              "The close reason is not valid UTF-8 of at most 123 bytes.",
                              INVALID_DATA },
  [WS_ERROR_UTF8] = { "utf8", "A text message is not valid UTF-8.", INVALID_DATA },
  [WS_ERROR_INFLATE] = { "inflate", "A compressed message cannot be decompressed.", INVALID_DATA },

  [WS_ERROR_MESSAGE_TOO_LARGE] = { "message-too-large",
                                   "A message is larger than the limit for messages.", TOO_BIG },
  [WS_ERROR_FRAME_TOO_LARGE] = { "frame-too-large", "A frame is larger than the limit for frames.",
                                 TOO_BIG },
  [WS_ERROR_TOO_MANY_FRAGMENTS] = { "too-many-fragments",
                                    "A message has more frames than the limit for fragments.",
                                    TOO_BIG },
  [WS_ERROR_OUTPUT_FULL] = { "output-full",
                             "More bytes wait to be sent than the limit for output allows.",
                             INTERNAL_ERROR },

  [WS_ERROR_CUT_OFF] = { "cut-off", "The connection was cut off without a closing handshake." },
  [WS_ERROR_CLOSE_TIMEOUT] = { "close-timeout",
                               "The peer did not finish the closing handshake in time." },
  [WS_ERROR_PING_TIMEOUT] = { "ping-timeout", "The peer did not answer a ping in time.",
                              INTERNAL_ERROR },
};

/* A number from outside the enum, e.g. of a caller's cast, reads as an internal error. */
static const StatusRow *
find_row (WsStatus status)
{
  static const StatusRow unknown = { "unknown", "An unknown error happened.", INTERNAL_ERROR };

  return (size_t)status < WS_N_STATUS ? &rows[status] : &unknown;
}

const char *
ws_status_get_text (WsStatus status)
{
  return find_row (status)->text;
}

const char *
ws_status_get_name (WsStatus status)
{
  return find_row (status)->name;
}

uint16_t
ws_status_get_close_code (WsStatus status)
{
  uint16_t code = find_row (status)->close_code;

  return code != 0 ? code : PROTOCOL_ERROR;
}
