/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Reads a size: a bare number is bytes; B, kB, MB, GB are powers of 1000, KiB, MiB, GiB of 1024, K,
 * M, G too; case does not matter. Returns FALSE when @text is anything else or does not fit. */
gboolean base_size_parse (const char *text, guint64 *bytes);

/* Reads a time: a bare number is seconds, with fractions; units ns us ms s m h.
 * Returns FALSE when @text is anything else, negative or does not fit. */
gboolean base_duration_parse (const char *text, gint64 *nanoseconds);

/* Returns: (transfer full): for people: "61 B", "3.4 KiB", "64 MiB". */
char *base_size_format (guint64 bytes);

/* Returns: (transfer full): for people: "1,204", with the separator of their language. */
char *base_count_format (guint64 count);

/* Returns: (transfer full): for people: "12 ms", "3.4 s", "2 min 5 s". */
char *base_duration_format (gint64 nanoseconds);
