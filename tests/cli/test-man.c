/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/man.h"

#include <string.h>

static void
check (const char *page, const CliCommand *command)
{
  for (const CliOptionGroup *group = command->groups; group->options != NULL; group++)
    for (const CliOption *row = group->options; row->name != NULL; row++)
      {
        g_auto (GStrv) parts = g_strsplit (row->name, "-", -1);
        g_autofree char *name = g_strjoinv ("\\-", parts);
        g_autofree char *shown = g_strdup_printf ("\\-\\-\\&%s\\fR", name);

        g_test_message ("%s", shown);
        g_assert_nonnull (strstr (page, shown));
      }
  for (gsize i = 0; command->children != NULL && command->children[i] != NULL; i++)
    check (page, command->children[i]);
}

static void
test_all (void)
{
  g_autoptr (GString) page = g_string_new (NULL);

  cli_man_append (page, &cli_noctule_command);
  g_assert_true (g_str_has_prefix (page->str, ".TH NOCTULE 1 "));
  g_assert_true (g_str_is_ascii (page->str));
  check (page->str, &cli_noctule_command);
}

/* Text that roff would read as something else. */
static void
test_escapes (void)
{
  static const CliOption options[] = { { "odd", NULL, ".a 'b' \\c - … `~^", .value = TRUE },
                                       { 0 } };
  static const CliOptionGroup groups[] = { { "'title", options }, { 0 } };
  static const CliCommand root = {
    .name = "odd",
    .operands = "",
    .summary = "'tis odd.",
    .groups = groups,
  };
  g_autoptr (GString) page = g_string_new (NULL);

  cli_man_append (page, &root);
  g_assert_nonnull (strstr (page->str, "\n\\&.a \\(aqb\\(aq \\ec \\- \\[u2026] \\(ga\\(ti\\(ha\n"));
  g_assert_nonnull (strstr (page->str, "\n\\&\\(aqtis odd.\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/man/all", test_all);
  g_test_add_func ("/cli/man/escapes", test_escapes);

  return g_test_run ();
}
