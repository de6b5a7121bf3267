/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/connect-options.h"
#include "cli/exit-status.h"
#include "cli/talk.h"

/* Everything that can be wrong with the command line is found before the first packet. */
static int
connect_to (CliConnectOptions *options, const char *url, GError **error)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new (url);
  g_autoptr (GPtrArray) messages = NULL;

  if (!cli_connect_options_apply (options, request, error))
    return CLI_EXIT_USAGE;
  messages = cli_connect_options_dup_messages (options, error);
  if (messages == NULL)
    return CLI_EXIT_USAGE;

  return cli_talk (options, request, messages, error);
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
