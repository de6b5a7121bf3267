/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/search.h"

#include "scratch.h"

static gboolean
note_match (const HistoryEvent *event, gpointer user_data)
{
  g_string_append_printf (user_data, "%" G_GUINT64_FORMAT " ", event->number);

  return TRUE;
}

/* Returns: the numbers of the matches, with a blank behind each. */
static char *
search (HistoryReader *reader, const HistoryQuery *query)
{
  g_autoptr (GError) error = NULL;
  GString *found = g_string_new (NULL);

  g_assert_true (history_search (reader, query, note_match, found, NULL, &error));
  g_assert_no_error (error);

  return g_string_free (found, FALSE);
}

static const struct
{
  guint8 kind;
  guint8 flags;
  const char *data;
} events[] = {
  { HISTORY_KIND_NOTE, 0, "A note about trade" },                       /* 1 */
  { HISTORY_KIND_MESSAGE, HISTORY_FLAG_OUT, "{\"op\":\"Subscribe\"}" }, /* 2 */
  { HISTORY_KIND_MESSAGE, 0, "{\"trade\":1}" },                         /* 3 */
  { HISTORY_KIND_MESSAGE, 0, "tra" },                                   /* 4 */
  { HISTORY_KIND_MESSAGE, 0, "de" },                                    /* 5 */
  { HISTORY_KIND_MESSAGE, 0, "" },                                      /* 6 */
  { HISTORY_KIND_MESSAGE, HISTORY_FLAG_BINARY, "\xff\xfetrade" },       /* 7 */
  { HISTORY_KIND_PING, 0, "TRADE" },                                    /* 8 */
  { HISTORY_KIND_MESSAGE, 0, "caf\xc3\xa9 \xc3\x89T\xc3\x89" },         /* 9 */
  { 200, HISTORY_FLAG_OUT, "trade of tomorrow, trade" },                /* 10 */
  { HISTORY_KIND_MESSAGE, 0, "trade" },                                 /* 11 */
};

static const struct
{
  const char *name;
  HistoryQuery query;
  const char *found;
} query_cases[] = {
  { "all", { 0 }, "1 2 3 4 5 6 7 8 9 10 11 " },
  { "empty-text", { .text = "" }, "1 2 3 4 5 6 7 8 9 10 11 " },
  { "text", { .text = "trade" }, "1 3 7 10 11 " },
  { "text-across-events", { .text = "trad" }, "1 3 7 10 11 " },
  { "longer-than-any", { .text = "trade of tomorrow, trade and more" }, "" },
  { "ignore-case", { .text = "TrAdE", .ignore_case = TRUE }, "1 3 7 8 10 11 " },
  { "letters", { .text = "\xc3\xa9", .ignore_case = FALSE }, "9 " },
  { "letters-ignore-case", { .text = "CAF\xc3\x89 \xc3\xa9T", .ignore_case = TRUE }, "9 " },
  { "bytes", { .text = "\xff" }, "7 " },
  { "bytes-ignore-case", { .text = "\xfeTRADE", .ignore_case = TRUE }, "7 " },
  { "kinds", { .text = "trade", .kinds = 1 << HISTORY_KIND_MESSAGE }, "3 7 11 " },
  { "kinds-alone", { .kinds = 1 << HISTORY_KIND_PING | 1 << HISTORY_KIND_NOTE }, "1 8 " },
  { "in", { .text = "trade", .only_in = TRUE }, "1 3 7 11 " },
  { "out", { .only_out = TRUE }, "2 10 " },
  { "neither", { .only_in = TRUE, .only_out = TRUE }, "" },
  { "from-to", { .text = "trade", .from = 3, .to = 7 }, "3 7 " },
  { "from-beyond", { .from = 12 }, "" },
  { "to-beyond", { .from = 10, .to = 1000 }, "10 11 " },
  { "regex", { .regex = "^trade" }, "10 11 " },
  { "regex-end", { .regex = "e$" }, "1 5 10 11 " }, /* not in 7: no UTF-8 */
  { "regex-ignore-case", { .regex = "^TRADE$", .ignore_case = TRUE }, "8 11 " },
  { "regex-letters", { .regex = "\xc3\xa9.\xc3\x89T" }, "9 " },
  { "regex-and-text", { .text = "trade", .regex = "\\d" }, "3 " },
  { "regex-kind", { .regex = ".", .kinds = 1 << HISTORY_KIND_PING }, "8 " },
};

