/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/exit-status.h"
#include "exchange/connection.h"

/* What `connect` was asked for and what became of it. */
typedef struct
{
  const ExchangeEnd *end;
  gboolean is_interrupted;     /* by a signal */
  gboolean is_ours;            /* we have started the closing: it is done whatever the peer says */
  const GError *input_error;   /* nullable: what was wrong with stdin */
  guint16 expected_close;      /* 0: a usual one */
  guint64 n_received, n_asked; /* messages; 0 asked: no matter */
} CliOutcome;

/* Returns: the exit status; @sentence (transfer full) gets what to say about any but 0, else NULL.
 */
CliExitStatus cli_verdict_get (const CliOutcome *outcome, char **sentence);
