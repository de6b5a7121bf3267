/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What the tests of the window share. Each test program runs on a display and a session bus of its
 * own (tools/with-display), with empty XDG folders; warnings are fatal. */

typedef gboolean (*KitCondition) (gpointer user_data);

/* g_test_init(), GTK, libadwaita, GtkSourceView, no animations. */
void kit_init (int *argc, char ***argv);

/* Turns the main context until @condition holds; the test fails after ten seconds without it. */
void kit_wait (KitCondition condition, gpointer user_data);

/* Turns the main context until nothing is left to do at once. */
void kit_settle (void);

/* Puts @child into a window and waits until it is drawn. Returns: the window; borrowed, its end is
 * kit_close(). */
GtkWindow *kit_present (GtkWidget *child, int width, int height);

/* Destroys @window and waits until it is gone. */
void kit_close (GtkWindow *window);

/* Returns: the first widget of @type below @root (itself included), in the order of the tree, whose
 * label, title or tooltip is @name, or of any name when @name is NULL; borrowed, NULL when there is
 * none. */
gpointer kit_find (gpointer root, GType type, const char *name);