static void
test_query (gconstpointer data)
{
  gsize i = GPOINTER_TO_UINT (data);
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *found = NULL;

  for (gsize j = 0; j < G_N_ELEMENTS (events); j++)
    {
      HistoryEvent event = { .kind = events[j].kind,
                             .flags = events[j].flags,
                             .len = (guint32)strlen (events[j].data),
                             .data = (const guint8 *)events[j].data };

      history_writer_append (writer, &event, NULL, 0);
    }
  history_writer_free (writer);
  reader = scratch_reader (folder);
  found = search (reader, &query_cases[i].query);
  g_assert_cmpstr (found, ==, query_cases[i].found);
}

static void
test_secrets (void)
{
  static const struct
  {
    const char *text;
    const char *found;
    const char *found_by_regex;
  } cases[] = {
    { "s3cret", "", "" },
    { "s3", "", "" },
    { "n: s", "", "" },
    { "token: ", "1 2 ", "1 2 " },
    { "end", "1 2 3 ", "1 2 3 " },
    { "cre", "3 ", "3 " },
    { "***", "", "1 2 " },
  };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  HistoryRange ranges[] = { { 7, 6 }, { 14, 6 } };
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST,
                         .len = 24,
                         .data = (const guint8 *)"token: s3cret s3cret end" };
  HistoryEvent other = { .kind = HISTORY_KIND_REQUEST,
                         .len = 7,
                         .data = (const guint8 *)"cre end" };

  history_writer_append (writer, &event, ranges, 2);
  history_writer_append (writer, &event, ranges, 2);
  history_writer_append (writer, &other, NULL, 0);
  history_writer_free (writer);
  reader = scratch_reader (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int ignore_case = FALSE; ignore_case <= TRUE; ignore_case++)
      {
        g_autofree char *pattern = g_regex_escape_string (cases[i].text, -1);
        HistoryQuery text = { .text = cases[i].text, .ignore_case = ignore_case };
        HistoryQuery regex = { .regex = pattern, .ignore_case = ignore_case };
        g_autofree char *by_text = search (reader, &text);
        g_autofree char *by_regex = search (reader, &regex);

        g_assert_cmpstr (by_text, ==, cases[i].found);
        g_assert_cmpstr (by_regex, ==, cases[i].found_by_regex);
      }
}

/* Sizes around those of the pieces that are read, and the needle at the worst places. */
static void
test_large (void)
{
  static const gsize sizes[] = { 6,          127 * 1024,     128 * 1024 - 1,
                                 128 * 1024, 128 * 1024 + 1, 256 * 1024 + 5,
                                 1024 * 1024 };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  HistoryQuery query = { .text = "needle" };
  guint64 number = 0;
  g_autofree char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize place = 0; place <= sizes[i] - 6;
         place += MAX (1, MIN (sizes[i] - 6 - place, 64 * 1024 - 1)))
      {
        g_autofree char *data = g_strnfill (sizes[i], 'n');

        scratch_append (writer, data);
        memcpy (data + place, "needle", 6);
        scratch_append (writer, data);
        /* across two events is nowhere */
        scratch_append (writer, "nee");
        scratch_append (writer, "dle");
        number += 4;
        g_string_append_printf (expected, "%" G_GUINT64_FORMAT " ", number - 2);
      }
  history_writer_free (writer);
  reader = scratch_reader (folder);
  found = search (reader, &query);
  g_assert_cmpstr (found, ==, expected->str);
  g_free (found);
  query.ignore_case = TRUE;
  found = search (reader, &query);
  g_assert_cmpstr (found, ==, expected->str);
}

static gboolean
has_text (const HistoryEvent *event, const char *text)
{
  return g_strstr_len ((const char *)event->data, event->len, text) != NULL;
}

