/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/connect-options.h"

/* What `connect` and `run` have in common: from a request to the exit status. Opens the output and
 * the log, talks until it is over, keeps the history within its bounds.
 * @options: after cli_connect_options_apply() to @request. @messages: (element-type CliMessage): to
 * send first. Returns: the exit status; with @error of CLI_ERROR_USAGE nothing was sent. */
int cli_talk (const CliConnectOptions *options,
              const ExchangeRequest *request,
              const GPtrArray *messages,
              GError **error);
