/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/exit-status.h"
#include "cli/help.h"
#include "cli/window.h"

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
  &cli_run_command,
  &cli_serve_command,
  &cli_log_command,
  &cli_completion_command,
  &cli_man_command,
  NULL,
};

static const char *const examples[] = {
  "noctule serve --port 8080",
  "noctule connect ws://127.0.0.1:8080/echo",
  "noctule log show last",
  NULL,
};

static int run (const CliCommand *command, int argc, char **argv);

const CliCommand cli_noctule_command = {
  .name = "noctule",
  .operands = "COMMAND",
  .summary = "Talk to WebSocket servers, and keep everything that was said.",
  .groups = groups,
  .children = children,
  .examples = examples,
  .footer =
    "Each command has its own --help. Without one the window opens, where there is a display.",
  .run = run,
};

/* Becomes the program with the window that was installed beside this one. Returns only when there
 * is no display to open it on, or no such program. */
static void
open_window (void)
{
  g_autofree char *self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *window = NULL;

  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    return;
  self = g_file_read_link ("/proc/self/exe", NULL);
  if (self == NULL)
    return;

  folder = g_path_get_dirname (self);
  window = g_build_filename (folder, "noctule-window", NULL);
  (void)execl (window, window, (char *)NULL);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  int shows_version = FALSE;
  int status = CLI_EXIT_DONE;

  if (argc == 1)
    open_window ();
  else if (argv[1][0] != '-')
    return cli_command_run_child (command, argc, argv);

  if (cli_command_parse (command, argc, argv, &shows_version, &status) < 0)
    return status;

  if (shows_version)
    (void)printf ("noctule %s\n", NOCTULE_VERSION);
  else
    cli_help_print (command);

  return CLI_EXIT_DONE;
}
