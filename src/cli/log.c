/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/log-command.h"

#include "cli/exit-status.h"

static const CliOptionGroup no_groups[] = {
  { 0 },
};

static const CliCommand *const children[] = {
  &cli_log_list_command,   &cli_log_show_command, &cli_log_search_command, &cli_log_export_command,
  &cli_log_delete_command, &cli_log_pin_command,  &cli_log_unpin_command,  NULL,
};

static const char *const examples[] = {
  "noctule log show -f last",
  "noctule log search last error --in",
  "noctule log export last --format har -o chat.har",
  NULL,
};

/* Without a word behind it: the list. */
static int
run (const CliCommand *command, int argc, char **argv)
{
  int status = CLI_EXIT_DONE;

  if (argc > 1 && argv[1][0] != '-')
    return cli_command_run_child (command, argc, argv);

  if (argc > 1 && cli_command_parse (command, argc, argv, NULL, &status) < 0)
    return status;

  return cli_log_list_command.run (&cli_log_list_command, 1, argv);
}

const CliCommand cli_log_command = {
  .name = "noctule log",
  .operands = "[COMMAND]",
  .summary = "Recorded connections: list, show, search, export.",
  .groups = no_groups,
  .children = children,
  .examples = examples,
  .footer = "LOG is an id, a unique beginning of one, a folder, or “last”, the newest.",
  .run = run,
};
