/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* File names from names: "Join room" -> "join-room". */

/* Names of files are at most this long, without what makes them unique and ".yaml". */
#define WORKSPACE_SLUG_MAX 80

/* Returns: (transfer full): a name that every file system takes: no separators, control characters,
 * leading dots, names of devices; white space becomes "-". Letters of any script stay. @is_folder:
 * upper case stays, too. Never empty. */
char *workspace_slug_new (const char *name, gboolean is_folder);

/* Returns: (transfer full): @slug or "slug-2", "slug-3", ... with @suffix, so that nothing in
 * @folder has the name in whatever case. @except: (nullable): a name that may be taken: its own. */
char *workspace_slug_make_unique (const char *folder,
                                  const char *slug,
                                  const char *suffix,
                                  const char *except);
