/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/error.h"
#include "net/url.h"

#include <string.h>

typedef struct
{
  const char *typed;
  const char *text;
  const char *host_field;
  const char *user; /* "user:password", NULL: neither */
} GoodCase;

static const GoodCase good_cases[] = {
  { "ws://a.example", "ws://a.example/", "a.example", NULL },
  { "wss://a.example", "wss://a.example/", "a.example", NULL },
  { "http://a.example/x", "ws://a.example/x", "a.example", NULL },
  { "HTTPS://A.Example/X", "wss://a.example/X", "a.example", NULL },
  { "a.example", "ws://a.example/", "a.example", NULL },
  { "  ws://a.example/ \n", "ws://a.example/", "a.example", NULL },
  { "localhost:8080/x", "ws://localhost:8080/x", "localhost:8080", NULL },
  { "localhost", "ws://localhost/", "localhost", NULL },
  { "ws:8080/x", "ws://ws:8080/x", "ws:8080", NULL },
  { "//a.example/x", "ws://a.example/x", "a.example", NULL },
  { ":3000/path", "ws://localhost:3000/path", "localhost:3000", NULL },
  { ":/path", "ws://localhost/path", "localhost", NULL },
  { ":9000", "ws://localhost:9000/", "localhost:9000", NULL },
  { "[::1]:90", "ws://[::1]:90/", "[::1]:90", NULL },
  { "ws://[0:0::0001]/", "ws://[::1]/", "[::1]", NULL },
  { "ws://[FE80::1%25eth0]:81/", "ws://[fe80::1%25eth0]:81/", "[fe80::1]:81", NULL },
  { "ws://[fe80::1%eth0]/", "ws://[fe80::1%25eth0]/", "[fe80::1]", NULL },
  { "ws://127.0.0.1:80/", "ws://127.0.0.1/", "127.0.0.1", NULL },
  { "ws://a:443/", "ws://a:443/", "a:443", NULL },
  { "wss://a:443/", "wss://a/", "a", NULL },
  { "wss://a:80/", "wss://a:80/", "a:80", NULL },
  { "ws://a:65535", "ws://a:65535/", "a:65535", NULL },
  { "ws://a:0080", "ws://a/", "a", NULL },
  { "ws://a:/x", "ws://a/x", "a", NULL },
  { "ws://a?q=1", "ws://a/?q=1", "a", NULL },
  { "ws://a/?q=/?", "ws://a/?q=/?", "a", NULL },
  { "ws://a/B%2fc/../d%7E%zz", "ws://a/B%2fc/../d%7E%zz", "a", NULL },
  { "ws://a//b/./", "ws://a//b/./", "a", NULL },
  { "ws://a/ü?ä", "ws://a/%C3%BC?%C3%A4", "a", NULL },
  { "ws://a/{x}|\"<>^`\\", "ws://a/%7Bx%7D%7C%22%3C%3E%5E%60%5C", "a", NULL },
  { "ws://a/[x]!$&'()*+,;=:@-._~", "ws://a/[x]!$&'()*+,;=:@-._~", "a", NULL },
  { "ws://bücher.example/", "ws://xn--bcher-kva.example/", "xn--bcher-kva.example", NULL },
  { "BÜCHER.example", "ws://xn--bcher-kva.example/", "xn--bcher-kva.example", NULL },
  { "ws://b%C3%BCcher.example/", "ws://xn--bcher-kva.example/", "xn--bcher-kva.example", NULL },
  { "ws://a_b.example./", "ws://a_b.example./", "a_b.example.", NULL },
  { "ws://u:p@a/", "ws://a/", "a", "u:p" },
  { "u:p@a:81/", "ws://a:81/", "a:81", "u:p" },
  { "ws://u%40x:p%3A%2F@a/", "ws://a/", "a", "u@x:p:/" },
  { "ws://u@x:p@a/", "ws://a/", "a", "u@x:p" },
  { "ws://u:p:q@a/", "ws://a/", "a", "u:p:q" },
  { "ws://:p@a/", "ws://a/", "a", ":p" },
  { "ws://ü:ö@[::1]/", "ws://[::1]/", "[::1]", "ü:ö" },
  { "ws://a/x@y:1", "ws://a/x@y:1", "a", NULL },
};

