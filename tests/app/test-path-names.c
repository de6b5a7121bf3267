/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/path-names.h"

static const struct
{
  const char *url;
  const char *names;
  const char *query;
} cases[] = {
  { "", "", NULL },
  { "wss://host:8080", "", NULL },
  { "wss://host:8080/rooms/:room", "room", NULL },
  { "wss://host/:a/x/:b/:a", "a,b", NULL },
  { "wss://host/:a?x=:b#/:c", "a", "x=:b#/:c" },
  { "host/:a", "a", NULL },
  { "host:80/:a", "a", NULL },
  { ":a", "", NULL },
  { "/:a", "a", NULL },
  { "wss://host/:", "", NULL },
  { "wss://host/a:b/:c d", "c d", NULL },
  { "wss://host?x/:a", "", "x/:a" },
  { "host/go?to=ws://x/:a", "", "to=ws://x/:a" },
  { "host/http://x/:a", "a", NULL },
  { "wss://host/#?x", "", NULL },
  { "wss://host/?", "", "" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = app_path_names_find (cases[i].url);
      g_autofree char *joined = g_strjoinv (",", names);

      g_assert_cmpstr (joined, ==, cases[i].names);
      g_assert_cmpstr (app_path_names_find_query (cases[i].url), ==, cases[i].query);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/path-names/find", test_find);

  return g_test_run ();
}
