/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/utf8.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define HIGH_BITS UINT64_C (0x8080808080808080)

/* Every x86-64 and AArch64 has registers of 16 bytes; elsewhere the compiler makes words of it. */
typedef uint64_t Vector __attribute__ ((vector_size (16)));

typedef enum
{
  SEQUENCE_BAD,
  SEQUENCE_UNFINISHED,
  SEQUENCE_WHOLE,
} Sequence;

/* RFC 3629 section 4; 0: never the first byte of a sequence. */
static size_t
sequence_len (uint8_t lead)
{
  if (lead < 0x80)
    return 1;
  if (lead < 0xc2)
    return 0;
  if (lead < 0xe0)
    return 2;
  if (lead < 0xf0)
    return 3;

  return lead <= 0xf4 ? 4 : 0;
}

/* The second byte is where overlong forms, surrogates and numbers above 10FFFF show. */
static bool
is_second (uint8_t lead, uint8_t byte)
{
  uint8_t first = 0x80, last = 0xbf;

  if (lead == 0xe0)
    first = 0xa0;
  else if (lead == 0xed)
    last = 0x9f;
  else if (lead == 0xf0)
    first = 0x90;
  else if (lead == 0xf4)
    last = 0x8f;

  return byte >= first && byte <= last;
}

/* Looks at the sequence that starts at @data, of which @len bytes (at least 1) are there. */
static Sequence
check_sequence (const uint8_t *data, size_t len, size_t *need)
{
  *need = sequence_len (data[0]);
  if (*need == 0)
    return SEQUENCE_BAD;

  if (*need > 1 && len > 1 && !is_second (data[0], data[1]))
    return SEQUENCE_BAD;

  for (size_t i = 2; i < *need && i < len; i++)
    if ((data[i] & 0xc0) != 0x80)
      return SEQUENCE_BAD;

  return len < *need ? SEQUENCE_UNFINISHED : SEQUENCE_WHOLE;
}

static inline bool
is_ascii_vector (Vector bytes)
{
  return ((bytes[0] | bytes[1]) & HIGH_BITS) == 0;
}

/* For at least one vector. The last one, which overlaps the one before it, goes first: other text
 * than ASCII seldom gets beyond it. */
static bool
is_ascii_vectors (const uint8_t *data, size_t len)
{
  Vector bytes, all;

  memcpy (&all, data + len - sizeof all, sizeof all);
  if (!is_ascii_vector (all))
    return false;

  for (size_t i = 0; i + sizeof bytes <= len; i += sizeof bytes)
    {
      memcpy (&bytes, data + i, sizeof bytes);
      all |= bytes;
    }

  return is_ascii_vector (all);
}

static bool
is_ascii (const uint8_t *data, size_t len)
{
  uint64_t head, tail;
  uint8_t all = 0;

  if (len >= sizeof (Vector))
    return is_ascii_vectors (data, len);

  if (len >= sizeof head)
    {
      memcpy (&head, data, sizeof head);
      memcpy (&tail, data + len - sizeof tail, sizeof tail);
      return ((head | tail) & HIGH_BITS) == 0;
    }

  for (size_t i = 0; i < len; i++)
    all |= data[i];

  return all < 0x80;
}

static const uint8_t *
skip_ascii (const uint8_t *data, const uint8_t *end)
{
  uint64_t word;

  for (; (size_t)(end - data) >= sizeof word; data += sizeof word)
    {
      memcpy (&word, data, sizeof word);
      if ((word & HIGH_BITS) != 0)
        break;
    }

  while (data < end && *data < 0x80)
    data++;

  return data;
}

/* Returns: whether @data is valid and does not end within a sequence. */
static bool
is_whole_scalar (const uint8_t *data, size_t len)
{
  const uint8_t *end = data + len;
  size_t need;

  while ((data = skip_ascii (data, end)) < end)
    {
      if (check_sequence (data, (size_t)(end - data), &need) != SEQUENCE_WHOLE)
        return false;
      data += need;
    }

  return true;
}

#ifdef __x86_64__
#define AVX2       __attribute__ ((target ("avx2")))
#define BLOCK      sizeof (__m256i)
#define HALF_BLOCK sizeof (__m128i)

/* What two bytes in a row can be. Each of the tables below tells what one of their nibbles allows,
 * and what all three allow is so. All but the last are errors. (John Keiser, Daniel Lemire:
 * Validating UTF-8 In Less Than One Instruction Per Byte, 2021.) */
enum
{
  LEAD_ALONE = 1 << 0, /* a lead, then no continuation */
  MORE_ALONE = 1 << 1, /* ASCII, then a continuation */
  OVERLONG_2 = 1 << 2, /* c0..c1 */
  OVERLONG_3 = 1 << 3, /* e0 80..9f */
  OVERLONG_4 = 1 << 4, /* f0 80..8f; f5..ff 80..8f, which are too large, share its bit */
  TOO_LARGE = 1 << 5,  /* f4..ff 90..bf */
  SURROGATE = 1 << 6,  /* ed a0..bf */
  TWO_MORE = 1 << 7,   /* two continuations: right after a longer lead, and nowhere else */

