/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/utf8.h"

#include "utf8-oracle.h"

#include <glib.h>
#include <string.h>

#define LONGEST 320

typedef struct
{
  const char *name;
  const char *text;
  size_t len;
  Oracle answer;
} Utf8Case;

#define TEXT(string) string, sizeof (string) - 1

static const Utf8Case utf8_cases[] = {
  { "empty", TEXT (""), ORACLE_WHOLE },
  { "nul", TEXT ("\0"), ORACLE_WHOLE },
  { "greek", TEXT ("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5"), ORACLE_WHOLE },
  { "last-of-all", TEXT ("\xf4\x8f\xbf\xbf"), ORACLE_WHOLE },
  { "noncharacter", TEXT ("\xef\xbf\xbf"), ORACLE_WHOLE },
  { "byte-order-mark", TEXT ("\xef\xbb\xbf"), ORACLE_WHOLE },
  { "before-surrogates", TEXT ("\xed\x9f\xbf"), ORACLE_WHOLE },
  { "after-surrogates", TEXT ("\xee\x80\x80"), ORACLE_WHOLE },
  { "half-of-two", TEXT ("\xc3"), ORACLE_OPEN },
  { "half-of-three", TEXT ("a\xe2\x82"), ORACLE_OPEN },
  { "half-of-four", TEXT ("\xf0\x90\x80"), ORACLE_OPEN },
  { "lone-continuation", TEXT ("\x80"), ORACLE_DEAD },
  { "overlong-two", TEXT ("\xc0"), ORACLE_DEAD },
  { "overlong-slash", TEXT ("\xc1"), ORACLE_DEAD },
  { "overlong-three", TEXT ("\xe0\x80"), ORACLE_DEAD },
  { "overlong-four", TEXT ("\xf0\x80"), ORACLE_DEAD },
  { "surrogate", TEXT ("\xed\xa0"), ORACLE_DEAD },
  { "too-large", TEXT ("\xf4\x90"), ORACLE_DEAD },
  { "much-too-large", TEXT ("\xf5"), ORACLE_DEAD },
  { "no-utf8-at-all", TEXT ("\xff"), ORACLE_DEAD },
  { "missing-continuation", TEXT ("\xc3\x28"), ORACLE_DEAD },
  { "missing-last", TEXT ("\xe2\x82\x28"), ORACLE_DEAD },
  { "missing-last-of-four", TEXT ("\xf0\x90\x80\x28"), ORACLE_DEAD },
  { "lead-after-lead", TEXT ("\xe2\xc3"), ORACLE_DEAD },
  { "lead-after-lead-and-more", TEXT ("\xf0\x9f\xc3"), ORACLE_DEAD },
  { "one-continuation-too-many", TEXT ("\xc3\xa9\xa9"), ORACLE_DEAD },
};

/* Feeds a copy that ends where its memory ends, so that a sanitizer sees a byte too many. */
static void
check_text (const uint8_t *data, size_t len)
{
  g_autofree uint8_t *copy = g_memdup2 (data, len);
  Oracle expected = oracle_ask (data, len);
  WsUtf8 state = { 0 };

  g_assert_cmpint (oracle_feed (&state, copy, len), ==, expected);
  g_assert_cmpint (ws_utf8_is_valid (copy, len), ==, expected == ORACLE_WHOLE);
}

static void
test_case (gconstpointer data)
{
  const Utf8Case *c = data;
  uint8_t bytes[LONGEST];

  g_assert_cmpint (oracle_ask ((const uint8_t *)c->text, c->len), ==, c->answer);

  /* at the start, in the middle and at the end of texts of every length */
  for (size_t len = c->len; len < 140; len++)
    for (size_t at = 0; at + c->len <= len; at++)
      {
        memset (bytes, 'a', len);
        memcpy (bytes + at, c->text, c->len);
        check_text (bytes, len);
      }

  for (size_t piece = 1; piece <= c->len; piece++)
    g_assert_true (oracle_agrees ((const uint8_t *)c->text, c->len, piece));
}

/* Puts @sequence to the places where the ways of checking meet. */
static void
check_sequence (const uint8_t *sequence, size_t len)
{
  static const size_t places[] = { 0, 14, 29, 31, 62, 66 };
  uint8_t bytes[70];

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      WsUtf8 whole = { 0 }, cut = { 0 };

      memset (bytes, 'a', sizeof bytes);
      memcpy (bytes + places[i], sequence, len);
      g_assert_cmpint (oracle_feed (&whole, bytes, sizeof bytes), ==,
                       oracle_ask (bytes, sizeof bytes));
      g_assert_cmpint (oracle_feed (&cut, bytes, places[i] + len), ==,
                       oracle_ask (bytes, places[i] + len));
    }
}

static void
test_all_pairs (void)
{
  for (unsigned int pair = 0; pair < 0x10000; pair++)
    {
      uint8_t sequence[2] = { (uint8_t)(pair >> 8), (uint8_t)pair };

      check_sequence (sequence, 2);
    }
}

/* Every sequence of four of the bytes at which the table changes. */
static void
test_all_bounds (void)
{
  static const uint8_t bounds[] = { 0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                    0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
                                    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff };
  const size_t n = G_N_ELEMENTS (bounds);

  for (size_t i = 0; i < n * n * n * n; i++)
    {
      uint8_t sequence[4] = { bounds[i % n], bounds[i / n % n], bounds[i / n / n % n],
                              bounds[i / n / n / n] };

      check_sequence (sequence, 4);
      g_assert_true (oracle_agrees (sequence, 4, 1));
    }
}

static void
test_all_characters (void)
{
  for (gunichar c = 0; c <= 0x110000; c++)
    {
      uint8_t bytes[6];
      int len = g_unichar_to_utf8 (c, (char *)bytes);

      g_assert_cmpint (ws_utf8_is_valid (bytes, (size_t)len), ==, g_unichar_validate (c));
    }
}

static size_t
write_random_text (GRand *rand, uint8_t *out, size_t capacity)
{
  static const gunichar last[] = { 0x7f, 0x7f, 0x7ff, 0xffff, 0x10ffff };
  size_t len = 0, wanted = (size_t)g_rand_int_range (rand, 0, (int)capacity - 4);

  while (len < wanted)
    {
      gunichar c = last[g_rand_int_range (rand, 0, G_N_ELEMENTS (last))];

      c = (gunichar)g_rand_int_range (rand, 0, (int)c + 1);
      if (g_unichar_validate (c))
        len += (size_t)g_unichar_to_utf8 (c, (char *)out + len);
    }

  return len;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3629);
  uint8_t bytes[LONGEST];

  for (unsigned int i = 0; i < 40000; i++)
    {
      size_t len = write_random_text (rand, bytes, sizeof bytes);

      if (len > 0 && i % 2 == 0)
        bytes[g_rand_int_range (rand, 0, (int)len)] ^= (uint8_t)g_rand_int_range (rand, 1, 256);

      check_text (bytes, len);
      g_assert_true (oracle_agrees (bytes, len, (size_t)g_rand_int_range (rand, 1, 100)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (utf8_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/utf8/case/", utf8_cases[i].name, NULL);

      g_test_add_data_func (path, &utf8_cases[i], test_case);
    }
  g_test_add_func ("/ws/utf8/all-pairs", test_all_pairs);
  g_test_add_func ("/ws/utf8/all-bounds", test_all_bounds);
  g_test_add_func ("/ws/utf8/all-characters", test_all_characters);
  g_test_add_func ("/ws/utf8/random", test_random);

  return g_test_run ();
}
