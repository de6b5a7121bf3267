/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fuzzy.h"

static guint
score (const char *needle, const char *haystack)
{
  g_autofree char *folded_needle = app_fuzzy_dup_key (needle);
  g_autofree char *folded_haystack = app_fuzzy_dup_key (haystack);

  return app_fuzzy_score (folded_needle, folded_haystack);
}

static void
test_found (void)
{
  static const struct
  {
    const char *needle;
    const char *haystack;
    gboolean is_found;
  } cases[] = {
    { "", "", TRUE },
    { "", "Echo", TRUE },
    { "e", "", FALSE },
    { "echo", "Echo", TRUE },
    { "EO", "Echo", TRUE },
    { "oe", "Echo", FALSE },
    { "chjo", "Chat / Join room", TRUE },
    { "größe", "Die GRÖSSE", TRUE },
    { "u\xcc\x88",
      "\xc3\x9c"
      "bung",
      TRUE }, /* composed or not */
    { "echoo", "Echo", FALSE },
    { "ab", "b a-ab", TRUE }, /* the beginning of a word at first leads astray */
    { "aab", "a xab aab", TRUE },
    { "a\xff", "a\xff", TRUE }, /* no UTF-8 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s” in “%s”", cases[i].needle, cases[i].haystack);
      g_assert_cmpint (score (cases[i].needle, cases[i].haystack) > 0, ==, cases[i].is_found);
    }
}

/* The first of two is what is meant. */
static void
test_better (void)
{
  static const struct
  {
    const char *needle;
    const char *better;
    const char *worse;
  } cases[] = {
    { "echo", "Echo", "Each choice" },
    { "jr", "Join room", "Major" },
    { "tick", "Ticker", "Attic key" },
    { "room", "Chat / Join room", "Removing old omens" },
    { "chat", "Chat", "Chat with everyone who is in the very same room as I am" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”: “%s”", cases[i].needle, cases[i].better);
      g_assert_cmpuint (score (cases[i].needle, cases[i].better), >,
                        score (cases[i].needle, cases[i].worse));
    }
}

/* However a needle is taken out of a haystack, it is found there. */
static void
test_subsequences (void)
{
  static const char letters[] = "abc -";

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) haystack = g_string_new (NULL);
      g_autoptr (GString) needle = g_string_new (NULL);

      for (int i = g_test_rand_int_range (0, 24); i > 0; i--)
        {
          char letter = letters[g_test_rand_int_range (0, sizeof letters - 1)];

          g_string_append_c (haystack, letter);
          if (g_test_rand_int_range (0, 3) == 0)
            g_string_append_c (needle, letter);
        }
      g_assert_cmpuint (app_fuzzy_score (needle->str, haystack->str), >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/fuzzy/found", test_found);
  g_test_add_func ("/app/fuzzy/better", test_better);
  g_test_add_func ("/app/fuzzy/subsequences", test_subsequences);
  return g_test_run ();
}
