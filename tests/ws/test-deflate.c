/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/deflate.h"

#include <glib.h>
#include <string.h>

#define ANY   WS_DEFLATE_BITS_ANY
#define NAME  "permessage-deflate"
#define OTHER WS_ERROR_EXTENSION_NOT_OFFERED
#define PARAM WS_ERROR_EXTENSION_PARAMETER
#define BAD   WS_ERROR_EXTENSION_SYNTAX

typedef struct
{
  const char *text;
  WsStatus offer;  /* what it is as an offer */
  WsStatus answer; /* and as an answer */
  WsDeflateParams params;
} ReadCase;

static const ReadCase read_cases[] = {
  { NAME, WS_OK, WS_OK, { 0 } },
  { " " NAME " ", WS_OK, WS_OK, { 0 } },
  { NAME "; client_max_window_bits", WS_OK, PARAM, { .client_max_window_bits = ANY } },
  { NAME ";client_max_window_bits=10", WS_OK, WS_OK, { .client_max_window_bits = 10 } },
  { NAME "; client_max_window_bits = \"15\"", WS_OK, WS_OK, { .client_max_window_bits = 15 } },
  { NAME "; server_max_window_bits=8", WS_OK, WS_OK, { .server_max_window_bits = 8 } },
  { NAME "; server_no_context_takeover ; client_no_context_takeover",
    WS_OK,
    WS_OK,
    { .server_no_context_takeover = true, .client_no_context_takeover = true } },
  { NAME "; server_max_window_bits", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=7", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=16", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=09", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=100", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=x", PARAM, PARAM, { 0 } },
  { NAME "; client_max_window_bits=0", PARAM, PARAM, { 0 } },
  { NAME "; server_max_window_bits=9; server_max_window_bits=9", PARAM, PARAM, { 0 } },
  { NAME "; client_max_window_bits; client_max_window_bits", PARAM, PARAM, { 0 } },
  { NAME "; client_max_window_bits; client_max_window_bits=9", PARAM, PARAM, { 0 } },
  { NAME "; client_no_context_takeover=1", PARAM, PARAM, { 0 } },
  { NAME "; client_no_context_takeover; client_no_context_takeover", PARAM, PARAM, { 0 } },
  { NAME "; mystery", PARAM, PARAM, { 0 } },
  { NAME "; mystery; =", BAD, BAD, { 0 } },
  { "x-webkit-deflate-frame", OTHER, OTHER, { 0 } },
  { "x-webkit-deflate-frame; a=\"b\"; c", OTHER, OTHER, { 0 } },
  { "Permessage-Deflate", OTHER, OTHER, { 0 } },
  { "", BAD, BAD, { 0 } },
  { "; a", BAD, BAD, { 0 } },
  { NAME ";", BAD, BAD, { 0 } },
  { NAME "; ;", BAD, BAD, { 0 } },
  { NAME " x", BAD, BAD, { 0 } },
  { NAME "; server_max_window_bits=", BAD, BAD, { 0 } },
  { NAME "; server_max_window_bits=\"9", BAD, BAD, { 0 } },
  { NAME "; server_max_window_bits=\"\"", BAD, BAD, { 0 } },
  { NAME "; server_max_window_bits=\"9 \"", BAD, BAD, { 0 } },
  { NAME "; a b", BAD, BAD, { 0 } },
};

static void
assert_same (const WsDeflateParams *a, const WsDeflateParams *b)
{
  g_assert_cmpint (a->server_no_context_takeover, ==, b->server_no_context_takeover);
  g_assert_cmpint (a->client_no_context_takeover, ==, b->client_no_context_takeover);
  g_assert_cmpint (a->server_max_window_bits, ==, b->server_max_window_bits);
  g_assert_cmpint (a->client_max_window_bits, ==, b->client_max_window_bits);
}

static void
test_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      const ReadCase *c = &read_cases[i];
      WsDeflateParams params = { 0 };
      /* not NUL-terminated: nothing behind the end is looked at */
      g_autofree char *text = g_memdup2 (c->text, MAX (strlen (c->text), 1));

      g_test_message ("%s", c->text);
      g_assert_cmpint (ws_deflate_params_read (text, strlen (c->text), false, &params), ==,
                       c->answer);
      g_assert_cmpint (ws_deflate_params_read (text, strlen (c->text), true, &params), ==,
                       c->offer);
      assert_same (&params, &c->params);
    }
}

