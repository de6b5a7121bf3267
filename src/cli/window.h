/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The other program: noctule-window, beside this one or else in PATH. Nothing of GTK is in here. */

/* Returns: whether the environment names a display. */
gboolean cli_window_has_display (void);

/* Returns: (transfer full) (nullable): the program beside @executable (the path of this one,
 * nullable), else in PATH; NULL when there is none. */
char *cli_window_find_program (const char *executable);

/* Becomes that program. Returns only when there is none. */
void cli_window_exec (void);
