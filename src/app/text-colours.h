/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the parts of a line are, so that each gets its colour. Plain C, for any thread. */

typedef enum
{
  APP_TEXT_PLAIN,
  APP_TEXT_DIM, /* brackets, offsets, times, what we say ourselves */
  APP_TEXT_KEY, /* names of members and header fields */
  APP_TEXT_STRING,
  APP_TEXT_NUMBER,
  APP_TEXT_LITERAL, /* true, false, null */
  APP_TEXT_ESCAPE,  /* a character that is not shown as it is; *** in place of a secret */
  APP_TEXT_IN,
  APP_TEXT_OUT,
  APP_TEXT_ERROR,
} AppTextColour;

/* A part of a line, in bytes. Where two overlap the later one wins. */
typedef struct
{
  guint start;
  guint len;
  AppTextColour colour;
} AppTextSpan;

/* What a text is written in. */
typedef enum
{
  APP_TEXT_SYNTAX_NONE,
  APP_TEXT_SYNTAX_JSON,     /* laid out by BaseJsonFormat */
  APP_TEXT_SYNTAX_HEAD,     /* the head of a request or an answer */
  APP_TEXT_SYNTAX_TIMELINE, /* see app/timeline-text.h */
} AppTextSyntax;

/* How a line begins that is not the first piece of its line. */
typedef struct
{
  gboolean is_continued;
  gboolean is_string; /* JSON: inside of a string */
  gboolean is_escape; /* and behind a backslash */
} AppTextState;

/* Appends the AppTextSpan of a line to @spans. @line: ends with a NUL behind its @len bytes. */
void app_text_colours_append (GArray *spans,
                              AppTextSyntax syntax,
                              const char *line,
                              gsize len,
                              AppTextState state);
