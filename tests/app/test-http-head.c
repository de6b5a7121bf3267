/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/http-head.h"

#include <string.h>

static AppHttpHead *
parse (const char *text)
{
  return app_http_head_parse (text, strlen (text));
}

static void
assert_pair (GPtrArray *pairs, guint i, const char *name, const char *value, const char *detail)
{
  const AppPair *pair;

  g_assert_cmpuint (i, <, pairs->len);
  pair = g_ptr_array_index (pairs, i);
  g_assert_cmpstr (pair->name, ==, name);
  g_assert_cmpstr (pair->value, ==, value);
  g_assert_cmpstr (pair->detail, ==, detail);
}

static void
test_answer (void)
{
  g_autoptr (AppHttpHead) head = parse ("HTTP/1.1 101 Switching Protocols\r\n"
                                        "Upgrade: websocket\r\n"
                                        "X-A:  b\r\n"
                                        "\tc \r\n"
                                        "x-a: \xff\r\n"
                                        "odd\r\n"
                                        "\r\nbehind: it");

  g_assert_cmpstr (head->start, ==, "HTTP/1.1 101 Switching Protocols");
  g_assert_cmpuint (head->status, ==, 101);
  g_assert_cmpstr (head->reason, ==, "Switching Protocols");
  g_assert_cmpuint (head->fields->len, ==, 4);
  assert_pair (head->fields, 0, "Upgrade", "websocket", NULL);
  assert_pair (head->fields, 1, "X-A", "b c", NULL);
  assert_pair (head->fields, 2, "x-a", "\xef\xbf\xbd", NULL);
  assert_pair (head->fields, 3, "odd", "", NULL);
  g_assert_cmpstr (app_http_head_get (head, "x-A"), ==, "b c");
  g_assert_null (app_http_head_get (head, "none"));
}

static void
test_odd (void)
{
  static const char *const texts[] = { "", "\n", "HTTP/1.1", "HTTP/1.1 404", " a\n b\n", ":" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AppHttpHead) head = parse (texts[i]);

      g_assert_cmpstr (head->reason, ==, "");
      g_assert_cmpuint (head->status, ==, i == 3 ? 404 : 0);
      g_assert_cmpuint (head->fields->len, ==, 0);
    }
}

static void
test_cookies (void)
{
  g_autoptr (AppHttpHead) head = parse ("HTTP/1.1 101 A\r\n"
                                        "Set-Cookie: sid=a=b; Path=/; HttpOnly\r\n"
                                        "set-cookie: empty=\r\n"
                                        "Set-Cookie: bare\r\n"
                                        "Cookie: no\r\n\r\n");
  g_autoptr (GPtrArray) cookies = app_http_head_dup_cookies (head);

  g_assert_cmpuint (cookies->len, ==, 3);
  assert_pair (cookies, 0, "sid", "a=b", "Path=/; HttpOnly");
  assert_pair (cookies, 1, "empty", "", NULL);
  assert_pair (cookies, 2, "", "bare", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/http-head/answer", test_answer);
  g_test_add_func ("/app/http-head/odd", test_odd);
  g_test_add_func ("/app/http-head/cookies", test_cookies);

  return g_test_run ();
}
