/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/buffer-private.h"

#include <stdlib.h>
#include <string.h>

/* The first allocation: a handshake's answer or a chat message. */
#define FIRST_SIZE 256

static bool
grow (WsBuffer *buffer, size_t need, size_t ceiling)
{
  size_t size = buffer->size > 0 ? buffer->size * 2 : FIRST_SIZE;
  uint8_t *data;

  if (size > ceiling)
    size = ceiling;
  if (size < need)
    size = need;

  data = realloc (buffer->data, size);
  if (data == NULL)
    return false;

  buffer->data = data;
  buffer->size = size;

  return true;
}

bool
ws_buffer_reserve (WsBuffer *buffer, size_t extra, size_t ceiling)
{
  if (buffer->size - buffer->len >= extra)
    return true;

  if (extra > SIZE_MAX / 2 - buffer->len)
    return false;

  return grow (buffer, buffer->len + extra, ceiling);
}

bool
ws_buffer_append (WsBuffer *buffer, const void *data, size_t len)
{
  if (len == 0)
    return true;

  if (!ws_buffer_reserve (buffer, len, SIZE_MAX / 2))
    return false;

  memcpy (buffer->data + buffer->len, data, len);
  buffer->len += len;

  return true;
}

void
ws_buffer_clear (WsBuffer *buffer)
{
  free (buffer->data);
  *buffer = (WsBuffer){ 0 };
}
