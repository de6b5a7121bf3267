/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/style.h"

/* Appends @text readably when it is a JSON object or array: on one line when it fits into @width
 * columns and holds no line break, else one member a line. Every character outside white space
 * stays as it is, numbers too; what could steer a terminal is escaped.
 * Returns: FALSE, with nothing appended, when @text is not JSON. */
gboolean cli_json_append_readable (GString *out,
                                   const char *text,
                                   gsize len,
                                   guint width,
                                   const CliStyle *style);
