/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

#include "history/needle-private.h"

#include <string.h>

/* Both cases of a letter are looked for in steps of this size, so that one that never comes does
 * not cost a look at all the rest for each of the other. */
#define STEP_BYTES 4096

/* Where the rare byte comes more often than this it does not help. */
#define MISSES_MIN     64
#define BYTES_PER_MISS 32

/* Returns: how often messages have @byte, compared with others: 0 for seldom. */
static gsize
get_frequency (guint8 byte)
{
  static const char common[] = "zjq{}xT[]kwvybfgh987654.3pum-_2dcl:1r,so/nita0\"e ";
  const char *place = byte == '\0' ? NULL : strchr (common, byte);

  return place == NULL ? 0 : (gsize)(place - common) + 1;
}

void
history_needle_init (HistoryNeedle *needle, const char *text, gboolean ignore_case)
{
  char *bytes = ignore_case ? g_ascii_strdown (text, -1) : g_strdup (text);

  needle->bytes = (guint8 *)bytes;
  needle->len = strlen (text);
  needle->ignore_case = ignore_case;
  needle->rare = 0;
  for (gsize i = 1; i < needle->len; i++)
    if (get_frequency (needle->bytes[i]) < get_frequency (needle->bytes[needle->rare]))
      needle->rare = i;
}

void
history_needle_clear (HistoryNeedle *needle)
{
  g_clear_pointer (&needle->bytes, g_free);
}

static gboolean
is_at (const HistoryNeedle *needle, const guint8 *data)
{
  /* most places fail at the ends, which is cheaper to see than to call for */
  if (!needle->ignore_case)
    return data[0] == needle->bytes[0] && data[needle->len - 1] == needle->bytes[needle->len - 1] &&
           memcmp (data, needle->bytes, needle->len) == 0;

  for (gsize i = 0; i < needle->len; i++)
    if ((guint8)g_ascii_tolower ((char)data[i]) != needle->bytes[i])
      return FALSE;

  return TRUE;
}

/* The rare byte as it is. @data: as long as the places where the rare byte may be. */
static const guint8 *
find_exact (const HistoryNeedle *needle, const guint8 *data, gsize n_places)
{
  const guint8 *end = data + n_places, *at = data;
  gsize n_misses = 0;

  while ((at = memchr (at, needle->bytes[needle->rare], (gsize)(end - at))) != NULL)
    {
      if (is_at (needle, at - needle->rare))
        return at - needle->rare;

      at++;
      n_misses++;
      if (n_misses >= MISSES_MIN && n_misses * BYTES_PER_MISS > (gsize)(at - data))
        return memmem (at - needle->rare, (gsize)(end - at) + needle->len - 1, needle->bytes,
                       needle->len);
    }

  return NULL;
}

/* Both cases of the rare byte, within a step. */
static const guint8 *
find_in_step (const HistoryNeedle *needle, const guint8 *data, gsize n_places)
{
  const guint8 *end = data + n_places;
  guint8 lower = needle->bytes[needle->rare];
  guint8 upper = (guint8)g_ascii_toupper ((char)lower);
  const guint8 *low = memchr (data, lower, n_places);
  const guint8 *up = upper == lower ? NULL : memchr (data, upper, n_places);

  while (low != NULL || up != NULL)
    {
      gboolean is_low = up == NULL || (low != NULL && low < up);
      const guint8 *at = is_low ? low : up;

      if (is_at (needle, at - needle->rare))
        return at - needle->rare;

      if (is_low)
        low = memchr (at + 1, lower, (gsize)(end - at) - 1);
      else
        up = memchr (at + 1, upper, (gsize)(end - at) - 1);
    }

  return NULL;
}

const guint8 *
history_needle_find (const HistoryNeedle *needle, const guint8 *data, gsize len)
{
  const guint8 *places = data + needle->rare;
  gsize n_places;

  if (len < needle->len)
    return NULL;

  n_places = len - needle->len + 1;
  if (!needle->ignore_case)
    return find_exact (needle, places, n_places);

  for (gsize done = 0; done < n_places; done += STEP_BYTES)
    {
      const guint8 *found = find_in_step (needle, places + done, MIN (STEP_BYTES, n_places - done));

      if (found != NULL)
        return found;
    }

  return NULL;
}
