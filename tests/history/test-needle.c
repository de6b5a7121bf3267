/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/needle-private.h"

#include <string.h>

/* The slow and certain way. */
static const guint8 *
find_slowly (const char *text, gboolean ignore_case, const guint8 *data, gsize len)
{
  gsize text_len = strlen (text);

  for (gsize i = 0; i + text_len <= len; i++)
    {
      const char *at = (const char *)data + i;

      if (ignore_case ? g_ascii_strncasecmp (at, text, text_len) == 0
                      : memcmp (at, text, text_len) == 0)
        return data + i;
    }

  return NULL;
}

static void
assert_found (const char *text, gboolean ignore_case, const guint8 *data, gsize len)
{
  HistoryNeedle needle;

  history_needle_init (&needle, text, ignore_case);
  g_assert_true (history_needle_find (&needle, data, len) ==
                 find_slowly (text, ignore_case, data, len));
  history_needle_clear (&needle);
}

static void
test_cases (void)
{
  static const char *const needles[] = { "a",   "Z",        "ab",     "aab",
                                         "BAa", "\"id\":7", "needle", "\xc3\xa9" };
  static const char *const hays[] = {
    "", "a", "aaab", "xxAAB", "{\"id\":17,\"id\":7}", "NeeDLe needle", "caf\xc3\xa9"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (hays); j++)
      for (int ignore_case = FALSE; ignore_case <= TRUE; ignore_case++)
        assert_found (needles[i], ignore_case, (const guint8 *)hays[j], strlen (hays[j]));
}

/* Few letters, so that much nearly matches; sizes around the steps of the search. */
static void
test_random (void)
{
  g_autofree guint8 *data = g_malloc (20000);

  for (int round = 0; round < 500; round++)
    {
      gsize len = (gsize)g_test_rand_int_range (0, round % 10 == 0 ? 20000 : 200);
      gint n_letters = g_test_rand_int_range (1, 4);
      char text[8] = "";

      for (gsize i = 0; i < len; i++)
        data[i] = (guint8) "abAB"[g_test_rand_int_range (0, n_letters)];
      for (gint i = 0; i < g_test_rand_int_range (1, 8); i++)
        text[i] = "abAB"[g_test_rand_int_range (0, 4)];
      if (text[0] == '\0')
        text[0] = 'b';

      assert_found (text, FALSE, data, len);
      assert_found (text, TRUE, data, len);
    }
}

/* A rare byte that is not rare at all gives way. */
static void
test_dense (void)
{
  g_autofree char *data = g_strnfill (100000, 'q');

  memcpy (data + 99000, "qaq", 3);
  assert_found ("qaq", FALSE, (const guint8 *)data, 100000);
  assert_found ("QAQ", TRUE, (const guint8 *)data, 100000);
  assert_found ("qbq", FALSE, (const guint8 *)data, 100000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/needle/cases", test_cases);
  g_test_add_func ("/history/needle/random", test_random);
  g_test_add_func ("/history/needle/dense", test_dense);

  return g_test_run ();
}
