/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-private.h"

#include "exchange/cookie-file-private.h"
#include "exchange/error.h"

#include <string.h>

struct _ExchangeCookie
{
  GObject parent_instance;

  SoupCookie *soup;
  char *value; /* valid UTF-8, whatever came */
  char *name;
  char *path;
  ExchangeCookieData data;
};

G_DEFINE_FINAL_TYPE (ExchangeCookie, exchange_cookie, G_TYPE_OBJECT)

static void
exchange_cookie_finalize (GObject *object)
{
  ExchangeCookie *cookie = EXCHANGE_COOKIE (object);

  soup_cookie_free (cookie->soup);
  g_free (cookie->value);
  g_free (cookie->name);
  g_free (cookie->path);

  G_OBJECT_CLASS (exchange_cookie_parent_class)->finalize (object);
}

static void
exchange_cookie_class_init (ExchangeCookieClass *class)
{
  G_OBJECT_CLASS (class)->finalize = exchange_cookie_finalize;
}

static void
exchange_cookie_init (ExchangeCookie *cookie)
{
}

ExchangeCookie *
exchange_cookie_new (SoupCookie *soup)
{
  ExchangeCookie *cookie = g_object_new (EXCHANGE_TYPE_COOKIE, NULL);
  GDateTime *expires = soup_cookie_get_expires (soup);

  cookie->soup = soup_cookie_copy (soup);
  cookie->name = g_utf8_make_valid (soup_cookie_get_name (soup), -1);
  cookie->value = g_utf8_make_valid (soup_cookie_get_value (soup), -1);
  cookie->path = g_utf8_make_valid (soup_cookie_get_path (soup), -1);
  cookie->data = (ExchangeCookieData){
    .name = cookie->name,
    .value = cookie->value,
    .domain = soup_cookie_get_domain (cookie->soup),
    .path = cookie->path,
    .expires = expires != NULL ? g_date_time_to_unix (expires) : 0,
    .is_secure = soup_cookie_get_secure (soup),
    .is_http_only = soup_cookie_get_http_only (soup),
  };

  return cookie;
}

const ExchangeCookieData *
exchange_cookie_get_data (ExchangeCookie *cookie)
{
  g_return_val_if_fail (EXCHANGE_IS_COOKIE (cookie), NULL);

  return &cookie->data;
}

SoupCookie *
exchange_cookie_get_soup (ExchangeCookie *cookie)
{
  return cookie->soup;
}

gboolean
exchange_cookie_is_same (ExchangeCookie *cookie, ExchangeCookie *other)
{
  const ExchangeCookieData *a = &cookie->data, *b = &other->data;

  return strcmp (soup_cookie_get_name (cookie->soup), soup_cookie_get_name (other->soup)) == 0 &&
         strcmp (soup_cookie_get_value (cookie->soup), soup_cookie_get_value (other->soup)) == 0 &&
         strcmp (a->domain, b->domain) == 0 && strcmp (a->path, b->path) == 0 &&
         a->expires == b->expires && a->is_secure == b->is_secure &&
         a->is_http_only == b->is_http_only;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, sentence);

  return FALSE;
}

/* RFC 6265 section 4.1.1, as lenient as servers are. */
static gboolean
check (const ExchangeCookieData *data, GError **error)
{
  if (*data->name == '\0')
    return refuse (error, "Name: there is none.");
  if (!exchange_cookie_file_can_hold (data->name) || strpbrk (data->name, "=;, ") != NULL)
    return refuse (error, "Name: no space, “=”, “;”, “,” or control character can be in it.");
  if (!exchange_cookie_file_can_hold (data->value) || strchr (data->value, ';') != NULL)
    return refuse (error, "Value: no “;” and no control character can be in it.");
  if (data->domain[*data->domain == '.'] == '\0')
    return refuse (error, "Domain: there is none.");
  if (!exchange_cookie_file_can_hold (data->domain) || strpbrk (data->domain, " ;/") != NULL)
    return refuse (error, "Domain: that is no name of a host.");
  if (*data->path != '/' || !exchange_cookie_file_can_hold (data->path) ||
      strchr (data->path, ';') != NULL)
    return refuse (error, "Path: it begins with “/”, without “;” and control characters.");
  if (data->expires != 0 && data->expires <= g_get_real_time () / G_USEC_PER_SEC)
    return refuse (error, "Expires: that is over.");

  return TRUE;
}

/* The jar compares domains as they are, and hosts are in ASCII and small letters. */
static char *
dup_domain (const char *typed)
{
  const char *dot = *typed == '.' ? "." : "";
  g_autofree char *ascii = g_hostname_to_ascii (typed + strlen (dot));
  g_autofree char *lower = g_ascii_strdown (ascii != NULL ? ascii : typed + strlen (dot), -1);

  return g_strconcat (dot, lower, NULL);
}

SoupCookie *
exchange_cookie_dup_soup (const ExchangeCookieData *data, GError **error)
{
  g_autofree char *domain = NULL;
  SoupCookie *soup;

  if (!check (data, error))
    return NULL;

  domain = dup_domain (data->domain);
  soup = soup_cookie_new (data->name, data->value, domain, data->path, -1);
  soup_cookie_set_secure (soup, data->is_secure);
  soup_cookie_set_http_only (soup, data->is_http_only);
  if (data->expires != 0)
    {
      g_autoptr (GDateTime) expires = g_date_time_new_from_unix_utc (data->expires);

      soup_cookie_set_expires (soup, expires);
    }

  return soup;
}
