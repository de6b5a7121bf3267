/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "judge.h"

#include <glib.h>

/* Prints one line about a case that has ended. */
void report_print (const Case *c, const Result *result);

/* Prints the cases that did not pass and, last, "N passed, N failed". Returns: how many failed. */
guint report_print_sum (GArray *cases, const Result *results);

/* Writes every case with its result to @path, as a page of Markdown. */
gboolean
report_write_markdown (GArray *cases, const Result *results, const char *path, GError **error);
