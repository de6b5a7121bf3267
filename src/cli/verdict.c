/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verdict.h"

/* What an error of the connection means for the program. */
static CliExitStatus
get_status_of_error (const GError *error)
{
  if (error->domain != EXCHANGE_ERROR)
    return CLI_EXIT_INTERNAL;

  switch ((ExchangeError)error->code)
    {
    case EXCHANGE_ERROR_USAGE:
      return CLI_EXIT_USAGE;
    case EXCHANGE_ERROR_CONNECT:
      return CLI_EXIT_CONNECT;
    case EXCHANGE_ERROR_TLS:
      return CLI_EXIT_TLS;
    case EXCHANGE_ERROR_REFUSED:
      return CLI_EXIT_REFUSED;
    case EXCHANGE_ERROR_PROTOCOL:
      return CLI_EXIT_PROTOCOL;
    case EXCHANGE_ERROR_ABNORMAL:
      return CLI_EXIT_CLOSED;
    case EXCHANGE_ERROR_TIMED_OUT:
      return CLI_EXIT_TIMED_OUT;
    case EXCHANGE_ERROR_CANCELLED:
      return CLI_EXIT_INTERRUPTED;
    default:
      return CLI_EXIT_INTERNAL;
    }
}

/* RFC 6455 section 7.4.1: done, going away, no code at all. */
static gboolean
is_usual_code (guint16 code)
{
  return code == 1000 || code == 1001 || code == 1005;
}

static char *
describe_close (const ExchangeEnd *end)
{
  const char *reason = end->reason != NULL ? end->reason : "";

  return g_strdup_printf ("closed with %u%s%s", end->code, *reason != '\0' ? ": " : "", reason);
}

/* Whether an error ended the connection that no close code stands for. */
static gboolean
is_failure (const CliOutcome *outcome)
{
  const GError *error = outcome->end->error;

  if (error == NULL || g_error_matches (error, EXCHANGE_ERROR, EXCHANGE_ERROR_ABNORMAL))
    return FALSE;

  if (!outcome->is_ours)
    return TRUE;

  /* we may close before it is open, and the peer need not answer in time */
  return !g_error_matches (error, EXCHANGE_ERROR, EXCHANGE_ERROR_CANCELLED) &&
         !(g_error_matches (error, EXCHANGE_ERROR, EXCHANGE_ERROR_TIMED_OUT) &&
           outcome->end->code != 0);
}

static CliExitStatus
judge_close (const CliOutcome *outcome, char **sentence)
{
  const ExchangeEnd *end = outcome->end;
  g_autofree char *close = describe_close (end);
  gboolean is_good = outcome->is_ours || is_usual_code (end->code);

  if (outcome->expected_close != 0)
    is_good = end->code == outcome->expected_close;

  if (!is_good && end->error != NULL)
    *sentence = g_strdup (end->error->message);
  else if (!is_good && outcome->expected_close != 0)
    *sentence = g_strdup_printf ("The connection was %s instead of %u.", close,
                                 outcome->expected_close);
  else if (!is_good)
    *sentence = g_strdup_printf ("The connection was %s.", close);

  return is_good ? CLI_EXIT_DONE : CLI_EXIT_CLOSED;
}

CliExitStatus
cli_verdict_get (const CliOutcome *outcome, char **sentence)
{
  CliExitStatus status;

  *sentence = NULL;
  if (outcome->is_interrupted)
    {
      *sentence = g_strdup ("Interrupted.");
      return CLI_EXIT_INTERRUPTED;
    }
  if (is_failure (outcome))
    {
      *sentence = g_strdup (outcome->end->error->message);
      return get_status_of_error (outcome->end->error);
    }
  if (outcome->input_error != NULL)
    {
      *sentence = g_strdup (outcome->input_error->message);
      return CLI_EXIT_USAGE;
    }

  status = judge_close (outcome, sentence);
  if (status == CLI_EXIT_DONE && outcome->n_received < outcome->n_asked)
    {
      *sentence = g_strdup_printf ("Only %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                                   " messages had come when the connection was closed.",
                                   outcome->n_received, outcome->n_asked);
      return CLI_EXIT_EXPECTATION;
    }

  return status;
}
