/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/recording.h"

#include "base/units.h"

static void
read_size (WorkspacePreferences *preferences, const char *key, guint64 *size)
{
  const char *text = workspace_preferences_get (preferences, key);
  guint64 bytes;

  if (text != NULL && base_size_parse (text, &bytes))
    *size = bytes;
}

void
exchange_recording_read_limits (WorkspacePreferences *preferences, HistoryLimits *limits)
{
  history_limits_init (limits);
  read_size (preferences, "history.max-connection-size", &limits->max_bytes);
}

void
exchange_recording_read_retention (WorkspacePreferences *preferences, HistoryRetention *retention)
{
  const char *keep = workspace_preferences_get (preferences, "history.keep");
  guint64 n;

  history_retention_init (retention);
  read_size (preferences, "history.max-size", &retention->max_bytes);
  if (keep != NULL && g_ascii_string_to_unsigned (keep, 10, 0, G_MAXUINT, &n, NULL))
    retention->keep_per_request = (guint)n;
}
