/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/path-private.h"

/* Returns: the page that lists @paths, up to a NULL, as HTML. */
GString *serve_page_new (const ServePath *const *paths);
