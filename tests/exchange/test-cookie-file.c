/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-file-private.h"

static char *
write_again (const char *text)
{
  g_autoptr (GPtrArray) cookies = exchange_cookie_file_parse (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cookies->len; i++)
    exchange_cookie_file_append (out, cookies->pdata[i]);

  return g_string_free (out, FALSE);
}

/* What is read and written again is the same. */
static void
test_round_trip (void)
{
  static const char *const lines[] = {
    "example.com\tFALSE\t/\tFALSE\t0\tname\tvalue\n",
    ".example.com\tTRUE\t/a/b\tTRUE\t4102444800\tname\tv=a l;u,e\n",
    "#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t1\tempty\t\n",
    "localhost\tFALSE\t/\tFALSE\t0\tn\t\303\244\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *again = write_again (lines[i]);

      g_assert_cmpstr (again, ==, lines[i]);
    }
}

static void
test_what_is_no_cookie (void)
{
  static const char *const lines[] = {
    "# a comment\n",
    "\n",
    "example.com\tFALSE\t/\tFALSE\t0\tname\n",
    "example.com\tFALSE\t/\tFALSE\tsoon\tname\tvalue\n",
    "example.com\tFALSE\t/\tFALSE\t-5\tname\tvalue\n",
    "example.com\tFALSE\tpath\tFALSE\t0\tname\tvalue\n",
    "\tFALSE\t/\tFALSE\t0\tname\tvalue\n",
    "example.com\tFALSE\t/\tFALSE\t0\t\tvalue\n",
    "example.com\tFALSE\t/\tFALSE\t0\tname\ttwo\tvalues\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *again = write_again (lines[i]);

      g_assert_cmpstr (again, ==, "");
    }
}

/* Beyond the years of GDateTime: kept until the session's end at least. */
static void
test_far_future (void)
{
  g_autofree char *again = write_again ("a\tFALSE\t/\tFALSE\t9223372036854775807\tn\tv\n");

  g_assert_cmpstr (again, ==, "a\tFALSE\t/\tFALSE\t0\tn\tv\n");
}

static void
test_what_fits_no_line (void)
{
  g_autoptr (SoupCookie) cookie = soup_cookie_new ("n", "two\nlines", "a", "/", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  exchange_cookie_file_append (out, cookie);
  g_assert_cmpstr (out->str, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/cookie-file/round-trip", test_round_trip);
  g_test_add_func ("/exchange/cookie-file/what-is-no-cookie", test_what_is_no_cookie);
  g_test_add_func ("/exchange/cookie-file/far-future", test_far_future);
  g_test_add_func ("/exchange/cookie-file/what-fits-no-line", test_what_fits_no_line);

  return g_test_run ();
}
