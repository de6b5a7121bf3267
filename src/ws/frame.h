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
WsStatus ws_frame_read_head (const uint8_t *data, size_t len, WsFrameHead *head, size_t *head_len);

/* Writes @head in its minimal form. @out has room for WS_FRAME_HEAD_MAX bytes.
 * Returns: the number of bytes written. */
size_t ws_frame_write_head (const WsFrameHead *head, uint8_t *out);
