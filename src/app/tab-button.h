/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A flat button of a row of tabs: a title, how many things its page holds, or a dot when it holds
 * something. The buttons of a row are grouped (GtkToggleButton:group); the one that is active shows
 * its page. Properties, all notified:
 *   "title"    text
 *   "count"    uint64; 0: no badge. Shown in the digits and groups of the person's language
 *   "has-dot"  boolean
 *   "page"     (nullable) the name of the page that it shows in "stack"
 *   "stack"    (GtkStack, nullable): shows "page" while the button is active, and makes the button
 * active when the page is shown by another way. */
#define APP_TYPE_TAB_BUTTON (app_tab_button_get_type ())
G_DECLARE_FINAL_TYPE (AppTabButton, app_tab_button, APP, TAB_BUTTON, GtkToggleButton)
