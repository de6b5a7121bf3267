/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-jar-private.h"
#include "exchange/error.h"
#include "exchange/resolve.h"
#include "scratch.h"

#include <string.h>

/* "Name: value\n" of each field; "Name\n" where there is no value. */
static char *
dup_fields (const GPtrArray *headers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < headers->len; i++)
    {
      const ExchangeHeader *header = headers->pdata[i];

      g_string_append (text, header->name);
      if (header->value != NULL)
        g_string_append_printf (text, ": %s", header->value);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static ExchangeRequest *
resolve (const char *yaml, GError **error)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace = scratch_request_open (yaml, &node);

  return exchange_resolve_request (node, NULL, NULL, error);
}

static void
test_url (void)
{
  static const char *const cases[][2] = {
    { "url: ws://x/a\n", "ws://x/a" },
    { "url: \" x:80/a \"\n", "x:80/a" },
    { "url: ws://x/:room/:id\npath-params: [{name: room, value: a/b}, {name: id, value: \"7\"}]\n",
      "ws://x/a%2Fb/7" },
    { "url: ws://x/:room\npath-params: [{name: room, value: a, disabled: true}]\n",
      "ws://x/:room" },
    { "url: ws://x/:room\npath-params: [{name: other, value: a}, {name: other}]\n",
      "ws://x/:room" },
    { "url: ws://x/:room\npath-params: [{name: room}, {name: room, value: b}]\n", "ws://x/b" },
    { "url: ws://x/?z=1\nparams: [{name: a, value: b c}, {name: d, value: e, disabled: true}, "
      "{name: f}, {name: g, value: \"\"}, {value: h}]\n",
      "ws://x/?z=1&a=b%20c&f&g=" },
    /* no template is rendered, nor does it hurt */
    { "url: \"ws://x/{{_.a}}\"\nparams: [{name: t, value: \"{{ _.b }}\"}]\n",
      "ws://x/{{_.a}}?t=%7B%7B%20_.b%20%7D%7D" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceNode *node;
      g_autoptr (Workspace) workspace = scratch_request_open (cases[i][0], &node);
      g_autoptr (GError) error = NULL;
      g_autoptr (ExchangeRequest) request = exchange_resolve_request (node, NULL, NULL, &error);
      g_autofree char *shown = exchange_resolve_dup_url (node);

      g_assert_no_error (error);
      g_assert_cmpstr (request->url, ==, cases[i][1]);
      g_assert_cmpstr (shown, ==, cases[i][1]);
    }
}

static void
test_identity (void)
{
  g_autoptr (ExchangeRequest) request = resolve ("url: ws://x/\n", NULL);

  g_assert_cmpstr (request->id, ==, "req_1");
  g_assert_cmpstr (request->name, ==, "Scratch");
  g_assert_null (request->cookies);
}

static void
test_headers (void)
{
  g_autoptr (ExchangeRequest) request = resolve (
    "url: ws://x/\n"
    "headers: [{name: x-CASE, value: \" a  b \"}, {name: X, value: \"1\"}, {name: X, value: \"2\"}, "
    "{name: Off, value: z, disabled: true}, {name: Empty, value: \"\"}, {name: None}, "
    "{name: \"\", value: nameless}, {name: Cookie, value: a=1}, {name: cookie, value: b=2}]\n",
    NULL);
  g_autofree char *fields = dup_fields (request->headers);

  g_assert_cmpstr (fields, ==,
                   "x-CASE:  a  b \nX: 1\nX: 2\nEmpty: \nNone: \nCookie: a=1\ncookie: b=2\n");
}

static void
test_inherited (void)
{
  static const char *const files[] = {
    "folder.yaml",
    "headers: [{name: A, value: outer}, {name: B, value: outer}]\n",
    "In/folder.yaml",
    "headers: [{name: b, value: inner}]\nauth: {type: bearer, token: t}\n",
    "In/r.yaml",
    "id: r\ntype: websocket\nurl: ws://x/\nheaders: [{name: C, value: own}]\n",
    NULL
  };
  g_autoptr (Workspace) workspace = scratch_workspace_open (files);
  WorkspaceNode *node = workspace_find (workspace, "In/r", NULL);
  g_autoptr (ExchangeRequest) request = exchange_resolve_request (node, NULL, NULL, NULL);
  g_autofree char *fields = dup_fields (request->headers);

  g_assert_cmpstr (fields, ==, "A: outer\nb: inner\nC: own\nAuthorization: Bearer t\n");
}

static char *
dup_subprotocols (const ExchangeRequest *request)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < request->subprotocols->len; i++)
    g_string_append_printf (text, "%s ", (const char *)request->subprotocols->pdata[i]);

  return g_string_free (text, FALSE);
}

