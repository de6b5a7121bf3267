/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-colours.h"

#include <gtk/gtk.h>

/* Returns: (nullable): the colour of @colour on a dark or a light ground, the same that the message
 * editor has; NULL for that of plain text; static. */
const GdkRGBA *app_text_palette_get (AppTextColour colour, gboolean is_dark);
