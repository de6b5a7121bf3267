/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Shows Markdown: app/markdown.h, as one text that can be selected and copied. A link is opened by
 * a click or by Enter on it, and only http, https and mailto; its address is in the tooltip. */
#define APP_TYPE_MARKDOWN_VIEW (app_markdown_view_get_type ())
G_DECLARE_FINAL_TYPE (AppMarkdownView, app_markdown_view, APP, MARKDOWN_VIEW, GtkTextView)

/* @text: UTF-8, nullable. */
void app_markdown_view_set_text (AppMarkdownView *self, const char *text);

/* Returns: (transfer full) (nullable): the address of the link at @offset (in characters). */
char *app_markdown_view_dup_link (AppMarkdownView *self, guint offset);
