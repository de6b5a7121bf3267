/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/style.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Returns: the descriptor of a terminal nobody looks at. */
static int
open_terminal (int *leader)
{
  *leader = posix_openpt (O_RDWR | O_NOCTTY);
  g_assert_cmpint (*leader, >=, 0);
  g_assert_cmpint (grantpt (*leader), ==, 0);
  g_assert_cmpint (unlockpt (*leader), ==, 0);

  return open (ptsname (*leader), O_RDWR | O_NOCTTY);
}

static void
test_colours (void)
{
  static const struct
  {
    const char *term;
    const char *no_color;
    gboolean has_colours;
  } cases[] = {
    { "xterm", NULL, TRUE }, { "xterm", "", TRUE }, { "xterm", "1", FALSE },
    { "dumb", NULL, FALSE }, { "", NULL, FALSE },   { NULL, NULL, FALSE },
  };
  int leader, fd = open_terminal (&leader);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CliStyle style;

      g_unsetenv ("TERM");
      g_unsetenv ("NO_COLOR");
      if (cases[i].term != NULL)
        g_setenv ("TERM", cases[i].term, TRUE);
      if (cases[i].no_color != NULL)
        g_setenv ("NO_COLOR", cases[i].no_color, TRUE);
      cli_style_init (&style, fd);
      g_assert_true (style.is_terminal);
      g_assert_cmpint (style.has_colours, ==, cases[i].has_colours);
      g_assert_cmpint (*cli_style_get_colour (&style, CLI_COLOUR_IN) != '\0', ==,
                       cases[i].has_colours);
    }
  (void)close (fd);
  (void)close (leader);
}

static void
test_no_terminal (void)
{
  CliStyle style;
  int fd = open ("/dev/null", O_WRONLY);

  g_setenv ("TERM", "xterm", TRUE);
  cli_style_init (&style, fd);
  g_assert_false (style.is_terminal);
  g_assert_false (style.has_colours);
  g_assert_cmpuint (style.width, ==, 80);
  (void)close (fd);
}

static void
test_arrows (void)
{
  const CliStyle plain = { .has_arrows = FALSE }, utf8 = { .has_arrows = TRUE };

  g_assert_cmpstr (cli_style_get_arrow (&plain, TRUE), ==, ">");
  g_assert_cmpstr (cli_style_get_arrow (&plain, FALSE), ==, "<");
  g_assert_cmpstr (cli_style_get_arrow (&utf8, TRUE), ==, "→");
  g_assert_cmpstr (cli_style_get_arrow (&utf8, FALSE), ==, "←");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/style/colours", test_colours);
  g_test_add_func ("/cli/style/no-terminal", test_no_terminal);
  g_test_add_func ("/cli/style/arrows", test_arrows);

  return g_test_run ();
}
