/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/query.h"

/* Returns: (transfer full): NULL with @error of G_REGEX_ERROR. */
GRegex *history_query_compile (const char *pattern, gboolean ignore_case, GError **error);
