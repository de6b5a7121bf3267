/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/marks-private.h"

#define HIGHEST 200000

/* The same set as an array of booleans: what is slow and plainly right. */
static void
check (const HistoryMarks *marks, const gboolean *is_member)
{
  guint64 rank = 0;

  for (guint64 number = HIGHEST; number > 0; number--)
    {
      guint64 found;

      if (number % 97 == 0)
        {
          guint64 next = number;

          while (next > 0 && !is_member[next])
            next--;
          g_assert_true (history_marks_find (marks, number, &found) == (next > 0));
          if (next > 0)
            g_assert_cmpuint (found, ==, rank);
        }
      if (is_member[number])
        {
          if (rank % 89 == 0)
            g_assert_cmpuint (history_marks_get (marks, rank), ==, number);
          rank++;
        }
    }
  g_assert_cmpuint (marks->count, ==, rank);
  g_assert_cmpuint (history_marks_get (marks, rank), ==, 0);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (65536);
  g_autofree gboolean *is_member = g_new0 (gboolean, HIGHEST + 1);
  HistoryMarks marks, other;

  history_marks_init (&marks);
  history_marks_init (&other);
  check (&marks, is_member);
  for (guint i = 0; i < 60000; i++)
    {
      /* dense in some places, empty in others, with some twice */
      guint64 number = (guint64)g_rand_int_range (rand, 1, i % 3 == 0 ? HIGHEST + 1 : 30000);

      history_marks_add (i % 2 == 0 ? &marks : &other, number);
      is_member[number] = TRUE;
    }
  history_marks_take (&marks, &other);
  g_assert_cmpuint (other.count, ==, 0);
  check (&marks, is_member);

  for (guint64 below = 1; below < HIGHEST; below += 32767)
    {
      history_marks_remove_below (&marks, below);
      for (guint64 number = 0; number < below; number++)
        is_member[number] = FALSE;
      check (&marks, is_member);
    }
  history_marks_clear (&marks);
  history_marks_clear (&other);
}

static void
test_edges (void)
{
  static const guint64 numbers[] = { 1, 64, 65, 65536, 65537, 131072 };
  HistoryMarks marks;
  guint64 rank;

  history_marks_init (&marks);
  g_assert_false (history_marks_find (&marks, 0, &rank));
  g_assert_false (history_marks_find (&marks, 1, &rank));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    history_marks_add (&marks, numbers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_cmpuint (history_marks_get (&marks, i), ==, numbers[G_N_ELEMENTS (numbers) - 1 - i]);
      g_assert_true (history_marks_find (&marks, numbers[i], &rank));
      g_assert_cmpuint (rank, ==, G_N_ELEMENTS (numbers) - 1 - i);
    }
  g_assert_true (history_marks_find (&marks, G_MAXUINT32, &rank));
  g_assert_cmpuint (rank, ==, 0);
  history_marks_remove_below (&marks, G_MAXUINT32);
  g_assert_cmpuint (marks.count, ==, 0);
  history_marks_clear (&marks);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/marks/random", test_random);
  g_test_add_func ("/history/marks/edges", test_edges);

  return g_test_run ();
}
