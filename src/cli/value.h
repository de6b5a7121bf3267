/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Values of options that may stand in a file, and secrets that are asked for. */

/* The longest @FILE of a header, a cookie or a password. */
#define CLI_VALUE_MAX ((gsize)1024 * 1024)

/* Reads @path, which may be a pipe, up to @max bytes.
 * Returns: (transfer full): with a NUL behind it; NULL with @error of CLI_ERROR_USAGE. */
GBytes *cli_file_read (const char *path, gsize max, GError **error);

/* Returns: (transfer full): @text itself; for "@FILE" what the file holds, without one newline at
 * its end; for "@@..." the text behind the first @. NULL with @error of CLI_ERROR_USAGE. */
GBytes *cli_value_expand (const char *text, gsize max, GError **error);

/* As cli_value_expand(), for a value that is a string. Returns: (transfer full). */
char *cli_value_dup_expanded (const char *text, GError **error);

/* Returns: the data of @bytes, borrowed; never NULL, not even when there is none. */
const char *cli_bytes_get_data (GBytes *bytes, gsize *len);

/* Asks @question on the terminal, without showing the answer.
 * Returns: (transfer full): NULL with @error of CLI_ERROR_USAGE when there is no terminal. */
char *cli_secret_ask (const char *question, GError **error);
