/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/session.h"

/* What is known of a connection, live or recorded, in the same shape. */
typedef struct
{
  ExchangeState state;
  ExchangeCounts counts;
  ExchangeError problem_code; /* with @problem */
  guint16 status;             /* HTTP status of the answer, 0: none yet */
  guint16 code;               /* close code, 0: none */
  gint64 open_us;             /* until it was open, 0: unknown */
  guint64 opened, ended;      /* ns since the epoch, 0: never */
  gboolean is_clean;          /* both Close frames went over the wire */
  char *problem;              /* nullable: why it ended badly, a sentence */
  char *reason;               /* nullable: of the Close frame */
  char *url;                  /* nullable; of a recorded one */
  char *request_id;           /* nullable; of a recorded one */
} AppResponseFacts;

void app_response_facts_clear (AppResponseFacts *facts);

void app_response_facts_set_session (AppResponseFacts *facts, ExchangeSession *session);

/* @summary: (nullable): connection.json, which may be anything. @is_live: it is being recorded. */
void
app_response_facts_set_summary (AppResponseFacts *facts, const char *summary, gboolean is_live);

/* Returns: (transfer full) (nullable): what is to be said about how it ended, a sentence with the
 * close code and the reason; NULL while it goes on, and before it began. */
char *app_response_facts_dup_end (const AppResponseFacts *facts);

/* What a person does next. */
typedef enum
{
  APP_RESPONSE_NEXT_NONE,
  APP_RESPONSE_NEXT_CONNECT,     /* connect again: it had been open */
  APP_RESPONSE_NEXT_TRY_AGAIN,   /* it never was */
  APP_RESPONSE_NEXT_CERTIFICATE, /* look at the certificate */
  APP_RESPONSE_NEXT_ANSWER,      /* look at the answer of a server that refused */
} AppResponseNext;

AppResponseNext app_response_facts_get_next (const AppResponseFacts *facts);

/* Returns: whether it ended as it should: closed cleanly with a code that says so. */
gboolean app_response_facts_is_well (const AppResponseFacts *facts);

/* Returns: (transfer full): the state in a word or two: "Connected", "Closed 1000", "Refused". */
char *app_response_facts_dup_state (const AppResponseFacts *facts);

/* Returns: (transfer full): for a menu of past connections: "Closed 1000 · 12 s · 1,204 messages".
 */
char *app_response_facts_dup_line (const AppResponseFacts *facts);
