/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "client.h"
#include "play.h"

#include <glib.h>

typedef enum
{
  VERDICT_OK,
  VERDICT_NON_STRICT,
  VERDICT_FAILED,
  VERDICT_INFORMATIONAL,
} Verdict;

typedef struct
{
  Verdict verdict;
  char *closing; /* "clean", or what was wrong with it */
  char *detail;  /* what was heard */
  ClientEnd end;
} Result;

const char *judge_verdict_name (Verdict verdict);

/* Fills in verdict, closing and detail. @result->end is set already. */
void judge (const Case *c, const Record *record, Result *result);

/* Returns: the close code that is demanded where the case names none. */
guint16 judge_get_default_code (const Case *c);

/* Returns: whether the case counts as passed: OK and closed cleanly, or informational. */
gboolean judge_is_pass (const Result *result);

void judge_result_clear (Result *result);
