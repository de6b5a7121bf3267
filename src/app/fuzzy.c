/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fuzzy.h"

#include <string.h>

/* What a character is worth that stands where it is looked for, at the beginning of a word, or
 * right behind the one before. A run at the beginning of a word beats every scattered match of the
 * same length. */
#define SCORE_FOUND     4
#define SCORE_WORD      8
#define SCORE_NEIGHBOUR 10

/* The most that a haystack loses for its length: less than one character found. */
#define PENALTY_MAX 3

static gboolean
is_word_start (const char *haystack, const char *at)
{
  gunichar before;

  if (at == haystack)
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (at));

  return !g_unichar_isalnum (before);
}

/* Returns: the place of @wanted at or behind @from: the beginning of a word when there is one,
 * else the first; NULL: none. */
static const char *
find_character (const char *haystack, const char *from, gunichar wanted)
{
  const char *first = NULL;

  for (const char *at = from; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_utf8_get_char (at) != wanted)
        continue;
      if (is_word_start (haystack, at))
        return at;
      if (first == NULL)
        first = at;
    }

  return first;
}

/* Takes the neighbour where it fits, else what @pick_words prefers. */
static guint
score_from (const char *needle, const char *haystack, gboolean pick_words)
{
  const char *at = haystack;
  guint score = 0;

  for (const char *n = needle; *n != '\0'; n = g_utf8_next_char (n))
    {
      gunichar wanted = g_utf8_get_char (n);
      const char *found = at;
      gboolean is_neighbour = n != needle && *at != '\0' && g_utf8_get_char (at) == wanted;

      if (!is_neighbour)
        found = pick_words ? find_character (haystack, at, wanted) : g_utf8_strchr (at, -1, wanted);
      if (found == NULL)
        return 0;
      score += SCORE_FOUND;
      if (is_neighbour)
        score += SCORE_NEIGHBOUR;
      else if (is_word_start (haystack, found))
        score += SCORE_WORD;
      at = g_utf8_next_char (found);
    }

  return score;
}

guint
app_fuzzy_score (const char *needle, const char *haystack)
{
  const char *whole;
  guint score;

  if (*needle == '\0')
    return 1;

  /* jumping to a beginning may run past what follows: the plain way is tried as well */
  score = MAX (score_from (needle, haystack, TRUE), score_from (needle, haystack, FALSE));
  whole = strstr (haystack, needle);
  if (whole != NULL)
    score = MAX (score, score_from (needle, whole, FALSE) +
                          (is_word_start (haystack, whole) ? SCORE_WORD : 0));
  if (score == 0)
    return 0;

  return score - MIN (PENALTY_MAX, (guint)(g_utf8_strlen (haystack, -1) / 16));
}

char *
app_fuzzy_dup_key (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}
