/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/text-private.h"

#include <string.h>

static void
test_valid (void)
{
  static const struct
  {
    const char *bytes;
    gsize len;
    gboolean is_valid;
  } cases[] = {
    { "", 0, TRUE },
    { "plain text that is longer than a word", 37, TRUE },
    { "nul \0 inside and then \xc3\xa9", 24, TRUE },
    { "\0\0\0\0\0\0\0\0\0", 9, TRUE },
    { "\xc3\xa9\0\xc3\xa9\0", 6, TRUE },
    { "\xf0\x9f\xa6\x87", 4, TRUE },
    { "\xf0\x9f\xa6", 3, FALSE },
    { "\xc0\x80", 2, FALSE },
    { "\xed\xa0\x80", 3, FALSE },
    { "\xf4\x90\x80\x80", 4, FALSE },
    { "seven b\xff", 8, FALSE },
    { "\xc3\0\xa9", 3, FALSE },
    { "a\0\xff", 3, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (history_text_is_valid ((const guint8 *)cases[i].bytes, cases[i].len), ==,
                     cases[i].is_valid);
}

/* Wherever it stands, one wrong byte is found. */
static void
test_places (void)
{
  for (gsize len = 1; len < 40; len++)
    for (gsize place = 0; place < len; place++)
      {
        guint8 bytes[40];

        memset (bytes, 'x', sizeof bytes);
        g_assert_true (history_text_is_valid (bytes, len));
        bytes[place] = 0x80;
        g_assert_false (history_text_is_valid (bytes, len));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/text/valid", test_valid);
  g_test_add_func ("/history/text/places", test_places);

  return g_test_run ();
}
