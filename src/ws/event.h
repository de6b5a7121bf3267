/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum
{
  WS_EVENT_REQUEST,  /* a request head: out (client) or in (server). data: the bytes of the head */
  WS_EVENT_RESPONSE, /* a response head, 1xx included. data: the bytes; code: the status */
  WS_EVENT_REFUSED, /* client: a whole refusal. code: the status; data: the body, cut at max_body */
  WS_EVENT_OPEN,    /* see ws_conn_get_subprotocol(), ws_conn_get_deflate() */
  WS_EVENT_MESSAGE, /* opcode, data */
  WS_EVENT_PING,    /* data */
  WS_EVENT_PONG,    /* data; rtt when it answers a ping of ours */
  WS_EVENT_CLOSE,   /* a Close frame. code: 1005 when it has none; data: the reason */
  WS_EVENT_ERROR,   /* status. The connection is failed: only WS_EVENT_CLOSED follows */
  WS_EVENT_CLOSED,  /* the last event. code: as RFC 6455 section 7.1.5, 1006 without a peer's Close;
                       data: its reason; is_clean: both Close frames went over the wire */
} WsEventKind;

typedef struct
{
  WsEventKind kind;
  WsStatus status; /* of WS_EVENT_ERROR */
  uint8_t opcode;  /* of WS_EVENT_MESSAGE: WS_OPCODE_TEXT or WS_OPCODE_BINARY */
  bool is_outgoing;
  bool is_compressed;
  bool is_clean;
  uint16_t code;
  uint32_t n_frames;
  uint64_t wire_len; /* bytes on the wire, frame heads included */
  uint64_t rtt;      /* ns; of WS_EVENT_PONG, 0: unknown */
  /* borrowed: until the next call on the connection that is not a getter */
  const uint8_t *data;
  size_t len;
} WsEvent;
