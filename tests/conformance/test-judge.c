/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge.h"

typedef struct
{
  const char *name;
  Case c;
  const char *heard; /* in the words of an expectation */
  Record record;     /* without what was heard */
  ClientEnd end;
  Verdict verdict;
  gboolean is_pass;
} JudgeCase;

#define ENDED         \
  {                   \
    .has_ended = TRUE \
  }

/* The cases that are judged. */
#define ECHO                                               \
  {                                                        \
    .number = "1.1.1", .script = "text 'a'", .expect = "=" \
  }
#define BROKEN                                                                             \
  {                                                                                        \
    .number = "3.2", .script = "", .expect = "text 'a'", .lenient = "", .end = CASE_FAILED \
  }
#define DROPPED                                                                  \
  {                                                                              \
    .number = "7.9.1", .script = "", .expect = "", .end = CASE_FAILED_OR_DROPPED \
  }
#define GONE                                                                          \
  {                                                                                   \
    .number = "x.1.1", .script = "", .expect = "", .end = CASE_GONE, .exit_status = 6 \
  }

static const JudgeCase cases[] = {
  { "/conformance/judge/echo",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000 },
    ENDED,
    VERDICT_OK,
    TRUE },
  { "/conformance/judge/empty-close",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1005 },
    ENDED,
    VERDICT_OK,
    TRUE },
  { "/conformance/judge/no-echo",
    ECHO,
    "",
    { .was_opened = TRUE, .has_timed_out = TRUE },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/echo-of-another-type",
    ECHO,
    "binary 'a'",
    { .was_opened = TRUE, .code = 1000 },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/echo-twice",
    ECHO,
    "text 'a'; text 'a'",
    { .was_opened = TRUE, .code = 1000 },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/echo-differs",
    ECHO,
    "text 'b'",
    { .was_opened = TRUE, .code = 1000 },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/wrong-code",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1001 },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/no-close",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE },
    ENDED,
    VERDICT_OK,
    FALSE },
  { "/conformance/judge/closes-itself",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000, .has_closed_first = TRUE },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/leaves-first",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000, .has_left_first = TRUE },
    ENDED,
    VERDICT_OK,
    FALSE },
  { "/conformance/judge/stays",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000, .has_stayed = TRUE },
    ENDED,
    VERDICT_OK,
    FALSE },
  { "/conformance/judge/breaks-a-rule",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000, .fault = "it did not mask" },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/no-request", ECHO, "", { .code = 0 }, ENDED, VERDICT_FAILED, FALSE },
  { "/conformance/judge/runs-on",
    ECHO,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000 },
    { 0 },
    VERDICT_FAILED,
    FALSE },

  { "/conformance/judge/fails-it",
    BROKEN,
    "text 'a'",
    { .was_opened = TRUE, .code = 1002, .has_closed_first = TRUE },
    ENDED,
    VERDICT_OK,
    TRUE },
  { "/conformance/judge/fails-it-too-soon",
    BROKEN,
    "",
    { .was_opened = TRUE, .code = 1002, .has_closed_first = TRUE },
    ENDED,
    VERDICT_NON_STRICT,
    FALSE },
  { "/conformance/judge/fails-it-with-1000",
    BROKEN,
    "text 'a'",
    { .was_opened = TRUE, .code = 1000, .has_closed_first = TRUE },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/does-not-fail-it",
    BROKEN,
    "text 'a'",
    { .was_opened = TRUE, .has_timed_out = TRUE },
    ENDED,
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/drops", DROPPED, "", { .was_opened = TRUE }, ENDED, VERDICT_OK, TRUE },
  { "/conformance/judge/mirrors-a-bad-code",
    DROPPED,
    "",
    { .was_opened = TRUE, .code = 1000 },
    ENDED,
    VERDICT_FAILED,
    FALSE },

  { "/conformance/judge/gone",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"why" },
    VERDICT_OK,
    TRUE },
  { "/conformance/judge/gone-with-another-status",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 7, .errors = (char *)"why" },
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/gone-without-a-word",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"" },
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/gone-with-a-frame",
    GONE,
    "",
    { .was_opened = TRUE, .code = 1002 },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"why" },
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/gone-fat",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"why", .mib = 33 },
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/gone-late",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"why", .ms = 10001 },
    VERDICT_FAILED,
    FALSE },
  { "/conformance/judge/gone-with-a-torn-log",
    GONE,
    "",
    { .was_opened = TRUE },
    { .has_ended = TRUE, .status = 6, .errors = (char *)"why", .log_fault = "torn" },
    VERDICT_FAILED,
    FALSE },
};

static void
test_judge (gconstpointer data)
{
  const JudgeCase *c = data;
  Record record = c->record;
  Result result = { .end = c->end };

  record.heard = script_parse (c->heard);
  judge (&c->c, &record, &result);
  g_assert_cmpint (result.verdict, ==, c->verdict);
  g_assert_cmpint (judge_is_pass (&result), ==, c->is_pass);

  result.end.errors = NULL; /* not ours */
  judge_result_clear (&result);
  play_record_clear (&record);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_judge);

  return g_test_run ();
}
