/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/suggest.h"

#include <glib.h>

static void
test_nearest (void)
{
  static const char *const names[] = { "connect", "serve", "log", "subprotocol", NULL };
  static const struct
  {
    const char *text;
    const char *nearest;
  } cases[] = {
    { "conect", "connect" },
    { "connetc", "connect" },
    { "conn", "connect" },
    { "sreve", "serve" },
    { "lgo", "log" },
    { "logs", "log" },
    { "sub", "subprotocol" },
    { "protocol", "subprotocol" },
    { "subprotocl", "subprotocol" },
    { "", NULL },
    { "x", NULL },
    { "zebra", NULL },
    { "0123456789012345678901234567890123456789", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (cli_suggest (cases[i].text, names), ==, cases[i].nearest);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/suggest/nearest", test_nearest);

  return g_test_run ();
}
