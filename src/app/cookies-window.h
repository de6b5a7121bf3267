/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"

#include <adwaita.h>

/* The editor of a workspace's cookies: list with filter, add, edit, delete with undo.
 * Actions: "cookies.add", "cookies.delete-all", "cookies.save", "cookies.cancel". */
#define APP_TYPE_COOKIES_WINDOW (app_cookies_window_get_type ())
G_DECLARE_FINAL_TYPE (AppCookiesWindow, app_cookies_window, APP, COOKIES_WINDOW, AdwWindow)

/* @parent: nullable: what the window is shown above. Holds a reference to @jar. */
GtkWindow *app_cookies_window_new (GtkWindow *parent, ExchangeCookieJar *jar);
