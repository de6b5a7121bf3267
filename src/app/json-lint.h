/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The first thing that is wrong in a JSON text (RFC 8259). */
typedef struct
{
  gsize offset;        /* bytes */
  gsize len;           /* bytes, at least 1 unless the text ends there */
  const char *message; /* a sentence without its full stop, to be translated; static */
} AppJsonProblem;

/* Looks at @len bytes of UTF-8 text. Template text is tolerated: {{ }} stands for any value, name
 * or part of one, also inside of strings; {# #} for nothing. A text with {% %} may be anything once
 * it is rendered: only its strings and words are looked at.
 * Returns: whether there is no problem; an empty text has none. One pass, no recursion; safe in any
 * thread. */
gboolean app_json_lint (const char *text, gsize len, AppJsonProblem *problem);
