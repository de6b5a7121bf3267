/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/completion.h"

#include <stdio.h>
#include <string.h>

#include "cli/exit-status.h"

/* What may stand behind an option. */
typedef enum
{
  EXPECT_NOTHING, /* the option takes none */
  EXPECT_VALUE,   /* that only the person knows */
  EXPECT_FILE,
  EXPECT_FOLDER,
} Expectation;

typedef void (*CommandFunc) (GString *out, const CliCommand *command);

static Expectation
get_expectation (const CliOption *row)
{
  if (row->argument == NULL)
    return EXPECT_NOTHING;
  if (strcmp (row->argument, "FILE") == 0 || strcmp (row->argument, "PATH") == 0)
    return EXPECT_FILE;

  return strcmp (row->argument, "DIR") == 0 ? EXPECT_FOLDER : EXPECT_VALUE;
}

/* Appends @text for the inside of single quotes of a shell; each character of @marked gets a
 * backslash before it. */
static void
append_quoted (GString *out, const char *text, const char *marked, const char *quote)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append (out, quote);
      else if (strchr (marked, *p) != NULL)
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_c (out, *p);
    }
}

static void
for_each_command (GString *out, const CliCommand *command, CommandFunc append)
{
  append (out, command);
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    for_each_command (out, command->children[i], append);
}

/* The words that may stand behind @command: its children, or operands like "bash|zsh|fish".
 * Returns: (transfer full): separated by spaces; may be "". */
static char *
dup_words (const CliCommand *command)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "",
                            cli_command_get_word (command->children[i]));
  if (command->children == NULL && strchr (command->operands, '|') != NULL)
    {
      g_string_append (words, command->operands);
      g_string_replace (words, "|", " ", 0);
    }

  return g_string_free (words, FALSE);
}

/* ---- bash ---- */

/* "'noctule connect' | 'noctule serve' | ..." */
static void
append_bash_path (GString *out, const CliCommand *command)
{
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    g_string_append_printf (out, "%s'%s'", out->str[out->len - 1] == '\'' ? " | " : "",
                            command->children[i]->name);
}

/* "    'noctule connect -E' | 'noctule connect --cert' |...) ACTION ;;" */
static void
append_bash_arguments (GString *out,
                       const CliCommand *command,
                       Expectation expectation,
                       const char *action)
{
  gboolean has_any = FALSE;

  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      {
        if (get_expectation (row) != expectation)
          continue;
        g_string_append_printf (out, "%s'%s --%s'", has_any ? " | " : "    ", command->name,
                                row->name);
        if (row->letter != '\0')
          g_string_append_printf (out, " | '%s -%c'", command->name, row->letter);
        has_any = TRUE;
      }
  if (has_any)
    g_string_append_printf (out, ")\n      %s\n      return ;;\n", action);
}

static void
append_bash_values (GString *out, const CliCommand *command)
{
  append_bash_arguments (out, command, EXPECT_VALUE, "COMPREPLY=()");
  append_bash_arguments (out, command, EXPECT_FILE,
                         "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")");
  append_bash_arguments (out, command, EXPECT_FOLDER,
                         "mapfile -t COMPREPLY < <(compgen -d -- \"$current\")");
}

static void
append_bash_words (GString *out, const CliCommand *command)
{
  g_autofree char *words = dup_words (command);

  g_string_append_printf (out, "    '%s') words='%s%s--help", command->name, words,
                          *words != '\0' ? " " : "");
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      g_string_append_printf (out, " --%s", row->name);
  g_string_append (out, "' ;;\n");
}

