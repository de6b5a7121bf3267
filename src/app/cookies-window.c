/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookies-window.h"

struct _AppCookiesWindow
{
  AdwWindow parent_instance;

  ExchangeCookieJar *jar;
};

G_DEFINE_FINAL_TYPE (AppCookiesWindow, app_cookies_window, ADW_TYPE_WINDOW)

static void
app_cookies_window_dispose (GObject *object)
{
  AppCookiesWindow *self = APP_COOKIES_WINDOW (object);

  g_clear_object (&self->jar);

  G_OBJECT_CLASS (app_cookies_window_parent_class)->dispose (object);
}

static void
app_cookies_window_class_init (AppCookiesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_cookies_window_dispose;
}

static void
app_cookies_window_init (AppCookiesWindow *self)
{
}

GtkWindow *
app_cookies_window_new (GtkWindow *parent, ExchangeCookieJar *jar)
{
  AppCookiesWindow *self;

  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), NULL);

  self = g_object_new (APP_TYPE_COOKIES_WINDOW, "transient-for", parent, NULL);
  self->jar = g_object_ref (jar);

  return GTK_WINDOW (self);
}
