/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <stdio.h>

/* Where the explanations begin. */
#define COLUMN 30

static void
append_row (GString *out, const char *left, const char *right)
{
  g_string_append_printf (out, "  %-*s %s\n", COLUMN - 3, left, right);
}

static void
append_option (GString *out, const CliOption *row)
{
  g_autoptr (GString) left = g_string_new (NULL);

  if (row->letter != '\0')
    g_string_append_printf (left, "-%c, ", row->letter);
  else
    g_string_append (left, "    ");
  g_string_append_printf (left, "--%s", row->name);
  if (row->argument != NULL)
    g_string_append_printf (left, " %s", row->argument);
  append_row (out, left->str, row->help);
}

static void
append_examples (GString *out, const char *const *examples)
{
  g_string_append (out, "Examples:\n");
  for (gsize i = 0; examples[i] != NULL; i++)
    g_string_append_printf (out, "  %s\n", examples[i]);
}

void
cli_help_append (GString *out, const CliCommand *command)
{
  g_string_append_printf (out, "Usage: %s [OPTION]...%s%s\n%s\n", command->name,
                          *command->operands != '\0' ? " " : "", command->operands,
                          command->summary);

  if (command->children != NULL)
    g_string_append (out, "Commands:\n");
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    {
      const CliCommand *child = command->children[i];
      g_autofree char *left = g_strdup_printf ("%s %s", cli_command_get_word (child),
                                               child->operands);

      append_row (out, left, child->summary);
    }

  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    {
      g_string_append_printf (out, "%s:\n", group->title);
      for (const CliOption *row = group->options; row->name != NULL; row++)
        append_option (out, row);
    }

  if (command->examples != NULL)
    append_examples (out, command->examples);
  if (command->footer != NULL)
    g_string_append_printf (out, "%s\n", command->footer);
}

void
cli_help_print (const CliCommand *command)
{
  g_autoptr (GString) text = g_string_new (NULL);

  cli_help_append (text, command);
  /* a reader that is gone has all it wanted */
  (void)fputs (text->str, stdout);
}
