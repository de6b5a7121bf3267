/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/exit-status.h"
#include "cli/log-command.h"
#include "history/store.h"

/* delete, pin, unpin: one act for each log that is named. */

typedef gboolean (*Act) (const char *folder, GError **error);

static const CliOptionGroup no_groups[] = {
  { 0 },
};

static int
act_on_all (const CliCommand *command, int argc, char **argv, Act act)
{
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, NULL, &status);

  if (first < 0)
    return status;
  if (first == argc)
    return cli_command_refuse (command, "Which log?");

  for (int i = first; i < argc && status == CLI_EXIT_DONE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = history_store_find (argv[i], &error);

      if (folder != NULL)
        (void)act (folder, &error);
      status = cli_log_conclude (command, error);
    }

  return status;
}

static gboolean
pin (const char *folder, GError **error)
{
  return history_store_set_pinned (folder, TRUE, error);
}

static gboolean
unpin (const char *folder, GError **error)
{
  return history_store_set_pinned (folder, FALSE, error);
}

static int
run_delete (const CliCommand *command, int argc, char **argv)
{
  return act_on_all (command, argc, argv, history_store_delete);
}

static int
run_pin (const CliCommand *command, int argc, char **argv)
{
  return act_on_all (command, argc, argv, pin);
}

static int
run_unpin (const CliCommand *command, int argc, char **argv)
{
  return act_on_all (command, argc, argv, unpin);
}

const CliCommand cli_log_delete_command = {
  .name = "noctule log delete",
  .operands = "LOG...",
  .summary = "Delete logs of connections that have ended.",
  .groups = no_groups,
  .run = run_delete,
};

const CliCommand cli_log_pin_command = {
  .name = "noctule log pin",
  .operands = "LOG...",
  .summary = "Keep logs whatever else is tidied up.",
  .groups = no_groups,
  .run = run_pin,
};

const CliCommand cli_log_unpin_command = {
  .name = "noctule log unpin",
  .operands = "LOG...",
  .summary = "Let pinned logs go when their time comes.",
  .groups = no_groups,
  .run = run_unpin,
};
