/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge.h"

#include "wire.h"

#include <string.h>

/* What a client needs that keeps no message: noctule's libraries alone take half of it. */
#define MIB_MAX 32

/* What of a long record is shown. */
#define SHOWN_MAX 12

const char *
judge_verdict_name (Verdict verdict)
{
  static const char *const names[] = { "OK", "NON-STRICT", "FAILED", "INFORMATIONAL" };

  return names[verdict];
}

static void
describe_step (GString *text, const Step *step)
{
  static const char *const names[16] = { [WIRE_TEXT] = "text",
                                         [WIRE_BINARY] = "binary",
                                         [WIRE_PING] = "ping",
                                         [WIRE_PONG] = "pong" };

  if (text->len > 0)
    g_string_append (text, ", ");
  if (step->kind == STEP_WAIT)
    g_string_append (text, "pause");
  else
    g_string_append_printf (text, "%s %u", names[step->opcode], step->payload->len);
}

/* Returns: (transfer full): e.g. "text 3, pong 0, Close 1002". */
static char *
describe (const Record *record)
{
  GString *text = g_string_new (NULL);

  if (record->has_no_deflate)
    g_string_append (text, "its offer of compression does not fit");
  for (guint i = 0; i < MIN (record->heard->len, SHOWN_MAX); i++)
    describe_step (text, &g_array_index (record->heard, Step, i));
  if (record->heard->len > SHOWN_MAX)
    g_string_append_printf (text, ", %u more", record->heard->len - SHOWN_MAX);
  if (record->code != 0)
    g_string_append_printf (text, "%sClose %u", text->len > 0 ? ", " : "", record->code);
  if (record->has_timed_out)
    g_string_append_printf (text, "%snothing more", text->len > 0 ? ", " : "");
  if (record->fault != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", record->fault);

  return g_string_free (text, FALSE);
}

static Verdict
judge_behaviour (const Case *c, const Record *record)
{
  g_autoptr (GArray) strict = NULL;
  g_autoptr (GArray) lenient = NULL;

  if (record->fault != NULL || record->has_no_deflate)
    return VERDICT_FAILED;
  strict = play_parse_expect (c->expect, c->script);
  if (play_is_same (record->heard, strict))
    return VERDICT_OK;
  if (c->lenient == NULL)
    return VERDICT_FAILED;
  lenient = play_parse_expect (c->lenient, c->script);

  return play_is_same (record->heard, lenient) ? VERDICT_NON_STRICT : VERDICT_FAILED;
}

guint16
judge_get_default_code (const Case *c)
{
  return c->end == CASE_CLOSED || c->end == CASE_CLOSING ? 1000 : 1002;
}

static gboolean
is_code_allowed (const Case *c, guint16 code)
{
  if (c->codes[0] == 0)
    return code == judge_get_default_code (c);
  for (gsize i = 0; i < G_N_ELEMENTS (c->codes); i++)
    if (c->codes[i] == code)
      return TRUE;

  return FALSE;
}

/* What has to be true of the Close that the client sent. */
static const struct
{
  gboolean may_be_empty;
  gboolean may_be_missing;
  gboolean must_be_missing;
  gboolean is_answer; /* to ours: then the end of TCP is ours as well */
} ends[] = {
  [CASE_CLOSED] = { .may_be_empty = TRUE, .is_answer = TRUE },
  [CASE_FAILED] = { FALSE },
  [CASE_FAILED_OR_DROPPED] = { .may_be_empty = TRUE, .may_be_missing = TRUE },
  [CASE_GONE] = { .may_be_missing = TRUE, .must_be_missing = TRUE },
  [CASE_CLOSING] = { FALSE },
  [CASE_ANY] = { .may_be_empty = TRUE, .may_be_missing = TRUE },
};

/* Returns: (nullable): what is wrong with how the closing began, which fails the case. */
static const char *
judge_close (const Case *c, const Record *record)
{
  gboolean is_empty = record->code == 1005 && ends[c->end].may_be_empty;

  if (!record->was_opened && !c->is_unread)
    return "no request came";
  if (record->has_timed_out)
    return "did not close";
  if (record->code == 0)
    return NULL;
  if (ends[c->end].must_be_missing || !(is_empty || is_code_allowed (c, record->code)))
    return "closed with the wrong code";
  if (ends[c->end].is_answer && record->has_closed_first)
    return "closed by itself";

  return NULL;
}

/* Returns: (nullable): what is wrong with how TCP ended. */
static const char *
judge_tcp (const Case *c, const Record *record)
{
  if (record->code == 0 && !ends[c->end].may_be_missing)
    return "left without a Close";
  if (ends[c->end].is_answer && record->has_left_first)
    return "ended TCP before the server";

  return record->code != 0 && record->has_stayed ? "did not end TCP" : NULL;
}

/* The cases x.* look at the program as well. Returns: (nullable) (transfer full): what is wrong. */
static char *
judge_program (const Case *c, const ClientEnd *end)
{
  guint mib = c->mib == 0 ? MIB_MAX : c->mib;

  if (!end->has_ended)
    return g_strdup ("the client did not end");
  if (case_is_numbered (c))
    return NULL;
  if (end->status != c->exit_status)
    return g_strdup_printf ("exit status %d instead of %d", end->status, c->exit_status);
  if (end->mib > mib)
    return g_strdup_printf ("%u MiB resident, more than %u", end->mib, mib);
  if (end->ms > (c->seconds == 0 ? 10 : c->seconds) * 1000)
    return g_strdup_printf ("%u ms", end->ms);
  if (end->status != 0 && end->errors[0] == '\0')
    return g_strdup ("nothing on stderr");
  if (end->log_fault != NULL)
    return g_strdup (end->log_fault);

  return NULL;
}

void
judge (const Case *c, const Record *record, Result *result)
{
  g_autofree char *program = judge_program (c, &result->end);
  const char *close = c->end == CASE_ANY ? NULL : judge_close (c, record);
  const char *tcp = c->end == CASE_ANY ? NULL : judge_tcp (c, record);

  result->verdict = judge_behaviour (c, record);
  if (program != NULL || close != NULL)
    result->verdict = VERDICT_FAILED;
  if (c->is_informational && program == NULL)
    result->verdict = VERDICT_INFORMATIONAL;
  result->detail = describe (record);
  result->closing = g_strdup (program != NULL ? program
                              : close != NULL ? close
                              : tcp != NULL   ? tcp
                                              : "clean");
}

gboolean
judge_is_pass (const Result *result)
{
  return result->verdict == VERDICT_INFORMATIONAL ||
         (result->verdict == VERDICT_OK && g_str_equal (result->closing, "clean"));
}

void
judge_result_clear (Result *result)
{
  g_free (result->closing);
  g_free (result->detail);
  g_free (result->end.errors);
}
