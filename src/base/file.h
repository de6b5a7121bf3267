/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Small private files that several processes of ours change: read, change and replace one while
 * holding the lock of its folder, and nobody's change is lost. */

/* Makes @folder, with its parents, where it is missing (0700), and waits until no other holds its
 * lock. Returns: a descriptor, whose close() lets go; -1 with @error of G_FILE_ERROR. */
int base_file_lock_folder (const char *folder, GError **error);

/* Puts @data in the place of the file at @path (or of what a link there leads to) as a whole, with
 * 0600, on disk before it is seen. Returns: FALSE with @error of G_FILE_ERROR; what was there is
 * there still then. */
gboolean base_file_replace (const char *path, const char *data, gsize len, GError **error);
