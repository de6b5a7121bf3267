/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "cli/verdict.h"

/* Bytes of a message that a terminal shows; the log has all of it. */
#define SHOWN_MAX ((gsize)64 * 1024)

void
cli_session_close (CliSession *session, CliClosing why)
{
  const CliConnectOptions *options = session->options;

  if (why <= session->closing)
    return;

  session->closing = why;
  cli_session_stop_input (session);
  if (why == CLI_CLOSING_ABANDONED)
    exchange_connection_abort (session->connection);
  else
    (void)exchange_connection_close (session->connection, (guint16)options->close_code,
                                     options->close_reason, NULL);
}

static gboolean
on_signal (gpointer user_data)
{
  CliSession *session = user_data;

  cli_session_close (session, session->closing < CLI_CLOSING_INTERRUPTED ? CLI_CLOSING_INTERRUPTED
                                                                         : CLI_CLOSING_ABANDONED);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_drained (gpointer user_data)
{
  cli_session_flush (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_waited (gpointer user_data)
{
  CliSession *session = user_data;

  session->wait_id = 0;
  cli_session_close (session, CLI_CLOSING_DONE);

  return G_SOURCE_REMOVE;
}

/* All input is sent; or it is at fault. */
static void
on_feed_end (const GError *error, gpointer user_data)
{
  CliSession *session = user_data;
  gint64 wait = session->options->wait;

  if (error != NULL)
    {
      session->input_error = g_error_copy (error);
      cli_session_close (session, CLI_CLOSING_BAD_INPUT);
    }
  else if (wait >= 0)
    {
      session->wait_id = g_timeout_add ((guint)wait, on_waited, session);
    }
  else if (session->config->reads_stdin && isatty (STDIN_FILENO) && !session->is_interactive &&
           !session->options->is_single)
    {
      /* Ctrl+D, where there is no prompt */
      cli_session_close (session, CLI_CLOSING_DONE);
    }
}

static void
on_line (const char *line, gpointer user_data)
{
  CliSession *session = user_data;

  cli_session_handle_line (session, line);
}

void
cli_session_start_input (CliSession *session)
{
  cli_session_flush (session);
  cli_feed_pump (session->feed);
  if (session->is_interactive)
    session->terminal = cli_terminal_new (on_line, session);
}

void
cli_session_stop_input (CliSession *session)
{
  cli_feed_stop (session->feed);
  g_clear_handle_id (&session->wait_id, g_source_remove);
}

static void
init_view (CliEventView *view, int fd, gboolean has_payload)
{
  cli_style_init (&view->style, fd);
  view->has_times = TRUE;
  view->has_payload = has_payload;
  view->max_payload = SHOWN_MAX;
}

static void
init (CliSession *session, const CliSessionConfig *config, HistoryWriter *writer)
{
  const CliConnectOptions *options = config->options;
  gboolean has_screen = isatty (STDOUT_FILENO) || isatty (STDERR_FILENO);
  int stdin_fd = -1;

  session->config = config;
  session->options = options;
  session->is_interactive = config->reads_stdin && isatty (STDIN_FILENO) && has_screen &&
                            !options->is_single;
  if (config->reads_stdin && !session->is_interactive)
    stdin_fd = STDIN_FILENO;

  session->out = cli_output_new (config->out_fd, on_drained, session);
  session->err = cli_output_new (STDERR_FILENO, on_drained, session);
  init_view (&session->out_view, config->out_fd, TRUE);
  init_view (&session->err_view, STDERR_FILENO, FALSE);
  /* as people know it from curl -v */
  session->err_view.style.has_arrows = FALSE;
  session->refusal = g_string_new (NULL);
  session->n_asked = options->is_single ? 1 : (guint64)options->count;
  session->connection = exchange_connection_new (config->request, writer, &cli_session_sink,
                                                 session);
  session->feed = cli_feed_new (session->connection, options, config->messages, stdin_fd);
  cli_feed_set_end_func (session->feed, on_feed_end, session);
}

static void
clear (CliSession *session)
{
  cli_session_stop_input (session);
  g_clear_pointer (&session->terminal, cli_terminal_free);
  cli_feed_free (session->feed);
  g_object_unref (session->connection);
  cli_output_free (session->out);
  cli_output_free (session->err);
  g_string_free (session->refusal, TRUE);
  g_clear_error (&session->input_error);
}

/* Says how it ended. Returns: the exit status. */
static CliExitStatus
conclude (CliSession *session)
{
  const ExchangeEnd *end = exchange_connection_get_end (session->connection);
  int output_error = cli_output_get_error (session->out);
  g_autofree char *sentence = NULL;
  CliOutcome outcome = {
    .end = end,
    .is_interrupted = session->closing >= CLI_CLOSING_INTERRUPTED,
    .is_ours = session->closing != CLI_CLOSING_NOT,
    .input_error = session->input_error,
    .expected_close = (guint16)session->options->expected_close,
    .n_received = session->n_received,
    .n_asked = output_error == 0 ? session->n_asked : 0,
  };
  CliExitStatus status = cli_verdict_get (&outcome, &sentence);

  if (output_error != 0 && output_error != EPIPE)
    {
      g_free (sentence);
      sentence = g_strdup_printf ("Writing has failed: %s.", g_strerror (output_error));
      status = CLI_EXIT_INTERNAL;
    }
  if (sentence != NULL)
    {
      g_autofree char *line = g_strdup_printf ("noctule: %s", sentence);

      cli_session_say (session, line);
    }
  if (status == CLI_EXIT_REFUSED)
    cli_session_say (session, g_strchomp (session->refusal->str));

  return status;
}

/* A reader of stdout or stderr that is slow gets everything; another signal ends that. */
static void
write_rest (CliSession *session)
{
  cli_session_flush (session);
  while (session->closing != CLI_CLOSING_ABANDONED &&
         !(cli_output_is_empty (session->out) && cli_output_is_empty (session->err)))
    (void)g_main_context_iteration (NULL, TRUE);
}

int
cli_session_run (const CliSessionConfig *config, HistoryWriter *writer)
{
  CliSession session = { 0 };
  guint int_id, term_id;
  CliExitStatus status;

  init (&session, config, writer);
  int_id = g_unix_signal_add (SIGINT, on_signal, &session);
  term_id = g_unix_signal_add (SIGTERM, on_signal, &session);

  exchange_connection_open (session.connection);
  while (!session.is_ended)
    (void)g_main_context_iteration (NULL, TRUE);

  g_clear_pointer (&session.terminal, cli_terminal_free);
  status = conclude (&session);
  write_rest (&session);
  /* the verdict was reached before the last bytes were written */
  if (session.closing == CLI_CLOSING_ABANDONED)
    status = CLI_EXIT_INTERRUPTED;

  (void)g_source_remove (int_id);
  (void)g_source_remove (term_id);
  clear (&session);

  return status;
}
