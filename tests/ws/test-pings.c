/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/pings-private.h"

#include <glib.h>

static void
test_answer (void)
{
  WsPings pings = { 0 };

  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 0);
  g_assert_cmpuint (ws_pings_answer (&pings, "a", 1, 5), ==, 0);

  ws_pings_add (&pings, "a", 1, 10);
  ws_pings_add (&pings, "b", 1, 20);
  ws_pings_add (&pings, "", 0, 30);
  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 10);

  g_assert_cmpuint (ws_pings_answer (&pings, "x", 1, 35), ==, 0);
  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 10);

  /* the answer to the second is one to the first as well */
  g_assert_cmpuint (ws_pings_answer (&pings, "b", 1, 45), ==, 25);
  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 30);
  g_assert_cmpuint (ws_pings_answer (&pings, "b", 1, 46), ==, 0);

  /* a clock that did not move, or moved back, is no reason to say "unknown" */
  g_assert_cmpuint (ws_pings_answer (&pings, NULL, 0, 30), ==, 1);
  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 0);
}

static void
test_same_payload (void)
{
  WsPings pings = { 0 };

  ws_pings_add (&pings, "p", 1, 10);
  ws_pings_add (&pings, "p", 1, 20);
  g_assert_cmpuint (ws_pings_answer (&pings, "p", 1, 25), ==, 15);
  g_assert_cmpuint (ws_pings_answer (&pings, "p", 1, 26), ==, 6);
}

static void
test_many (void)
{
  WsPings pings = { 0 };
  const uint8_t last = 99;

  for (uint8_t i = 0; i < 100; i++)
    {
      ws_pings_add (&pings, &i, 1, 100 + i);
      g_assert_cmpuint (pings.n_pings, <=, WS_PINGS_MAX);
      g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 100);
    }

  g_assert_cmpuint (ws_pings_answer (&pings, &last, 1, 300), ==, 101);
  g_assert_cmpuint (ws_pings_get_oldest (&pings), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/pings/answer", test_answer);
  g_test_add_func ("/ws/pings/same-payload", test_same_payload);
  g_test_add_func ("/ws/pings/many", test_many);

  return g_test_run ();
}
