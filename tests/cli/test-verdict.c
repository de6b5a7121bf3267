/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verdict.h"

#define NONE (-1)

typedef struct
{
  int error; /* ExchangeError, NONE */
  int code;
  int expected;
  gboolean is_ours;
  guint64 n_received, n_asked;
  CliExitStatus status;
  const char *part; /* of the sentence */
} Case;

static const Case cases[] = {
  { NONE, 1000, 0, FALSE, 0, 0, CLI_EXIT_DONE, NULL },
  { NONE, 1001, 0, FALSE, 0, 0, CLI_EXIT_DONE, NULL },
  { NONE, 1005, 0, FALSE, 0, 0, CLI_EXIT_DONE, NULL },
  { NONE, 1011, 0, FALSE, 0, 0, CLI_EXIT_CLOSED, "closed with 1011: why" },
  { NONE, 4000, 0, FALSE, 0, 0, CLI_EXIT_CLOSED, "4000" },
  { NONE, 4000, 0, TRUE, 0, 0, CLI_EXIT_DONE, NULL },
  { NONE, 4000, 4000, FALSE, 0, 0, CLI_EXIT_DONE, NULL },
  { NONE, 1000, 4000, FALSE, 0, 0, CLI_EXIT_CLOSED, "1000: why instead of 4000" },
  { NONE, 1000, 4000, TRUE, 0, 0, CLI_EXIT_CLOSED, "1000: why instead of 4000" },
  { NONE, 1000, 0, FALSE, 2, 3, CLI_EXIT_EXPECTATION, "Only 2 of 3" },
  { NONE, 1000, 0, TRUE, 0, 1, CLI_EXIT_EXPECTATION, "Only 0 of 1" },
  { NONE, 1000, 0, TRUE, 3, 3, CLI_EXIT_DONE, NULL },
  { NONE, 1011, 0, FALSE, 2, 3, CLI_EXIT_CLOSED, "1011" },
  { EXCHANGE_ERROR_ABNORMAL, 1006, 0, FALSE, 0, 0, CLI_EXIT_CLOSED, "failure" },
  { EXCHANGE_ERROR_ABNORMAL, 1006, 1006, FALSE, 0, 0, CLI_EXIT_DONE, NULL },
  { EXCHANGE_ERROR_ABNORMAL, 1006, 0, TRUE, 0, 0, CLI_EXIT_DONE, NULL },
  { EXCHANGE_ERROR_TIMED_OUT, 1006, 0, FALSE, 0, 0, CLI_EXIT_TIMED_OUT, "failure" },
  { EXCHANGE_ERROR_TIMED_OUT, 1006, 0, TRUE, 0, 0, CLI_EXIT_DONE, NULL },
  { EXCHANGE_ERROR_TIMED_OUT, 0, 0, FALSE, 0, 0, CLI_EXIT_TIMED_OUT, "failure" },
  { EXCHANGE_ERROR_USAGE, 0, 0, FALSE, 0, 0, CLI_EXIT_USAGE, "failure" },
  { EXCHANGE_ERROR_CONNECT, 0, 0, FALSE, 0, 0, CLI_EXIT_CONNECT, "failure" },
  { EXCHANGE_ERROR_TLS, 0, 0, FALSE, 0, 0, CLI_EXIT_TLS, "failure" },
  { EXCHANGE_ERROR_REFUSED, 0, 0, FALSE, 0, 0, CLI_EXIT_REFUSED, "failure" },
  { EXCHANGE_ERROR_REFUSED, 0, 0, FALSE, 0, 5, CLI_EXIT_REFUSED, "failure" },
  { EXCHANGE_ERROR_PROTOCOL, 1006, 0, FALSE, 0, 0, CLI_EXIT_PROTOCOL, "failure" },
  { EXCHANGE_ERROR_PROTOCOL, 1006, 0, TRUE, 0, 0, CLI_EXIT_PROTOCOL, "failure" },
  { EXCHANGE_ERROR_CANCELLED, 0, 0, FALSE, 0, 0, CLI_EXIT_INTERRUPTED, "failure" },
  { EXCHANGE_ERROR_CANCELLED, 0, 0, TRUE, 0, 0, CLI_EXIT_DONE, NULL },
  { EXCHANGE_ERROR_TIMED_OUT, 0, 0, TRUE, 0, 0, CLI_EXIT_TIMED_OUT, "failure" },
};

static void
check (const Case *c,
       const GError *input_error,
       gboolean is_interrupted,
       CliExitStatus status,
       const char *part)
{
  g_autoptr (GError) error = c->error != NONE
                               ? g_error_new_literal (EXCHANGE_ERROR, c->error, "a failure")
                               : NULL;
  const ExchangeEnd end = { .error = error, .code = (guint16)c->code, .reason = "why" };
  const CliOutcome outcome = {
    .end = &end,
    .is_interrupted = is_interrupted,
    .is_ours = c->is_ours,
    .input_error = input_error,
    .expected_close = (guint16)c->expected,
    .n_received = c->n_received,
    .n_asked = c->n_asked,
  };
  g_autofree char *sentence = NULL;

  g_assert_cmpint (cli_verdict_get (&outcome, &sentence), ==, status);
  g_assert_cmpint (sentence == NULL, ==, status == CLI_EXIT_DONE);
  if (part != NULL)
    g_assert_nonnull (g_strstr_len (sentence, -1, part));
}

static void
test_ends (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      check (&cases[i], NULL, FALSE, cases[i].status, cases[i].part);
    }
}

static void
test_interrupted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], NULL, TRUE, CLI_EXIT_INTERRUPTED, "Interrupted");
}

static void
test_bad_input (void)
{
  g_autoptr (GError) error = g_error_new_literal (EXCHANGE_ERROR, 0, "a bad line");

  check (&cases[0], error, FALSE, CLI_EXIT_USAGE, "a bad line");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/verdict/ends", test_ends);
  g_test_add_func ("/cli/verdict/interrupted", test_interrupted);
  g_test_add_func ("/cli/verdict/bad-input", test_bad_input);

  return g_test_run ();
}
