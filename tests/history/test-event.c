/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/event.h"

#include <string.h>

static void
test_kinds (void)
{
  for (guint8 kind = HISTORY_KIND_NOTE; kind <= HISTORY_KIND_GAP; kind++)
    g_assert_cmpuint (history_kind_from_name (history_kind_get_name (kind)), ==, kind);

  g_assert_cmpstr (history_kind_get_name (HISTORY_KIND_MESSAGE), ==, "message");
  g_assert_cmpstr (history_kind_get_name (0), ==, "unknown");
  g_assert_cmpstr (history_kind_get_name (HISTORY_KIND_GAP + 1), ==, "unknown");
  g_assert_cmpstr (history_kind_get_name (255), ==, "unknown");
  g_assert_cmpuint (history_kind_from_name ("unknown"), ==, 0);
  g_assert_cmpuint (history_kind_from_name (""), ==, 0);
}

static void
test_masked (void)
{
  static const struct
  {
    HistoryRange ranges[3];
    gsize n_ranges;
    const char *expected;
  } cases[] = {
    { { { 0, 0 } }, 0, "0123456789" },
    { { { 2, 3 } }, 1, "01***56789" },
    { { { 0, 10 } }, 1, "***" },
    { { { 0, 1 }, { 9, 1 } }, 2, "***12345678***" },
    { { { 8, 100 }, { 1, 1 } }, 2, "0***234567***" },
    { { { 2, 4 }, { 3, 5 }, { 4, 1 } }, 3, "01***89" },
    { { { 4, 0 } }, 1, "0123456789" },
    { { { 10, 5 } }, 1, "0123456789" },
    { { { G_MAXUINT32, G_MAXUINT32 } }, 1, "0123456789" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (">");

      history_event_append_masked (out, (const guint8 *)"0123456789", 10, cases[i].ranges,
                                   cases[i].n_ranges);
      g_assert_cmpstr (out->str + 1, ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/event/kinds", test_kinds);
  g_test_add_func ("/history/event/masked", test_masked);

  return g_test_run ();
}
