/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/buffer-private.h"
#include "ws/status.h"

/* The sending side of permessage-deflate (RFC 7692 section 7.2.1): one LZ77 window. */
typedef struct WsDeflater WsDeflater;

/* Returns: whether zlib can keep to a negotiated max_window_bits (0: absent). It has no raw window
 * of 8 bits; without one, messages go out uncompressed. */
bool ws_deflater_can (uint8_t bits);

/* @bits: our negotiated max_window_bits, 0 when absent.
 * Returns: (transfer full) (nullable): NULL when memory is short. */
WsDeflater *ws_deflater_new (uint8_t bits);

void ws_deflater_free (WsDeflater *deflater);

/* Makes @out, whose old bytes go, the compressed form of a message of 1 to WS_ZLIB_PIECE_MAX bytes.
 * Returns WS_OK or WS_ERROR_MEMORY, after which the next message starts a new window. */
WsStatus ws_deflater_write (WsDeflater *deflater, const uint8_t *data, size_t len, WsBuffer *out);

/* Forgets the window: the next message refers to nothing that was sent before. */
void ws_deflater_forget (WsDeflater *deflater);
