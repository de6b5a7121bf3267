/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/buffer-private.h"
#include "ws/status.h"

/* The receiving side of permessage-deflate (RFC 7692 section 7.2.2): one LZ77 window. */
typedef struct WsInflater WsInflater;

/* @bits: the sender's negotiated max_window_bits, 0 when absent.
 * Returns: (transfer full) (nullable): NULL when memory is short. */
WsInflater *ws_inflater_new (uint8_t bits);

void ws_inflater_free (WsInflater *inflater);

/* Inflates the next bytes of a message behind the end of @out, which grows with what comes out and
 * never holds more than @limit bytes (0 to UINT32_MAX).
 *
 * Returns WS_OK, WS_ERROR_INFLATE, WS_ERROR_MESSAGE_TOO_LARGE or WS_ERROR_MEMORY; what came out
 * before the error is in @out. @len is at most WS_ZLIB_PIECE_MAX. */
WsStatus ws_inflater_feed (WsInflater *inflater,
                           const uint8_t *data,
                           size_t len,
                           size_t limit,
                           WsBuffer *out);

/* Ends the message. Returns as ws_inflater_feed(); WS_ERROR_INFLATE when it is cut short. */
WsStatus ws_inflater_end_message (WsInflater *inflater, size_t limit, WsBuffer *out);

/* Forgets the window: before the next message when the sender takes no context over. */
void ws_inflater_forget (WsInflater *inflater);
