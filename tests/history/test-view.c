/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/view.h"

#include "scratch.h"

/* Above two chunks of marks. */
#define MANY 150000

typedef struct
{
  guint64 n_added;
  guint n_changes;
} Heard;

static void
on_added (HistoryView *view, guint64 n, gpointer user_data)
{
  ((Heard *)user_data)->n_added += n;
}

static void
on_changed (HistoryView *view, gpointer user_data)
{
  ((Heard *)user_data)->n_changes++;
}

static HistoryView *
view_on (const char *folder, Heard *heard)
{
  HistoryView *view = history_view_new ();

  g_signal_connect (view, "added", G_CALLBACK (on_added), heard);
  g_signal_connect (view, "changed", G_CALLBACK (on_changed), heard);
  history_view_set_folder (view, folder);

  return view;
}

static gboolean
is_idle (HistoryView *view)
{
  gboolean is_searching;

  g_object_get (view, "is-searching", &is_searching, NULL);

  return !is_searching;
}

/* Jobs come and go until nothing is left to look at, what has just come included. */
static void
settle (HistoryView *view, guint64 n_rows)
{
  while (!is_idle (view) || history_view_get_n_rows (view) != n_rows)
    g_main_context_iteration (NULL, TRUE);
}

/* Every third is a ping, every fifth went out, every seventh says "bat". */
static void
append (HistoryWriter *writer, guint64 i)
{
  const char *text = i % 7 == 0 ? "a bat" : "a moth";
  HistoryEvent event = { .kind = (guint8)(i % 3 == 0 ? HISTORY_KIND_PING : HISTORY_KIND_MESSAGE),
                         .flags = (guint8)(i % 5 == 0 ? HISTORY_FLAG_OUT : 0),
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);
}

static void
append_many (HistoryWriter *writer, guint64 from, guint64 to)
{
  for (guint64 i = from; i <= to; i++)
    append (writer, i);
  history_writer_flush (writer);
}

/* The rows are the multiples of @step up to @last, those above @lowest, the highest first. */
static void
assert_multiples (HistoryView *view, guint64 step, guint64 last, guint64 lowest)
{
  guint64 row = 0;

  for (guint64 number = last / step * step; number >= lowest && number > 0; number -= step, row++)
    if (row < 100 || row % 997 == 0)
      {
        guint64 found;

        g_assert_cmpuint (history_view_get_number (view, row), ==, number);
        g_assert_true (history_view_find_row (view, number, &found));
        g_assert_cmpuint (found, ==, row);
      }
  g_assert_cmpuint (history_view_get_n_rows (view), ==, row);
  g_assert_cmpuint (history_view_get_number (view, row), ==, 0);
}

static void
test_not_there_yet (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  Heard heard = { 0 };
  g_autoptr (HistoryView) view = view_on (folder, &heard);
  HistoryWriter *writer;
  g_autofree char *problem = NULL;

  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  writer = scratch_writer (folder, NULL);
  history_view_refresh (view);
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  append_many (writer, 1, 10);
  history_view_refresh (view);
  assert_multiples (view, 1, 10, 1);
  g_assert_cmpuint (heard.n_added, ==, 10);
  g_object_get (view, "problem", &problem, NULL);
  g_assert_cmpstr (problem, ==, "");
  history_writer_free (writer);
}

static void
test_filters (void)
{
  static const struct
  {
    HistoryQuery query;
    guint64 step;
  } cases[] = {
    { { .kinds = 1 << HISTORY_KIND_PING }, 3 },
    { { .only_out = TRUE }, 5 },
    { { .text = "BAT", .ignore_case = TRUE }, 7 },
    { { .regex = "^a b.t$" }, 7 },
    { { .kinds = 1 << HISTORY_KIND_PING, .text = "bat", .only_out = TRUE }, 105 },
    { { .text = "owl" }, MANY * 10 },
    { { 0 }, 1 },
  };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  Heard heard = { 0 };
  g_autoptr (HistoryView) view = view_on (folder, &heard);

  append_many (writer, 1, MANY);
  history_view_refresh (view);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 step = cases[i].step;

      history_view_set_query (view, &cases[i].query);
      settle (view, MANY / step);
      assert_multiples (view, step, MANY, 1);
    }
  /* one that is given up at once leaves nothing in the next */
  history_view_set_query (view, &cases[0].query);
  history_view_set_query (view, &cases[1].query);
  settle (view, MANY / 5);
  assert_multiples (view, 5, MANY, 1);
  history_writer_free (writer);
}

