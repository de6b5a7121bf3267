/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Returns: what a close code means (RFC 6455 section 7.4, the registry of IANA), a translated
 * sentence for the person who sees it; there is one for every number; static. */
const char *app_close_meaning_get (guint16 code);

/* Returns: (transfer full): "1001 going away", "4000". */
char *app_close_dup_title (guint16 code);
