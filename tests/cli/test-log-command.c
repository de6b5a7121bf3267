/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/log-command.h"

static void
add_kinds (CliLogFilter *filter, const char *names)
{
  CliValue *value = g_new0 (CliValue, 1);

  value->text = g_strdup (names);
  g_ptr_array_add (filter->kinds, value);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *first, *second;
    gboolean is_right;
    guint32 kinds;
  } cases[] = {
    { NULL, NULL, TRUE, 0 },
    { "message", NULL, TRUE, 1u << HISTORY_KIND_MESSAGE },
    { "ping,pong", "gap", TRUE,
      1u << HISTORY_KIND_PING | 1u << HISTORY_KIND_PONG | 1u << HISTORY_KIND_GAP },
    { "mesage", NULL, FALSE, 0 },
    { "", NULL, FALSE, 0 },
    { "ping,", NULL, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CliLogFilter filter;
      guint32 kinds;

      cli_log_filter_init (&filter);
      if (cases[i].first != NULL)
        add_kinds (&filter, cases[i].first);
      if (cases[i].second != NULL)
        add_kinds (&filter, cases[i].second);
      g_assert_cmpint (cli_log_filter_get_kinds (&filter, &kinds, &error), ==, cases[i].is_right);
      if (cases[i].is_right)
        g_assert_cmpuint (kinds, ==, cases[i].kinds);
      else
        g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
      cli_log_filter_clear (&filter);
    }
}

static void
test_matches (void)
{
  static const struct
  {
    gboolean only_in, only_out;
    guint32 kinds;
    guint8 kind, flags;
    gboolean matches;
  } cases[] = {
    { FALSE, FALSE, 0, HISTORY_KIND_MESSAGE, 0, TRUE },
    { FALSE, FALSE, 1u << HISTORY_KIND_MESSAGE, HISTORY_KIND_MESSAGE, 0, TRUE },
    { FALSE, FALSE, 1u << HISTORY_KIND_MESSAGE, HISTORY_KIND_PING, 0, FALSE },
    { FALSE, FALSE, 1u << HISTORY_KIND_MESSAGE, 200, 0, FALSE },
    { FALSE, FALSE, 0, 200, 0, TRUE },
    { TRUE, FALSE, 0, HISTORY_KIND_MESSAGE, HISTORY_FLAG_OUT, FALSE },
    { TRUE, FALSE, 0, HISTORY_KIND_MESSAGE, 0, TRUE },
    { FALSE, TRUE, 0, HISTORY_KIND_MESSAGE, HISTORY_FLAG_OUT, TRUE },
    { FALSE, TRUE, 0, HISTORY_KIND_MESSAGE, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HistoryEvent event = { .kind = cases[i].kind, .flags = cases[i].flags };
      const CliLogFilter filter = { NULL, cases[i].only_in, cases[i].only_out };

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (cli_log_filter_matches (&filter, cases[i].kinds, &event), ==,
                       cases[i].matches);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/log-command/kinds", test_kinds);
  g_test_add_func ("/cli/log-command/matches", test_matches);

  return g_test_run ();
}
