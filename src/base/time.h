/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Returns: nanoseconds since the epoch. */
guint64 base_time_now (void);

/* Returns: nanoseconds of the monotonic clock, never 0. */
guint64 base_time_monotonic (void);

#define BASE_TIME_MAX 36 /* bytes that base_time_write_utc() needs at most, NUL included */

/* Writes "2026-11-23T12:00:00.123456Z" with a NUL. Returns: its length. */
gsize base_time_write_utc (guint64 ns, char *out);

/* Writes "12:00:00.123" in the local time zone, with a NUL. Returns: its length. */
gsize base_time_write_local (guint64 ns, char *out);

/* Returns: whether both are of the same day in the local time zone. Fast where @b is mostly of the
 * same day as before. */
gboolean base_time_is_same_day (guint64 a, guint64 b);
