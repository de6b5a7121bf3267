/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Words that pass by above the content, with a button that takes back what was done. */

/* What is taken back. @data: as given to app_toast_show_undo(). */
typedef void (*AppToastUndo) (gpointer data);

/* Shows @text (plain) in the toast overlay or preferences window around @widget; without one of
 * them nothing is shown. */
void app_toast_show (GtkWidget *widget, const char *text);

/* The same with an Undo button that calls @undo (at most once). @destroy is called with @data when
 * the toast has gone, at the latest. */
void app_toast_show_undo (GtkWidget *widget,
                          const char *text,
                          AppToastUndo undo,
                          gpointer data,
                          GDestroyNotify destroy);
