/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/exit-status.h"
#include "cli/help.h"

static const CliOption options_table[] = {
  { "version", NULL, "print name and version", .value = TRUE },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

static const CliCommand *const children[] = {
  &cli_connect_command,
  &cli_serve_command,
  &cli_log_command,
  NULL,
};

static const char *const examples[] = {
  "noctule serve --port 8080",
  "noctule connect ws://127.0.0.1:8080/echo",
  "noctule log show last",
  NULL,
};

static int run (const CliCommand *command, int argc, char **argv);

static const CliCommand noctule_command = {
  .name = "noctule",
  .operands = "COMMAND",
  .summary = "Talk to WebSocket servers, and keep everything that was said.",
  .groups = groups,
  .children = children,
  .examples = examples,
  .footer = "Each command has its own --help. This version has no window yet.",
  .run = run,
};

static int
run (const CliCommand *command, int argc, char **argv)
{
  int shows_version = FALSE;
  int status = CLI_EXIT_DONE;

  if (argc > 1 && argv[1][0] != '-')
    return cli_command_run_child (command, argc, argv);

  if (cli_command_parse (command, argc, argv, &shows_version, &status) < 0)
    return status;

  if (shows_version)
    (void)printf ("noctule %s\n", NOCTULE_VERSION);
  else
    cli_help_print (command);

  return CLI_EXIT_DONE;
}

/* A closed descriptor would be given to the next socket or file that is opened, and what is meant
 * for a person would go there. */
static void
fill_standard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) == -1)
      (void)open ("/dev/null", O_RDWR);
}

int
main (int argc, char *argv[])
{
  fill_standard_descriptors ();
  (void)setlocale (LC_ALL, "");
  /* a reader that is gone is told by write(); it is not a crash */
  (void)signal (SIGPIPE, SIG_IGN);

  return noctule_command.run (&noctule_command, argc, argv);
}
