/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A bin that asks for as little width as it was told, and no less than its child must have: a pane
 * beside it folds away where the two do not fit, not where the child would like more room. */
#define APP_TYPE_NARROW_BIN (app_narrow_bin_get_type ())
G_DECLARE_FINAL_TYPE (AppNarrowBin, app_narrow_bin, APP, NARROW_BIN, GtkWidget)

/* Properties: "child" (GtkWidget), "natural-width" (int, pixels). */