static void
test_subprotocols (void)
{
  static const char *const cases[][3] = {
    { "subprotocols: [b, a, b]\n", "b a ", "" },
    /* alone it goes out as typed; beside others it would silence them */
    { "headers: [{name: sec-websocket-PROTOCOL, value: \"a,b\"}]\n", "",
      "sec-websocket-PROTOCOL: a,b\n" },
    { "subprotocols: [c, a]\nheaders: [{name: Sec-WebSocket-Protocol, value: \"a,b\"}]\n", "c a b ",
      "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *yaml = g_strconcat ("url: ws://x/\n", cases[i][0], NULL);
      g_autoptr (ExchangeRequest) request = resolve (yaml, NULL);
      g_autofree char *names = dup_subprotocols (request);
      g_autofree char *fields = dup_fields (request->headers);

      g_assert_cmpstr (names, ==, cases[i][1]);
      g_assert_cmpstr (fields, ==, cases[i][2]);
    }
}

/* The sentence begins with where the fault is. */
static void
test_refusals (void)
{
  static const char *const cases[][2] = {
    { "", "The URL is missing." },
    { "url: \"  \"\n", "The URL is missing." },
    { "url: ftp://x/\n", "The URL " },
    { "url: ws://x/#a\nparams: [{name: b, value: c}]\n", "The URL " },
    { "url: ws://x/:room\npath-params: [{name: room, value: \"\"}]\n",
      "Path parameters, room: it has no value." },
    { "url: ws://x/\nheaders: [{name: a b, value: c}]\n", "Headers, a b: " },
    { "url: ws://x/\nheaders: [{name: a, value: \"b\\nc: d\"}]\n", "Headers, a: " },
    { "url: ws://x/\nsubprotocols: [a b]\n", "Subprotocols, a b: " },
    { "url: ws://x/\nsubprotocols: [a]\nheaders: [{name: Sec-WebSocket-Protocol, value: \"(\"}]\n",
      "Subprotocols, (: " },
    { "url: ws://x/\nauth: {type: bearer}\n", "Auth, Token: " },
    { "url: ws://x/\nauth: {type: wild}\n", "Auth, " },
    { "url: ws://x/\nsettings: {ping-interval: soon}\n", "Settings, Ping interval takes " },
    /* the first of several */
    { "url: ftp://x/\nauth: {type: wild}\nsettings: {ping-interval: soon}\n", "The URL " },
    { "url: ws://x\nauth: {type: wild}\nsettings: {ping-interval: soon}\n", "Auth, " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i][0]);
      g_assert_null (resolve (cases[i][0], &error));
      g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, cases[i][1]));
    }
}

static void
test_what_is_no_request (void)
{
  static const char *const files[] = { "F/a.yaml",    "id: a\ntype: websocket\nname: A\n",
                                       "http.yaml",   "id: b\ntype: http\nname: B\n",
                                       "broken.yaml", "a: [\n",
                                       NULL };
  static const char *const names[] = { "F", "http", "broken" };
  g_autoptr (Workspace) workspace = scratch_workspace_open (files);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      WorkspaceNode *node = workspace_find (workspace, names[i], NULL);
      g_autofree char *url = NULL;
      g_autoptr (GPtrArray) headers = NULL;

      g_test_message ("%s", names[i]);
      g_assert_nonnull (node);
      g_assert_null (exchange_resolve_request (node, NULL, NULL, &error));
      g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
      url = exchange_resolve_dup_url (node);
      headers = exchange_resolve_dup_headers (node, NULL, NULL);
      g_assert_cmpstr (url, ==, "");
      g_assert_nonnull (headers);
    }
}

