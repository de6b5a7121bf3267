/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Lays out JSON text: one member a line, two spaces a level. Numbers,
 * order and escapes stay byte for byte; so does template text {{ }}, in a string or in the place of
 * one. Safe in any thread.
 * Returns: (transfer full): NULL with @error of G_IO_ERROR_INVALID_DATA: a sentence that names the
 * line. */
char *app_json_beautify (const char *text, GError **error);
