/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session-private.h"

#include <string.h>

#include "base/text.h"
#include "history/export.h"

/* As much of the body of a refusal as a person wants to see. */
#define REFUSAL_MAX ((gsize)64 * 1024)

/* What is shown is in the log: within a turn it may not be yet. */
static void
flush_log (CliSession *session)
{
  HistoryWriter *writer = exchange_connection_get_writer (session->connection);

  if (writer != NULL)
    history_writer_flush (writer);
}

static void
flush_output (CliSession *session, CliOutput *output, const CliEventView *view)
{
  if (cli_output_is_empty (output))
    return;

  flush_log (session);
  if (session->terminal != NULL && view->style.is_terminal)
    cli_terminal_hide (session->terminal);
  cli_output_flush (output);
}

/* On a terminal, JSON must not steer it either. What JSON leaves unescaped is rare. */
static void
append_json (CliSession *session,
             const HistoryEvent *event,
             const HistoryRange *ranges,
             gsize n_ranges)
{
  GString *queue = cli_output_get_queue (session->out);
  g_autoptr (GString) line = NULL;

  if (!session->out_view.style.is_terminal)
    {
      history_event_append_json (queue, event, ranges, n_ranges);
      return;
    }

  line = g_string_new (NULL);
  history_event_append_json (line, event, ranges, n_ranges);
  base_text_append_visible (queue, line->str, line->len, TRUE);
}

static void
write_bytes (CliSession *session, const guint8 *data, gsize len)
{
  if (len >= CLI_OUTPUT_DIRECT)
    flush_log (session);
  cli_output_write (session->out, data, len);
}

/* A text is one line; binary, where it is not written in letters, is nothing but its bytes. */
static void
append_plain (CliSession *session, const HistoryEvent *event)
{
  CliEncoding encoding = (CliEncoding)session->options->encoding;
  gboolean is_binary = (event->flags & HISTORY_FLAG_BINARY) != 0;

  if (is_binary && encoding != CLI_ENCODING_NONE)
    cli_payload_append (cli_output_get_queue (session->out), encoding, event->data, event->len);
  else
    write_bytes (session, event->data, event->len);

  if (!is_binary || encoding != CLI_ENCODING_NONE)
    g_string_append_c (cli_output_get_queue (session->out), '\n');
}

static void
show_message (CliSession *session, const HistoryEvent *event)
{
  gboolean is_binary = (event->flags & HISTORY_FLAG_BINARY) != 0;
  gboolean is_encoded = is_binary && session->options->encoding != CLI_ENCODING_NONE;

  if (session->out_view.style.is_terminal && !is_encoded)
    cli_event_append_text (cli_output_get_queue (session->out), &session->out_view, event, NULL, 0);
  else if ((event->flags & HISTORY_FLAG_OUT) == 0)
    append_plain (session, event);
}

/* Whether a person at the prompt wants to know without asking for the timeline. */
static gboolean
is_news (CliSession *session, const HistoryEvent *event)
{
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_OPEN:
    case HISTORY_KIND_CLOSE:
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_GAP:
      return TRUE;
    case HISTORY_KIND_PONG:
      return session->awaits_pong && (event->flags & HISTORY_FLAG_OUT) == 0;
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_CERTIFICATE:
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
    case HISTORY_KIND_BODY:
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_PING:
    case HISTORY_KIND_CLOSED:
    case HISTORY_KIND_ERROR:
    default:
      return FALSE;
    }
}

/* The line of an event on stderr. The two outputs may be one terminal: what came first is written
 * first. */
static void
show_in_timeline (CliSession *session,
                  const HistoryEvent *event,
                  const HistoryRange *ranges,
                  gsize n_ranges)
{
  flush_output (session, session->out, &session->out_view);
  cli_event_append_text (cli_output_get_queue (session->err), &session->err_view, event, ranges,
                         n_ranges);
}

