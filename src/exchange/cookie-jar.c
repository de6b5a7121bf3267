/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-jar.h"

struct _ExchangeCookieJar
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (ExchangeCookieJar, exchange_cookie_jar, G_TYPE_OBJECT)

static void
exchange_cookie_jar_class_init (ExchangeCookieJarClass *klass)
{
}

static void
exchange_cookie_jar_init (ExchangeCookieJar *self)
{
}
