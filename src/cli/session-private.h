/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/event-text.h"
#include "cli/feed.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/terminal.h"

/* Why the connection is being closed by us. */
typedef enum
{
  CLI_CLOSING_NOT,
  CLI_CLOSING_DONE,        /* --count, --wait, Ctrl+D, /close, the reader of stdout is gone */
  CLI_CLOSING_BAD_INPUT,   /* a line of stdin cannot be sent */
  CLI_CLOSING_INTERRUPTED, /* by a signal */
  CLI_CLOSING_ABANDONED,   /* by another one: nothing is waited for */
} CliClosing;

typedef struct
{
  const CliSessionConfig *config;
  const CliConnectOptions *options;
  ExchangeConnection *connection;
  CliOutput *out; /* messages */
  CliOutput *err; /* everything else */
  CliFeed *feed;
  CliTerminal *terminal; /* nullable */
  CliEventView out_view;
  CliEventView err_view;
  GString *refusal; /* status line and body of an answer that is no 101 */
  GError *input_error;
  guint wait_id;
  guint64 n_received;
  guint64 n_asked; /* messages to receive; 0: no limit */
  CliClosing closing;
  gboolean is_interactive; /* there is, or will be, a prompt */
  gboolean is_ended;
  gboolean awaits_pong; /* of a ping that was typed */
} CliSession;

/* session.c: the life of it. Closes the connection, unless that was done for a stronger reason. */
void cli_session_close (CliSession *session, CliClosing why);

/* Sends what is to be sent and reads what is typed or piped in; stops that. */
void cli_session_start_input (CliSession *session);
void cli_session_stop_input (CliSession *session);

/* session-events.c: shows what happened. */
extern const ExchangeSink cli_session_sink;

/* Prints @text and a newline on stderr. */
void cli_session_say (CliSession *session, const char *text);

/* Writes what was shown so far; holds the network up while nobody reads it. */
void cli_session_flush (CliSession *session);

/* session-prompt.c: does what was typed; NULL: the end of it. */
void cli_session_handle_line (CliSession *session, const char *line);
