/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-colours.h"

#include <string.h>

/* One letter for each byte of a line. */
static const char letters[] = {
  [APP_TEXT_PLAIN] = '.',  [APP_TEXT_DIM] = 'd',    [APP_TEXT_KEY] = 'k',
  [APP_TEXT_STRING] = 's', [APP_TEXT_NUMBER] = 'n', [APP_TEXT_LITERAL] = 'l',
  [APP_TEXT_ESCAPE] = 'e', [APP_TEXT_IN] = '<',     [APP_TEXT_OUT] = '>',
  [APP_TEXT_ERROR] = '!',
};

static char *
dup_colours (AppTextSyntax syntax, const char *line, AppTextState state)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (AppTextSpan));
  char *shown = g_strnfill (strlen (line), '.');

  app_text_colours_append (spans, syntax, line, strlen (line), state);
  for (guint i = 0; i < spans->len; i++)
    {
      const AppTextSpan *span = &g_array_index (spans, AppTextSpan, i);

      g_assert_cmpuint (span->start + span->len, <=, strlen (line));
      memset (shown + span->start, letters[span->colour], span->len);
    }

  return shown;
}

static void
test_colours (void)
{
  static const struct
  {
    AppTextSyntax syntax;
    AppTextState state;
    const char *line;
    const char *colours;
  } cases[] = {
    { APP_TEXT_SYNTAX_NONE, { 0 }, "{\"a\": 1}", "........" },
    { APP_TEXT_SYNTAX_JSON, { 0 }, "  \"a\": \"b\",", "..kkkd.sssd" },
    { APP_TEXT_SYNTAX_JSON, { 0 }, "\"a\\\"b\": -1.5e3", "kkkkkkd.nnnnnn" },
    { APP_TEXT_SYNTAX_JSON, { 0 }, "[true, null]", "dlllld.lllld" },
    { APP_TEXT_SYNTAX_JSON, { 0 }, "\"open", "sssss" },
    { APP_TEXT_SYNTAX_JSON, { TRUE, TRUE, FALSE }, "abc\", 1", "ssssd.n" },
    { APP_TEXT_SYNTAX_JSON, { TRUE, TRUE, TRUE }, "\"a\", 1", "sssd.n" },
    { APP_TEXT_SYNTAX_HEAD, { 0 }, "Host: a:1", "kkkkk...." },
    { APP_TEXT_SYNTAX_HEAD, { 0 }, "GET http://a/ HTTP/1.1", "......................" },
    { APP_TEXT_SYNTAX_HEAD, { 0 }, "Cookie: ***", "kkkkkkk.eee" },
    { APP_TEXT_SYNTAX_TIMELINE, { 0 }, "  1.5 ms  * Hi", "ddddddddddd..." },
    { APP_TEXT_SYNTAX_TIMELINE, { 0 }, "          > Host: a", "dddddddddd>.kkkkk.." },
    { APP_TEXT_SYNTAX_TIMELINE, { 0 }, "          < HTTP/1.1 101 A", "dddddddddd<..............." },
    { APP_TEXT_SYNTAX_TIMELINE, { 0 }, "  1.5 ms  ! No", "dddddddddd!..." },
    { APP_TEXT_SYNTAX_TIMELINE, { 0 }, "", "" },
    { APP_TEXT_SYNTAX_TIMELINE, { TRUE, FALSE, FALSE }, "> more", "......" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = dup_colours (cases[i].syntax, cases[i].line, cases[i].state);

      g_assert_cmpstr (shown, ==, cases[i].colours);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/text-colours/colours", test_colours);

  return g_test_run ();
}
