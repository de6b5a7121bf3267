/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/bits-private.h"

#define N 170000

/* The same answers as a plain array of booleans gives. */
static void
assert_same (const HistoryBits *bits, const gboolean *is_set)
{
  guint64 n_above = 0;

  for (guint64 number = N - 1; number > 0; number--)
    {
      g_assert_cmpuint (history_bits_count_above (bits, number), ==, n_above);
      if (is_set[number])
        {
          g_assert_cmpuint (history_bits_get (bits, n_above), ==, number);
          n_above++;
        }
    }
  g_assert_cmpuint (bits->n_set, ==, n_above);
  g_assert_cmpuint (history_bits_get (bits, n_above), ==, 0);
  g_assert_cmpuint (history_bits_get (bits, G_MAXUINT64), ==, 0);
  g_assert_cmpuint (history_bits_count_above (bits, 0), ==, n_above);
  g_assert_cmpuint (history_bits_count_above (bits, N * 10), ==, 0);
}

/* Adds random numbers of a random part to both; some parts are all, some none. */
static void
add_part (HistoryBits *bits, gboolean *is_set)
{
  guint64 words[1500] = { 0 };
  gsize n_words = (gsize)g_test_rand_int_range (1, 1500);
  guint64 from = 64 * (guint64)g_test_rand_int_range (0, N / 64 - 1499);
  gint rarity = 1 << g_test_rand_int_range (0, 12);
  guint64 n_new = 0;

  for (gsize i = 0; i < n_words * 64; i++)
    if (from + i > 0 && g_test_rand_int_range (0, rarity) == 0)
      {
        words[i / 64] |= G_GUINT64_CONSTANT (1) << i % 64;
        n_new += !is_set[from + i];
        is_set[from + i] = TRUE;
      }
  g_assert_cmpuint (history_bits_add (bits, from, words, n_words), ==, n_new);
}

static void
test_random (void)
{
  g_autofree gboolean *is_set = g_new0 (gboolean, N);
  HistoryBits bits;

  history_bits_init (&bits, 1);
  assert_same (&bits, is_set);
  for (int i = 0; i < 6; i++)
    add_part (&bits, is_set);
  assert_same (&bits, is_set);

  for (guint64 lowest = 0; lowest < N; lowest += (guint64)g_test_rand_int_range (1, N / 6))
    {
      guint64 n = 0;

      for (guint64 i = 0; i < lowest; i++)
        {
          n += (guint64)is_set[i];
          is_set[i] = FALSE;
        }
      g_assert_cmpuint (history_bits_drop_below (&bits, lowest), ==, n);
      assert_same (&bits, is_set);
    }
  g_assert_cmpuint (history_bits_drop_below (&bits, N * 4), ==, bits.n_set);
  history_bits_clear (&bits);
}

/* Numbers far from 1 take no memory for what lies before them. */
static void
test_far (void)
{
  const guint64 far = G_GUINT64_CONSTANT (1) << 61;
  const guint64 words[] = { 1, 2 };
  HistoryBits bits;

  history_bits_init (&bits, far + 5);
  g_assert_cmpuint (history_bits_add (&bits, far, words, 2), ==, 2);
  g_assert_cmpuint (history_bits_get (&bits, 0), ==, far + 65);
  g_assert_cmpuint (history_bits_get (&bits, 1), ==, far);
  g_assert_cmpuint (history_bits_count_above (&bits, 1), ==, 2);
  g_assert_cmpuint (history_bits_add (&bits, 64, words, 2), ==, 0);
  history_bits_clear (&bits);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/bits/random", test_random);
  g_test_add_func ("/history/bits/far", test_far);

  return g_test_run ();
}
