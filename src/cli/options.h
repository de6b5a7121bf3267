/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Options as tables: the same rows are parsed, shown by --help and completed by shells. */

#define CLI_ERROR (cli_error_quark ())

typedef enum
{
  CLI_ERROR_USAGE, /* the command line itself is wrong: exit status 2 */
  CLI_ERROR_HELP,  /* not an error: help was asked for */
} CliError;

GQuark cli_error_quark (void);

/* What an option does to the member of the target at its offset. */
typedef enum
{
  CLI_OPTION_SET,    /* int: becomes @value. The only kind without an argument */
  CLI_OPTION_STRING, /* char *: the last one wins */
  CLI_OPTION_LIST,   /* GPtrArray *: a CliValue is appended */
  CLI_OPTION_NUMBER, /* gint64, from @min to @max */
  CLI_OPTION_SIZE,   /* gint64 in bytes, from @min to @max */
  CLI_OPTION_TIME,   /* gint64 in milliseconds, rounded up, at most @max */
} CliOptionKind;

typedef struct
{
  const char *name;     /* long, without the dashes */
  const char *argument; /* what --help calls it; NULL: takes none */
  const char *help;     /* one line */
  gsize offset;
  gint64 min, max;
  int value; /* of SET; of LIST: told with each element */
  CliOptionKind kind;
  char letter; /* 0: none */
} CliOption;

/* Groups end with one whose @options is NULL; options end with one whose @name is NULL. */
typedef struct
{
  const char *title;
  const CliOption *options;
} CliOptionGroup;

/* An element of a LIST: several options may share one list and keep their order. */
typedef struct
{
  int value;
  char *text;
} CliValue;

/* Returns: (transfer full): an empty list for CLI_OPTION_LIST. */
GPtrArray *cli_value_list_new (void);

/* Reads the options of @argv into @target, whose members have their defaults and own what they
 * point to. Operands may stand between options; "--" ends the options. @argv is put in order:
 * operands last.
 * Returns: the index of the first operand; -1 with @error of CLI_ERROR. */
int cli_options_parse (const CliOptionGroup *groups,
                       int argc,
                       char **argv,
                       gpointer target,
                       GError **error);
