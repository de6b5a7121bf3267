/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/lines.h"

#include <string.h>

/* Feeds @text in pieces of @step bytes. Returns: the lines, each with "|" behind it, and how it
 * ended. */
static char *
split (const char *text, gsize step, gsize max_len)
{
  GString *out = g_string_new (NULL);
  CliLinesStatus status = CLI_LINES_MORE;
  gsize done = 0, text_len = strlen (text);
  CliLines lines;

  cli_lines_init (&lines, max_len);
  while (status == CLI_LINES_MORE)
    {
      const char *data;
      gsize len = MIN (step, text_len - done);

      if (len == 0)
        cli_lines_end (&lines);
      memcpy (cli_lines_reserve (&lines, step), text + done, len);
      cli_lines_commit (&lines, step, len);
      done += len;
      while ((status = cli_lines_next (&lines, &data, &len)) == CLI_LINES_LINE)
        {
          g_string_append_len (out, data, (gssize)len);
          g_string_append_c (out, '|');
        }
    }
  g_string_append (out, status == CLI_LINES_END ? "end" : "too long");
  cli_lines_clear (&lines);

  return g_string_free (out, FALSE);
}

static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *lines;
  } cases[] = {
    { "", "end" },
    { "\n", "|end" },
    { "a", "a|end" },
    { "a\n", "a|end" },
    { "a\n\nb\n", "a||b|end" },
    { "a\r\nb", "a\r|b|end" },
    { "12345678\n", "12345678|end" },
    { "12345678", "12345678|end" },
    { "a\n123456789\nb\n", "a|too long" },
    { "a\n123456789", "a|too long" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 16; step++)
      {
        g_autofree char *lines = split (cases[i].text, step, 8);

        g_assert_cmpstr (lines, ==, cases[i].lines);
      }
}

static void
test_memory_is_bounded (void)
{
  CliLines lines;
  const char *data;
  gsize len;

  cli_lines_init (&lines, 100);
  for (guint i = 0; i < 1000; i++)
    {
      memcpy (cli_lines_reserve (&lines, 1000), "0123456789\n", 11);
      cli_lines_commit (&lines, 1000, 11);
      g_assert_cmpint (cli_lines_next (&lines, &data, &len), ==, CLI_LINES_LINE);
    }
  g_assert_cmpuint (lines.bytes->allocated_len, <, 4096);
  cli_lines_clear (&lines);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/lines/split", test_split);
  g_test_add_func ("/cli/lines/memory-is-bounded", test_memory_is_bounded);

  return g_test_run ();
}
