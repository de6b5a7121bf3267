/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growing run of bytes. Zero-initialise it; it allocates nothing before the first byte. */
typedef struct
{
  uint8_t *data;
  size_t len;
  size_t size;
} WsBuffer;

/* What an idle connection may keep of a buffer. */
#define WS_BUFFER_KEEP ((size_t)16 * 1024)

/* Makes room for @extra bytes behind the end. Grows by doubling, so that n bytes cost O(n), but
 * not over @ceiling unless the @extra bytes themselves need it. Returns false, with the buffer
 * unchanged, when memory is short. */
bool ws_buffer_reserve (WsBuffer *buffer, size_t extra, size_t ceiling);

bool ws_buffer_append (WsBuffer *buffer, const void *data, size_t len);

/* Gives the memory back. */
void ws_buffer_clear (WsBuffer *buffer);
