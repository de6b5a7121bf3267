/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/bits-private.h"

/* A chunk is 8 KiB: so few that walking over all of them is nothing (153 for ten million), so small
 * that counting within one is nothing, too. */
#define CHUNK_WORDS 1024UL
#define WORD_BITS   64UL
#define CHUNK_BITS  (CHUNK_WORDS * WORD_BITS)

typedef struct
{
  guint64 n_set;
  guint64 words[CHUNK_WORDS];
} Chunk;

static guint
count_ones (guint64 word)
{
  return (guint)__builtin_popcountll (word);
}

static Chunk *
get_chunk (const HistoryBits *bits, guint i)
{
  return g_ptr_array_index (bits->chunks, i);
}

void
history_bits_init (HistoryBits *bits, guint64 lowest)
{
  bits->chunks = g_ptr_array_new_with_free_func (g_free);
  bits->base = lowest / CHUNK_BITS;
  bits->n_set = 0;
}

void
history_bits_clear (HistoryBits *bits)
{
  g_clear_pointer (&bits->chunks, g_ptr_array_unref);
  bits->n_set = 0;
}

/* Returns: the chunk of the numbers from @index * CHUNK_BITS on, made if it is not there. */
static Chunk *
ensure_chunk (HistoryBits *bits, guint64 index)
{
  guint i = (guint)(index - bits->base);

  if (i >= bits->chunks->len)
    g_ptr_array_set_size (bits->chunks, (gint)i + 1);
  if (get_chunk (bits, i) == NULL)
    g_ptr_array_index (bits->chunks, i) = g_new0 (Chunk, 1);

  return get_chunk (bits, i);
}

guint64
history_bits_add (HistoryBits *bits, guint64 from, const guint64 *words, gsize n_words)
{
  guint64 n_before = bits->n_set;

  for (gsize i = 0; i < n_words; i++)
    {
      guint64 place = from / WORD_BITS + i;
      Chunk *chunk;
      guint64 *word;
      guint n_new;

      if (words[i] == 0 || place / CHUNK_WORDS < bits->base)
        continue;

      chunk = ensure_chunk (bits, place / CHUNK_WORDS);
      word = &chunk->words[place % CHUNK_WORDS];
      n_new = count_ones (words[i] & ~*word);
      *word |= words[i];
      chunk->n_set += n_new;
      bits->n_set += n_new;
    }

  return bits->n_set - n_before;
}

/* Takes the numbers of a chunk below its bit @n out. */
static void
drop_in_chunk (HistoryBits *bits, Chunk *chunk, gsize n)
{
  for (gsize i = 0; i <= n / WORD_BITS; i++)
    {
      guint64 mask = i < n / WORD_BITS ? ~G_GUINT64_CONSTANT (0)
                                       : (G_GUINT64_CONSTANT (1) << n % WORD_BITS) - 1;
      guint n_dropped = count_ones (chunk->words[i] & mask);

      chunk->words[i] &= ~mask;
      chunk->n_set -= n_dropped;
      bits->n_set -= n_dropped;
    }
}

guint64
history_bits_drop_below (HistoryBits *bits, guint64 number)
{
  guint64 n_before = bits->n_set;
  guint64 index = number / CHUNK_BITS;
  guint n_whole = 0;

  if (index < bits->base)
    return 0;

  n_whole = (guint)MIN (index - bits->base, bits->chunks->len);
  for (guint i = 0; i < n_whole; i++)
    if (get_chunk (bits, i) != NULL)
      bits->n_set -= get_chunk (bits, i)->n_set;
  g_ptr_array_remove_range (bits->chunks, 0, n_whole);
  bits->base = index;
  if (bits->chunks->len > 0 && get_chunk (bits, 0) != NULL)
    drop_in_chunk (bits, get_chunk (bits, 0), number % CHUNK_BITS);

  return n_before - bits->n_set;
}

/* Returns: the bit of the chunk that has @n others above it. */
static gsize
find_in_chunk (const Chunk *chunk, guint64 n)
{
  gsize i = CHUNK_WORDS - 1;
  guint64 word;

  while (n >= count_ones (chunk->words[i]))
    n -= count_ones (chunk->words[i--]);

  /* the highest ones away, until the one that is left over is it */
  word = chunk->words[i];
  for (; n > 0; n--)
    word ^= G_GUINT64_CONSTANT (1) << (63 - __builtin_clzll (word));

  return i * WORD_BITS + (gsize)(63 - __builtin_clzll (word));
}

guint64
history_bits_get (const HistoryBits *bits, guint64 n)
{
  if (n >= bits->n_set)
    return 0;

  for (guint i = bits->chunks->len; i > 0; i--)
    {
      const Chunk *chunk = get_chunk (bits, i - 1);

      if (chunk == NULL)
        continue;
      if (n < chunk->n_set)
        return (bits->base + i - 1) * CHUNK_BITS + find_in_chunk (chunk, n);
      n -= chunk->n_set;
    }

  return 0;
}

/* Returns: how many bits of the chunk are set above its bit @n. */
static guint64
count_in_chunk (const Chunk *chunk, gsize n)
{
  /* in two steps: all of the bits cannot be shifted out at once */
  guint64 n_above = count_ones (chunk->words[n / WORD_BITS] >> n % WORD_BITS >> 1);

  for (gsize i = n / WORD_BITS + 1; i < CHUNK_WORDS; i++)
    n_above += count_ones (chunk->words[i]);

  return n_above;
}

guint64
history_bits_count_above (const HistoryBits *bits, guint64 number)
{
  guint64 index = number / CHUNK_BITS, n_above = 0;

  if (index < bits->base)
    return bits->n_set;

  for (guint i = bits->chunks->len; i > 0 && bits->base + i - 1 >= index; i--)
    {
      const Chunk *chunk = get_chunk (bits, i - 1);

      if (chunk != NULL)
        n_above += bits->base + i - 1 > index ? chunk->n_set
                                              : count_in_chunk (chunk, number % CHUNK_BITS);
    }

  return n_above;
}
