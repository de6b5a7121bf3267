/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/connect-options.h"
#include "workspace/node.h"

/* What the options of `noctule run` say: its own and those of `connect`. */
typedef struct
{
  CliConnectOptions connect; /* first: the tables of `connect` hold offsets from here */
  char *workspace;           /* a folder in it; NULL: the current one */
  GPtrArray *sends;          /* (element-type CliValue): names of messages */
} CliRunOptions;

/* The options in groups, as --help shows them. */
extern const CliOptionGroup cli_run_groups[];

void cli_run_options_init (CliRunOptions *options);
void cli_run_options_clear (CliRunOptions *options);

/* Returns: (transfer full) (element-type CliMessage): what is to be sent first: the messages of
 * @node that --send picks (all enabled ones when there is neither --send nor -m nor -f), then what
 * -m and -f say; NULL with @error of CLI_ERROR_USAGE that names the message. */
GPtrArray *
cli_run_options_dup_messages (const CliRunOptions *options, WorkspaceNode *node, GError **error);
