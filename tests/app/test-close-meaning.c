/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/close-meaning.h"

/* Every number that can come has a sentence. */
static void
test_all (void)
{
  for (guint code = 0; code <= G_MAXUINT16; code++)
    g_assert_true (g_str_has_suffix (app_close_meaning_get ((guint16)code), "."));
}

static void
test_titles (void)
{
  g_autofree char *known = app_close_dup_title (1001);
  g_autofree char *own = app_close_dup_title (4001);

  g_assert_cmpstr (known, ==, "1001 going away");
  g_assert_cmpstr (own, ==, "4001");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/close-meaning/all", test_all);
  g_test_add_func ("/app/close-meaning/titles", test_titles);

  return g_test_run ();
}
