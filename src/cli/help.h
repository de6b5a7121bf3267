/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"

/* Appends what --help says about @command, from its tables; no line is wider than 80 columns. */
void cli_help_append (GString *out, const CliCommand *command);

/* Prints it on stdout. */
void cli_help_print (const CliCommand *command);
