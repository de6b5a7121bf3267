/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/sha1-private.h"

#include <string.h>

#define BLOCK_LEN 64

typedef struct
{
  uint32_t state[5];
  uint8_t block[BLOCK_LEN];
  uint64_t len; /* bytes so far */
} Sha1;

static uint32_t
rotate (uint32_t value, unsigned int n)
{
  return value << n | value >> (32 - n);
}

static void
expand_block (const uint8_t *block, uint32_t words[80])
{
  for (size_t i = 0; i < 16; i++, block += 4)
    words[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
               block[3];

  for (size_t i = 16; i < 80; i++)
    words[i] = rotate (words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
}

/* f(t) + K(t) of RFC 3174 section 5. */
static uint32_t
mix (size_t round, uint32_t b, uint32_t c, uint32_t d)
{
  switch (round / 20)
    {
    case 0:
      return ((b & c) | (~b & d)) + 0x5a827999;
    case 1:
      return (b ^ c ^ d) + 0x6ed9eba1;
    case 2:
      return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    default:
      return (b ^ c ^ d) + 0xca62c1d6;
    }
}

static void
hash_block (Sha1 *sha1)
{
  uint32_t words[80], *s = sha1->state;
  uint32_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4];

  expand_block (sha1->block, words);

  for (size_t i = 0; i < 80; i++)
    {
      uint32_t next = rotate (a, 5) + mix (i, b, c, d) + e + words[i];

      e = d;
      d = c;
      c = rotate (b, 30);
      b = a;
      a = next;
    }

  s[0] += a;
  s[1] += b;
  s[2] += c;
  s[3] += d;
  s[4] += e;
}

static void
add_byte (Sha1 *sha1, uint8_t byte)
{
  sha1->block[sha1->len++ % BLOCK_LEN] = byte;
  if (sha1->len % BLOCK_LEN == 0)
    hash_block (sha1);
}

static void
add_text (Sha1 *sha1, const char *text)
{
  for (; *text != '\0'; text++)
    add_byte (sha1, (uint8_t)*text);
}

static void
add_padding (Sha1 *sha1)
{
  uint64_t n_bits = sha1->len * 8;

  add_byte (sha1, 0x80);
  while (sha1->len % BLOCK_LEN != BLOCK_LEN - 8)
    add_byte (sha1, 0);
  for (unsigned int shift = 64; shift > 0; shift -= 8)
    add_byte (sha1, (uint8_t)(n_bits >> (shift - 8)));
}

void
ws_sha1 (const char *first, const char *second, uint8_t digest[WS_SHA1_LEN])
{
  Sha1 sha1 = { .state = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 } };

  add_text (&sha1, first);
  add_text (&sha1, second);
  add_padding (&sha1);

  for (size_t i = 0; i < WS_SHA1_LEN; i++)
    digest[i] = (uint8_t)(sha1.state[i / 4] >> (24 - i % 4 * 8));
}
