/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Two widgets with a handle between them: side by side where there is room for it, one above the
 * other where the split is narrow. The handle keeps its place as a share of the whole, one share
 * for each way, whatever the window's size; a drag stops where a child would be cut.
 * Properties:
 *   "start-child", "end-child"  (GtkWidget, nullable)
 *   "wide-share", "tall-share"  double, notified: the start child's share side by side and above
 *   "is-wide"                   boolean, read-only, notified */
#define APP_TYPE_SPLIT (app_split_get_type ())
G_DECLARE_FINAL_TYPE (AppSplit, app_split, APP, SPLIT, GtkWidget)