/* Calls @check with all that can be offered or answered. */
static void
for_all_params (void (*check) (const WsDeflateParams *params))
{
  static const uint8_t bits[] = { 0, 8, 9, 15, ANY };

  for (unsigned int i = 0; i < 4 * 4 * 5; i++)
    {
      WsDeflateParams params = {
        .server_no_context_takeover = (i & 1) != 0,
        .client_no_context_takeover = (i & 2) != 0,
        .server_max_window_bits = bits[i / 4 % 4],
        .client_max_window_bits = bits[i / 16],
      };

      check (&params);
    }
}

static void
check_round (const WsDeflateParams *params)
{
  WsDeflateParams read = { 0 };
  char text[160], little[20];
  size_t len = ws_deflate_params_write (params, text, sizeof text);

  g_assert_cmpuint (len, ==, strlen (text));
  g_assert_cmpint (ws_deflate_params_read (text, len, true, &read), ==, WS_OK);
  assert_same (params, &read);

  /* too little room cuts, and says how much it would have been */
  g_assert_cmpuint (ws_deflate_params_write (params, little, sizeof little), ==, len);
  g_assert_cmpstr (little, ==, NAME);
}

static void
test_round (void)
{
  for_all_params (check_round);
}

static const WsDeflateParams *offered;

/* What a server of ours answers to any offer, a client of ours accepts. */
static void
check_answer_to_offer (const WsDeflateParams *wanted)
{
  WsDeflateParams answer, read;
  char text[160];

  ws_deflate_answer (offered, wanted, &answer);
  g_assert_cmpint (ws_deflate_check_answer (offered, &answer), ==, WS_OK);

  ws_deflate_params_write (&answer, text, sizeof text);
  g_assert_cmpint (ws_deflate_params_read (text, strlen (text), false, &read), ==, WS_OK);
  g_assert_true (answer.server_no_context_takeover || !wanted->server_no_context_takeover);
  g_assert_true (answer.client_no_context_takeover || !wanted->client_no_context_takeover);
}

static void
check_offer (const WsDeflateParams *offer)
{
  offered = offer;
  for_all_params (check_answer_to_offer);
}

static void
test_answer (void)
{
  for_all_params (check_offer);
}

typedef struct
{
  const char *offer;
  const char *answer;
  WsStatus status;
} CheckCase;

static const CheckCase check_cases[] = {
  { NAME, NAME, WS_OK },
  { NAME, NAME "; server_no_context_takeover; client_no_context_takeover", WS_OK },
  { NAME, NAME "; server_max_window_bits=9", WS_OK },
  { NAME, NAME "; client_max_window_bits=15", PARAM },
  { NAME "; client_max_window_bits", NAME, WS_OK },
  { NAME "; client_max_window_bits", NAME "; client_max_window_bits=8", WS_OK },
  { NAME "; client_max_window_bits=10", NAME "; client_max_window_bits=10", WS_OK },
  { NAME "; client_max_window_bits=10", NAME "; client_max_window_bits=11", PARAM },
  { NAME "; server_max_window_bits=10", NAME, PARAM },
  { NAME "; server_max_window_bits=10", NAME "; server_max_window_bits=11", PARAM },
  { NAME "; server_max_window_bits=10", NAME "; server_max_window_bits=9", WS_OK },
  { NAME "; server_no_context_takeover", NAME, PARAM },
  { NAME "; server_no_context_takeover", NAME "; server_no_context_takeover", WS_OK },
  { NAME "; client_no_context_takeover", NAME, WS_OK },
};

static void
test_check (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (check_cases); i++)
    {
      const CheckCase *c = &check_cases[i];
      WsDeflateParams offer, answer;

      g_test_message ("%s -> %s", c->offer, c->answer);
      g_assert_cmpint (ws_deflate_params_read (c->offer, strlen (c->offer), true, &offer), ==,
                       WS_OK);
      g_assert_cmpint (ws_deflate_params_read (c->answer, strlen (c->answer), false, &answer), ==,
                       WS_OK);
      g_assert_cmpint (ws_deflate_check_answer (&offer, &answer), ==, c->status);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/deflate/read", test_read);
  g_test_add_func ("/ws/deflate/round", test_round);
  g_test_add_func ("/ws/deflate/answer", test_answer);
  g_test_add_func ("/ws/deflate/check", test_check);

  return g_test_run ();
}
