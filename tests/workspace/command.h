/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/splice-private.h"

/* Edits as lines of text, for cases and for the fuzzer. In TEXT \n, \t, \r, \e stand
 * for what they do in C.
 *
 *   set KEY TEXT               unset KEY
 *   cell KEY INDEX COLUMN TEXT uncell KEY INDEX COLUMN
 *   rows KEY 1 0 +name=a|value=b    items 1, 0 and a new one, in this order
 */

typedef struct
{
  char *key;
  WorkspaceYaml *yaml; /* NULL: refused */
  gboolean is_edit;    /* FALSE: no such command */
} CommandResult;

CommandResult command_run (const char *line, WorkspaceYaml *yaml);
void command_result_clear (CommandResult *result);
