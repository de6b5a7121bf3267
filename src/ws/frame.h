/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest head: 2 bytes, an 8-byte length, a 4-byte masking key. */
#define WS_FRAME_HEAD_MAX 14

/* RFC 6455 section 5.5: the payload of a control frame. */
#define WS_CONTROL_PAYLOAD_MAX 125

typedef enum
{
  WS_OPCODE_CONTINUATION = 0x0,
  WS_OPCODE_TEXT = 0x1,
  WS_OPCODE_BINARY = 0x2,
  WS_OPCODE_CLOSE = 0x8,
  WS_OPCODE_PING = 0x9,
  WS_OPCODE_PONG = 0xa,
} WsOpcode;

typedef struct
{
  uint64_t payload_len;
  uint8_t mask_key[4]; /* in wire order; meaningful when @masked */
  uint8_t opcode;
  uint8_t rsv; /* RSV1 is bit 2, RSV3 is bit 0 */
  bool fin;
  bool masked;
} WsFrameHead;

/* Reads one frame head from the start of @data (RFC 6455 section 5.2).
 *
 * Checks what a head alone can break: the length form, the top bit, control frames that are
 * fragmented or too long, reserved opcodes. Reserved bits and masking depend on the connection and
 * are checked by the connection.
 *
 * Returns WS_OK and sets @head and @head_len; WS_NEED_MORE when @len is short (nothing is set, ask
 * again with more bytes); or the first rule that the head breaks, as early as its bytes tell.
 */
static inline WsStatus
ws_frame_read_head (const uint8_t *data, size_t len, WsFrameHead *head, size_t *head_len);

/* As ws_frame_read_head(), without its short cut for the heads that are the most common. */
WsStatus
ws_frame_read_any_head (const uint8_t *data, size_t len, WsFrameHead *head, size_t *head_len);

/* Writes @head in its minimal form. @out has room for WS_FRAME_HEAD_MAX bytes.
 * Returns: the number of bytes written. */
size_t ws_frame_write_head (const WsFrameHead *head, uint8_t *out);

static inline WsStatus
ws_frame_read_head (const uint8_t *data, size_t len, WsFrameHead *head, size_t *head_len)
{
  /* a short message of a server: no rule is left that its head could break */
  if (len >= 2 && (data[0] & 0xf) <= WS_OPCODE_BINARY && data[1] < 126)
    {
      *head = (WsFrameHead){
        .payload_len = data[1],
        .opcode = data[0] & 0xf,
        .rsv = data[0] >> 4 & 0x7,
        .fin = (data[0] & 0x80) != 0,
      };
      *head_len = 2;
      return WS_OK;
    }

  return ws_frame_read_any_head (data, len, head, head_len);
}
