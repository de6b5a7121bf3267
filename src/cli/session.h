/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/connect-options.h"
#include "history/writer.h"

/* One connection of the command line: what comes goes to an output, what is typed or piped in goes
 * out. Everything runs in the thread's main context. */
typedef struct
{
  const CliConnectOptions *options;
  const ExchangeRequest *request;
  const GPtrArray *messages; /* (element-type CliMessage): to send first */
  int out_fd;                /* where messages go */
  gboolean reads_stdin;
} CliSessionConfig;

/* Connects, waits until all is over and says on stderr what went wrong. @config and what it points
 * to is borrowed. @writer (transfer full) (nullable).
 * Returns: the exit status. */
int cli_session_run (const CliSessionConfig *config, HistoryWriter *writer);
