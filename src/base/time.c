/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/time.h"

#include <string.h>
#include <time.h>

#define NS_PER_SECOND G_GUINT64_CONSTANT (1000000000)

static guint64
read_clock (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);

  return (guint64)now.tv_sec * NS_PER_SECOND + (guint64)now.tv_nsec;
}

guint64
base_time_now (void)
{
  return read_clock (CLOCK_REALTIME);
}

guint64
base_time_monotonic (void)
{
  return read_clock (CLOCK_MONOTONIC) | 1; /* 0 means "never" to those who keep deadlines */
}

/* Writes exactly @width digits. */
static char *
write_digits (char *out, guint64 value, gsize width)
{
  for (gsize i = width; i > 0; i--)
    {
      out[i - 1] = (char)('0' + value % 10);
      value /= 10;
    }

  return out + width;
}

gsize
base_time_write_utc (guint64 ns, char *out)
{
  /* A flood has thousands of events a second: the broken-down second is kept. */
  static _Thread_local guint64 cached_second = G_MAXUINT64;
  static _Thread_local char cached[BASE_TIME_MAX];
  static _Thread_local gsize cached_len;
  guint64 second = ns / NS_PER_SECOND;
  char *end;

  if (second != cached_second)
    {
      time_t when = (time_t)second;
      struct tm parts;

      if (gmtime_r (&when, &parts) == NULL)
        memset (&parts, 0, sizeof parts);
      cached_len = strftime (cached, sizeof cached, "%Y-%m-%dT%H:%M:%S.", &parts);
      cached_second = second;
    }

  memcpy (out, cached, cached_len);
  end = write_digits (out + cached_len, ns % NS_PER_SECOND / 1000, 6);
  *end++ = 'Z';
  *end = '\0';

  return (gsize)(end - out);
}

gsize
base_time_write_local (guint64 ns, char *out)
{
  time_t when = (time_t)(ns / NS_PER_SECOND);
  struct tm parts;
  gsize len;
  char *end;

  if (localtime_r (&when, &parts) == NULL)
    memset (&parts, 0, sizeof parts);
  len = strftime (out, BASE_TIME_MAX, "%H:%M:%S.", &parts);
  end = write_digits (out + len, ns % NS_PER_SECOND / 1000000, 3);
  *end = '\0';

  return (gsize)(end - out);
}

/* Returns: when the day of @parts begins, ns since the epoch; @days later. */
static guint64
get_midnight (const struct tm *parts, int days)
{
  struct tm midnight = { .tm_year = parts->tm_year,
                         .tm_mon = parts->tm_mon,
                         .tm_mday = parts->tm_mday + days,
                         .tm_isdst = -1 };
  time_t when = mktime (&midnight);

  return when < 0 ? 0 : (guint64)when * NS_PER_SECOND;
}

gboolean
base_time_is_same_day (guint64 a, guint64 b)
{
  static _Thread_local guint64 begin, end;

  if (b < begin || b >= end)
    {
      time_t when = (time_t)(b / NS_PER_SECOND);
      struct tm parts;

      if (localtime_r (&when, &parts) == NULL)
        return FALSE;
      begin = get_midnight (&parts, 0);
      end = get_midnight (&parts, 1);
    }

  return a >= begin && a < end;
}
