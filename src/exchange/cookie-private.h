/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"

#include <libsoup/soup.h>

/* @soup: copied. */
ExchangeCookie *exchange_cookie_new (SoupCookie *soup);

/* Returns: what it was made of; borrowed. */
SoupCookie *exchange_cookie_get_soup (ExchangeCookie *cookie);

/* Returns: whether all there is to know of them is the same. */
gboolean exchange_cookie_is_same (ExchangeCookie *cookie, ExchangeCookie *other);

/* Makes a cookie of what a person has typed. Returns: (transfer full): NULL with @error of
 * EXCHANGE_ERROR_USAGE. */
SoupCookie *exchange_cookie_dup_soup (const ExchangeCookieData *data, GError **error);
