/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* Every way in which the engine can refuse. The order is free: the numbers are not stored. */
typedef enum
{
  WS_OK = 0,
  WS_NEED_MORE, /* not an error: nothing to report until more bytes, time or calls come */
  WS_ERROR_MEMORY,
  WS_ERROR_STATE, /* the call does not fit the state, e.g. a message before open or after close */

  /* HTTP heads: RFC 9112 sections 2 to 6 */
  WS_ERROR_HEAD_SYNTAX,
  WS_ERROR_HEAD_BARE_LF,
  WS_ERROR_HEAD_FOLDED,
  WS_ERROR_HEAD_TOO_LARGE,
  WS_ERROR_HEAD_TOO_MANY,
  WS_ERROR_HTTP_VERSION,
  WS_ERROR_BODY_SYNTAX,

  /* the opening handshake: RFC 6455 section 4 */
  WS_ERROR_NO_UPGRADE,
  WS_ERROR_NO_CONNECTION_UPGRADE,
  WS_ERROR_NO_KEY,
  WS_ERROR_BAD_KEY,
  WS_ERROR_BAD_VERSION,
  WS_ERROR_NO_ACCEPT,
  WS_ERROR_BAD_ACCEPT,
  WS_ERROR_SUBPROTOCOL_NOT_OFFERED,
  WS_ERROR_SUBPROTOCOL_TWICE,
  WS_ERROR_EXTENSION_SYNTAX,
  WS_ERROR_EXTENSION_NOT_OFFERED,
  WS_ERROR_EXTENSION_PARAMETER,
  WS_ERROR_HANDSHAKE_TIMEOUT,

  /* frames: RFC 6455 section 5 */
  WS_ERROR_RESERVED_BIT,
  WS_ERROR_RESERVED_OPCODE,
  WS_ERROR_CONTROL_FRAGMENTED,
  WS_ERROR_CONTROL_TOO_LONG,
  WS_ERROR_LENGTH_NOT_MINIMAL,
  WS_ERROR_LENGTH_TOP_BIT,
  WS_ERROR_MASKED,
  WS_ERROR_NOT_MASKED,
  WS_ERROR_NOTHING_TO_CONTINUE,
  WS_ERROR_MESSAGE_UNFINISHED,
  WS_ERROR_CLOSE_TOO_SHORT,
  WS_ERROR_CLOSE_CODE,
  WS_ERROR_CLOSE_REASON,
  WS_ERROR_UTF8,
  WS_ERROR_INFLATE,

  /* limits: each names itself */
  WS_ERROR_MESSAGE_TOO_LARGE,
  WS_ERROR_FRAME_TOO_LARGE,
  WS_ERROR_TOO_MANY_FRAGMENTS,
  WS_ERROR_OUTPUT_FULL,

  /* the end of the stream */
  WS_ERROR_CUT_OFF, /* the peer's bytes ended without a closing handshake */
  WS_ERROR_CLOSE_TIMEOUT,
  WS_ERROR_PING_TIMEOUT,

  WS_N_STATUS
} WsStatus;

/* Returns: a sentence for the person in front of the screen; static, never NULL. */
const char *ws_status_get_text (WsStatus status);

/* Returns: a short stable name for machines, e.g. "bad-accept"; static, never NULL. */
const char *ws_status_get_name (WsStatus status);

/* Returns: the close code of RFC 6455 section 7.4.1 with which the engine fails a connection for
 * @status: 1002, 1007, 1009 or 1011. */
uint16_t ws_status_get_close_code (WsStatus status);
