/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/buffer-private.h"
#include "ws/head.h"

typedef enum
{
  WS_BODY_DATA, /* the next bytes are the body's, or a chunk's */
  WS_BODY_CHUNK_SIZE,
  WS_BODY_CHUNK_EXTENSION,
  WS_BODY_CHUNK_SIZE_LF,
  WS_BODY_CHUNK_CR,
  WS_BODY_CHUNK_LF,
  WS_BODY_DONE,
} WsBodyState;

/* The body of a refusal (RFC 9112 section 6). Zero-initialise it. */
typedef struct
{
  WsBuffer data;
  WsBodyState state;
  bool is_chunked;
  uint8_t n_digits; /* of the chunk size at hand */
  uint64_t left;    /* bytes of the body, or of the chunk, to come; UINT64_MAX: until the end */
} WsBody;

/* Finds out from the head of a response how its body ends.
 * Returns WS_OK, or WS_ERROR_BODY_SYNTAX when the head contradicts itself. */
WsStatus ws_body_start (WsBody *body, const WsHead *head);

/* Takes the next bytes and keeps at most @max of all.
 * Returns WS_OK when the body is whole or full (the rest is nobody's concern: the stream is closed
 * behind it), WS_NEED_MORE, WS_ERROR_BODY_SYNTAX or WS_ERROR_MEMORY. */
WsStatus ws_body_feed (WsBody *body, const uint8_t *data, size_t len, size_t max);

void ws_body_clear (WsBody *body);
