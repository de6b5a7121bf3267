/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/error.h"
#include "net/proxy-private.h"

typedef struct
{
  const char *url;
  const char *typed;
  const char *env;   /* "name=value name=value" */
  const char *found; /* "scheme host port user password"; "none"; "wrong" */
} ProxyCase;

static const ProxyCase cases[] = {
  { "ws://a", NULL, "", "none" },
  { "ws://a", "", "http_proxy=p", "none" },
  { "ws://a", "p:81", "", "http p 81 - -" },
  { "ws://a", "p", "", "http p 1080 - -" },
  { "ws://a", "HTTPS://p", "", "https p 443 - -" },
  { "ws://a", "socks4://u@p", "", "socks4 p 1080 u -" },
  { "ws://a", "socks4a://p", "", "socks4a p 1080 - -" },
  { "ws://a", "socks5://u%40:p%3A@[::1]:9/", "", "socks5 ::1 9 u@ p:" },
  { "ws://a", "socks5h://p:2", "", "socks5h p 2 - -" },
  { "ws://a", "ftp://p", "", "wrong" },
  { "ws://a", "http://", "", "wrong" },
  { "ws://a", "http://p:0", "", "wrong" },
  { "ws://a", "http://p:x", "", "wrong" },
  { "ws://a", "http_proxy=p", "", "wrong" },
  { "ws://a", NULL, "http_proxy=p https_proxy=q", "http p 1080 - -" },
  { "wss://a", NULL, "http_proxy=p https_proxy=q", "http q 1080 - -" },
  { "wss://a", NULL, "HTTPS_PROXY=q", "http q 1080 - -" },
  { "ws://a", NULL, "HTTP_PROXY=p", "none" },
  { "ws://a", NULL, "all_proxy=socks5h://p", "socks5h p 1080 - -" },
  { "ws://a", NULL, "ALL_PROXY=p http_proxy=q", "http q 1080 - -" },
  { "ws://a", NULL, "http_proxy=p no_proxy=a", "none" },
  { "ws://b.a", NULL, "http_proxy=p no_proxy=a", "none" },
  { "ws://b.a", NULL, "http_proxy=p NO_PROXY=c,.a", "none" },
  { "ws://ba", NULL, "http_proxy=p no_proxy=a", "http p 1080 - -" },
  { "ws://a", NULL, "http_proxy=p no_proxy=*", "none" },
  { "ws://a", NULL, "http_proxy=p no_proxy=a:81", "http p 1080 - -" },
  { "ws://a:81", NULL, "http_proxy=p no_proxy=a:81", "none" },
  { "ws://127.0.0.1", NULL, "http_proxy=p no_proxy=127.0.0.0/8", "none" },
  { "ws://[::1]:90", NULL, "http_proxy=p no_proxy=::1", "none" },
  { "ws://a", "p", "no_proxy=a", "http p 1080 - -" },
  { "ws://a", NULL, "http_proxy=bad://p", "wrong" },
};

static const char *const names[] = { "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
                                     "all_proxy",  "ALL_PROXY",  "no_proxy",    "NO_PROXY" };

static void
set_env (const char *env)
{
  g_auto (GStrv) pairs = g_strsplit (env, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (pairs[i], "=", 2);

      g_setenv (halves[0], halves[1], TRUE);
    }
}

static char *
dup_found (const NetProxy *proxy)
{
  if (proxy == NULL)
    return g_strdup ("wrong");
  if (proxy->kind == NET_PROXY_NONE)
    return g_strdup ("none");

  return g_strdup_printf ("%s %s %u %s %s", net_proxy_get_scheme (proxy), proxy->address->host,
                          proxy->address->port,
                          proxy->address->user != NULL ? proxy->address->user : "-",
                          proxy->address->password != NULL ? proxy->address->password : "-");
}

static void
test_choose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ProxyCase *c = &cases[i];
      g_autoptr (NetUrl) url = net_url_parse (c->url, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NetProxy) proxy = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s through %s with %s", c->url, c->typed != NULL ? c->typed : "-", c->env);
      set_env (c->env);
      proxy = net_proxy_choose (url, c->typed, &error);
      found = dup_found (proxy);
      g_assert_cmpstr (found, ==, c->found);
      if (proxy == NULL)
        g_assert_error (error, NET_ERROR, NET_ERROR_PROXY);
    }
}

static void
test_resolves (void)
{
  static const struct
  {
    const char *typed;
    gboolean resolves;
  } kinds[] = {
    { "", FALSE },           { "http://p", TRUE },    { "https://p", TRUE },
    { "socks4://p", FALSE }, { "socks4a://p", TRUE }, { "socks5://p", FALSE },
    { "socks5h://p", TRUE },
  };
  g_autoptr (NetUrl) url = net_url_parse ("ws://a", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (NetProxy) proxy = net_proxy_choose (url, kinds[i].typed, NULL);

      g_assert_cmpint (net_proxy_resolves (proxy), ==, kinds[i].resolves);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/proxy/choose", test_choose);
  g_test_add_func ("/net/proxy/resolves", test_resolves);
  return g_test_run ();
}
