/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr() */

#include "history/view.h"

#include "scratch.h"

#include <sys/wait.h>
#include <unistd.h>

#define LIMIT_SECONDS 20

static gboolean
on_limit (gpointer user_data)
{
  g_assert_not_reached ();
}

/* Turns the main loop until the filter has seen all of the log. */
static void
settle (HistoryView *view)
{
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit, NULL);

  while (history_view_is_searching (view))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
append (HistoryWriter *writer, guint8 kind, guint8 flags, const char *text)
{
  HistoryEvent event = { .kind = kind,
                         .flags = flags,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);
}

static void
append_random (HistoryWriter *writer, guint n_events)
{
  static const char *const texts[] = { "trade", "a trade", "Trade 9", "tick", "", "book 12" };

  for (guint i = 0; i < n_events; i++)
    append (writer,
            (guint8)(g_test_rand_int_range (0, 4) == 0 ? HISTORY_KIND_PING : HISTORY_KIND_MESSAGE),
            (guint8)(g_test_rand_int_range (0, 3) == 0 ? HISTORY_FLAG_OUT : 0),
            texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
}

static const HistoryQuery queries[] = {
  { 0 },
  { .kinds = 1 << HISTORY_KIND_PING },
  { .kinds = 1 << HISTORY_KIND_MESSAGE | 1 << HISTORY_KIND_GAP, .only_in = TRUE },
  { .only_out = TRUE },
  { .kinds = 1 << HISTORY_KIND_TLS },
  { .text = "trade" },
  { .text = "TRADE", .ignore_case = TRUE, .kinds = 1 << HISTORY_KIND_MESSAGE },
  { .regex = "^(trade|book \\d+)$" },
  { .regex = "\\d", .text = "book", .only_in = TRUE },
  { .text = "nothing has this" },
};

static gboolean
has_text (const HistoryQuery *query, const HistoryEvent *event)
{
  g_autofree char *text = g_strndup ((const char *)event->data, event->len);

  if (query->text == NULL)
    return TRUE;

  return query->ignore_case ? strcasestr (text, query->text) != NULL
                            : strstr (text, query->text) != NULL;
}

static gboolean
matches (HistoryReader *reader, const HistoryQuery *query, GRegex *regex, guint64 number)
{
  HistoryEvent event = scratch_get (reader, number);
  gboolean is_out = (event.flags & HISTORY_FLAG_OUT) != 0;

  return (query->kinds == 0 || (query->kinds & 1U << event.kind) != 0) &&
         (!query->only_in || !is_out) && (!query->only_out || is_out) && has_text (query, &event) &&
         (regex == NULL ||
          g_regex_match_full (regex, (const char *)event.data, event.len, 0, 0, NULL, NULL));
}

/* The view has the rows that looking at each event from @from to @to gives. */
static void
assert_rows (HistoryView *view, const HistoryQuery *query, guint64 from, guint64 to)
{
  g_autoptr (HistoryReader) reader = scratch_reader (history_view_get_folder (view));
  g_autoptr (GRegex) regex = query->regex == NULL ? NULL : g_regex_new (query->regex, 0, 0, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 n_rows, row;

  from = MAX (from, history_reader_get_first (reader));
  for (guint64 number = from; number <= to; number++)
    if (matches (reader, query, regex, number))
      g_array_append_val (found, number);
  n_rows = found->len;
  g_assert_cmpuint (history_view_get_n_rows (view), ==, n_rows);
  g_assert_cmpuint (history_view_get_number (view, n_rows), ==, 0);

  for (guint64 i = 0, number = from; number <= to; number += 1 + (number & 6))
    {
      while (i < n_rows && g_array_index (found, guint64, i) <= number)
        i++;
      /* now i of them are this event or older */
      g_assert_cmpint (history_view_find_row (view, number, &row), ==, i > 0);
      g_assert_cmpuint (row, ==, n_rows - i);
      if (i > 0)
        g_assert_cmpuint (history_view_get_number (view, row), ==,
                          g_array_index (found, guint64, i - 1));
    }
}

/* What the signals said adds up to what there is. */
typedef struct
{
  guint64 n_rows;
  guint n_changes;
} Listener;

static void
on_added (HistoryView *view, guint64 n, Listener *listener)
{
  listener->n_rows += n;
  g_assert_cmpuint (listener->n_rows, ==, history_view_get_n_rows (view));
}

static void
on_changed (HistoryView *view, Listener *listener)
{
  listener->n_rows = history_view_get_n_rows (view);
  listener->n_changes++;
}

static void
listen (HistoryView *view, Listener *listener)
{
  listener->n_rows = history_view_get_n_rows (view);
  g_signal_connect (view, "added", G_CALLBACK (on_added), listener);
  g_signal_connect (view, "changed", G_CALLBACK (on_changed), listener);
}

static void
test_queries (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryView) view = history_view_new ();
  HistoryWriter *writer;
  Listener listener = { 0 };

  limits.segment_events = 3000;
  writer = scratch_writer (folder, &limits);
  append_random (writer, 10000);
  history_writer_free (writer);

  listen (view, &listener);
  history_view_set_folder (view, folder);
  g_assert_cmpuint (history_view_get_n_events (view), ==, 10000);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      history_view_set_query (view, &queries[i]);
      /* what the index knows is there at once */
      g_assert_cmpint (history_view_is_searching (view), ==, !history_query_is_quick (&queries[i]));
      settle (view);
      assert_rows (view, &queries[i], 1, 10000);
      g_assert_cmpuint (listener.n_rows, ==, history_view_get_n_rows (view));
      g_assert_cmpfloat (history_view_get_progress (view), ==, 1);
    }
}

