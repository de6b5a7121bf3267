/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Underlines the first thing that is wrong in the JSON text of a buffer: a moment after the last
 * edit, looked for off the main thread.
 * Property "problem" (text, nullable, notified): "Line 3: A comma or } is expected here". */
#define APP_TYPE_JSON_CHECKER (app_json_checker_get_type ())
G_DECLARE_FINAL_TYPE (AppJsonChecker, app_json_checker, APP, JSON_CHECKER, GObject)

/* Starts disabled. Holds a reference to @buffer. */
AppJsonChecker *app_json_checker_new (GtkTextBuffer *buffer);

void app_json_checker_set_enabled (AppJsonChecker *checker, gboolean is_enabled);

/* Returns: whether there is a problem now; @iter is set to its place then. */
gboolean app_json_checker_get_place (AppJsonChecker *checker, GtkTextIter *iter);

/* Returns: whether @iter lies in what is underlined. */
gboolean app_json_checker_is_at (AppJsonChecker *checker, const GtkTextIter *iter);