static void
append_bash (GString *out, const CliCommand *root)
{
  g_string_append (
    out, "# bash completion of noctule\n"
         "_noctule() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "  local path=noctule words= i\n"
         "  if [ \"$current\" = = ]; then\n"
         "    current=\n"
         "  elif [ \"$before\" = = ]; then\n"
         "    before=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "  fi\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case $path' '${COMP_WORDS[i]} in\n"
         "      ");
  for_each_command (out, root, append_bash_path);
  g_string_append (out, ") path+=' '${COMP_WORDS[i]} ;;\n"
                        "    esac\n"
                        "  done\n"
                        "  compopt -o filenames 2>/dev/null\n"
                        "  case $path' '$before in\n");
  for_each_command (out, root, append_bash_values);
  g_string_append (out, "  esac\n"
                        "  compopt +o filenames 2>/dev/null\n"
                        "  case $path in\n");
  for_each_command (out, root, append_bash_words);
  g_string_append (out, "  esac\n"
                        "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                        "}\n"
                        "complete -F _noctule noctule\n");
}

/* ---- zsh ---- */

static const char *
get_zsh_action (const CliOption *row)
{
  switch (get_expectation (row))
    {
    case EXPECT_FILE:
      return "_files";
    case EXPECT_FOLDER:
      return "_files -/";
    case EXPECT_NOTHING:
    case EXPECT_VALUE:
    default:
      return " ";
    }
}

static void
append_zsh_option (GString *out, const CliOption *row)
{
  const char *equals = row->argument != NULL ? "=" : "";

  g_string_append (out, " \\\n    '*'");
  if (row->letter != '\0')
    g_string_append_printf (out, "{-%c%s,--%s%s}", row->letter, row->argument != NULL ? "+" : "",
                            row->name, equals);
  else
    g_string_append_printf (out, "--%s%s", row->name, equals);
  g_string_append (out, "'[");
  append_quoted (out, row->help, "[]\\", "'\\''");
  g_string_append_c (out, ']');
  if (row->argument != NULL)
    {
      g_string_append_c (out, ':');
      append_quoted (out, row->argument, ":\\", "'\\''");
      g_string_append_printf (out, ":%s", get_zsh_action (row));
    }
  g_string_append_c (out, '\'');
}

/* "noctule log show" -> "_noctule_log_show" */
static void
append_zsh_name (GString *out, const CliCommand *command)
{
  g_autofree char *name = g_strdelimit (g_strdup (command->name), " -", '_');

  g_string_append_printf (out, "_%s", name);
}

static void
append_zsh_children (GString *out, const CliCommand *command)
{
  g_string_append (out, " \\\n    '1:command:((");
  for (gsize i = 0; command->children[i] != NULL; i++)
    {
      g_string_append_printf (out, "%s%s\\:\"", i > 0 ? " " : "",
                              cli_command_get_word (command->children[i]));
      append_quoted (out, command->children[i]->summary, ":\\\"", "'\\''");
      g_string_append_c (out, '"');
    }
  g_string_append (out, "))' '*::argument:->rest'\n  case $state:$line[1] in\n");
  for (gsize i = 0; command->children[i] != NULL; i++)
    {
      g_string_append_printf (out, "    rest:%s) ", cli_command_get_word (command->children[i]));
      append_zsh_name (out, command->children[i]);
      g_string_append (out, " ;;\n");
    }
  g_string_append (out, "  esac\n");
}

static void
append_zsh_function (GString *out, const CliCommand *command)
{
  g_autofree char *words = dup_words (command);

  append_zsh_name (out, command);
  g_string_append (out, "() {\n  local curcontext=$curcontext state line\n"
                        "  typeset -A opt_args\n"
                        "  _arguments -s -C '(- *)'{-h,--help}'[show help]'");
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      append_zsh_option (out, row);
  if (command->children != NULL)
    append_zsh_children (out, command);
  else if (*words != '\0')
    g_string_append_printf (out, " \\\n    '1: :(%s)'\n", words);
  else if (*command->operands != '\0')
    g_string_append_printf (out, " \\\n    '*:%s: '\n", command->operands);
  else
    g_string_append_c (out, '\n');
  g_string_append (out, "}\n");
}

static void
append_zsh (GString *out, const CliCommand *root)
{
  g_string_append (out, "#compdef noctule\n");
  for_each_command (out, root, append_zsh_function);
  g_string_append (out, "if [[ $funcstack[1] == _noctule ]]; then\n"
                        "  _noctule \"$@\"\n"
                        "else\n"
                        "  compdef _noctule noctule\n"
                        "fi\n");
}

