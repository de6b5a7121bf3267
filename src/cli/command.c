/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/exit-status.h"
#include "cli/help.h"
#include "cli/suggest.h"

const char *
cli_command_get_word (const CliCommand *command)
{
  const char *space = strrchr (command->name, ' ');

  return space != NULL ? space + 1 : command->name;
}

int
cli_command_parse (const CliCommand *command, int argc, char **argv, gpointer target, int *status)
{
  g_autoptr (GError) error = NULL;
  int first = cli_options_parse (command->groups, argc, argv, target, &error);

  if (first >= 0)
    return first;

  if (g_error_matches (error, CLI_ERROR, CLI_ERROR_HELP))
    {
      cli_help_print (command);
      *status = CLI_EXIT_DONE;
    }
  else
    {
      *status = cli_command_refuse (command, "%s", error->message);
    }

  return -1;
}

int
cli_command_refuse (const CliCommand *command, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  (void)fprintf (stderr, "noctule: %s\nTry “%s --help”.\n", text, command->name);

  return CLI_EXIT_USAGE;
}

static int
refuse_unknown (const CliCommand *command, const char *word)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *nearest;

  /* the most natural mistake of all */
  if (strstr (word, "://") != NULL)
    return cli_command_refuse (command, "To connect, write “noctule connect %s”.", word);

  for (const CliCommand *const *child = command->children; *child != NULL; child++)
    g_ptr_array_add (words, (gpointer)cli_command_get_word (*child));
  g_ptr_array_add (words, NULL);
  nearest = cli_suggest (word, (const char *const *)words->pdata);
  if (nearest == NULL)
    return cli_command_refuse (command, "There is no command “%s”.", word);

  return cli_command_refuse (command, "There is no command “%s”. Did you mean “%s”?", word,
                             nearest);
}

int
cli_command_run_child (const CliCommand *command, int argc, char **argv)
{
  for (const CliCommand *const *child = command->children; *child != NULL; child++)
    if (strcmp (cli_command_get_word (*child), argv[1]) == 0)
      return (*child)->run (*child, argc - 1, argv + 1);

  return refuse_unknown (command, argv[1]);
}
