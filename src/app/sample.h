/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The workspace that the first start shows. Its requests go to the built-in server, by the address
 * that this has: a literal "127.0.0.1:PORT" in its files, so that they are like anybody's. */

/* The id of the request that is shown first. */
#define APP_SAMPLE_FIRST "req_e1c4a0"

/* Returns: (transfer full): $XDG_DATA_HOME/noctule/workspaces/Sample */
char *app_sample_dup_folder (void);

/* Returns: whether @folder is that one. */
gboolean app_sample_is_folder (const char *folder);

/* Writes the sample into its folder, for a server on @port. Files that are there stay.
 * Returns: FALSE with @error of G_IO_ERROR or G_FILE_ERROR. */
gboolean app_sample_create (guint16 port, GError **error);

/* Makes the files in the sample's folder that speak of the server on port @from speak of port @to;
 * files that say nothing of it are not written. An open workspace loads them again by itself.
 * Returns: FALSE with the first @error; the other files were tried. */
gboolean app_sample_move (guint16 from, guint16 to, GError **error);