/* ---- fish ---- */

/* What of the command line has to be there before @command is meant: every word of its name, and
 * none of a child. */
static char *
dup_fish_condition (const CliCommand *command)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  g_autofree char *children = command->children != NULL ? dup_words (command) : NULL;
  GString *condition = g_string_new (NULL);

  for (gsize i = 1; words[i] != NULL; i++)
    g_string_append_printf (condition, "%s__fish_seen_subcommand_from %s", i > 1 ? "; and " : "",
                            words[i]);
  if (children != NULL)
    g_string_append_printf (condition, "%snot __fish_seen_subcommand_from %s",
                            condition->len > 0 ? "; and " : "", children);

  return g_string_free (condition, FALSE);
}

static void
append_fish_option (GString *out, const char *condition, const CliOption *row)
{
  static const char *const takes[] = {
    [EXPECT_NOTHING] = "",
    [EXPECT_VALUE] = " -x",
    [EXPECT_FILE] = " -r -F",
    [EXPECT_FOLDER] = " -x -a '(__fish_complete_directories)'",
  };

  g_string_append_printf (out, "complete -c noctule -n '%s'", condition);
  if (row->letter != '\0')
    g_string_append_printf (out, " -s %c", row->letter);
  g_string_append_printf (out, " -l %s%s -d '", row->name, takes[get_expectation (row)]);
  append_quoted (out, row->help, "\\", "\\'");
  g_string_append (out, "'\n");
}

static void
append_fish_command (GString *out, const CliCommand *command)
{
  g_autofree char *condition = dup_fish_condition (command);
  g_autofree char *words = dup_words (command);

  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      append_fish_option (out, condition, row);
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    {
      g_string_append_printf (out, "complete -c noctule -n '%s' -a %s -d '", condition,
                              cli_command_get_word (command->children[i]));
      append_quoted (out, command->children[i]->summary, "\\", "\\'");
      g_string_append (out, "'\n");
    }
  if (command->children == NULL && *words != '\0')
    g_string_append_printf (out, "complete -c noctule -n '%s' -a '%s'\n", condition, words);
}

static void
append_fish (GString *out, const CliCommand *root)
{
  g_string_append (out, "# fish completion of noctule\n"
                        "complete -c noctule -f\n"
                        "complete -c noctule -s h -l help -d 'show help'\n");
  for_each_command (out, root, append_fish_command);
}

/* ---- the command ---- */

static const struct
{
  const char *name;
  CommandFunc append;
} shells[] = {
  [CLI_SHELL_BASH] = { "bash", append_bash },
  [CLI_SHELL_ZSH] = { "zsh", append_zsh },
  [CLI_SHELL_FISH] = { "fish", append_fish },
};

void
cli_completion_append (GString *out, const CliCommand *root, CliShell shell)
{
  shells[shell].append (out, root);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, NULL, &status);

  if (first < 0)
    return status;
  if (first != argc - 1)
    return cli_command_refuse (command, "It takes the name of one shell: %s.", command->operands);

  for (gsize i = 0; i < G_N_ELEMENTS (shells); i++)
    if (strcmp (argv[first], shells[i].name) == 0)
      cli_completion_append (text, &cli_noctule_command, (CliShell)i);
  if (text->len == 0)
    return cli_command_refuse (command, "There is nothing for a shell “%s”: only for %s.",
                               argv[first], command->operands);
  /* a reader that is gone has all it wanted */
  (void)fputs (text->str, stdout);

  return CLI_EXIT_DONE;
}

static const CliOptionGroup groups[] = { { 0 } };

static const char *const examples[] = {
  "source <(noctule completion bash)",
  "noctule completion fish >~/.config/fish/completions/noctule.fish",
  NULL,
};

const CliCommand cli_completion_command = {
  .name = "noctule completion",
  .operands = "bash|zsh|fish",
  .summary = "Print what makes a shell complete noctule.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
