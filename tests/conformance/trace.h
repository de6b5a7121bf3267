/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The log that the program under test writes where {log} stands in its command (docs/formats.md).
 */

/* Returns: (transfer full): a path that does not exist yet, in a folder of its own. */
char *trace_new (void);

/* Returns: (nullable): what is wrong with the log at @path, static: it has to be whole, and its
 * last record has to say how the connection ended. */
const char *trace_find_fault (const char *path);

/* Removes the log and its folder, and frees @path. */
void trace_free (char *path);
