/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-fold.h"

#include <string.h>

/* Returns: (transfer full): the lines as shown, "|" between lines, "~" before one that goes on. */
static char *
dup_shown (const AppTextFold *fold, const char *text)
{
  GString *out = g_string_new (NULL);

  for (guint64 i = 0; i < app_text_fold_get_n_lines (fold); i++)
    {
      AppTextPlace place;
      gsize end;

      app_text_fold_get_line (fold, text, i, &place, &end);
      g_string_append (out, i == 0 ? "" : "|");
      g_string_append (out, place.is_continued ? "~" : "");
      g_string_append_len (out, text + place.offset, (gssize)(end - place.offset));
    }

  return g_string_free (out, FALSE);
}

static void
test_lines (void)
{
  static const struct
  {
    guint columns, indent;
    const char *text;
    const char *shown;
  } cases[] = {
    { 4, 0, "", "" },
    { 4, 0, "abcd", "abcd" },
    { 4, 0, "abcde", "abcd|~e" },
    { 4, 0, "abcd\n", "abcd|" },
    { 4, 0, "\n\n", "||" },
    { 4, 0, "abcdefghi\njk", "abcd|~efgh|~i|jk" },
    /* behind a space or a comma, when the line is long enough by then */
    { 9, 0, "alpha, beta gamma", "alpha, |~beta gamm|~a" },
    { 9, 0, "a bcdefghijk", "a bcdefgh|~ijk" },
    /* a wide character takes two columns, a control four, an accent none */
    { 4, 0, "\xe4\xbd\xa0\xe5\xa5\xbd\xe4\xbd\xa0", "\xe4\xbd\xa0\xe5\xa5\xbd|~\xe4\xbd\xa0" },
    { 4, 0, "\x01z", "\x01|~z" },
    { 4, 0, "\xffz", "\xff|~z" },
    { 4, 0,
      "e\xcc\x81"
      "abcd",
      "e\xcc\x81"
      "abc|~d" },
    { 1, 0, "\x01\x02", "\x01|~\x02" },
    { 9, 0, "\ta", "\ta" },
    { 9, 0, "\tab", "\ta|~b" },
    /* less room where a line goes on, but not when hardly any is left */
    { 6, 2, "abcdefghijk", "abcdef|~ghij|~k" },
    { 6, 3, "abcdefghijk", "abcdef|~ghijk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AppTextFold) fold = app_text_fold_new (cases[i].columns, cases[i].indent, FALSE);
      g_autofree char *shown = NULL;

      app_text_fold_extend (fold, cases[i].text, strlen (cases[i].text));
      shown = dup_shown (fold, cases[i].text);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* However a text grows, its lines are the same; each byte is found in the line that it stands in.
 */
static void
test_growth_and_places (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AppTextFold) whole = app_text_fold_new (20, 0, FALSE);
  g_autoptr (AppTextFold) grown = app_text_fold_new (20, 0, FALSE);
  guint64 number = 0;

  for (guint i = 0; i < 3000; i++)
    {
      for (guint n = i * 7 % 61; n > 0; n--)
        g_string_append_c (text, (char)('a' + n % 26));
      g_string_append_c (text, '\n');
      app_text_fold_extend (grown, text->str, text->len - i % 3 % text->len);
    }
  app_text_fold_extend (grown, text->str, text->len);
  app_text_fold_extend (whole, text->str, text->len);
  g_assert_cmpuint (app_text_fold_get_n_lines (whole), ==, app_text_fold_get_n_lines (grown));

  for (guint64 i = 0; i < app_text_fold_get_n_lines (whole); i++)
    {
      AppTextPlace place, same;
      gsize end, same_end;

      app_text_fold_get_line (whole, text->str, i, &place, &end);
      app_text_fold_get_line (grown, text->str, i, &same, &same_end);
      g_assert_cmpuint (place.offset, ==, same.offset);
      g_assert_cmpuint (end, ==, same_end);
      g_assert_cmpuint (place.number, ==, place.is_continued ? number : ++number);
      g_assert_cmpuint (app_text_fold_find_line (whole, text->str, place.offset), ==, i);
      if (end > place.offset)
        g_assert_cmpuint (app_text_fold_find_line (whole, text->str, end - 1), ==, i);
    }
}

static void
test_strings (void)
{
  static const char text[] = "[\"abc\\\\\\\"def\"]\n\"gh";
  static const gboolean is_string[] = { FALSE, TRUE, TRUE, TRUE, FALSE };
  static const gboolean is_escape[] = { FALSE, FALSE, TRUE, FALSE, FALSE };
  g_autoptr (AppTextFold) fold = app_text_fold_new (4, 0, TRUE);

  app_text_fold_extend (fold, text, strlen (text));
  g_assert_cmpuint (app_text_fold_get_n_lines (fold), ==, G_N_ELEMENTS (is_string));
  for (guint i = 0; i < G_N_ELEMENTS (is_string); i++)
    {
      AppTextPlace place;
      gsize end;

      app_text_fold_get_line (fold, text, i, &place, &end);
      g_assert_cmpint (place.is_string, ==, is_string[i]);
      g_assert_cmpint (place.is_escape, ==, is_escape[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/text-fold/lines", test_lines);
  g_test_add_func ("/app/text-fold/growth-and-places", test_growth_and_places);
  g_test_add_func ("/app/text-fold/strings", test_strings);

  return g_test_run ();
}
