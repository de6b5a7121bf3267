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
  { "", "" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].head);
      g_autoptr (GArray) ranges = exchange_secrets_find ((const guint8 *)text, strlen (text));

      for (guint k = 0; k < ranges->len; k++)
        {
          HistoryRange range = g_array_index (ranges, HistoryRange, k);

          g_assert_cmpuint (range.offset + range.len, <=, strlen (text));
          memset (text + range.offset, '*', range.len);
        }
      g_assert_cmpstr (text, ==, cases[i].masked);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/secrets/find", test_find);

  return g_test_run ();
}
