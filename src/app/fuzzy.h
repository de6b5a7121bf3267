/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Finds what was meant by a few of its letters: "chjo" finds "Chat/Join room". */

/* Returns: how well @needle fits @haystack, both of app_fuzzy_dup_key(): more is better, 0: not
 * all characters of @needle are there in this order. An empty needle fits everything with 1.
 * Beginnings of words and runs of neighbours weigh more than letters here and there, short
 * haystacks more than long ones. */
guint app_fuzzy_score (const char *needle, const char *haystack);

/* Returns: (transfer full): @text as it is compared: case folded, composed. Ill-formed UTF-8 is
 * made valid first. */
char *app_fuzzy_dup_key (const char *text);
