/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/marks-private.h"

#define WORD_BITS 64
#define WORDS     (HISTORY_MARKS_CHUNK / WORD_BITS)

typedef struct
{
  guint32 count;
  guint64 words[WORDS];
} Chunk;

/* Where the bit of a number is. */
typedef struct
{
  guint chunk;
  guint word;
  guint bit;
} Place;

static Place
place_of (guint64 number)
{
  guint64 at = number - 1;

  return (Place){
    .chunk = (guint)(at / HISTORY_MARKS_CHUNK),
    .word = (guint)(at % HISTORY_MARKS_CHUNK / WORD_BITS),
    .bit = (guint)(at % WORD_BITS),
  };
}

static guint64
number_at (guint chunk, guint word, guint bit)
{
  return chunk * HISTORY_MARKS_CHUNK + (guint64)word * WORD_BITS + bit + 1;
}

static guint
highest_bit (guint64 word)
{
  return WORD_BITS - 1 - (guint)__builtin_clzll (word);
}

void
history_marks_init (HistoryMarks *marks)
{
  marks->chunks = g_ptr_array_new_with_free_func (g_free);
  marks->count = 0;
}

void
history_marks_clear (HistoryMarks *marks)
{
  g_clear_pointer (&marks->chunks, g_ptr_array_unref);
  marks->count = 0;
}

void
history_marks_add (HistoryMarks *marks, guint64 number)
{
  Place place = place_of (number);
  guint64 bit = (guint64)1 << place.bit;
  Chunk *chunk;

  if (place.chunk >= marks->chunks->len)
    g_ptr_array_set_size (marks->chunks, (int)place.chunk + 1);
  if (marks->chunks->pdata[place.chunk] == NULL)
    marks->chunks->pdata[place.chunk] = g_new0 (Chunk, 1);

  chunk = marks->chunks->pdata[place.chunk];
  if ((chunk->words[place.word] & bit) != 0)
    return;
  chunk->words[place.word] |= bit;
  chunk->count++;
  marks->count++;
}

static void
recount (HistoryMarks *marks, Chunk *chunk)
{
  guint32 count = 0;

  for (gsize i = 0; i < WORDS; i++)
    count += (guint32)__builtin_popcountll (chunk->words[i]);
  marks->count = marks->count - chunk->count + count;
  chunk->count = count;
}

void
history_marks_take (HistoryMarks *marks, HistoryMarks *other)
{
  if (other->chunks->len > marks->chunks->len)
    g_ptr_array_set_size (marks->chunks, (int)other->chunks->len);

  for (guint i = 0; i < other->chunks->len; i++)
    {
      Chunk *from = other->chunks->pdata[i], *to = marks->chunks->pdata[i];

      if (from == NULL)
        continue;
      if (to == NULL)
        {
          marks->chunks->pdata[i] = g_steal_pointer (&other->chunks->pdata[i]);
          marks->count += from->count;
          continue;
        }
      for (gsize word = 0; word < WORDS; word++)
        to->words[word] |= from->words[word];
      recount (marks, to);
    }
  g_ptr_array_set_size (other->chunks, 0);
  other->count = 0;
}

void
history_marks_remove_below (HistoryMarks *marks, guint64 number)
{
  Place place = place_of (MAX (number, 1));

  for (guint i = 0; i < marks->chunks->len && i < place.chunk; i++)
    {
      Chunk *chunk = marks->chunks->pdata[i];

      if (chunk != NULL)
        marks->count -= chunk->count;
      g_clear_pointer (&marks->chunks->pdata[i], g_free);
    }

  if (place.chunk < marks->chunks->len && marks->chunks->pdata[place.chunk] != NULL)
    {
      Chunk *chunk = marks->chunks->pdata[place.chunk];

      for (guint i = 0; i < place.word; i++)
        chunk->words[i] = 0;
      chunk->words[place.word] &= ~(guint64)0 << place.bit;
      recount (marks, chunk);
    }
}

static guint64
get_in_chunk (const Chunk *chunk, guint index, guint64 rank)
{
  for (guint i = WORDS; i-- > 0;)
    {
      guint64 word = chunk->words[i];
      guint n = (guint)__builtin_popcountll (word);

      if (rank >= n)
        {
          rank -= n;
          continue;
        }
      for (; rank > 0; rank--)
        word &= ~((guint64)1 << highest_bit (word));

      return number_at (index, i, highest_bit (word));
    }

  return 0;
}

guint64
history_marks_get (const HistoryMarks *marks, guint64 rank)
{
  for (guint i = marks->chunks->len; i-- > 0;)
    {
      const Chunk *chunk = marks->chunks->pdata[i];

      if (chunk == NULL)
        continue;
      if (rank < chunk->count)
        return get_in_chunk (chunk, i, rank);
      rank -= chunk->count;
    }

  return 0;
}

/* Returns: how many members are above @number. */
static guint64
count_above (const HistoryMarks *marks, guint64 number)
{
  Place place = place_of (number);
  guint64 above = 0;

  for (guint i = place.chunk; i < marks->chunks->len; i++)
    {
      const Chunk *chunk = marks->chunks->pdata[i];

      if (chunk == NULL)
        continue;
      if (i > place.chunk)
        {
          above += chunk->count;
          continue;
        }
      for (guint word = place.word + 1; word < WORDS; word++)
        above += (guint64)__builtin_popcountll (chunk->words[word]);
      if (place.bit < WORD_BITS - 1)
        above += (guint64)__builtin_popcountll (chunk->words[place.word] >> (place.bit + 1));
    }

  return above;
}

gboolean
history_marks_find (const HistoryMarks *marks, guint64 number, guint64 *rank)
{
  if (number == 0)
    return FALSE;

  /* whatever is not above it and comes first from the top is it, or the next lower one */
  *rank = count_above (marks, number);

  return *rank < marks->count;
}
