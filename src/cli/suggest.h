/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Returns: (nullable): the name of the NULL-terminated @names that @text was probably meant to be;
 * NULL when none is near. */
const char *cli_suggest (const char *text, const char *const *names);