static void
say (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%s", escaped);
}

static void
assert_good (const NetUrl *url, const GoodCase *c)
{
  g_autofree char *text = net_url_dup_text (url);
  g_autofree char *host_field = net_url_dup_host_field (url);
  g_autofree char *user = NULL;

  if (url->user != NULL || url->password != NULL)
    user = g_strconcat (url->user, ":", url->password, NULL);

  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpstr (host_field, ==, c->host_field);
  g_assert_cmpstr (user, ==, c->user);
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      const GoodCase *c = &good_cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (NetUrl) url = net_url_parse (c->typed, &error);

      say (c->typed);
      g_assert_no_error (error);
      assert_good (url, c);
    }
}

typedef struct
{
  const char *typed;
  const char *message; /* a part of it */
} BadCase;

static const BadCase bad_cases[] = {
  { "", "empty" },
  { " \t", "empty" },
  { "ftp://a/", "scheme “ftp”" },
  { "file:///etc/passwd", "scheme “file”" },
  { "ws:/a/", "two slashes" },
  { "wss:a", "two slashes" },
  { "https:", "two slashes" },
  { "ws://", "no host" },
  { "ws:///x", "no host" },
  { "ws://:80/", "no host" },
  { "ws://u:p@/", "no host" },
  { "/path", "no host" },
  { "?q", "no host" },
  { "ws://a/x#frag", "fragment (“#” at position 9)" },
  { "  ws://a/ü#", "fragment (“#” at position 9)" },
  { "ws://a#x", "fragment" },
  { "ws://a/b c", "space at position 9: write it as %20" },
  { " ws://a/ü b", "space at position 9" },
  { "ws://a b/", "space at position 7" },
  { "ws://a/\tb", "control character at position 8: write it as %09" },
  { "ws://a/\r\nX: y", "control character at position 8: write it as %0D" },
  { "ws://a/\x7f", "control character at position 8: write it as %7F" },
  { "ws://a/\xff", "not UTF-8: there is a byte 0xff at position 8" },
  { "ws://a:65536/", "65536" },
  { "ws://a:99999999999999999999/", "out of range" },
  { "ws://a:-1/", "-1" },
  { "ws://a:x/", "port" },
  { "ws://a:0/", "port 0" },
  { "ws://::1/", "write it as [::1]" },
  { "::1", "write it as [::1]" },
  { "ws://[::1/", "[::1" },
  { "ws://[::1]x/", "[::1]x" },
  { "ws://[::g]/", "[::g]" },
  { "ws://[1.2.3.4]/", "1.2.3.4" },
  { "ws://[fe80::1%]/", "fe80::1" },
  { "ws://[fe80::1%25a%20b]/", "fe80::1%a b" },
  { "ws://a%2fb/", "“a/b”" },
  { "ws://a\\b/", "“a\\b”" },
  { "ws://a%00b/", "UTF-8" },
  { "ws://a%ffb/", "UTF-8" },
  { "ws://a%20b/", "“a b”" },
  { "ws://.a/", "“.a”" },
  { "ws://<script>/", "“<script>”" },
  { "ws://℀.example/", "not the name of a host" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      const BadCase *c = &bad_cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (NetUrl) url = net_url_parse (c->typed, &error);

      say (c->typed);
      g_assert_null (url);
      g_assert_error (error, NET_ERROR, NET_ERROR_URL);
      g_assert_nonnull (strstr (error->message, c->message));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_limits (void)
{
  static const struct
  {
    const char *head;
    gsize n_fill;
    gboolean is_good;
  } cases[] = {
    { "ws://a/", 1000 * 1000, TRUE }, { "ws://a/", 1024 * 1024, FALSE }, { "ws://", 253, TRUE },
    { "ws://", 254, FALSE },          { "ws://", 100000, FALSE },        { "ws://ü", 1200, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fill = g_strnfill (cases[i].n_fill, 'x');
      g_autofree char *typed = g_strconcat (cases[i].head, fill, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NetUrl) url = net_url_parse (typed, &error);

      g_assert_cmpint (url != NULL, ==, cases[i].is_good);
      if (url == NULL)
        g_assert_error (error, NET_ERROR, NET_ERROR_URL);
    }
}

typedef struct
{
  const char *base;
  const char *location;
  const char *text; /* NULL: refused */
  const char *user;
} ResolveCase;

static const ResolveCase resolve_cases[] = {
  { "ws://u:p@a:81/b/c?d", "/x%2f%7e/../y", "ws://a:81/x%2f%7e/../y", "u" },
  { "ws://a:81/b/c?d", "x", "ws://a:81/b/x", NULL },
  { "ws://a:81/b/c?d", "../x?y", "ws://a:81/x?y", NULL },
  { "ws://a:81/b/c?d", "?y", "ws://a:81/b/c?y", NULL },
  { "ws://a:81/b/c?d", "", "ws://a:81/b/c?d", NULL },
  { "ws://u:p@a:81/b", "#f", "ws://a:81/b", "u" },
  { "ws://a:81/b", "/c#f", "ws://a:81/c", NULL },
  { "wss://u:p@a:81/b", "//c/d", "wss://c/d", NULL },
  { "ws://u:p@a/b", "https://c:82/d#f", "wss://c:82/d", NULL },
  { "ws://u:p@a/b", "ws://v:q@a/c", "ws://a/c", "v" },
  { "ws://a/b", " /c ", "ws://a/c", NULL },
  { "ws://[fe80::1%25e]:81/b", "c", "ws://[fe80::1%25e]:81/c", NULL },
  { "ws://a/b", "//:80/", NULL, NULL },
  { "ws://a/b", "mailto:x@y", NULL, NULL },
  { "ws://a/b", "javascript:alert(1)", NULL, NULL },
  { "ws://a/b", "file:///etc", NULL, NULL },
  { "ws://a/b", "http:c", NULL, NULL },
  { "ws://a/b", "/c\r\nd", NULL, NULL },
  { "ws://a/b", "c d", NULL, NULL },
  { "ws://a/b", "/\xff", NULL, NULL },
  { "ws://a/b", "\xff", NULL, NULL },
};

static void
test_resolve (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolve_cases); i++)
    {
      const ResolveCase *c = &resolve_cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (NetUrl) base = net_url_parse (c->base, NULL);
      g_autoptr (NetUrl) url = net_url_resolve (base, c->location, &error);
      g_autofree char *text = url != NULL ? net_url_dup_text (url) : NULL;

      say (c->location);
      g_assert_cmpstr (text, ==, c->text);
      if (url == NULL)
        g_assert_error (error, NET_ERROR, NET_ERROR_URL);
      else
        g_assert_cmpstr (url->user, ==, c->user);
    }
}

static void
test_same_origin (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean is_same;
  } cases[] = {
    { "ws://a/x", "http://A:80/y?z", TRUE }, { "wss://a", "https://u@a:443", TRUE },
    { "ws://a", "wss://a", FALSE },          { "ws://a:443", "wss://a:443", FALSE },
    { "ws://a", "ws://a:81", FALSE },        { "ws://a", "ws://b", FALSE },
    { "ws://[::1]", "ws://[0::1]", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NetUrl) a = net_url_parse (cases[i].a, NULL);
      g_autoptr (NetUrl) b = net_url_parse (cases[i].b, NULL);

      g_assert_cmpint (net_url_is_same_origin (a, b), ==, cases[i].is_same);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/url/good", test_good);
  g_test_add_func ("/net/url/bad", test_bad);
  g_test_add_func ("/net/url/limits", test_limits);
  g_test_add_func ("/net/url/resolve", test_resolve);
  g_test_add_func ("/net/url/same-origin", test_same_origin);
  return g_test_run ();
}