/* The same as looking at each event, over many segments and with gaps that the index skips. */
static void
test_random (void)
{
  static const char *const texts[] = { "a", "ab", "ba", "aaa", "abab", "b" };
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer;
  g_autoptr (HistoryReader) reader = NULL;

  limits.segment_events = 700;
  writer = scratch_writer (folder, &limits);
  for (int i = 0; i < 6000; i++)
    {
      guint8 data[6000];
      HistoryEvent event = { .kind = (guint8)(i % 3 == 0 ? HISTORY_KIND_PING
                                                         : HISTORY_KIND_MESSAGE),
                             .flags = (guint8)(g_test_rand_int_range (0, 2) * HISTORY_FLAG_OUT),
                             .len = (guint32)g_test_rand_int_range (0, i % 50 == 0 ? 6000 : 7),
                             .data = data };

      for (gsize j = 0; j < event.len; j++)
        data[j] = (guint8) "abccccccc"[g_test_rand_int_range (0, 9)];
      history_writer_append (writer, &event, NULL, 0);
    }
  history_writer_free (writer);
  reader = scratch_reader (folder);

  for (gsize i = 0; i < 3 * G_N_ELEMENTS (texts); i++)
    {
      HistoryQuery query = { .text = texts[i / 3],
                             .kinds = i % 3 == 1 ? 1 << HISTORY_KIND_PING : 0,
                             .only_out = i % 3 == 2 };
      g_autofree char *found = search (reader, &query);
      g_autoptr (GString) expected = g_string_new (NULL);

      for (guint64 number = 1; number <= 6000; number++)
        {
          HistoryEvent event = scratch_get (reader, number);

          if (has_text (&event, query.text) && (i % 3 != 1 || event.kind == HISTORY_KIND_PING) &&
              (i % 3 != 2 || (event.flags & HISTORY_FLAG_OUT) != 0))
            g_string_append_printf (expected, "%" G_GUINT64_FORMAT " ", number);
        }
      g_assert_cmpstr (found, ==, expected->str);
    }
}

typedef struct
{
  HistoryReader *reader;
  guint n_left;
} Stopper;

/* Uses the reader for something else before it goes on, or not. */
static gboolean
stop_after (const HistoryEvent *event, gpointer user_data)
{
  Stopper *stopper = user_data;

  history_reader_refresh (stopper->reader);
  scratch_get (stopper->reader, history_reader_get_last (stopper->reader));

  return --stopper->n_left > 0;
}

static void
test_stop (void)
{
  static const HistoryQuery queries[] = { { .text = "x" }, { .regex = "x" }, { 0 } };
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryReader) reader = NULL;

  limits.segment_events = 10;
  writer = scratch_writer (folder, &limits);
  for (int i = 0; i < 95; i++)
    scratch_append (writer, "xyz");
  history_writer_flush (writer);
  reader = scratch_reader (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      Stopper some = { reader, 25 };
      Stopper all = { reader, 1000 };

      g_assert_true (history_search (reader, &queries[i], stop_after, &some, NULL, NULL));
      g_assert_cmpuint (some.n_left, ==, 0);
      g_assert_true (history_search (reader, &queries[i], stop_after, &all, NULL, NULL));
      g_assert_cmpuint (all.n_left, ==, 1000 - 95);
    }
}

static void
test_errors (void)
{
  static const char *const patterns[] = { "(", "[a", "a{2,1}", "\xff" };
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *slow = g_strnfill (100, 'a');
  HistoryQuery query = { 0 };

  scratch_append (writer, slow);
  history_writer_flush (writer);
  reader = scratch_reader (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      query.regex = patterns[i];
      g_assert_false (history_search (reader, &query, note_match, found, NULL, &error));
      g_assert_true (error->domain == G_REGEX_ERROR);
      g_clear_error (&error);
    }

  /* one that would not end before the sun does */
  query.regex = "^(a|a|aa)*b$|^(a+)+(a+)+(a+)+c$";
  g_assert_false (history_search (reader, &query, note_match, found, NULL, &error));
  g_assert_error (error, G_REGEX_ERROR, G_REGEX_ERROR_MATCH);
  g_clear_error (&error);

  query.regex = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_false (history_search (reader, &query, note_match, found, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (found->str, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (query_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/history/search/query/", query_cases[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_query);
    }
  g_test_add_func ("/history/search/secrets", test_secrets);
  g_test_add_func ("/history/search/large", test_large);
  g_test_add_func ("/history/search/random", test_random);
  g_test_add_func ("/history/search/stop", test_stop);
  g_test_add_func ("/history/search/errors", test_errors);

  return g_test_run ();
}
