/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/time.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void
test_utc (void)
{
  static const struct
  {
    guint64 ns;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { G_GUINT64_CONSTANT (1795435200123456789), "2026-11-23T12:00:00.123456Z" },
    { G_GUINT64_CONSTANT (1795435200999999999), "2026-11-23T12:00:00.999999Z" },
    { G_GUINT64_CONSTANT (1795435201000000000), "2026-11-23T12:00:01.000000Z" },
    { G_MAXUINT64, "2554-07-21T23:34:33.709551Z" },
  };
  char text[BASE_TIME_MAX];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize len = base_time_write_utc (cases[i].ns, text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (len, ==, strlen (text));
    }
}

static void
test_local (void)
{
  char text[BASE_TIME_MAX];

  setenv ("TZ", "UTC-2", 1);
  tzset ();
  g_assert_cmpuint (base_time_write_local (G_GUINT64_CONSTANT (1795435200123456789), text), ==, 12);
  g_assert_cmpstr (text, ==, "14:00:00.123");
}

/* Days of a zone two hours east, which begin at 22:00 UTC; asked for in any order. */
static void
test_same_day (void)
{
  const guint64 hour = G_GUINT64_CONSTANT (3600000000000);
  const guint64 noon = G_GUINT64_CONSTANT (1795435200000000000); /* 12:00 UTC, 14:00 here */

  setenv ("TZ", "UTC-2", 1);
  tzset ();
  for (int round = 0; round < 2; round++)
    {
      g_assert_true (base_time_is_same_day (noon, noon));
      g_assert_true (base_time_is_same_day (noon - 14 * hour, noon));
      g_assert_false (base_time_is_same_day (noon - 14 * hour - 1, noon));
      g_assert_true (base_time_is_same_day (noon + 10 * hour - 1, noon));
      g_assert_false (base_time_is_same_day (noon + 10 * hour, noon));
      g_assert_true (base_time_is_same_day (noon + 24 * hour, noon + 26 * hour));
      g_assert_false (base_time_is_same_day (noon, noon + 26 * hour));
      g_assert_false (base_time_is_same_day (0, noon));
    }
}

static void
test_clocks (void)
{
  guint64 before = base_time_monotonic ();

  g_assert_cmpuint (before, !=, 0);
  g_assert_cmpuint (base_time_monotonic () + 1, >=, before);
  /* later than the day on which this was written */
  g_assert_cmpuint (base_time_now (), >, G_GUINT64_CONSTANT (1795000000000000000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/utc", test_utc);
  g_test_add_func ("/base/time/local", test_local);
  g_test_add_func ("/base/time/same-day", test_same_day);
  g_test_add_func ("/base/time/clocks", test_clocks);

  return g_test_run ();
}
