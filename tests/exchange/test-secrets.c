/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/secrets-private.h"

#include <string.h>

/* Each case: a head, and the same with what must be found replaced by as many asterisks. */
static const struct
{
  const char *head;
  const char *masked;
} cases[] = {
  { "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
  { "GET / HTTP/1.1\r\nAuthorization: Basic abc\r\n\r\n",
    "GET / HTTP/1.1\r\nAuthorization: *********\r\n\r\n" },
  { "GET / HTTP/1.1\r\nCOOKIE:a=b\r\nX: Cookie: c\r\n\r\n",
    "GET / HTTP/1.1\r\nCOOKIE:***\r\nX: Cookie: c\r\n\r\n" },
  { "x\r\nproxy-authorization:   z\r\ncookie: q", "x\r\nproxy-authorization:   *\r\ncookie: *" },
  { "Cookie: \r\nCookies: a\r\n", "Cookie: \r\nCookies: a\r\n" },
  { "Authorization\r\n", "Authorization\r\n" },
  { "GET / HTTP/1.1\r\nx-key: abc\r\nX-Keys: d\r\n",
    "GET / HTTP/1.1\r\nx-key: ***\r\nX-Keys: d\r\n" },
  { "GET /?api%20key=abc HTTP/1.1\r\n", "GET /?api%20key=*** HTTP/1.1\r\n" },
  { "GET /a?b=c&api%20key=a=b&api%20key=&api%20key=x HTTP/1.1\r\nX: ?api%20key=y\r\n",
    "GET /a?b=c&api%20key=***&api%20key=&api%20key=* HTTP/1.1\r\nX: ?api%20key=y\r\n" },
  { "GET /?my-api%20key=a&api%20keys=b&api%20key HTTP/1.1\r\n",
    "GET /?my-api%20key=a&api%20keys=b&api%20key HTTP/1.1\r\n" },
  { "GET /api%20key=a HTTP/1.1 ?\r\n", "GET /api%20key=a HTTP/1.1 ?\r\n" },
  { "?api%20key=", "?api%20key=" },
  { "?", "?" },
  { "", "" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].head);
      g_autoptr (GArray) ranges = exchange_secrets_find ((const guint8 *)text, strlen (text),
                                                         "X-Key", "api%20key");

      for (guint k = 0; k < ranges->len; k++)
        {
          HistoryRange range = g_array_index (ranges, HistoryRange, k);

          g_assert_cmpuint (range.offset + range.len, <=, strlen (text));
          memset (text + range.offset, '*', range.len);
        }
      g_assert_cmpstr (text, ==, cases[i].masked);
    }
}

static void
test_url (void)
{
  static const char *const urls[][3] = {
    { "ws://x/?k=abc", "k", "ws://x/?k=***" },
    { "ws://x/?a=b&k=abc&k=d&c", "k", "ws://x/?a=b&k=***&k=***&c" },
    { "ws://x/?k=abc#k=d", "k", "ws://x/?k=***#k=d" },
    { "ws://x/?k=abc", NULL, "ws://x/?k=abc" },
    { "ws://x/?k=abc", "kk", "ws://x/?k=abc" },
    { "", "k", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *masked = exchange_secrets_dup_url (urls[i][0], urls[i][1]);

      g_assert_cmpstr (masked, ==, urls[i][2]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/secrets/find", test_find);
  g_test_add_func ("/exchange/secrets/url", test_url);

  return g_test_run ();
}
