/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/step-private.h"

#include "scratch.h"

typedef struct
{
  guint n_done;
  guint64 word;
  gboolean has_error;
  guint64 next_size;
  HistoryReader *reader;
} Told;

static void
on_done (HistoryStep *step, gpointer user_data)
{
  Told *told = user_data;

  told->n_done++;
  told->has_error = history_step_get_error (step) != NULL;
  told->word = told->has_error ? 0 : history_step_get_words (step)[0];
  told->next_size = history_step_get_next_size (step);
  told->reader = history_step_steal_reader (step);
  g_assert_cmpuint (history_step_get_query (step)->from, ==, 1);
}

static void
wait_for (const Told *told)
{
  while (told->n_done == 0)
    g_main_context_iteration (NULL, TRUE);
}

static char *
make_log (void)
{
  char *folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);

  scratch_append (writer, "one");
  scratch_append (writer, "two");
  scratch_append (writer, "one and two");
  history_writer_free (writer);

  return folder;
}

static void
test_done (void)
{
  g_autoptr (Scratch) folder = make_log ();
  const HistoryQuery query = { .text = "one", .from = 1, .to = 3 };
  Told told = { 0 };

  history_step_start (folder, NULL, &query, on_done, &told);
  g_assert_cmpuint (told.n_done, ==, 0);
  wait_for (&told);
  g_assert_false (told.has_error);
  g_assert_cmpuint (told.word, ==, 1 << 1 | 1 << 3);
  g_assert_cmpuint (told.next_size, >=, 3);
  g_assert_nonnull (told.reader);

  /* the reader serves the next one */
  told.n_done = 0;
  history_step_start (folder, g_steal_pointer (&told.reader), &query, on_done, &told);
  wait_for (&told);
  g_assert_cmpuint (told.word, ==, 1 << 1 | 1 << 3);
  g_clear_pointer (&told.reader, history_reader_free);
}

static void
test_error (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  const HistoryQuery query = { .text = "one", .from = 1, .to = 3 };
  Told told = { 0 };

  history_step_start (folder, NULL, &query, on_done, &told);
  wait_for (&told);
  g_assert_true (told.has_error);
  g_assert_null (told.reader);
}

/* Nothing is told, however far it was; one that began later was not in its way. */
static void
test_cancel (void)
{
  g_autoptr (Scratch) folder = make_log ();
  const HistoryQuery query = { .text = "one", .from = 1, .to = 3 };
  Told told[100] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      HistoryStep *step = history_step_start (folder, NULL, &query, on_done, &told[i]);

      if (i + 1 < G_N_ELEMENTS (told))
        history_step_cancel (step);
    }
  wait_for (&told[G_N_ELEMENTS (told) - 1]);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (told); i++)
    g_assert_cmpuint (told[i].n_done, ==, 0);
  history_reader_free (told[G_N_ELEMENTS (told) - 1].reader);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/step/done", test_done);
  g_test_add_func ("/history/step/error", test_error);
  g_test_add_func ("/history/step/cancel", test_cancel);

  return g_test_run ();
}
