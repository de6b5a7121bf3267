/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

typedef struct _CliCommand CliCommand;

/* A word of the command line, with what it takes and does. */
struct _CliCommand
{
  const char *name;     /* with what stands before it: "noctule log show" */
  const char *operands; /* "URL", may be "" */
  const char *summary;  /* one line for the list of commands */
  const CliOptionGroup *groups;
  const char *const *examples;       /* nullable; lines, NULL at the end */
  const CliCommand *const *children; /* nullable: what may stand behind it; NULL at the end */
  const char *footer;                /* nullable: a last paragraph */
  /* @argv[0] is the command's own word. Returns: the exit status. */
  int (*run) (const CliCommand *command, int argc, char **argv);
};

extern const CliCommand cli_noctule_command; /* the program, with all the others */
extern const CliCommand cli_connect_command;
extern const CliCommand cli_run_command;
extern const CliCommand cli_serve_command;
extern const CliCommand cli_log_command;
extern const CliCommand cli_completion_command;
extern const CliCommand cli_man_command;

/* Returns: the last word of its name; borrowed. */
const char *cli_command_get_word (const CliCommand *command);

/* Reads the options; prints the help or what is wrong with them by itself.
 * Returns: the index of the first operand; -1 with @status to end with. */
int
cli_command_parse (const CliCommand *command, int argc, char **argv, gpointer target, int *status);

/* Prints that the command line is wrong: @format and where the help is. Returns: CLI_EXIT_USAGE. */
int cli_command_refuse (const CliCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Runs the child of @command that argv[1] names; says so when there is none. */
int cli_command_run_child (const CliCommand *command, int argc, char **argv);
