/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"

#include <adwaita.h>

/* The form of one cookie. What cannot be stored is said in the form. */
#define APP_TYPE_COOKIE_EDITOR (app_cookie_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppCookieEditor, app_cookie_editor, APP, COOKIE_EDITOR, AdwBin)

/* Shows @cookie, or an empty form when it is NULL, and puts the focus into it. */
void app_cookie_editor_start (AppCookieEditor *self, ExchangeCookie *cookie);

/* Stores what the form says in @jar, in place of the cookie that it began with.
 * Returns: whether it could be; the form shows why not. */
gboolean app_cookie_editor_save (AppCookieEditor *self, ExchangeCookieJar *jar);
