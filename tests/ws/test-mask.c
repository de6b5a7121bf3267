/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/mask.h"

#include <glib.h>
#include <string.h>

#define GUARD    16
#define LONGEST  700
#define CAPACITY (GUARD + 32 + LONGEST + GUARD)

static const uint8_t key[4] = { 0x37, 0xfa, 0x21, 0x3d };

static void
mask_by_byte (uint8_t *dst, const uint8_t *src, size_t len, size_t offset)
{
  for (size_t i = 0; i < len; i++)
    dst[i] = src[i] ^ key[(offset + i) % 4];
}

static void
fill (uint8_t *bytes, size_t len)
{
  for (size_t i = 0; i < len; i++)
    bytes[i] = (uint8_t)(i * 151 + (i >> 8));
}

/* RFC 6455 section 5.7: a single-frame masked text message. */
static void
test_example (void)
{
  static const uint8_t masked[] = { 0x7f, 0x9f, 0x4d, 0x51, 0x58 };
  uint8_t text[5];

  ws_mask (text, masked, sizeof masked, key, 0);
  g_assert_cmpmem (text, sizeof text, "Hello", 5);
}

/* Nothing but the payload is written, whatever its length, place and position. */
static void
check_copy (size_t len, size_t align, size_t offset)
{
  static uint8_t src[CAPACITY], dst[CAPACITY], expected[CAPACITY];
  size_t start = GUARD + align;

  fill (src, sizeof src);
  memset (dst, 0xee, sizeof dst);
  memset (expected, 0xee, sizeof expected);

  mask_by_byte (expected + start, src + GUARD, len, offset);
  ws_mask (dst + start, src + GUARD, len, key, offset);
  g_assert_cmpmem (dst, sizeof dst, expected, sizeof expected);
}

static void
check_in_place (size_t len, size_t align, size_t offset)
{
  static uint8_t bytes[CAPACITY], expected[CAPACITY];
  size_t start = GUARD + align;

  fill (bytes, sizeof bytes);
  fill (expected, sizeof expected);

  mask_by_byte (expected + start, expected + start, len, offset);
  ws_mask (bytes + start, bytes + start, len, key, offset);
  g_assert_cmpmem (bytes, sizeof bytes, expected, sizeof expected);
}

static void
test_lengths (void)
{
  for (size_t len = 0; len <= LONGEST; len++)
    for (size_t align = 0; align < 32; align += len < 300 ? 1 : 7)
      for (size_t offset = 0; offset < 5; offset++)
        {
          check_copy (len, align, offset);
          check_in_place (len, align, offset);
        }
}

/* A payload that comes in pieces is masked as a whole one. */
static void
test_pieces (void)
{
  uint8_t src[LONGEST], expected[LONGEST], bytes[LONGEST];

  fill (src, sizeof src);
  mask_by_byte (expected, src, sizeof src, 0);

  for (size_t cut = 0; cut <= LONGEST; cut++)
    {
      memcpy (bytes, src, sizeof src);
      ws_mask (bytes, bytes, cut, key, 0);
      ws_mask (bytes + cut, bytes + cut, sizeof bytes - cut, key, cut);
      g_assert_cmpmem (bytes, sizeof bytes, expected, sizeof expected);
    }
}

/* The position in a payload above 4 GiB is a number like others. */
static void
test_far_offset (void)
{
  uint8_t src[64], expected[64], bytes[64];
  size_t far = SIZE_MAX - 65;

  fill (src, sizeof src);
  mask_by_byte (expected, src, sizeof src, far);
  ws_mask (bytes, src, sizeof src, key, far);
  g_assert_cmpmem (bytes, sizeof bytes, expected, sizeof expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/mask/example", test_example);
  g_test_add_func ("/ws/mask/lengths", test_lengths);
  g_test_add_func ("/ws/mask/pieces", test_pieces);
  g_test_add_func ("/ws/mask/far-offset", test_far_offset);

  return g_test_run ();
}
