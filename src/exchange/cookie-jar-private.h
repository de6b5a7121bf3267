/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/cookie-jar.h"
#include "exchange/cookie-store-private.h"

/* Returns: the store behind the jar, for a connection on its own thread; borrowed. */
ExchangeCookieStore *exchange_cookie_jar_get_store (ExchangeCookieJar *jar);
