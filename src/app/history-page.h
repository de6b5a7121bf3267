/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The preferences about recorded connections: how many and how much is kept, where it lies, how
 * much room it takes. */
#define APP_TYPE_HISTORY_PAGE (app_history_page_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryPage, app_history_page, APP, HISTORY_PAGE, AdwPreferencesPage)
