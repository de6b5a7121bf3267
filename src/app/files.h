/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Handing a file over to the programs of the desktop. What goes wrong is told in a toast of the
 * window around @widget. */

/* Shows @file selected in its folder in the file manager. */
void app_files_show (GtkWidget *widget, GFile *file);

/* Opens @file with what the person has for it. */
void app_files_open (GtkWidget *widget, GFile *file);
