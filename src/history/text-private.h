/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Returns: whether @data is well-formed UTF-8; U+0000 is a character like any other. */
gboolean history_text_is_valid (const guint8 *data, gsize len);
