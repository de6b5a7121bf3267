/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The header fields that people put into requests, for completion. */

/* Returns: names in their usual case, sorted, NULL-terminated; static. */
const char *const *app_header_names_list (void);

/* Returns: (nullable): values that the field @name (case ignored) often has, NULL-terminated;
 * static. */
const char *const *app_header_names_list_values (const char *name);
