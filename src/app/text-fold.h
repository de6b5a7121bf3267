/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where the lines of a text begin when no line may be wider than so many columns: in memory one
 * place for each 32 lines, from which the others are counted. The text is not kept: it is passed
 * again, the same bytes, to every call. Plain C for any thread; several may read at once. */

/* The beginning of a line as it is shown. */
typedef struct
{
  guint64 offset;         /* bytes */
  guint64 number;         /* of the line of the text that it belongs to, from 1 */
  guint is_continued : 1; /* it goes on with the line before */
  guint is_string : 1;    /* it begins inside of a JSON string */
  guint is_escape : 1;    /* and right behind a backslash */
} AppTextPlace;

typedef struct _AppTextFold AppTextFold;

/* @columns: at least 1. @indent: columns that stay empty before a line that goes on; none where
 * there is too little room for that. @has_strings: look for JSON strings, for is_string. */
AppTextFold *app_text_fold_new (guint columns, guint indent, gboolean has_strings);
void app_text_fold_free (AppTextFold *fold);

/* Goes on where the last call ended: the text has grown to @len bytes, by whole characters. */
void app_text_fold_extend (AppTextFold *fold, const char *text, gsize len);

guint app_text_fold_get_columns (const AppTextFold *fold);
guint app_text_fold_get_indent (const AppTextFold *fold);

/* Returns: how many lines are shown; at least 1. A text that ends with a newline has an empty one
 * at the end. */
guint64 app_text_fold_get_n_lines (const AppTextFold *fold);

/* Gets @line, from 0, and where it ends, without its newline. */
void app_text_fold_get_line (const AppTextFold *fold,
                             const char *text,
                             guint64 line,
                             AppTextPlace *place,
                             gsize *end);

/* Returns: the line that byte @offset stands in. */
guint64 app_text_fold_find_line (const AppTextFold *fold, const char *text, guint64 offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppTextFold, app_text_fold_free)