static void
test_growth (void)
{
  HistoryQuery query = { .text = "bat" };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  Heard heard = { 0 };
  g_autoptr (HistoryView) view = view_on (folder, &heard);

  append_many (writer, 1, 70000);
  history_view_set_query (view, &query);
  history_view_refresh (view);
  for (guint64 last = 70000; last < MANY; last += 8000)
    {
      append_many (writer, last + 1, last + 8000);
      history_view_refresh (view);
      g_main_context_iteration (NULL, TRUE);
    }
  settle (view, 150000 / 7);
  assert_multiples (view, 7, 150000, 1);
  /* what was there when the search began is found, what came later is added */
  g_assert_cmpuint (heard.n_added, >=, 80000 / 7);
  g_assert_cmpuint (heard.n_added, <=, 150000 / 7);
  history_writer_free (writer);
}

static void
test_pause_and_clear (void)
{
  HistoryQuery query = { .kinds = 1 << HISTORY_KIND_PING }, none = { 0 };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  Heard heard = { 0 };
  g_autoptr (HistoryView) view = view_on (folder, &heard);

  append_many (writer, 1, 30);
  history_view_refresh (view);
  history_view_set_frozen (view, TRUE);
  append_many (writer, 31, 60);
  history_view_refresh (view);
  assert_multiples (view, 1, 30, 1);
  history_view_set_frozen (view, FALSE);
  assert_multiples (view, 1, 60, 1);

  history_view_hide_all (view);
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  g_assert_cmpuint (history_view_get_n_events (view), ==, 60);
  append_many (writer, 61, 90);
  history_view_refresh (view);
  assert_multiples (view, 1, 90, 61);
  history_view_set_query (view, &query);
  settle (view, 10);
  assert_multiples (view, 3, 90, 61);
  history_view_show_all (view);
  settle (view, 30);
  assert_multiples (view, 3, 90, 1);
  history_view_set_query (view, &none);
  assert_multiples (view, 1, 90, 1);
  history_writer_free (writer);
}

static void
test_dropped (void)
{
  HistoryQuery query = { .kinds = 1 << HISTORY_KIND_PING };
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryView) view = NULL;
  g_autoptr (HistoryReader) reader = NULL;
  HistoryWriter *writer;
  Heard heard = { 0 };
  guint64 row;

  limits.segment_events = 1000;
  limits.max_bytes = 500000;
  writer = scratch_writer (folder, &limits);
  append_many (writer, 1, 5000);
  view = view_on (folder, &heard);
  history_view_set_query (view, &query);
  settle (view, 5000 / 3);
  append_many (writer, 5001, 30000);
  history_view_refresh (view);
  while (history_view_get_number (view, 0) != 30000)
    g_main_context_iteration (NULL, TRUE);

  reader = scratch_reader (folder);
  g_assert_cmpuint (history_reader_get_first (reader), >, 5000);
  g_assert_false (history_view_find_row (view, history_reader_get_first (reader) - 1, &row));
  row = history_view_get_n_rows (view) - 1;
  g_assert_cmpuint (history_view_get_number (view, row), >=, history_reader_get_first (reader));
  history_writer_free (writer);
}

static void
test_problems (void)
{
  HistoryQuery query = { .regex = "(" }, good = { .text = "moth" };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  Heard heard = { 0 };
  g_autoptr (HistoryView) view = view_on (folder, &heard);
  g_autofree char *problem = NULL;

  append_many (writer, 1, 6);
  history_view_refresh (view);
  history_view_set_query (view, &query);
  while (problem == NULL || *problem == '\0')
    {
      g_free (problem);
      g_main_context_iteration (NULL, TRUE);
      g_object_get (view, "problem", &problem, NULL);
    }
  history_view_set_query (view, &good);
  settle (view, 6);
  history_view_set_folder (view, NULL);
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  g_assert_null (history_view_get_reader (view));
  history_writer_free (writer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/view/not-there-yet", test_not_there_yet);
  g_test_add_func ("/history/view/filters", test_filters);
  g_test_add_func ("/history/view/growth", test_growth);
  g_test_add_func ("/history/view/pause-and-clear", test_pause_and_clear);
  g_test_add_func ("/history/view/dropped", test_dropped);
  g_test_add_func ("/history/view/problems", test_problems);

  return g_test_run ();
}
