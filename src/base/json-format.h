/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Lays out JSON text (RFC 8259) as it comes, piece by piece, in constant memory: one member a line,
 * two spaces a level. Nothing but white space outside of strings changes: numbers, the order of
 * members, duplicates and escapes stay byte for byte.
 *
 * It is as tolerant as readers must be with what is sent in earnest: several values one after the
 * other, each on its own line; U+001E and NUL before, between and behind them; a byte order mark at
 * the beginning; any byte inside of a string; NaN, Infinity and -Infinity. */
typedef struct _BaseJsonFormat BaseJsonFormat;

/* What a piece of text is. Key, string and word may come in several pieces when the text does. */
typedef enum
{
  BASE_JSON_LAYOUT,    /* added: a space, or a newline with the indentation behind it */
  BASE_JSON_SPACE,     /* white space of the text itself: laid out text leaves it out */
  BASE_JSON_MARK,      /* one of { } [ ] , : */
  BASE_JSON_KEY,       /* with its quotes */
  BASE_JSON_STRING,    /* with its quotes */
  BASE_JSON_NUMBER,    /* NaN and Infinity, too */
  BASE_JSON_LITERAL,   /* true, false, null */
  BASE_JSON_SEPARATOR, /* U+001E, NUL, a byte order mark */
} BaseJsonPart;

/* Gets the text in its order. @text is borrowed during the call. */
typedef void (*BaseJsonFunc) (BaseJsonPart part, const char *text, gsize len, gpointer user_data);

/* Deeper than that is a problem: nobody reads it, and laid out it is mostly spaces. */
#define BASE_JSON_DEPTH_MAX 1000

/* The indentation does not grow any more beyond this depth, or a few brackets would need megabytes.
 */
#define BASE_JSON_INDENT_MAX 64

/* @on_part: nullable: only checks. */
BaseJsonFormat *base_json_format_new (BaseJsonFunc on_part, gpointer user_data);

/* Takes the next @len bytes. Returns: FALSE when they are not JSON, now and from then on; what came
 * before was given to the callback. */
gboolean base_json_format_feed (BaseJsonFormat *format, const char *text, gsize len);

/* The text ends here. Returns: FALSE when that is too early, or a problem came before. */
gboolean base_json_format_end (BaseJsonFormat *format);

/* Returns: (nullable): what is wrong, a sentence without its full stop, to be translated; static.
 */
const char *base_json_format_get_problem (BaseJsonFormat *format);

/* Returns: how many bytes were understood: where the problem is. */
guint64 base_json_format_get_offset (BaseJsonFormat *format);

void base_json_format_free (BaseJsonFormat *format);

/* Returns: whether @text may be meant to be JSON: after white space and separators it begins with
 * an object or an array. */
gboolean base_json_looks_like (const char *text, gsize len);

/* A BaseJsonFunc that appends laid out text to the GString that is its data. */
void base_json_append_part (BaseJsonPart part, const char *text, gsize len, gpointer out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseJsonFormat, base_json_format_free)
