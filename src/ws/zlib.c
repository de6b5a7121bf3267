/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/zlib-private.h"

#include <stdlib.h>

#define BITS_MIN 9
#define BITS_MAX 15

static voidpf
allocate (voidpf opaque, uInt n_items, uInt item_size)
{
  return malloc ((size_t)n_items * item_size);
}

static void
release (voidpf opaque, voidpf block)
{
  free (block);
}

void
ws_zlib_init (z_stream *z)
{
  *z = (z_stream){ .zalloc = allocate, .zfree = release };
}

int
ws_zlib_window_bits (uint8_t negotiated)
{
  if (negotiated == 0 || negotiated > BITS_MAX)
    return BITS_MAX;

  return negotiated < BITS_MIN ? BITS_MIN : negotiated;
}
