/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/suggest.h"

#include <glib.h>
#include <string.h>

/* Longer words are not names of ours; the table below has their square. */
#define LENGTH_MAX 32

/* Inserted, left out, changed or swapped letters between @a and @b (optimal string alignment). */
static guint
get_distance (const char *a, const char *b)
{
  guint rows[LENGTH_MAX + 1][LENGTH_MAX + 1];
  gsize a_len = strlen (a), b_len = strlen (b);

  for (guint i = 0; i <= a_len; i++)
    rows[i][0] = i;
  for (guint j = 0; j <= b_len; j++)
    rows[0][j] = j;

  for (gsize i = 1; i <= a_len; i++)
    for (gsize j = 1; j <= b_len; j++)
      {
        guint changed = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
        guint moved = MIN (rows[i - 1][j], rows[i][j - 1]) + 1;

        rows[i][j] = MIN (changed, moved);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }

  return rows[a_len][b_len];
}

const char *
cli_suggest (const char *text, const char *const *names)
{
  gsize len = strlen (text);
  guint best = (guint)(len / 3) + 1;
  const char *nearest = NULL;

  if (len < 2 || len > LENGTH_MAX)
    return NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      guint distance = strlen (names[i]) <= LENGTH_MAX ? get_distance (text, names[i]) : G_MAXUINT;

      /* what begins like the name is nearer than what only has its letters */
      if (g_str_has_prefix (names[i], text))
        distance = 0;
      if (distance <= best && (nearest == NULL || distance < best))
        {
          nearest = names[i];
          best = distance;
        }
    }

  return nearest;
}
