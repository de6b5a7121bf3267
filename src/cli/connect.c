/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/connect-options.h"
#include "cli/exit-status.h"
#include "cli/output.h"
#include "cli/session.h"
#include "history/store.h"
#include "history/writer.h"

/* A person at a terminal who has said how it ends has nothing to type. */
static gboolean
wants_stdin (const CliConnectOptions *options)
{
  gboolean has_messages = options->messages->len > 0;

  if (options->is_single && has_messages)
    return FALSE;

  return !(options->wait >= 0 && isatty (STDIN_FILENO));
}

/* A log in a folder that was named must be there; the history is a help and may be missing.
 * Returns: FALSE with @error. */
static gboolean
open_log (const CliConnectOptions *options,
          const ExchangeRequest *request,
          HistoryWriter **writer,
          GError **error)
{
  g_autofree char *about = exchange_request_dup_about (request);
  g_autofree char *folder = NULL;
  g_autoptr (GError) problem = NULL;
  HistoryLimits limits;

  *writer = NULL;
  if (g_strcmp0 (options->log, "none") == 0)
    return TRUE;

  history_limits_init (&limits);
  folder = options->log != NULL ? g_strdup (options->log) : history_store_dup_new_folder ();
  *writer = history_writer_new (folder, &limits, about, &problem);
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

static void
tidy_history (void)
{
  HistoryRetention retention;

  history_retention_init (&retention);
  history_store_apply_retention (&retention);
}

/* Everything that can be wrong with the command line is found before the first packet. */
static int
connect_to (const CliConnectOptions *options, const char *url, GError **error)
{
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  HistoryWriter *writer;
  CliSessionConfig config;
  int fd, status;

  request = cli_connect_options_dup_request (options, url, error);
  if (request == NULL)
    return CLI_EXIT_USAGE;
  messages = cli_connect_options_dup_messages (options, error);
  if (messages == NULL)
    return CLI_EXIT_USAGE;
  fd = cli_output_open (options->output_file, error);
  if (fd < 0 || !open_log (options, request, &writer, error))
    return CLI_EXIT_USAGE;

  config = (CliSessionConfig){
    .options = options,
    .request = request,
    .messages = messages,
    .out_fd = fd,
    .reads_stdin = wants_stdin (options),
  };
  status = cli_session_run (&config, writer);
  cli_output_close (fd);
  if (options->log == NULL)
    tidy_history ();

  return status;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, CliConnectOptions *options)
{
  g_autoptr (GError) error = NULL;
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, options, &status);

  if (first < 0)
    return status;
  if (argc - first != 1)
    return cli_command_refuse (command, argc == first ? "Which URL?" : "One URL, not several.");
  if (!cli_connect_options_check (options, &error))
    return cli_command_refuse (command, "%s", error->message);

  status = connect_to (options, argv[first], &error);
  if (error != NULL)
    return cli_command_refuse (command, "%s", error->message);

  return status;
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  CliConnectOptions options;
  int status;

  cli_connect_options_init (&options);
  status = run_with_options (command, argc, argv, &options);
  cli_connect_options_clear (&options);

  return status;
}

static const char *const examples[] = {
  "noctule connect wss://example.com/socket -H 'Authorization: Bearer abc'",
  "echo '{\"op\":\"hello\"}' | noctule connect localhost:8080/echo -w 1",
  "noctule connect localhost:8080/ticker --json -c 10 | jq .data",
  NULL,
};

const CliCommand cli_connect_command = {
  .name = "noctule connect",
  .operands = "URL",
  .summary = "Talk to a WebSocket server: lines in, messages out.",
  .groups = cli_connect_groups,
  .examples = examples,
  .footer = "-H, -b, -u, -m, --pass take @FILE too. Sizes: 64KiB, 1MiB. Times: 5 (s), 500ms.",
  .run = run,
};
