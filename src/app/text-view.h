/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-source.h"

#include <gtk/gtk.h>

/* Read-only text of any length, in a scrolled window: only the lines that can be seen are laid out,
 * none is wider than the view. Selected with mouse and keyboard as anywhere, copied with Ctrl+C.
 * (GtkTextView needs nine times the text in memory and seconds for long lines.)
 *
 * For assistive technology its description is the text that can be seen.
 *
 * Properties:
 *   "source"         (AppTextSource, nullable, notified)
 *   "shows-numbers"  boolean, notified: line numbers
 *   "follows-end"    boolean, notified: what is scrolled to the end stays there as the text grows
 * Actions: "text.copy", "text.select-all". */
#define APP_TYPE_TEXT_VIEW (app_text_view_get_type ())
G_DECLARE_FINAL_TYPE (AppTextView, app_text_view, APP, TEXT_VIEW, GtkWidget)

GtkWidget *app_text_view_new (void);

void app_text_view_set_source (AppTextView *view, AppTextSource *source);

/* Returns: how many columns fit; 0: it was not laid out yet. */
guint app_text_view_get_columns (AppTextView *view);

/* Brings the line of @position to the top. */
void app_text_view_scroll_to (AppTextView *view, guint64 position);

/* Returns: the position of the line at the top. */
guint64 app_text_view_get_top (AppTextView *view);

void app_text_view_select (AppTextView *view, guint64 from, guint64 to);

/* Returns: whether something is selected; then @from < @to. */
gboolean app_text_view_get_selection (AppTextView *view, guint64 *from, guint64 *to);
