/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/mask.h"

#include <string.h>

void
ws_mask (uint8_t *dst, const uint8_t *src, size_t len, const uint8_t key[4], size_t offset)
{
  uint8_t rotated[8];
  uint64_t word, key_word;
  size_t i = 0;

  for (size_t k = 0; k < sizeof rotated; k++)
    rotated[k] = key[(offset + k) & 3];
  memcpy (&key_word, rotated, sizeof key_word);

  for (; i + sizeof word <= len; i += sizeof word)
    {
      memcpy (&word, src + i, sizeof word);
      word ^= key_word;
      memcpy (dst + i, &word, sizeof word);
    }

  for (; i < len; i++)
    dst[i] = src[i] ^ rotated[i & 7];
}
