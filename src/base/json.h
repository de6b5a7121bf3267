/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Writing JSON text piece by piece into a GString (RFC 8259). */

/* Appends @text as a string with its quotes. @text must be valid UTF-8; control characters, U+2028,
 * U+2029 and DEL are escaped. One pass, whole runs at a time. */
void base_json_append_string (GString *out, const char *text, gssize len);

/* Appends @data in base64 with the quotes. */
void base_json_append_base64 (GString *out, const guint8 *data, gsize len);

/* Appends ,"name": or "name": when @out ends with a brace or bracket just opened. */
void base_json_append_name (GString *out, const char *name);

/* Appends a member with a string; nothing when @value is NULL. @value is made valid UTF-8. */
void base_json_append_member (GString *out, const char *name, const char *value);

/* Appends a member with an integer. */
void base_json_append_member_int (GString *out, const char *name, gint64 value);
