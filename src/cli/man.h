/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"

/* Appends the manual page of @root and its commands, in the man macros of roff(7), from the tables
 * that --help shows. All of it is ASCII. */
void cli_man_append (GString *out, const CliCommand *root);
