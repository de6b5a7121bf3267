/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-fold.h"
#include "app/text-source.h"

/* A text in memory as lines. A position is an offset into it, in bytes; control characters,
 * ill-formed UTF-8 and what changes the direction of writing are shown as escapes, and are copied
 * as they are. */
#define APP_TYPE_TEXT_LINES (app_text_lines_get_type ())
G_DECLARE_FINAL_TYPE (AppTextLines, app_text_lines, APP, TEXT_LINES, GObject)

AppTextLines *app_text_lines_new (AppTextSyntax syntax);

/* Replaces the text. @fold: (transfer full) (nullable): of @text, made in another thread; without
 * one a large text is folded in a thread, and shown when that is done. */
void
app_text_lines_set (AppTextLines *lines, AppTextSyntax syntax, GBytes *text, AppTextFold *fold);

/* Makes the text empty. */
void app_text_lines_clear (AppTextLines *lines);

/* Adds whole lines, their text without the last newline, to a text of a few MiB at most. */
void app_text_lines_append (AppTextLines *lines, const char *text, gsize len);

/* Returns: the columns that lines are folded at; 0: nobody has said so yet. */
guint app_text_lines_get_columns (AppTextLines *lines);

/* Returns: (transfer full): a fold for a text of @syntax, which was not looked at yet. */
AppTextFold *app_text_lines_make_fold (AppTextSyntax syntax, guint columns);

/* Returns: (transfer full): the text without what its clipboard cannot take: NUL and ill-formed
 * UTF-8. */
GString *app_text_dup_for_clipboard (const char *text, gsize len);
