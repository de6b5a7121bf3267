/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "play.h"

#include <string.h>

/* The cases of the suite that everybody measures with, by group. */
static const struct
{
  const char *prefix;
  guint count;
} groups[] = {
  { "1.", 16 }, { "2.", 11 }, { "3.", 7 },  { "4.", 10 },  { "5.", 20 },   { "6.", 145 },
  { "7.", 37 }, { "9.", 54 }, { "10.", 1 }, { "12.", 90 }, { "13.", 126 },
};

static void
test_numbers (void)
{
  g_autoptr (GArray) cases = case_list_all ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_numbered = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = &g_array_index (cases, Case, i);

      g_assert_true (g_hash_table_add (seen, (gpointer)c->number));
      n_numbered += case_is_numbered (c) ? 1 : 0;
    }
  g_assert_cmpuint (n_numbered, ==, 517);
}

static void
test_groups (void)
{
  g_autoptr (GArray) cases = case_list_all ();

  for (gsize group = 0; group < G_N_ELEMENTS (groups); group++)
    {
      guint count = 0;

      for (guint i = 0; i < cases->len; i++)
        count += g_str_has_prefix (g_array_index (cases, Case, i).number, groups[group].prefix);
      g_assert_cmpuint (count, ==, groups[group].count);
    }
}

/* Every script and expectation can be read, and a case has one or the other way to go. */
static void
test_scripts (void)
{
  g_autoptr (GArray) cases = case_list_all ();

  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = &g_array_index (cases, Case, i);
      g_autoptr (GArray) expected = play_parse_expect (c->expect, c->script);

      if (c->script != NULL)
        g_array_unref (script_parse (c->script));
      g_assert_true ((c->script == NULL) == (c->rounds != NULL));
      g_assert_true (strcmp (c->expect, "=") != 0 || expected->len > 0);
    }
}

/* What says that it is text is valid UTF-8 in whatever piece it is sent. */
static void
test_data (void)
{
  for (DataKind kind = 0; kind < DATA_N_KINDS; kind++)
    {
      const guint8 *data = data_get (kind);
      gboolean is_ascii = TRUE;

      for (gsize i = 0; i < DATA_SIZE; i++)
        is_ascii = is_ascii && data[i] < 0x80;
      g_assert_true (is_ascii || !data_is_text (kind));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conformance/case/numbers", test_numbers);
  g_test_add_func ("/conformance/case/groups", test_groups);
  g_test_add_func ("/conformance/case/scripts", test_scripts);
  g_test_add_func ("/conformance/case/data", test_data);

  return g_test_run ();
}
