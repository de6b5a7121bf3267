/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/address-private.h"

#include <string.h>

static char *
look_up (const char *name, gpointer user_data)
{
  const char *const *pairs = user_data;

  for (; *pairs != NULL; pairs += 2)
    if (strcmp (pairs[0], name) == 0)
      return g_strdup (pairs[1]);

  return NULL;
}

static void
test_filled (void)
{
  static const char *const params[] = { "room", "a/b c", "id", "7", "empty", "", NULL };
  static const char *const cases[][2] = {
    { "ws://x/:room", "ws://x/a%2Fb%20c" },
    { "ws://x/:room/:id/", "ws://x/a%2Fb%20c/7/" },
    { "x:80/:id", "x:80/7" },
    { "ws://:id/:id", "ws://:id/7" },
    { "ws://x/:id.json", "ws://x/:id.json" },
    { "ws://x/a:id", "ws://x/a:id" },
    { "ws://x/:ID", "ws://x/:ID" },
    { "ws://x/:other", "ws://x/:other" },
    { "ws://x/:empty/y", "ws://x//y" },
    { "ws://x/:", "ws://x/:" },
    { "ws://x/:id?q=/:id", "ws://x/7?q=/:id" },
    { "ws://x/:id#/:id", "ws://x/7#/:id" },
    { "ws://x?/:id", "ws://x?/:id" },
    { "ws://x", "ws://x" },
    { "/:id", "/7" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = exchange_address_dup_filled (cases[i][0], look_up,
                                                             (gpointer)params);

      g_assert_cmpstr (filled, ==, cases[i][1]);
    }
}

static void
test_param (void)
{
  static const char *const cases[][4] = {
    { "ws://x", "a", "b", "ws://x?a=b" },
    { "ws://x/", "a", NULL, "ws://x/?a" },
    { "ws://x/", "a", "", "ws://x/?a=" },
    { "ws://x/?c=d", "a", "b", "ws://x/?c=d&a=b" },
    { "ws://x/?", "a", "b", "ws://x/?a=b" },
    { "ws://x/?c&", "a", "b", "ws://x/?c&a=b" },
    { "ws://x/#f", "a", "b", "ws://x/?a=b#f" },
    { "ws://x/#f?g", "a", "b", "ws://x/?a=b#f?g" },
    { "ws://x/?c#f", "a", "b", "ws://x/?c&a=b#f" },
    { "x", "a&b=c", "d?e#f g%h", "x?a%26b%3Dc=d%3Fe%23f%20g%25h" },
    { "", "a", "b", "?a=b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) url = g_string_new (cases[i][0]);

      exchange_address_append_param (url, cases[i][1], cases[i][2]);
      g_assert_cmpstr (url->str, ==, cases[i][3]);
    }
}

static void
test_escaped (void)
{
  static const char *const cases[][2] = {
    { "aZ09-._~", "aZ09-._~" },
    { "\303\244", "%C3%A4" },
    { "a+b c", "a%2Bb%20c" },
    { "%41%zz%4", "%41%25zz%254" },
    { "{{ x }}", "%7B%7B%20x%20%7D%7D" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = exchange_address_dup_escaped (cases[i][0]);

      g_assert_cmpstr (escaped, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/address/filled", test_filled);
  g_test_add_func ("/exchange/address/param", test_param);
  g_test_add_func ("/exchange/address/escaped", test_escaped);

  return g_test_run ();
}