/* The log grows between any two turns, faster than a step and slower; a pause lets nothing in. */
static void
test_growth (gconstpointer data)
{
  const HistoryQuery *query = &queries[GPOINTER_TO_UINT (data)];
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryView) view = history_view_new ();
  Listener listener = { 0 };
  guint64 last = 20000, frozen_at;

  append_random (writer, (guint)last);
  history_writer_flush (writer);
  listen (view, &listener);
  history_view_set_query (view, query);
  history_view_set_folder (view, folder);

  for (int i = 0; i < 60; i++)
    {
      guint n_events = i == 30 ? 35000 : (guint)g_test_rand_int_range (0, 600);

      append_random (writer, n_events);
      last += n_events;
      history_writer_flush (writer);
      history_view_refresh (view);
      g_assert_cmpuint (history_view_get_n_events (view), ==, last);
      g_main_context_iteration (NULL, FALSE);
    }
  settle (view);
  assert_rows (view, query, 1, last);

  history_view_set_frozen (view, TRUE);
  frozen_at = last;
  append_random (writer, 35000);
  last += 35000;
  history_writer_flush (writer);
  history_view_refresh (view);
  g_assert_cmpuint (history_view_get_n_events (view), ==, last);
  settle (view);
  assert_rows (view, query, 1, frozen_at);

  history_view_set_frozen (view, FALSE);
  settle (view);
  assert_rows (view, query, 1, last);
  g_assert_cmpuint (listener.n_rows, ==, history_view_get_n_rows (view));
}

/* Frozen in the middle of a search: what is older is still found. */
static void
test_freeze_while_searching (void)
{
  const HistoryQuery query = { .text = "trade" };
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryView) view = history_view_new ();

  append_random (writer, 30000);
  history_writer_flush (writer);
  history_view_set_query (view, &query);
  history_view_set_folder (view, folder);
  append_random (writer, 100);
  history_writer_flush (writer);
  history_view_refresh (view);
  history_view_set_frozen (view, TRUE);
  g_assert_true (history_view_get_frozen (view));
  settle (view);
  assert_rows (view, &query, 1, 30000);

  /* another log is not frozen */
  history_view_set_folder (view, NULL);
  g_assert_false (history_view_get_frozen (view));
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  g_assert_null (history_view_get_reader (view));
}

static void
test_hide (gconstpointer data)
{
  const HistoryQuery *query = &queries[GPOINTER_TO_UINT (data)];
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryView) view = history_view_new ();

  append_random (writer, 5000);
  history_writer_flush (writer);
  history_view_set_folder (view, folder);
  history_view_set_query (view, query);
  g_assert_false (history_view_has_hidden (view));

  history_view_hide_all (view);
  g_assert_true (history_view_has_hidden (view));
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  g_assert_cmpuint (history_view_get_n_events (view), ==, 5000);

  append_random (writer, 300);
  history_writer_flush (writer);
  history_view_refresh (view);
  settle (view);
  assert_rows (view, query, 5001, 5300);

  /* another filter shows no more of it */
  history_view_set_query (view, &queries[1]);
  settle (view);
  assert_rows (view, &queries[1], 5001, 5300);

  history_view_set_query (view, query);
  history_view_show_all (view);
  settle (view);
  assert_rows (view, query, 1, 5300);
}

/* The oldest segments go while the view looks. */
static void
test_dropped (gconstpointer data)
{
  const HistoryQuery *query = &queries[GPOINTER_TO_UINT (data)];
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryView) view = history_view_new ();
  Listener listener = { 0 };

  limits.max_bytes = 600000;
  writer = scratch_writer (folder, &limits);
  append_random (writer, 10000);
  history_writer_flush (writer);
  listen (view, &listener);
  history_view_set_query (view, query);
  history_view_set_folder (view, folder);

  for (int i = 0; i < 40; i++)
    {
      append_random (writer, 2000);
      history_writer_flush (writer);
      if (i % 2 == 0)
        history_view_refresh (view);
      g_main_context_iteration (NULL, FALSE);
    }
  history_view_refresh (view);
  settle (view);
  g_assert_cmpuint (history_reader_get_first (history_view_get_reader (view)), >, 10000);
  assert_rows (view, query, 1, history_reader_get_last (history_view_get_reader (view)));
  g_assert_cmpuint (listener.n_rows, ==, history_view_get_n_rows (view));
}

