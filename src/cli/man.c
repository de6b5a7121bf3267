/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/man.h"

#include <stdio.h>

#include "cli/exit-status.h"

static const struct
{
  CliExitStatus status;
  const char *text;
} statuses[] = {
  { CLI_EXIT_DONE, "all went as asked" },
  { CLI_EXIT_INTERNAL, "an error of Noctule or of the machine" },
  { CLI_EXIT_USAGE, "the command line or the input is wrong" },
  { CLI_EXIT_CONNECT, "no connection: name, network, proxy" },
  { CLI_EXIT_EXPECTATION, "an expectation failed" },
  { CLI_EXIT_REFUSED, "the server answered, but did not switch protocols" },
  { CLI_EXIT_PROTOCOL, "the server broke the protocol, or a limit" },
  { CLI_EXIT_CLOSED, "closed without a closing handshake, or with a code that says failure" },
  { CLI_EXIT_TLS, "TLS: certificates, versions" },
  { CLI_EXIT_TIMED_OUT, "it took too long" },
  { CLI_EXIT_INTERRUPTED, "interrupted" },
};

/* @text as roff shows it literally, wherever it stands in a line. */
static void
append_text (GString *out, const char *text)
{
  g_string_append (out, "\\&"); /* a dot or a quote at the start of a line is a request */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80)
        g_string_append_printf (out, "\\[u%04X]", c);
      else if (c == '\\')
        g_string_append (out, "\\e");
      else if (c == '-')
        g_string_append (out, "\\-");
      else if (c == '\'')
        g_string_append (out, "\\(aq");
      else if (c == '^')
        g_string_append (out, "\\(ha");
      else if (c == '~')
        g_string_append (out, "\\(ti");
      else if (c == '`')
        g_string_append (out, "\\(ga");
      else
        g_string_append_c (out, (char)c);
    }
}

static void
append_line (GString *out, const char *text)
{
  append_text (out, text);
  g_string_append_c (out, '\n');
}

static void
append_option (GString *out, const CliOption *row)
{
  g_string_append (out, ".TP\n\\fB");
  if (row->letter != '\0')
    g_string_append_printf (out, "\\-%c\\fR, \\fB", row->letter);
  g_string_append (out, "\\-\\-");
  append_text (out, row->name);
  g_string_append (out, "\\fR");
  if (row->argument != NULL)
    {
      g_string_append (out, " \\fI");
      append_text (out, row->argument);
      g_string_append (out, "\\fR");
    }
  g_string_append_c (out, '\n');
  append_line (out, row->help);
}

static void
append_synopsis (GString *out, const CliCommand *command)
{
  g_string_append (out, "\\fB");
  append_text (out, command->name);
  g_string_append (out, "\\fR [\\fIOPTION\\fR]... \\fI");
  append_text (out, command->operands);
  g_string_append (out, "\\fR\n");
}

static void
append_examples (GString *out, const char *const *examples)
{
  g_string_append (out, ".PP\nExamples:\n.PP\n.nf\n.RS\n");
  for (gsize i = 0; examples[i] != NULL; i++)
    append_line (out, examples[i]);
  g_string_append (out, ".RE\n.fi\n");
}

/* One command, then those behind it. */
static void
append_command (GString *out, const CliCommand *command)
{
  g_string_append (out, ".SS ");
  append_line (out, command->name);
  append_synopsis (out, command);
  g_string_append (out, ".PP\n");
  append_line (out, command->summary);
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    {
      g_string_append (out, ".PP\n\\fI");
      append_text (out, group->title);
      g_string_append (out, "\\fR\n");
      for (const CliOption *row = group->options; row->name != NULL; row++)
        append_option (out, row);
    }
  if (command->examples != NULL)
    append_examples (out, command->examples);
  if (command->footer != NULL)
    {
      g_string_append (out, ".PP\n");
      append_line (out, command->footer);
    }

  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    append_command (out, command->children[i]);
}

void
cli_man_append (GString *out, const CliCommand *root)
{
  g_string_append_printf (out, ".TH NOCTULE 1 \"\" \"Noctule %s\" \"User Commands\"\n",
                          NOCTULE_VERSION);
  g_string_append (out, ".SH NAME\nnoctule \\- ");
  append_line (out, root->summary);
  g_string_append (out, ".SH SYNOPSIS\n");
  append_synopsis (out, root);
  g_string_append (out, ".SH COMMANDS\n");
  append_command (out, root);

  g_string_append (out, ".SH \"EXIT STATUS\"\n");
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_string_append_printf (out, ".TP\n.B %d\n", (int)statuses[i].status);
      append_line (out, statuses[i].text);
    }
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, NULL, &status);

  if (first < 0)
    return status;
  if (first < argc)
    return cli_command_refuse (command, "“%s” is too much: it takes no operand.", argv[first]);

  cli_man_append (text, &cli_noctule_command);
  /* a reader that is gone has all it wanted */
  (void)fputs (text->str, stdout);

  return CLI_EXIT_DONE;
}

static const CliOptionGroup groups[] = { { 0 } };

static const char *const examples[] = {
  "noctule man | man -l -",
  NULL,
};

const CliCommand cli_man_command = {
  .name = "noctule man",
  .operands = "",
  .summary = "Print the manual page of all commands.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