  ANY_LOW = LEAD_ALONE | MORE_ALONE | TWO_MORE,
  ANY_MORE = MORE_ALONE | OVERLONG_2 | TWO_MORE,
  ABOVE_F4 = ANY_LOW | OVERLONG_4 | TOO_LARGE,
};

/* clang-format off */
static const uint8_t first_high_nibble[16] = {
  MORE_ALONE, MORE_ALONE, MORE_ALONE, MORE_ALONE,
  MORE_ALONE, MORE_ALONE, MORE_ALONE, MORE_ALONE,
  TWO_MORE, TWO_MORE, TWO_MORE, TWO_MORE,
  LEAD_ALONE | OVERLONG_2,
  LEAD_ALONE,
  LEAD_ALONE | OVERLONG_3 | SURROGATE,
  LEAD_ALONE | OVERLONG_4 | TOO_LARGE,
};

static const uint8_t first_low_nibble[16] = {
  ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
  ANY_LOW | OVERLONG_2,
  ANY_LOW,
  ANY_LOW,
  ANY_LOW | TOO_LARGE,
  ABOVE_F4, ABOVE_F4, ABOVE_F4, ABOVE_F4, ABOVE_F4, ABOVE_F4, ABOVE_F4, ABOVE_F4,
  ABOVE_F4 | SURROGATE,
  ABOVE_F4, ABOVE_F4,
};

static const uint8_t second_high_nibble[16] = {
  LEAD_ALONE, LEAD_ALONE, LEAD_ALONE, LEAD_ALONE,
  LEAD_ALONE, LEAD_ALONE, LEAD_ALONE, LEAD_ALONE,
  ANY_MORE | OVERLONG_3 | OVERLONG_4,
  ANY_MORE | OVERLONG_3 | TOO_LARGE,
  ANY_MORE | SURROGATE | TOO_LARGE,
  ANY_MORE | SURROGATE | TOO_LARGE,
  LEAD_ALONE, LEAD_ALONE, LEAD_ALONE, LEAD_ALONE,
};
/* clang-format on */

AVX2 static inline __m256i
load_block (const uint8_t *data)
{
  return _mm256_loadu_si256 ((const void *)data);
}

AVX2 static inline __m128i
load_half (const void *data)
{
  return _mm_loadu_si128 (data);
}

AVX2 static inline __m256i
look_up (const uint8_t table[16], __m256i nibbles)
{
  return _mm256_shuffle_epi8 (_mm256_broadcastsi128_si256 (load_half (table)), nibbles);
}

AVX2 static inline __m256i
high_nibbles (__m256i bytes)
{
  return _mm256_and_si256 (_mm256_srli_epi16 (bytes, 4), _mm256_set1_epi8 (0xf));
}

AVX2 static inline __m256i
classify_pairs (__m256i first, __m256i second)
{
  __m256i low_nibbles = _mm256_and_si256 (first, _mm256_set1_epi8 (0xf));
  __m256i classes = _mm256_and_si256 (look_up (first_high_nibble, high_nibbles (first)),
                                      look_up (first_low_nibble, low_nibbles));

  return _mm256_and_si256 (classes, look_up (second_high_nibble, high_nibbles (second)));
}

/* Returns: the bit TWO_MORE wherever a lead of three stands two bytes, or one of four three bytes
 * in front. */
AVX2 static inline __m256i
find_owed (__m256i two_before, __m256i three_before)
{
  __m256i is_third = _mm256_subs_epu8 (two_before, _mm256_set1_epi8 (0xe0 - TWO_MORE));
  __m256i is_fourth = _mm256_subs_epu8 (three_before, _mm256_set1_epi8 (0xf0 - TWO_MORE));

  return _mm256_and_si256 (_mm256_or_si256 (is_third, is_fourth),
                           _mm256_set1_epi8 ((char)TWO_MORE));
}

/* Returns: not all zeros when a byte of @block is wrong, given the bytes @before it. */
AVX2 static inline __m256i
find_errors (__m256i before, __m256i block)
{
  __m256i middle = _mm256_permute2x128_si256 (before, block, 0x21);
  __m256i pairs = classify_pairs (_mm256_alignr_epi8 (block, middle, 15), block);

  return _mm256_xor_si256 (pairs, find_owed (_mm256_alignr_epi8 (block, middle, 14),
                                             _mm256_alignr_epi8 (block, middle, 13)));
}

/* Returns: not all zeros when @block ends within a sequence. */
AVX2 static inline __m256i
find_cut (__m256i block)
{
  __m256i highest = _mm256_set_epi64x ((long long)0xbfdfefffffffffff, -1, -1, -1);

  return _mm256_subs_epu8 (block, highest);
}

