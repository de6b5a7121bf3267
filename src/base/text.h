/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Appends @data so that it cannot steer a terminal: C0 and C1 controls, DEL, escape sequences, bidi
 * controls and ill-formed UTF-8 become visible (\n \t \e \x9b \u202e). @keep_lines: newline and tab
 * stay as they are. */
void base_text_append_visible (GString *out, const char *data, gsize len, gboolean keep_lines);

/* Returns: (transfer full): at most @max_len bytes of @data, cut at a character, on one line, with
 * "…" where it was cut. */
char *base_text_dup_line (const char *data, gsize len, gsize max_len);

/* Appends a hex dump: offset, 16 bytes, their ASCII. @base: the offset shown for data[0]. */
void base_text_append_hexdump (GString *out, const guint8 *data, gsize len, guint64 base);

/* Reads hex digits, white space and colons ignored. Returns: (transfer full): NULL when there is
 * anything else or half a byte. */
GBytes *base_text_parse_hex (const char *text);
