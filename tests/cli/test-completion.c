/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/completion.h"

#include <string.h>

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;

  return n;
}

/* Returns: (transfer full): how the script of @shell tells of @row. */
static char *
dup_shown (CliShell shell, const CliOption *row)
{
  switch (shell)
    {
    case CLI_SHELL_BASH:
      return g_strdup_printf (" --%s", row->name);
    case CLI_SHELL_ZSH:
      return g_strdup_printf ("--%s%s%s'[", row->name, row->argument != NULL ? "=" : "",
                              row->letter != '\0' ? "}" : "");
    case CLI_SHELL_FISH:
    default:
      return g_strdup_printf (" -l %s ", row->name);
    }
}

static void
check (const char *script, CliShell shell, const CliCommand *command)
{
  g_assert_nonnull (strstr (script, cli_command_get_word (command)));
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      {
        g_autofree char *shown = dup_shown (shell, row);

        g_test_message ("%s", shown);
        g_assert_nonnull (strstr (script, shown));
      }
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    check (script, shell, command->children[i]);
}

static void
test_all (void)
{
  for (guint shell = CLI_SHELL_BASH; shell <= CLI_SHELL_FISH; shell++)
    {
      g_autoptr (GString) script = g_string_new (NULL);

      cli_completion_append (script, &cli_noctule_command, (CliShell)shell);
      check (script->str, (CliShell)shell, &cli_noctule_command);
    }
}

/* A quote in a text must not end the quotes around it. */
static void
test_quotes (void)
{
  static const CliOption options[] = { { "odd", "A:B", "it's [odd]", .kind = CLI_OPTION_STRING },
                                       { 0 } };
  static const CliOptionGroup groups[] = { { "Odd", options }, { 0 } };
  static const CliCommand root = {
    .name = "noctule",
    .operands = "",
    .summary = "",
    .groups = groups,
  };
  g_autoptr (GString) zsh = g_string_new (NULL);
  g_autoptr (GString) fish = g_string_new (NULL);

  cli_completion_append (zsh, &root, CLI_SHELL_ZSH);
  g_assert_cmpuint (count (zsh->str, "'[it'\\''s \\[odd\\]]:A\\:B: '"), ==, 1);
  cli_completion_append (fish, &root, CLI_SHELL_FISH);
  g_assert_cmpuint (count (fish->str, "'it\\'s [odd]'"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/completion/all", test_all);
  g_test_add_func ("/cli/completion/quotes", test_quotes);

  return g_test_run ();
}
