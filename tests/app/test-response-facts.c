/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-facts.h"

typedef struct
{
  const char *summary;
  gboolean is_live;
  const char *state;
  const char *line;
  const char *end; /* nullable */
  AppResponseNext next;
  gboolean is_well;
} Case;

#define TIMES \
  "\"opened\":\"2026-11-23T12:00:00.000000Z\",\"ended\":\"2026-11-23T12:00:12.000000Z\","

static const Case cases[] = {
  { "{" TIMES "\"status\":101,\"code\":1000,\"reason\":\"\",\"clean\":true,\"messages-in\":1200,"
    "\"messages-out\":4}",
    FALSE, "Closed 1000", "Closed 1000 · 12.0 s · 1204 messages",
    "Closed with 1000 normal closure. What the connection was for has been done.",
    APP_RESPONSE_NEXT_CONNECT, TRUE },
  { "{" TIMES "\"status\":101,\"code\":4000,\"reason\":\"go\",\"clean\":true,\"messages-in\":1}",
    FALSE, "Closed 4000", "Closed 4000 · 12.0 s · 1 message", "Closed with 4000: go",
    APP_RESPONSE_NEXT_CONNECT, FALSE },
  { "{" TIMES "\"status\":101,\"code\":1006,\"error\":\"It was lost.\"}", FALSE, "Closed 1006",
    "Closed 1006 · 12.0 s · 0 messages", "It was lost.", APP_RESPONSE_NEXT_CONNECT, FALSE },
  { "{\"ended\":\"2026-11-23T12:00:12Z\",\"status\":403,\"error\":\"No.\"}", FALSE, "Refused",
    "403 Refused", "No.", APP_RESPONSE_NEXT_ANSWER, FALSE },
  { "{\"ended\":\"2026-11-23T12:00:12Z\",\"error\":\"No host.\"}", FALSE, "Failed", "Failed",
    "No host.", APP_RESPONSE_NEXT_TRY_AGAIN, FALSE },
  { "{\"ended\":\"2026-11-23T12:00:12Z\"}", FALSE, "Cancelled", "Cancelled",
    "There was no connection.", APP_RESPONSE_NEXT_TRY_AGAIN, FALSE },
  { "{}", TRUE, "Connecting…", "Connecting…", NULL, APP_RESPONSE_NEXT_NONE, FALSE },
  { "{}", FALSE, "Closed", "Closed",
    "The recording ends here. The program was ended, or the computer.", APP_RESPONSE_NEXT_CONNECT,
    FALSE },
  { "[1", FALSE, "Closed", "Closed",
    "The recording ends here. The program was ended, or the computer.", APP_RESPONSE_NEXT_CONNECT,
    FALSE },
  { "{\"status\":{},\"code\":[],\"opened\":3,\"error\":{},\"clean\":\"x\"}", FALSE, "Closed",
    "Closed", "The recording ends here. The program was ended, or the computer.",
    APP_RESPONSE_NEXT_CONNECT, FALSE },
};

static void
test_summaries (void)
{
  AppResponseFacts facts = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *state = NULL;
      g_autofree char *line = NULL;
      g_autofree char *end = NULL;

      app_response_facts_set_summary (&facts, cases[i].summary, cases[i].is_live);
      state = app_response_facts_dup_state (&facts);
      line = app_response_facts_dup_line (&facts);
      end = app_response_facts_dup_end (&facts);
      g_assert_cmpstr (state, ==, cases[i].state);
      g_assert_cmpstr (line, ==, cases[i].line);
      g_assert_cmpstr (end, ==, cases[i].end);
      g_assert_cmpint (app_response_facts_get_next (&facts), ==, cases[i].next);
      g_assert_cmpint (app_response_facts_is_well (&facts), ==, cases[i].is_well);
    }
  app_response_facts_clear (&facts);
}

static void
test_tls (void)
{
  AppResponseFacts facts = { .state = EXCHANGE_STATE_FAILED,
                             .problem_code = EXCHANGE_ERROR_TLS,
                             .problem = (char *)"No." };

  g_assert_cmpint (app_response_facts_get_next (&facts), ==, APP_RESPONSE_NEXT_CERTIFICATE);
}

static void
test_session (void)
{
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  AppResponseFacts facts = { 0 };
  g_autofree char *state = NULL;

  app_response_facts_set_session (&facts, session);
  state = app_response_facts_dup_state (&facts);
  g_assert_cmpstr (state, ==, "");
  g_assert_null (app_response_facts_dup_end (&facts));
  app_response_facts_clear (&facts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/response-facts/summaries", test_summaries);
  g_test_add_func ("/app/response-facts/tls", test_tls);
  g_test_add_func ("/app/response-facts/session", test_session);

  return g_test_run ();
}
