/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/units.h"

#include <locale.h>

#include <math.h>
#include <string.h>

typedef struct
{
  const char *name;
  double factor;
} Unit;

static const Unit size_units[] = {
  { "", 1 },
  { "b", 1 },
  { "k", 1024.0 },
  { "kib", 1024.0 },
  { "kb", 1e3 },
  { "m", 1024.0 * 1024 },
  { "mib", 1024.0 * 1024 },
  { "mb", 1e6 },
  { "g", 1024.0 * 1024 * 1024 },
  { "gib", 1024.0 * 1024 * 1024 },
  { "gb", 1e9 },
};

static const Unit duration_units[] = {
  { "", 1e9 },  { "ns", 1 },   { "us", 1e3 },   { "ms", 1e6 },
  { "s", 1e9 }, { "m", 60e9 }, { "h", 3600e9 },
};

/* Reads a decimal number with a unit behind it. strtod would take "nan", "0x10" and " 1" too. */
static gboolean
parse_with_unit (const char *text, const Unit *units, gsize n_units, double *value)
{
  gsize n_digits = strspn (text, "0123456789.");
  char *end = NULL;
  double number;

  if (n_digits == 0)
    return FALSE;

  number = g_ascii_strtod (text, &end);
  if (end != text + n_digits)
    return FALSE;

  for (gsize i = 0; i < n_units; i++)
    if (g_ascii_strcasecmp (end, units[i].name) == 0)
      {
        *value = number * units[i].factor;
        return TRUE;
      }

  return FALSE;
}

gboolean
base_size_parse (const char *text, guint64 *bytes)
{
  double value;

  if (!parse_with_unit (text, size_units, G_N_ELEMENTS (size_units), &value))
    return FALSE;

  /* a double is exact to 2^53; a size beyond that is a mistake */
  if (value > 9007199254740992.0 || value != floor (value))
    return FALSE;

  *bytes = (guint64)value;

  return TRUE;
}

gboolean
base_duration_parse (const char *text, gint64 *nanoseconds)
{
  double value;

  if (!parse_with_unit (text, duration_units, G_N_ELEMENTS (duration_units), &value))
    return FALSE;

  if (value >= 9223372036854775807.0)
    return FALSE;

  *nanoseconds = (gint64)value;

  return TRUE;
}

char *
base_size_format (guint64 bytes)
{
  static const char *const names[] = { "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
  double tenths = (double)bytes * 10;
  gsize unit = 0;

  if (bytes < 1024)
    return g_strdup_printf ("%u B", (guint)bytes);

  /* in rounded tenths, or 1023.96 KiB would be written as 1024 KiB */
  tenths = round (tenths / 1024);
  while (tenths >= 10240)
    {
      tenths = round (tenths / 1024);
      unit++;
    }

  if (fmod (tenths, 10) == 0)
    return g_strdup_printf ("%.0f %s", tenths / 10, names[unit]);

  return g_strdup_printf ("%.1f %s", tenths / 10, names[unit]);
}

/* As "%'" would write it, which ISO C does not have. */
char *
base_count_format (guint64 count)
{
  const char *separator = localeconv ()->thousands_sep;
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GUINT64_FORMAT, count);
  for (gssize place = (gssize)text->len - 3; place > 0; place -= 3)
    g_string_insert (text, place, separator[0] != '\0' ? separator : ",");

  return g_string_free (text, FALSE);
}

char *
base_duration_format (gint64 nanoseconds)
{
  double seconds = (double)nanoseconds / 1e9;
  gint64 minutes = nanoseconds / (60 * G_GINT64_CONSTANT (1000000000));

  if (nanoseconds < 1000000)
    return g_strdup_printf ("%.0f µs", (double)nanoseconds / 1e3);

  if (seconds < 1)
    return g_strdup_printf ("%.0f ms", (double)nanoseconds / 1e6);

  if (minutes < 1)
    return g_strdup_printf ("%.1f s", seconds);

  if (minutes < 60)
    return g_strdup_printf ("%d min %d s", (int)minutes, (int)(seconds - (double)minutes * 60));

  return g_strdup_printf ("%" G_GINT64_FORMAT " h %d min", minutes / 60, (int)(minutes % 60));
}
