/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Returns: (transfer full): the names of the path parameters in @url, in their order, each once:
 * "wss://host/rooms/:room?x=:y" has "room". NULL-terminated. */
char **app_path_names_find (const char *url);

/* Returns: (nullable): where the query of @url begins, behind the ?; borrowed from @url. */
const char *app_path_names_find_query (const char *url);
