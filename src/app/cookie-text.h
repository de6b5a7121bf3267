/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Returns: (transfer full): the time of the seconds since the epoch in the time zone of the person,
 * to be edited: "2026-12-31 18:30:00"; "" for 0. */
char *app_cookie_text_dup_expires (gint64 expires);

/* Reads "2026-12-31", with "18:30" or "18:30:00" behind it, also as ISO 8601 has it; "" is 0.
 * Returns: FALSE when it is anything else. */
gboolean app_cookie_text_parse_expires (const char *text, gint64 *expires);

/* Returns: (transfer full): for a list: "Session", "Until 31 Dec 2026", "Expired". @now: seconds
 * since the epoch. */
char *app_cookie_text_dup_life (gint64 expires, gint64 now);
