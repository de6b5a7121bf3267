/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The preferences about looks: light or dark, the font of editors. */
#define APP_TYPE_APPEARANCE_PAGE (app_appearance_page_get_type ())
G_DECLARE_FINAL_TYPE (AppAppearancePage,
                      app_appearance_page,
                      APP,
                      APPEARANCE_PAGE,
                      AdwPreferencesPage)
