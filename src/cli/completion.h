/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"

typedef enum
{
  CLI_SHELL_BASH,
  CLI_SHELL_ZSH,
  CLI_SHELL_FISH,
} CliShell;

/* Appends the script that makes @shell complete @root, its commands and all their options, from
 * their tables. */
void cli_completion_append (GString *out, const CliCommand *root, CliShell shell);
