/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/recording.h"

static void
test_read (void)
{
  static const struct
  {
    const char *keep, *size, *connection_size;
    guint keep_per_request; /* 0 and the others: G_MAXUINT stands for what is built in */
    guint64 max_bytes, max_connection_bytes;
  } cases[] = {
    { NULL, NULL, NULL, G_MAXUINT, G_MAXUINT, G_MAXUINT },
    { "5", "1MiB", "64KiB", 5, 1048576, 65536 },
    { "0", "0", "0", 0, 0, 0 },
    { "many", "much", "-1", G_MAXUINT, G_MAXUINT, G_MAXUINT },
    { "-1", "", "1 apple", G_MAXUINT, G_MAXUINT, G_MAXUINT },
  };
  g_autoptr (WorkspacePreferences) preferences = workspace_preferences_new ();
  HistoryRetention plain, retention;
  HistoryLimits plain_limits, limits;

  history_retention_init (&plain);
  history_limits_init (&plain_limits);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      workspace_preferences_set (preferences, "history.keep", cases[i].keep);
      workspace_preferences_set (preferences, "history.max-size", cases[i].size);
      workspace_preferences_set (preferences, "history.max-connection-size",
                                 cases[i].connection_size);
      exchange_recording_read_retention (preferences, &retention);
      exchange_recording_read_limits (preferences, &limits);
      g_assert_cmpuint (retention.keep_per_request, ==,
                        cases[i].keep_per_request == G_MAXUINT ? plain.keep_per_request
                                                               : cases[i].keep_per_request);
      g_assert_cmpuint (retention.max_bytes, ==,
                        cases[i].max_bytes == G_MAXUINT ? plain.max_bytes : cases[i].max_bytes);
      g_assert_cmpuint (limits.max_bytes, ==,
                        cases[i].max_connection_bytes == G_MAXUINT ? plain_limits.max_bytes
                                                                   : cases[i].max_connection_bytes);
      g_assert_cmpuint (limits.min_free, ==, plain_limits.min_free);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/recording/read", test_read);

  return g_test_run ();
}
