/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"

#include <adwaita.h>

/* One cookie in the list. Signal "deleted" (): its button was pressed. */
#define APP_TYPE_COOKIE_ROW (app_cookie_row_get_type ())
G_DECLARE_FINAL_TYPE (AppCookieRow, app_cookie_row, APP, COOKIE_ROW, AdwBin)

void app_cookie_row_show (AppCookieRow *self, ExchangeCookie *cookie);