/* Returns: the bytes before the last block of a text that is longer than a block. */
AVX2 static inline __m256i
load_before_last (const uint8_t *data, size_t len)
{
  size_t n_before = len - BLOCK, n_missing = n_before < 4 ? 4 - n_before : 0;
  uint32_t four;

  memcpy (&four, data + n_before + n_missing - sizeof four, sizeof four);

  return _mm256_set_epi32 ((int)(four << 8 * n_missing), 0, 0, 0, 0, 0, 0, 0);
}

/* As is_whole_scalar(), for more than one block. The last block overlaps the one before it, so
 * that no rest is left. */
AVX2 static bool
is_whole_blocks (const uint8_t *data, size_t len)
{
  __m256i errors = _mm256_setzero_si256 (), before = errors, block, next;
  size_t i = 0;

  for (; i + 2 * BLOCK <= len; i += 2 * BLOCK, before = next)
    {
      block = load_block (data + i);
      next = load_block (data + i + BLOCK);

      if (_mm256_movemask_epi8 (_mm256_or_si256 (block, next)) == 0)
        {
          errors = _mm256_or_si256 (errors, find_cut (before));
          continue;
        }

      errors = _mm256_or_si256 (errors, find_errors (before, block));
      errors = _mm256_or_si256 (errors, find_errors (block, next));
    }

  if (i + BLOCK <= len)
    {
      errors = _mm256_or_si256 (errors, find_errors (before, load_block (data + i)));
      i += BLOCK;
    }

  block = load_block (data + len - BLOCK);
  if (i < len)
    errors = _mm256_or_si256 (errors, find_errors (load_before_last (data, len), block));
  errors = _mm256_or_si256 (errors, find_cut (block));

  return _mm256_testz_si256 (errors, errors) != 0;
}

/* As is_whole_scalar(), for half a block to a whole one. Zeros, which are ASCII, fill it up. */
AVX2 static bool
is_whole_block (const uint8_t *data, size_t len)
{
  static const int8_t places[BLOCK] = { 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                                        11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1,
                                        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
  __m128i moves = load_half (places + BLOCK - len);
  __m128i rest = _mm_shuffle_epi8 (load_half (data + len - HALF_BLOCK), moves);
  __m256i block = _mm256_set_m128i (rest, load_half (data));
  __m256i errors = find_errors (_mm256_setzero_si256 (), block);

  errors = _mm256_or_si256 (errors, find_cut (block));

  return _mm256_testz_si256 (errors, errors) != 0;
}
#endif

static bool
is_whole (const uint8_t *data, size_t len)
{
#ifdef __x86_64__
  if (len >= HALF_BLOCK && __builtin_cpu_supports ("avx2"))
    return len > BLOCK ? is_whole_blocks (data, len) : is_whole_block (data, len);
#endif

  return is_whole_scalar (data, len);
}

/* Returns: how many bytes at the end of @data may begin a sequence that goes on beyond it. */
static size_t
cut_len (const uint8_t *data, size_t len)
{
  if (len >= 1 && data[len - 1] >= 0xc0)
    return 1;
  if (len >= 2 && data[len - 2] >= 0xe0)
    return 2;
  if (len >= 3 && data[len - 3] >= 0xf0)
    return 3;

  return 0;
}

/* Returns: how many bytes the unfinished sequence of @state took. SIZE_MAX: one is bad. */
static size_t
finish_sequence (WsUtf8 *state, const uint8_t *data, size_t len)
{
  Sequence found = SEQUENCE_UNFINISHED;
  size_t need, i = 0;

  while (found == SEQUENCE_UNFINISHED && i < len)
    {
      state->pending[state->n_pending++] = data[i++];
      found = check_sequence (state->pending, state->n_pending, &need);
    }

  if (found == SEQUENCE_WHOLE)
    state->n_pending = 0;

  return found != SEQUENCE_BAD ? i : SIZE_MAX;
}

/* Most texts are short ASCII. From this length on, one pass that finds out is better than two. */
#define SHORT_TEXT 128

bool
ws_utf8_feed (WsUtf8 *state, const uint8_t *data, size_t len)
{
  size_t need, cut;

  if (state->n_pending > 0)
    {
      size_t taken = finish_sequence (state, data, len);

      if (taken == SIZE_MAX)
        return false;
      data += taken;
      len -= taken;
    }

  if (len <= SHORT_TEXT && is_ascii (data, len))
    return true;

  cut = cut_len (data, len);
  len -= cut;
  if (!is_whole (data, len))
    return false;

  if (cut == 0)
    return true;

  memcpy (state->pending, data + len, cut);
  state->n_pending = (uint8_t)cut;

  return check_sequence (data + len, cut, &need) == SEQUENCE_UNFINISHED;
}

bool
ws_utf8_is_complete (const WsUtf8 *state)
{
  return state->n_pending == 0;
}

bool
ws_utf8_is_valid (const uint8_t *data, size_t len)
{
  WsUtf8 state = { 0 };

  return ws_utf8_feed (&state, data, len) && ws_utf8_is_complete (&state);
}
