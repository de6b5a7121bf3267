/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-colours.h"

#include <gio/gio.h>

/* A place where shown text and the text itself differ: an escape in place of a character. */
typedef struct
{
  guint start; /* in the shown line, bytes */
  guint len;
  guint source_len; /* positions that it stands for */
} AppTextEscape;

/* A line as it is shown. Reused from call to call. */
typedef struct
{
  GString *text;    /* valid UTF-8 without line breaks */
  GArray *spans;    /* AppTextSpan */
  GArray *escapes;  /* AppTextEscape, in order */
  guint64 position; /* of its first character */
  guint64 end;      /* behind its last one */
  guint64 number;   /* of the line in the text, from 1; 0: it goes on the line before */
} AppTextLine;

void app_text_line_init (AppTextLine *line);
void app_text_line_clear (AppTextLine *line);

/* From a byte of the shown line to a position, and back (the nearest where there is none). */
guint64 app_text_line_get_position (const AppTextLine *line, gsize index);
gsize app_text_line_get_index (const AppTextLine *line, guint64 position);

/* What an AppTextView shows: lines, made when they are looked at. A place in the text is a
 * "position", a number that grows from line to line and stays the same when lines are folded in
 * another way. Main thread only.
 *
 * Signal "changed": lines are there that were not, or are others; positions that were handed out
 * may mean something else after "changed" with @is_new TRUE. */
#define APP_TYPE_TEXT_SOURCE (app_text_source_get_type ())
G_DECLARE_INTERFACE (AppTextSource, app_text_source, APP, TEXT_SOURCE, GObject)

struct _AppTextSourceInterface
{
  GTypeInterface parent_interface;

  void (*set_columns) (AppTextSource *source, guint columns);
  guint64 (*get_n_lines) (AppTextSource *source);
  void (*get_line) (AppTextSource *source, guint64 number, AppTextLine *line);
  guint64 (*find_line) (AppTextSource *source, guint64 position);
  guint64 (*get_end) (AppTextSource *source);
  GString *(*dup_text) (AppTextSource *source, guint64 from, guint64 to);
};

/* No line is wider than @columns from now on, or soon. */
void app_text_source_set_columns (AppTextSource *source, guint columns);

guint64 app_text_source_get_n_lines (AppTextSource *source); /* at least 1 */

/* @number: from 0, below n_lines. */
void app_text_source_get_line (AppTextSource *source, guint64 number, AppTextLine *line);

/* Returns: the number of the line that @position stands in; the last one for what is beyond. */
guint64 app_text_source_find_line (AppTextSource *source, guint64 position);

/* Returns: the position behind everything. */
guint64 app_text_source_get_end (AppTextSource *source);

/* Text for the clipboard can be this long: what another program takes in without trouble. */
#define APP_TEXT_COPY_MAX ((gsize)16 * 1024 * 1024)

/* Returns: (transfer full) (nullable): the text between two positions; NULL when it is longer than
 * APP_TEXT_COPY_MAX. */
GString *app_text_source_dup_text (AppTextSource *source, guint64 from, guint64 to);

/* For those who implement it. */
void app_text_source_changed (AppTextSource *source, gboolean is_new);
