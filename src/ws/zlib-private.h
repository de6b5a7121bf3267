/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* next_in is const */
#define ZLIB_CONST
#include <zlib.h>

/* RFC 7692 section 7.2.1: the end of a sync flush, which every message leaves out. */
#define WS_FLUSH_TAIL     "\x00\x00\xff\xff"
#define WS_FLUSH_TAIL_LEN 4

/* What one call of zlib is given at most: its counters have 32 bits. */
#define WS_ZLIB_PIECE_MAX (1u << 30)

/* Prepares @z to allocate with the room's malloc(). */
void ws_zlib_init (z_stream *z);

/* Returns: the window to use for a negotiated parameter: 15 when it is absent, 9 at least. */
int ws_zlib_window_bits (uint8_t negotiated);
