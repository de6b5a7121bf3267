/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-private.h"
#include "exchange/error.h"

#include <string.h>

#define PLAIN                                                       \
  {                                                                 \
    .name = "n", .value = "v", .domain = "example.com", .path = "/" \
  }

static void
test_data (void)
{
  ExchangeCookieData typed = PLAIN;
  g_autoptr (SoupCookie) soup = NULL;
  g_autoptr (ExchangeCookie) cookie = NULL;
  const ExchangeCookieData *data;

  typed.domain = ".B\303\274cher.Example";
  typed.expires = 4102444800;
  typed.is_secure = TRUE;
  typed.is_http_only = TRUE;
  soup = exchange_cookie_dup_soup (&typed, NULL);
  cookie = exchange_cookie_new (soup);
  data = exchange_cookie_get_data (cookie);
  g_assert_cmpstr (data->name, ==, "n");
  g_assert_cmpstr (data->value, ==, "v");
  g_assert_cmpstr (data->domain, ==, ".xn--bcher-kva.example");
  g_assert_cmpstr (data->path, ==, "/");
  g_assert_cmpint (data->expires, ==, 4102444800);
  g_assert_true (data->is_secure);
  g_assert_true (data->is_http_only);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *name, *value, *domain, *path;
    gint64 expires;
    const char *field;
  } cases[] = {
    { "", "v", "a", "/", 0, "Name:" },           { "a=b", "v", "a", "/", 0, "Name:" },
    { "a;", "v", "a", "/", 0, "Name:" },         { "a b", "v", "a", "/", 0, "Name:" },
    { "a\tb", "v", "a", "/", 0, "Name:" },       { "n", "a;b", "a", "/", 0, "Value:" },
    { "n", "a\nb", "a", "/", 0, "Value:" },      { "n", "v", "", "/", 0, "Domain:" },
    { "n", "v", ".", "/", 0, "Domain:" },        { "n", "v", "a b", "/", 0, "Domain:" },
    { "n", "v", "http://a", "/", 0, "Domain:" }, { "n", "v", "a", "", 0, "Path:" },
    { "n", "v", "a", "x", 0, "Path:" },          { "n", "v", "a", "/;", 0, "Path:" },
    { "n", "v", "a", "/", 1, "Expires:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ExchangeCookieData data = {
        .name = cases[i].name,
        .value = cases[i].value,
        .domain = cases[i].domain,
        .path = cases[i].path,
        .expires = cases[i].expires,
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (exchange_cookie_dup_soup (&data, &error));
      g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].field));
    }
}

static void
test_same (void)
{
  ExchangeCookieData data = PLAIN;
  g_autoptr (SoupCookie) soup = exchange_cookie_dup_soup (&data, NULL);
  g_autoptr (ExchangeCookie) one = exchange_cookie_new (soup);
  g_autoptr (ExchangeCookie) two = exchange_cookie_new (soup);
  g_autoptr (ExchangeCookie) other = NULL;

  g_assert_true (exchange_cookie_is_same (one, two));
  soup_cookie_set_value (soup, "w");
  other = exchange_cookie_new (soup);
  g_assert_false (exchange_cookie_is_same (one, other));
}

/* What a server sends is not always text. */
static void
test_ill_formed (void)
{
  g_autoptr (SoupCookie) soup = soup_cookie_new ("n", "\377", "a", "/", -1);
  g_autoptr (ExchangeCookie) cookie = exchange_cookie_new (soup);

  g_assert_true (g_utf8_validate (exchange_cookie_get_data (cookie)->value, -1, NULL));
  g_assert_cmpstr (soup_cookie_get_value (exchange_cookie_get_soup (cookie)), ==, "\377");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/cookie/data", test_data);
  g_test_add_func ("/exchange/cookie/refusals", test_refusals);
  g_test_add_func ("/exchange/cookie/same", test_same);
  g_test_add_func ("/exchange/cookie/ill-formed", test_ill_formed);

  return g_test_run ();
}
