/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/deflater-private.h"

#include "ws/zlib-private.h"

#include <stdlib.h>

/* JSON at more than twice the speed of zlib's own choice (6) for a sixth more bytes, long runs at
 * three times; and zlib's own balance of size and memory (256 KiB a deflater). */
#define LEVEL     3
#define MEM_LEVEL 8

/* A sync flush of nothing but its tail. */
#define FLUSH_MAX 16

struct WsDeflater
{
  z_stream z;
};

bool
ws_deflater_can (uint8_t bits)
{
  return bits == 0 || ws_zlib_window_bits (bits) == bits;
}

WsDeflater *
ws_deflater_new (uint8_t bits)
{
  WsDeflater *deflater = calloc (1, sizeof *deflater);
  int window_bits = -ws_zlib_window_bits (bits);

  if (deflater == NULL)
    return NULL;

  ws_zlib_init (&deflater->z);
  if (deflateInit2 (&deflater->z, LEVEL, Z_DEFLATED, window_bits, MEM_LEVEL, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    {
      free (deflater);
      return NULL;
    }

  return deflater;
}

void
ws_deflater_free (WsDeflater *deflater)
{
  if (deflater == NULL)
    return;

  (void)deflateEnd (&deflater->z);
  free (deflater);
}

void
ws_deflater_forget (WsDeflater *deflater)
{
  (void)deflateReset (&deflater->z);
}

static WsStatus
deflate_all (z_stream *z, WsBuffer *out)
{
  do
    {
      size_t room;

      if (!ws_buffer_reserve (out, z->avail_in / 4 + FLUSH_MAX, SIZE_MAX / 2))
        return WS_ERROR_MEMORY;

      room = out->size - out->len;
      if (room > WS_ZLIB_PIECE_MAX)
        room = WS_ZLIB_PIECE_MAX;

      z->next_out = out->data + out->len;
      z->avail_out = (uInt)room;
      /* with room and something to write it cannot fail */
      (void)deflate (z, Z_SYNC_FLUSH);
      out->len += room - z->avail_out;
    }
  while (z->avail_out == 0);

  return WS_OK;
}

WsStatus
ws_deflater_write (WsDeflater *deflater, const uint8_t *data, size_t len, WsBuffer *out)
{
  z_stream *z = &deflater->z;
  WsStatus status;

  out->len = 0;
  z->next_in = data;
  z->avail_in = (uInt)len;

  status = deflate_all (z, out);
  if (status != WS_OK)
    {
      ws_deflater_forget (deflater);
      return status;
    }

  out->len -= WS_FLUSH_TAIL_LEN;

  return WS_OK;
}
