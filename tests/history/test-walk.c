/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/walk-private.h"

#include "scratch.h"

static guint64
walk_all (HistoryWalk *walk, guint64 *n_damaged)
{
  g_autoptr (GError) error = NULL;
  HistoryEvent event;
  guint64 n = 0;

  while (history_walk_next (walk, &event, &error))
    {
      n++;
      *n_damaged += event.len > 0 && event.data == NULL;
    }
  g_assert_no_error (error);

  return n;
}

static void
test_empty (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryReader) reader = NULL;
  guint64 n_damaged = 0;
  HistoryWalk walk;

  history_writer_free (scratch_writer (folder, NULL));
  reader = scratch_reader (folder);
  history_walk_init (&walk, reader);
  g_assert_cmpuint (walk_all (&walk, &n_damaged), ==, 0);
}

/* It ends where the log ended when it began, and goes on behind what is dropped. */
static void
test_dropped (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *first = g_build_filename (folder, "0001.idx", NULL);
  HistoryEvent event;
  HistoryWalk walk;
  guint64 n_damaged = 0;

  limits.segment_events = 10;
  writer = scratch_writer (folder, &limits);
  for (int i = 0; i < 35; i++)
    scratch_append (writer, "x");
  history_writer_flush (writer);
  reader = scratch_reader (folder);
  history_walk_init (&walk, reader);
  scratch_append (writer, "after it began");
  history_writer_flush (writer);

  g_assert_no_errno (g_unlink (first));
  g_assert_true (history_walk_next (&walk, &event, NULL));
  g_assert_cmpuint (event.number, ==, 11);
  g_assert_cmpuint (walk_all (&walk, &n_damaged), ==, 24);
  g_assert_cmpuint (n_damaged, ==, 0);
}

static void
test_damaged (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *data = g_build_filename (folder, "0001.dat", NULL);
  HistoryWalk walk;
  guint64 n_damaged = 0;

  for (int i = 0; i < 5; i++)
    scratch_append (writer, "0123456789");
  history_writer_flush (writer);
  g_assert_true (g_file_set_contents (data, "only this much", -1, NULL));
  reader = scratch_reader (folder);
  history_walk_init (&walk, reader);

  g_assert_cmpuint (walk_all (&walk, &n_damaged), ==, 5);
  g_assert_cmpuint (n_damaged, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/walk/empty", test_empty);
  g_test_add_func ("/history/walk/dropped", test_dropped);
  g_test_add_func ("/history/walk/damaged", test_damaged);

  return g_test_run ();
}
