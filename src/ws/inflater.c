/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/inflater-private.h"

#include "ws/zlib-private.h"

#include <stdlib.h>

/* z_stream.data_type after a whole block: bit 7, and no bits of another byte left over. */
#define BETWEEN_BLOCKS 0x80

/* The first room for output: JSON shrinks to about a quarter. */
#define FIRST_RATIO 4
#define FIRST_MIN   512
#define FIRST_MAX   ((size_t)64 * 1024)

struct WsInflater
{
  z_stream z;
  bool needs_tail; /* the message does not stop where a final block did */
};

WsInflater *
ws_inflater_new (uint8_t bits)
{
  WsInflater *inflater = calloc (1, sizeof *inflater);

  if (inflater == NULL)
    return NULL;

  ws_zlib_init (&inflater->z);
  if (inflateInit2 (&inflater->z, -ws_zlib_window_bits (bits)) != Z_OK)
    {
      free (inflater);
      return NULL;
    }

  return inflater;
}

void
ws_inflater_free (WsInflater *inflater)
{
  if (inflater == NULL)
    return;

  (void)inflateEnd (&inflater->z);
  free (inflater);
}

void
ws_inflater_forget (WsInflater *inflater)
{
  (void)inflateReset (&inflater->z);
}

static size_t
first_size (size_t len, size_t most)
{
  size_t size = len < FIRST_MAX / FIRST_RATIO ? len * FIRST_RATIO : FIRST_MAX;

  if (size < FIRST_MIN)
    size = FIRST_MIN;

  return size < most ? size : most;
}

/* Gives zlib room behind the end of @out: one byte more than @limit at most, in which a message
 * that is too large shows itself. */
static bool
give_room (z_stream *z, size_t limit, WsBuffer *out)
{
  size_t least = out->size == 0 ? first_size (z->avail_in, limit + 1) : 1, room;

  if (!ws_buffer_reserve (out, least, limit + 1))
    return false;

  room = (out->size < limit + 1 ? out->size : limit + 1) - out->len;
  if (room > WS_ZLIB_PIECE_MAX)
    room = WS_ZLIB_PIECE_MAX;

  z->next_out = out->data + out->len;
  z->avail_out = (uInt)room;

  return true;
}

/* Section 7.2.3.4: a sender may end a block with BFINAL and go on with a new one. The window lives
 * on, which inflateReset() alone would clear. */
static WsStatus
take_result (WsInflater *inflater, int result)
{
  switch (result)
    {
    case Z_STREAM_END:
      inflater->needs_tail = inflater->z.avail_in > 0;
      return inflateResetKeep (&inflater->z) == Z_OK ? WS_OK : WS_ERROR_INFLATE;

    case Z_OK:
    case Z_BUF_ERROR: /* nothing to do: not an error of the data */
      return WS_OK;

    case Z_MEM_ERROR:
      return WS_ERROR_MEMORY;

    default:
      return WS_ERROR_INFLATE;
    }
}

static WsStatus
inflate_piece (WsInflater *inflater, size_t limit, WsBuffer *out)
{
  z_stream *z = &inflater->z;
  WsStatus status;
  size_t room;
  int result;

  if (!give_room (z, limit, out))
    return WS_ERROR_MEMORY;

  room = z->avail_out;
  result = inflate (z, Z_SYNC_FLUSH);
  out->len += room - z->avail_out;

  status = take_result (inflater, result);
  if (out->len > limit)
    {
      out->len = limit;
      return WS_ERROR_MESSAGE_TOO_LARGE;
    }

  return status;
}

WsStatus
ws_inflater_feed (WsInflater *inflater,
                  const uint8_t *data,
                  size_t len,
                  size_t limit,
                  WsBuffer *out)
{
  z_stream *z = &inflater->z;
  WsStatus status;

  if (len == 0)
    return WS_OK;

  inflater->needs_tail = true;
  z->next_in = data;
  z->avail_in = (uInt)len;

  do
    status = inflate_piece (inflater, limit, out);
  while (status == WS_OK && (z->avail_in > 0 || z->avail_out == 0));

  return status;
}

WsStatus
ws_inflater_end_message (WsInflater *inflater, size_t limit, WsBuffer *out)
{
  WsStatus status;

  /* a sender that ended its stream and forgot the empty block behind it, or that left out even the
   * byte of an empty message: nothing is missing */
  if (!inflater->needs_tail)
    return WS_OK;

  status = ws_inflater_feed (inflater, (const uint8_t *)WS_FLUSH_TAIL, WS_FLUSH_TAIL_LEN, limit,
                             out);
  if (status != WS_OK)
    return status;

  inflater->needs_tail = false;

  return inflater->z.data_type == BETWEEN_BLOCKS ? WS_OK : WS_ERROR_INFLATE;
}
