/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <string.h>

/* What a terminal shows at once, generously. */
#define COLUMNS_MAX 80
#define LINES_MAX   60

static const CliCommand *const commands[] = {
  &cli_connect_command, &cli_run_command,        &cli_serve_command,
  &cli_log_command,     &cli_completion_command, &cli_man_command,
};

static void
check_lines (const CliCommand *command)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  cli_help_append (text, command);
  g_assert_true (g_str_has_suffix (text->str, "\n"));
  lines = g_strsplit (text->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), <=, LINES_MAX);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_test_message ("%s", lines[i]);
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, COLUMNS_MAX);
    }
}

static void
check_options (const CliCommand *command)
{
  g_autoptr (GString) text = g_string_new (NULL);

  cli_help_append (text, command);
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      {
        g_autofree char *name = g_strdup_printf ("--%s", row->name);

        g_assert_nonnull (strstr (text->str, name));
        g_assert_nonnull (row->help);
        g_assert_cmpint (strlen (row->help), >, 0);
        /* a row that takes nothing can only set something */
        g_assert_true ((row->argument == NULL) == (row->kind == CLI_OPTION_SET));
      }
}

static void
check_letters (const CliCommand *command)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  char letters[256] = { [(guchar)'h'] = 1 };

  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      {
        g_assert_true (g_hash_table_add (seen, (gpointer)row->name));
        g_assert_cmpint (row->letter != '\0' ? letters[(guchar)row->letter]++ : 0, ==, 0);
      }
}

static void
check (const CliCommand *command)
{
  g_test_message ("%s", command->name);
  check_lines (command);
  check_options (command);
  check_letters (command);
}

static void
test_commands (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      check (commands[i]);
      for (gsize j = 0; commands[i]->children != NULL && commands[i]->children[j] != NULL; j++)
        check (commands[i]->children[j]);
    }
}

static void
test_word (void)
{
  g_assert_cmpstr (cli_command_get_word (&cli_connect_command), ==, "connect");
  g_assert_cmpstr (cli_command_get_word (cli_log_command.children[1]), ==, "show");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/help/commands", test_commands);
  g_test_add_func ("/cli/help/word", test_word);

  return g_test_run ();
}
