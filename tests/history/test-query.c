/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/query.h"

#include "history/event.h"

static void
test_dup (void)
{
  char text[] = "text", regex[] = "^a";
  const HistoryQuery query = { .text = text, .regex = regex, .kinds = 6, .only_in = TRUE };
  g_autoptr (HistoryQuery) copy = history_query_dup (&query);

  g_assert_true (history_query_equal (&query, copy));
  text[0] = 'n';
  g_assert_false (history_query_equal (&query, copy));
  g_assert_cmpstr (copy->text, ==, "text");
  g_assert_cmpstr (copy->regex, ==, "^a");
}

static void
test_equal (void)
{
  static const HistoryQuery queries[] = {
    { 0 },
    { .text = "a" },
    { .text = "a", .ignore_case = TRUE },
    { .regex = "a" },
    { .kinds = 2 },
    { .only_in = TRUE },
    { .only_out = TRUE },
    { .from = 1 },
    { .to = 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (queries); j++)
      g_assert_cmpint (history_query_equal (&queries[i], &queries[j]), ==, i == j);
}

static void
test_asks_for (void)
{
  const HistoryQuery all = { 0 };
  const HistoryQuery pings = { .kinds = 1 << HISTORY_KIND_PING };
  const HistoryQuery out = { .only_out = TRUE };
  const HistoryQuery in = { .only_in = TRUE };

  g_assert_true (history_query_asks_for (&all, HISTORY_KIND_PING, 0));
  g_assert_true (history_query_asks_for (&all, 255, HISTORY_FLAG_OUT));
  g_assert_true (history_query_asks_for (&pings, HISTORY_KIND_PING, 0));
  g_assert_false (history_query_asks_for (&pings, HISTORY_KIND_PONG, 0));
  /* a kind of a newer version whose bit would be that of a ping */
  g_assert_false (history_query_asks_for (&pings, HISTORY_KIND_PING + 32, 0));
  g_assert_true (history_query_asks_for (&out, HISTORY_KIND_PING, HISTORY_FLAG_OUT));
  g_assert_false (history_query_asks_for (&out, HISTORY_KIND_PING, HISTORY_FLAG_BINARY));
  g_assert_false (history_query_asks_for (&in, HISTORY_KIND_PING, HISTORY_FLAG_OUT));
  g_assert_true (history_query_asks_for (&in, HISTORY_KIND_PING, HISTORY_FLAG_BINARY));
}

static void
test_what_it_needs (void)
{
  static const struct
  {
    HistoryQuery query;
    gboolean is_quick, is_empty;
  } cases[] = {
    { { 0 }, TRUE, TRUE },
    { { .text = "" }, TRUE, TRUE },
    { { .ignore_case = TRUE }, TRUE, TRUE },
    { { .kinds = 2 }, TRUE, FALSE },
    { { .only_in = TRUE }, TRUE, FALSE },
    { { .text = "a" }, FALSE, FALSE },
    { { .regex = "" }, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (history_query_is_quick (&cases[i].query), ==, cases[i].is_quick);
      g_assert_cmpint (history_query_is_empty (&cases[i].query), ==, cases[i].is_empty);
    }
}

static void
test_check (void)
{
  static const struct
  {
    const char *regex;
    gboolean is_right;
  } cases[] = {
    { NULL, TRUE }, { "", TRUE }, { "^\\d+$", TRUE }, { "(", FALSE }, { "\xff", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HistoryQuery query = { .regex = cases[i].regex };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (history_query_check (&query, &error), ==, cases[i].is_right);
      g_assert_true (cases[i].is_right ? error == NULL : error->domain == G_REGEX_ERROR);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/query/dup", test_dup);
  g_test_add_func ("/history/query/equal", test_equal);
  g_test_add_func ("/history/query/asks-for", test_asks_for);
  g_test_add_func ("/history/query/what-it-needs", test_what_it_needs);
  g_test_add_func ("/history/query/check", test_check);

  return g_test_run ();
}
