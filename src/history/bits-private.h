/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A set of event numbers as one bit a number, in chunks that exist only where a bit is set: 1.25 MB
 * for ten million. The numbers are counted from the highest one down, as a list with the newest
 * event on top does. */
typedef struct
{
  GPtrArray *chunks; /* nullable elements */
  guint64 base;      /* the chunk of numbers that chunks[0] is */
  guint64 n_set;
} HistoryBits;

/* Makes an empty set of numbers that are at least @lowest. */
void history_bits_init (HistoryBits *bits, guint64 lowest);

void history_bits_clear (HistoryBits *bits);

/* Adds the numbers of which a bit is set in @words: bit 0 of the first word is number @from, a
 * multiple of 64. Returns: how many were not in the set. */
guint64 history_bits_add (HistoryBits *bits, guint64 from, const guint64 *words, gsize n_words);

/* Takes the numbers below @number out. Returns: how many there were. */
guint64 history_bits_drop_below (HistoryBits *bits, guint64 number);

/* Returns: the number that has @n numbers of the set above it; 0 when there is none. */
guint64 history_bits_get (const HistoryBits *bits, guint64 n);

/* Returns: how many numbers of the set are above @number. */
guint64 history_bits_count_above (const HistoryBits *bits, guint64 number);
