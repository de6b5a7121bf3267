/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Markdown (CommonMark) as a flat list of blocks that a text view can show. HTML is shown as it is
 * written, images as their description and address: nothing is fetched. Bare http and https
 * addresses become links. */

/* Bytes of a text that are read; what comes after them is left out. */
#define APP_MARKDOWN_MAX ((gsize)256 * 1024)

/* Quotes and lists inside each other that are told apart; what lies deeper is shown at this depth,
 * so that there is room for its words. */
#define APP_MARKDOWN_DEPTH_MAX 8

/* Bytes of a line; GTK lays a line out as a whole, and its time grows with the square. */
#define APP_MARKDOWN_LINE_MAX 4096

typedef enum
{
  APP_MARKDOWN_PARAGRAPH,
  APP_MARKDOWN_HEADING,
  APP_MARKDOWN_CODE, /* one run, without the last line break */
  APP_MARKDOWN_RULE, /* a line across; no runs */
} AppMarkdownKind;

typedef enum
{
  APP_MARKDOWN_PLAIN = 0,
  APP_MARKDOWN_STRONG = 1 << 0,
  APP_MARKDOWN_EMPHASIS = 1 << 1,
  APP_MARKDOWN_LITERAL = 1 << 2, /* code */
  APP_MARKDOWN_LINK = 1 << 3,    /* @url can be opened */
  APP_MARKDOWN_IMAGE = 1 << 4,
} AppMarkdownStyle;

typedef struct
{
  char *text; /* UTF-8; a forced line break is U+2028 */
  AppMarkdownStyle style;
  char *url; /* nullable */
} AppMarkdownRun;

typedef struct
{
  AppMarkdownKind kind;
  guint level;       /* of a heading: 1 to 6 */
  guint quotes;      /* how many quotes it lies in */
  guint depth;       /* how many lists it lies in */
  gboolean is_tight; /* close to the item above */
  char *marker;      /* nullable: "•", "3.": of the item that begins with this block */
  GPtrArray *runs;   /* (element-type AppMarkdownRun) */
} AppMarkdownBlock;

/* Returns: (transfer full) (element-type AppMarkdownBlock). @text: UTF-8. */
GPtrArray *app_markdown_parse (const char *text);

/* Returns: whether @url is http, https or mailto: what may be handed to another program. */
gboolean app_markdown_can_open (const char *url);
