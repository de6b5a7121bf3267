/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <string.h>

/* Writes the blocks as one line each: kind, level or depth, marker, runs with their style. */
static char *
dup_shape (const char *text)
{
  static const char kinds[] = "phc-";
  g_autoptr (GPtrArray) blocks = app_markdown_parse (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const AppMarkdownBlock *block = blocks->pdata[i];

      g_string_append_printf (out, "%c", kinds[block->kind]);
      if (block->level > 0)
        g_string_append_printf (out, "%u", block->level);
      for (guint q = 0; q < block->quotes; q++)
        g_string_append (out, ">");
      for (guint d = 0; d < block->depth; d++)
        g_string_append (out, "+");
      if (block->marker != NULL)
        g_string_append_printf (out, " %s", block->marker);
      for (guint r = 0; r < block->runs->len; r++)
        {
          const AppMarkdownRun *run = block->runs->pdata[r];

          g_string_append_printf (out, " %u[%s]", run->style, run->text);
          if (run->url != NULL)
            g_string_append_printf (out, "(%s)", run->url);
        }
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *shape;
} cases[] = {
  { "", "" },
  { "Hello\nthere", "p 0[Hello] 0[ ] 0[there]\n" },
  { "# One\n\n###### Six", "h1 0[One]\nh6 0[Six]\n" },
  { "a **b** *c* ***d***", "p 0[a ] 1[b] 0[ ] 2[c] 0[ ] 3[d]\n" },
  { "`x < y`", "p 4[x < y]\n" },
  { "```json\n{\n}\n```", "c 4[{\n}]\n" },
  { "- a\n- b\n  - c", "p+ • 0[a]\np+ • 0[b]\np++ • 0[c]\n" },
  { "3. a\n4. b", "p+ 3. 0[a]\np+ 4. 0[b]\n" },
  { "0. a", "p+ 0. 0[a]\n" },
  { "-\n", "p+ •\n" },
  { "- a\n\n  b", "p+ • 0[a]\np+ 0[b]\n" },
  { "> a\n>> b", "p> 0[a]\np>> 0[b]\n" },
  { "a\n\n---\n\nb", "p 0[a]\n-\np 0[b]\n" },
  { "a  \nb", "p 0[a] 0[\u2028] 0[b]\n" },
  { "[x](https://a.example/)", "p 8[x](https://a.example/)\n" },
  { "[x](javascript:alert(1))", "p 0[x](javascript:alert(1))\n" },
  { "[x](file:///etc/passwd)", "p 0[x](file:///etc/passwd)\n" },
  { "[`x`](mailto:a@b)", "p 12[x](mailto:a@b)\n" },
  { "see http://a.example/b_c?d=1&e=2.", "p 0[see ] 8[http://a.example/b_c?d=1&e=2]"
                                         "(http://a.example/b_c?d=1&e=2) 0[.]\n" },
  { "xhttp://a http: https://", "p 0[xhttp://a http: https://]\n" },
  { "![a *b*](http://c/d.png)", "p 24[a ](http://c/d.png) 26[b](http://c/d.png) "
                                "24[ (http://c/d.png)](http://c/d.png)\n" },
  { "![](pic.png)", "p 16[pic.png](pic.png)\n" },
  { "<b onclick=x>a</b>", "p 4[<b onclick=x>] 0[a] 4[</b>]\n" },
  { "<!-- hidden -->", "" },
  { "<div>\n&amp;\n</div>", "c 4[<div>\n&amp;\n</div>]\n" },
  { "&lt;b&gt;", "p 0[<b>]\n" },
};

static void
test_shape (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shape = dup_shape (cases[i].text);

      g_assert_cmpstr (shape, ==, cases[i].shape);
    }
}

/* Depth is shown up to its limit, and walking it takes no stack. */
static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = NULL;
  const AppMarkdownBlock *block;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "> ");
  g_string_append (text, "deep");
  blocks = app_markdown_parse (text->str);
  g_assert_cmpuint (blocks->len, ==, 1);
  block = blocks->pdata[0];
  g_assert_cmpuint (block->quotes, ==, APP_MARKDOWN_DEPTH_MAX);
}

static gsize
find_longest_line (const GPtrArray *blocks)
{
  gsize longest = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const AppMarkdownBlock *block = blocks->pdata[i];
      g_autoptr (GString) all = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;

      for (guint r = 0; r < block->runs->len; r++)
        g_string_append (all, ((AppMarkdownRun *)block->runs->pdata[r])->text);
      g_assert_true (g_utf8_validate (all->str, -1, NULL));
      g_string_replace (all, "\u2028", "\n", 0);
      lines = g_strsplit (all->str, "\n", -1);
      for (guint l = 0; lines[l] != NULL; l++)
        longest = MAX (longest, strlen (lines[l]));
    }

  return longest;
}

static void
test_long_lines (void)
{
  static const char *const pieces[] = { "x", "é", "word ", "**b** ", "    é", "\u2028", "`é`" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) blocks = NULL;

      while (text->len < 100000)
        g_string_append (text, pieces[i]);
      blocks = app_markdown_parse (text->str);
      g_assert_cmpuint (find_longest_line (blocks), <=, APP_MARKDOWN_LINE_MAX + 16);
    }
}

static void
test_size (void)
{
  g_autofree char *text = g_strnfill (APP_MARKDOWN_MAX + 100000, '\n');
  g_autofree char *shape = NULL;

  memcpy (text, "first", 5);
  memcpy (text + APP_MARKDOWN_MAX + 10, "last", 4);
  shape = dup_shape (text);
  g_assert_cmpstr (shape, ==, "p 0[first]\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/markdown/shape", test_shape);
  g_test_add_func ("/app/markdown/depth", test_depth);
  g_test_add_func ("/app/markdown/long-lines", test_long_lines);
  g_test_add_func ("/app/markdown/size", test_size);

  return g_test_run ();
}