static void
test_shown_url (void)
{
  static const char *const cases[][2] = {
    { "url: ws://x/:a\npath-params: [{name: a}]\n", "ws://x/:a" },
    { "url: nonsense://x\nparams: [{name: a, value: b}]\n", "nonsense://x?a=b" },
    { "url: ws://x/?a=b\nauth: {type: api-key, key: my key, value: hush, in: query}\n",
      "ws://x/?a=b&my%20key=***" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceNode *node;
      g_autoptr (Workspace) workspace = scratch_request_open (cases[i][0], &node);
      g_autofree char *url = exchange_resolve_dup_url (node);

      g_assert_cmpstr (url, ==, cases[i][1]);
    }
}

static void
test_shown_headers (void)
{
  static const struct
  {
    const char *yaml, *fields;
  } cases[] = {
    { "url: ws://x:81/\nheaders: [{name: X, value: \"1\"}]\nauth: {type: api-key, key: K, value: v, "
      "in: cookie}\nsubprotocols: [chat]\n",
      "Host: x:81\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key\n"
      "Sec-WebSocket-Version: 13\nSec-WebSocket-Protocol: chat\n"
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\n"
      "User-Agent: noctule/" NOCTULE_VERSION "\nX: 1\nCookie: K=v; jar=1\n" },
    { "url: wss://me:pw@x/\nheaders: [{name: HOST, value: y}, {name: user-agent, value: z}]\n"
      "settings: {compression: false, cookies: {send: false}}\n",
      "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key\nSec-WebSocket-Version: 13\n"
      "Authorization: Basic bWU6cHc=\nHOST: y\nuser-agent: z\n" },
    /* what is wrong is left out */
    { "headers: [{name: a b, value: c}, {name: X, value: \"1\"}]\n", "X: 1\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceNode *node;
      g_autoptr (Workspace) workspace = scratch_request_open (cases[i].yaml, &node);
      g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (
        workspace_get_folder (workspace));
      ExchangeCookieData data = { .name = "jar", .value = "1", .domain = "x", .path = "/" };
      g_autoptr (GPtrArray) headers = NULL;
      g_autofree char *fields = NULL;

      g_assert_true (exchange_cookie_jar_put (jar, &data, NULL));
      headers = exchange_resolve_dup_headers (node, NULL, jar);
      fields = dup_fields (headers);
      g_assert_cmpstr (fields, ==, cases[i].fields);
    }
}

static void
test_jar (void)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace =
    scratch_request_open ("url: ws://x/\nsettings: {cookies: {store: false}}\n", &node);
  g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (workspace_get_folder (workspace));
  g_autoptr (ExchangeRequest) request = exchange_resolve_request (node, NULL, jar, NULL);

  g_assert_true (request->cookies == exchange_cookie_jar_get_store (jar));
  g_assert_true (request->sends_cookies);
  g_assert_false (request->stores_cookies);
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", scratch, TRUE);
  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/resolve/url", test_url);
  g_test_add_func ("/exchange/resolve/identity", test_identity);
  g_test_add_func ("/exchange/resolve/headers", test_headers);
  g_test_add_func ("/exchange/resolve/inherited", test_inherited);
  g_test_add_func ("/exchange/resolve/subprotocols", test_subprotocols);
  g_test_add_func ("/exchange/resolve/refusals", test_refusals);
  g_test_add_func ("/exchange/resolve/what-is-no-request", test_what_is_no_request);
  g_test_add_func ("/exchange/resolve/shown-url", test_shown_url);
  g_test_add_func ("/exchange/resolve/shown-headers", test_shown_headers);
  g_test_add_func ("/exchange/resolve/jar", test_jar);

  return g_test_run ();
}
