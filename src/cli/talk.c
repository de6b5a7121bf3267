/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/talk.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/exit-status.h"
#include "cli/output.h"
#include "cli/session.h"
#include "exchange/recording.h"
#include "history/store.h"
#include "history/writer.h"

/* A person at a terminal who has said how it ends has nothing to type. */
static gboolean
wants_stdin (const CliConnectOptions *options, const GPtrArray *messages)
{
  if (options->is_single && messages->len > 0)
    return FALSE;

  return !(options->wait >= 0 && isatty (STDIN_FILENO));
}

/* A log in a folder that was named must be there; the history is a help and may be missing.
 * Returns: FALSE with @error. */
static gboolean
open_log (const CliConnectOptions *options,
          const ExchangeRequest *request,
          const HistoryLimits *limits,
          HistoryWriter **writer,
          GError **error)
{
  g_autofree char *about = exchange_request_dup_about (request);
  g_autofree char *folder = NULL;
  g_autoptr (GError) problem = NULL;

  *writer = NULL;
  if (g_strcmp0 (options->log, "none") == 0)
    return TRUE;

  folder = options->log != NULL ? g_strdup (options->log) : history_store_dup_new_folder ();
  *writer = history_writer_new (folder, limits, about, &problem);
  if (*writer != NULL)
    return TRUE;

  if (options->log != NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "No log can be kept in “%s”: %s", folder,
                   problem->message);
      return FALSE;
    }
  (void)fprintf (stderr, "noctule: Nothing is recorded: %s\n", problem->message);

  return TRUE;
}

/* The preferences are let go of at once: they would watch their file. */
static void
read_preferences (HistoryLimits *limits, HistoryRetention *retention)
{
  g_autoptr (WorkspacePreferences) preferences = workspace_preferences_new ();

  exchange_recording_read_limits (preferences, limits);
  exchange_recording_read_retention (preferences, retention);
}

int
cli_talk (const CliConnectOptions *options,
          const ExchangeRequest *request,
          const GPtrArray *messages,
          GError **error)
{
  HistoryRetention retention;
  HistoryLimits limits;
  HistoryWriter *writer;
  CliSessionConfig config;
  int fd, status;

  read_preferences (&limits, &retention);
  fd = cli_output_open (options->output_file, error);
  if (fd < 0 || !open_log (options, request, &limits, &writer, error))
    return CLI_EXIT_USAGE;

  config = (CliSessionConfig){
    .options = options,
    .request = request,
    .messages = messages,
    .out_fd = fd,
    .reads_stdin = wants_stdin (options, messages),
  };
  status = cli_session_run (&config, writer);
  cli_output_close (fd);
  if (options->log == NULL)
    history_store_apply_retention (&retention);

  return status;
}