static void
keep_refusal (CliSession *session, const HistoryEvent *event)
{
  g_autoptr (GString) text = g_string_new_len ((const char *)event->data,
                                               (gssize)MIN (event->len, REFUSAL_MAX));

  g_string_replace (text, "\r\n", "\n", 0);
  if (event->kind == HISTORY_KIND_RESPONSE)
    {
      g_string_truncate (text, strcspn (text->str, "\n"));
      g_string_truncate (session->refusal, 0);
    }
  base_text_append_visible (session->refusal, text->str, text->len, TRUE);
  g_string_append_c (session->refusal, '\n');
}

static void
count_message (CliSession *session)
{
  session->n_received++;
  if (session->n_received == session->n_asked)
    cli_session_close (session, CLI_CLOSING_DONE);
}

static void
on_message (CliSession *session, const HistoryEvent *event)
{
  gboolean is_incoming = (event->flags & HISTORY_FLAG_OUT) == 0;

  /* fails when it is closing: then nobody waits for it */
  if (is_incoming && session->options->is_echo)
    (void)exchange_connection_send (session->connection,
                                    (event->flags & HISTORY_FLAG_BINARY) != 0 ? EXCHANGE_BINARY
                                                                              : EXCHANGE_TEXT,
                                    event->data, event->len, NULL);

  if (is_incoming && session->n_asked != 0 && session->n_received == session->n_asked)
    return;

  if (!session->options->is_quiet)
    {
      flush_output (session, session->err, &session->err_view);
      if (session->options->is_json)
        append_json (session, event, NULL, 0);
      else
        show_message (session, event);
      if (cli_output_is_full (session->out))
        cli_session_flush (session);
    }
  if (session->options->is_verbose && !session->out_view.style.is_terminal)
    show_in_timeline (session, event, NULL, 0);

  if (is_incoming)
    count_message (session);
}

static void
on_event (const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges, gpointer user_data)
{
  CliSession *session = user_data;
  gboolean is_verbose = session->options->is_verbose;

  if (event->kind == HISTORY_KIND_MESSAGE)
    {
      on_message (session, event);
      return;
    }

  if (event->kind == HISTORY_KIND_RESPONSE || event->kind == HISTORY_KIND_BODY)
    keep_refusal (session, event);
  if (session->options->is_json)
    append_json (session, event, ranges, n_ranges);
  if (is_verbose || (session->is_interactive && is_news (session, event)))
    show_in_timeline (session, event, ranges, n_ranges);
  if (event->kind == HISTORY_KIND_PONG)
    session->awaits_pong = FALSE;
}

static void
on_turn (gpointer user_data)
{
  cli_session_flush (user_data);
}

static void
on_unrecorded (const char *text, gpointer user_data)
{
  g_autofree char *line = g_strdup_printf ("noctule: %s The connection goes on.", text);

  cli_session_say (user_data, line);
}

static void
on_drained (gpointer user_data)
{
  CliSession *session = user_data;

  cli_feed_pump (session->feed);
}

static void
on_state (ExchangeState state, gpointer user_data)
{
  CliSession *session = user_data;

  if (state == EXCHANGE_STATE_OPEN)
    cli_session_start_input (session);
  else if (state >= EXCHANGE_STATE_CLOSING)
    cli_session_stop_input (session);

  session->is_ended = state == EXCHANGE_STATE_CLOSED || state == EXCHANGE_STATE_FAILED;
}

const ExchangeSink cli_session_sink = {
  .event = on_event,
  .turn = on_turn,
  .state = on_state,
  .unrecorded = on_unrecorded,
  .drained = on_drained,
};

void
cli_session_say (CliSession *session, const char *text)
{
  flush_output (session, session->out, &session->out_view);
  g_string_append_printf (cli_output_get_queue (session->err), "%s\n", text);
}

void
cli_session_flush (CliSession *session)
{
  flush_output (session, session->err, &session->err_view);
  flush_output (session, session->out, &session->out_view);

  /* whoever read it has seen enough, or the disk is full */
  if (cli_output_get_error (session->out) != 0)
    cli_session_close (session, CLI_CLOSING_DONE);

  exchange_connection_set_paused (session->connection, cli_output_is_full (session->out) ||
                                                         cli_output_is_full (session->err));
  if (session->terminal != NULL && cli_output_is_empty (session->out) &&
      cli_output_is_empty (session->err))
    cli_terminal_show (session->terminal);
}
