/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/scan-private.h"

#include "scratch.h"

static HistoryReader *
make_log (const char *folder, guint n_events)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (HistoryWriter) writer = NULL;

  limits.segment_events = 1500;
  writer = scratch_writer (folder, &limits);
  for (guint i = 1; i <= n_events; i++)
    {
      HistoryEvent event = { .kind = i % 3 == 0 ? HISTORY_KIND_PING : HISTORY_KIND_MESSAGE,
                             .len = i % 5 == 0 ? 4 : 1,
                             .data = (const guint8 *)"five" };

      history_writer_append (writer, &event, NULL, 0);
    }
  history_writer_flush (writer);

  return scratch_reader (folder);
}

/* Every cut of the log gives the bits of its events, and no others. */
static void
test_parts (void)
{
  static const struct
  {
    guint64 from, to;
  } parts[] = { { 1, 1 },    { 1, 63 },     { 64, 64 },      { 63, 65 },     { 1400, 1600 },
                { 1, 5000 }, { 129, 4999 }, { 4990, 20000 }, { 6000, 7000 }, { 2999, 3001 } };
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryReader) reader = make_log (folder, 5000);

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (parts); i++)
    {
      HistoryQuery query = { .from = parts[i / 2].from, .to = parts[i / 2].to };
      guint64 base = HISTORY_SCAN_BASE (query.from);
      gsize n_words = HISTORY_SCAN_WORDS (query.from, query.to);
      g_autofree guint64 *words = g_new0 (guint64, n_words);
      g_autoptr (GError) error = NULL;

      if (i % 2 == 0)
        query.kinds = 1 << HISTORY_KIND_PING;
      else
        query.text = "five";
      g_assert_true (history_scan (reader, &query, words, NULL, &error));
      g_assert_no_error (error);
      for (guint64 bit = 0; bit < n_words * 64; bit++)
        {
          guint64 number = base + bit;
          gboolean is_match = number >= query.from && number <= query.to && number <= 5000 &&
                              number % (i % 2 == 0 ? 3 : 5) == 0;

          g_assert_cmpint (words[bit / 64] >> bit % 64 & 1, ==, is_match);
        }
    }
}

static void
test_errors (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryReader) reader = make_log (folder, 100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HistoryQuery query = { .kinds = 1 << HISTORY_KIND_PING, .from = 1, .to = 100 };
  guint64 words[2] = { 0 };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (history_scan (reader, &query, words, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  query.regex = "(";
  g_assert_false (history_scan (reader, &query, words, NULL, &error));
  g_assert_true (error->domain == G_REGEX_ERROR);
  g_assert_cmpuint (words[0] | words[1], ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/scan/parts", test_parts);
  g_test_add_func ("/history/scan/errors", test_errors);

  return g_test_run ();
}
