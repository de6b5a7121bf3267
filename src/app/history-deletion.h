/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Deletes recorded connections when nobody has taken it back: until the toast that offers that has
 * gone the logs are only left out of what is listed. */

/* What is called when it was taken back; @widget: as given. */
typedef void (*AppHistoryRestored) (GtkWidget *widget);

/* @widget: in the window that shows the toast; not called any more once it is gone.
 * @folders: (element-type filename) (transfer none). */
void app_history_delete (GtkWidget *widget, GPtrArray *folders, AppHistoryRestored restored);

/* Returns: whether the log in @folder is to be deleted. Main thread only. */
gboolean app_history_is_doomed (const char *folder);
