/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/slash.h"

#include "cli/options.h"

static void
test_lines (void)
{
  static const struct
  {
    const char *line;
    CliSlashKind kind;
    guint16 code;
    const char *argument; /* NULL: refused */
  } cases[] = {
    { "hello", CLI_SLASH_MESSAGE, 0, "hello" },
    { "", CLI_SLASH_MESSAGE, 0, "" },
    { "a /ping", CLI_SLASH_MESSAGE, 0, "a /ping" },
    { "//ping", CLI_SLASH_MESSAGE, 0, "/ping" },
    { "///", CLI_SLASH_MESSAGE, 0, "//" },
    { "/ping", CLI_SLASH_PING, 0, "" },
    { "/ping  some data ", CLI_SLASH_PING, 0, "some data " },
    { "/pong x", CLI_SLASH_PONG, 0, "x" },
    { "/close", CLI_SLASH_CLOSE, 0, "" },
    { "/close 4000", CLI_SLASH_CLOSE, 4000, "" },
    { "/close 1000 so long", CLI_SLASH_CLOSE, 1000, "so long" },
    { "/close 999", CLI_SLASH_CLOSE, 0, NULL },
    { "/close 99999", CLI_SLASH_CLOSE, 0, NULL },
    { "/close 1000x", CLI_SLASH_CLOSE, 0, NULL },
    { "/close now", CLI_SLASH_CLOSE, 0, NULL },
    { "/binary de ad", CLI_SLASH_BINARY, 0, "de ad" },
    { "/file /tmp/a b", CLI_SLASH_FILE, 0, "/tmp/a b" },
    { "/help", CLI_SLASH_HELP, 0, "" },
    { "/", CLI_SLASH_MESSAGE, 0, NULL },
    { "/message x", CLI_SLASH_MESSAGE, 0, NULL },
    { "/pingg", CLI_SLASH_MESSAGE, 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CliSlash slash;

      g_test_message ("%s", cases[i].line);
      if (cases[i].argument == NULL)
        {
          g_assert_false (cli_slash_parse (cases[i].line, &slash, &error));
          g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
          continue;
        }
      g_assert_true (cli_slash_parse (cases[i].line, &slash, &error));
      g_assert_cmpint (slash.kind, ==, cases[i].kind);
      g_assert_cmpint (slash.code, ==, cases[i].code);
      g_assert_cmpstr (slash.argument, ==, cases[i].argument);
    }
}

static void
test_suggestion (void)
{
  g_autoptr (GError) error = NULL;
  CliSlash slash;

  g_assert_false (cli_slash_parse ("/pign x", &slash, &error));
  g_assert_nonnull (g_strstr_len (error->message, -1, "Did you mean /ping?"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/slash/lines", test_lines);
  g_test_add_func ("/cli/slash/suggestion", test_suggestion);

  return g_test_run ();
}
