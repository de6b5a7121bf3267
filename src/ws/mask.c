/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/mask.h"

#include <endian.h>
#include <string.h>

/* Every x86-64 and AArch64 has registers of 16 bytes; elsewhere the compiler makes words of it. */
typedef uint64_t Vector __attribute__ ((vector_size (16)));

#ifdef __x86_64__
typedef uint64_t WideVector __attribute__ ((vector_size (32)));

__attribute__ ((target ("avx2"))) static size_t
mask_avx2 (uint8_t *dst, const uint8_t *src, size_t len, uint64_t key)
{
  WideVector keys = (WideVector){ 0 } + key, bytes;
  size_t i;

#pragma GCC unroll 4
  for (i = 0; i + sizeof bytes <= len; i += sizeof bytes)
    {
      memcpy (&bytes, src + i, sizeof bytes);
      bytes ^= keys;
      memcpy (dst + i, &bytes, sizeof bytes);
    }

  return i;
}
#endif

/* Returns: the bytes treated, a multiple of 4. */
static size_t
mask_wide (uint8_t *dst, const uint8_t *src, size_t len, uint64_t key)
{
#ifdef __x86_64__
  /* shorter payloads do not earn the call back */
  if (len >= 128 && __builtin_cpu_supports ("avx2"))
    return mask_avx2 (dst, src, len, key);
#endif

  return 0;
}

static uint64_t
repeat (uint32_t key)
{
  return htole64 ((uint64_t)key << 32 | key);
}

/* Returns: @key, whose first byte is the lowest, as it stands @offset bytes into the payload. */
static uint32_t
rotate (uint32_t key, size_t offset)
{
  unsigned bits = 8 * (offset & 3);

  return key >> bits | key << (-bits & 31);
}

static void
mask_short (uint8_t *dst, const uint8_t *src, size_t len, uint32_t key)
{
  for (size_t i = 0; i < len; i++)
    dst[i] = src[i] ^ (uint8_t)(key >> 8 * (i & 3));
}

/* The tail overlaps what the loop treats, so it has to be read before @dst is written, which may
 * be @src. */
static void
mask_words (uint8_t *dst, const uint8_t *src, size_t len, uint32_t key)
{
  uint64_t head, tail;

  memcpy (&head, src, sizeof head);
  memcpy (&tail, src + len - sizeof tail, sizeof tail);
  head ^= repeat (key);
  tail ^= repeat (rotate (key, len));
  memcpy (dst, &head, sizeof head);
  memcpy (dst + len - sizeof tail, &tail, sizeof tail);
}

static void
mask_vectors (uint8_t *dst, const uint8_t *src, size_t len, uint32_t key)
{
  Vector keys = (Vector){ 0 } + repeat (key), bytes, tail;
  size_t i;

  memcpy (&tail, src + len - sizeof tail, sizeof tail);
  tail ^= (Vector){ 0 } + repeat (rotate (key, len));

#pragma GCC unroll 4
  for (i = mask_wide (dst, src, len, repeat (key)); i + sizeof bytes <= len; i += sizeof bytes)
    {
      memcpy (&bytes, src + i, sizeof bytes);
      bytes ^= keys;
      memcpy (dst + i, &bytes, sizeof bytes);
    }

  memcpy (dst + len - sizeof tail, &tail, sizeof tail);
}

void
ws_mask (uint8_t *dst, const uint8_t *src, size_t len, const uint8_t key[4], size_t offset)
{
  uint32_t word;

  memcpy (&word, key, sizeof word);
  word = rotate (le32toh (word), offset);

  if (len >= sizeof (Vector))
    mask_vectors (dst, src, len, word);
  else if (len >= sizeof (uint64_t))
    mask_words (dst, src, len, word);
  else
    mask_short (dst, src, len, word);
}