/* A filter takes the place of another before that has seen all; so does another log. */
static void
test_given_up (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (Scratch) other = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  HistoryView *view = history_view_new ();

  append_random (writer, 40000);
  history_writer_free (writer);
  writer = scratch_writer (other, NULL);
  append_random (writer, 777);
  history_writer_free (writer);

  history_view_set_folder (view, folder);
  for (gsize i = 0; i < 5 * G_N_ELEMENTS (queries); i++)
    {
      history_view_set_query (view, &queries[i % G_N_ELEMENTS (queries)]);
      for (gsize j = 0; j < i % 4; j++)
        g_main_context_iteration (NULL, FALSE);
    }
  settle (view);
  assert_rows (view, &queries[G_N_ELEMENTS (queries) - 1], 1, 40000);

  history_view_set_query (view, &queries[5]);
  history_view_set_folder (view, other);
  settle (view);
  assert_rows (view, &queries[5], 1, 777);

  /* and it may go in the middle, too */
  history_view_set_folder (view, folder);
  g_assert_true (history_view_is_searching (view));
  g_object_unref (view);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_wrong_regex (void)
{
  const HistoryQuery wrong = { .regex = "(trade" }, endless = { .regex = "^(a+)+(a+)+(a+)+[bc]$" };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryView) view = history_view_new ();
  g_autofree char *slow = g_strnfill (100, 'a');

  append_random (writer, 3000);
  append (writer, HISTORY_KIND_MESSAGE, 0, slow);
  history_writer_free (writer);
  history_view_set_folder (view, folder);
  history_view_set_query (view, &queries[5]);
  settle (view);
  g_assert_cmpstr (history_view_get_problem (view), ==, "");

  /* wrong: what was shown stays, and it says why */
  history_view_set_query (view, &wrong);
  g_assert_cmpstr (history_view_get_problem (view), !=, "");
  assert_rows (view, &queries[5], 1, 3001);
  history_view_set_query (view, &queries[5]);
  g_assert_cmpstr (history_view_get_problem (view), ==, "");

  /* one that needs too many steps ends the search */
  history_view_set_query (view, &endless);
  settle (view);
  g_assert_nonnull (strstr (history_view_get_problem (view), "3001"));
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  history_view_set_query (view, &queries[5]);
  settle (view);
  g_assert_cmpstr (history_view_get_problem (view), ==, "");
  assert_rows (view, &queries[5], 1, 3001);
}

/* Nothing, then an empty folder, then a log that another process fills. */
static void
test_not_there_yet (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryView) view = history_view_new ();
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit, NULL);
  int status;
  pid_t child;

  history_view_set_folder (view, folder);
  history_view_set_query (view, &queries[5]);
  history_view_refresh (view);
  g_assert_cmpstr (history_view_get_problem (view), ==, "");
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
  g_assert_false (history_view_is_searching (view));

  child = fork ();
  if (child == 0)
    {
      HistoryWriter *writer = scratch_writer (folder, NULL);

      for (int i = 0; i < 200; i++)
        {
          append_random (writer, 100);
          history_writer_flush (writer);
        }
      history_writer_free (writer);
      _exit (0);
    }

  while (history_view_get_n_events (view) < 20000)
    {
      history_view_refresh (view);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_source_remove (limit);
  settle (view);
  assert_rows (view, &queries[5], 1, 20000);
}

/* What is no log at all, and one that is cut under the view. */
static void
test_broken (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autofree char *index = g_build_filename (folder, "0001.idx", NULL);
  g_autoptr (HistoryView) view = history_view_new ();

  append_random (writer, 1000);
  history_writer_free (writer);
  history_view_set_folder (view, index);
  g_assert_cmpstr (history_view_get_problem (view), !=, "");

  history_view_set_folder (view, folder);
  g_assert_cmpstr (history_view_get_problem (view), ==, "");
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 1000);
  g_assert_no_errno (truncate (index, 64 + 32 * 10));
  history_view_refresh (view);
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 10);
  scratch_remove (folder);
  history_view_refresh (view);
  g_assert_cmpuint (history_view_get_n_rows (view), ==, 0);
}

static void
add_for_each_query (const char *name, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history/view/%s/%u", name, i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/view/queries", test_queries);
  add_for_each_query ("growth", test_growth);
  add_for_each_query ("hide", test_hide);
  add_for_each_query ("dropped", test_dropped);
  g_test_add_func ("/history/view/freeze-while-searching", test_freeze_while_searching);
  g_test_add_func ("/history/view/given-up", test_given_up);
  g_test_add_func ("/history/view/wrong-regex", test_wrong_regex);
  g_test_add_func ("/history/view/not-there-yet", test_not_there_yet);
  g_test_add_func ("/history/view/broken", test_broken);

  return g_test_run ();
}
