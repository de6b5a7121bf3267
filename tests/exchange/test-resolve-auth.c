/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve.h"
#include "scratch.h"

#include <string.h>

/* The files of a workspace around "r.yaml", and what becomes of it. */
static const struct
{
  const char *root; /* the folder's auth, nullable */
  const char *own;
  const char *url;
  const char *field; /* "Name: value", "" for none */
  const char *secret_header, *secret_param;
} cases[] = {
  { NULL, "", "ws://x/", "", NULL, NULL },
  { NULL, "auth: {type: basic, username: u, password: p}\n", "ws://x/", "Authorization: Basic dTpw",
    "Authorization", NULL },
  { NULL, "auth: {type: bearer, token: t, disabled: true}\n", "ws://x/", "", NULL, NULL },
  { NULL, "auth: {type: api-key, key: X-K, value: v}\n", "ws://x/", "X-K: v", "X-K", NULL },
  { NULL, "auth: {type: api-key, key: a b, value: c&d, in: query}\n", "ws://x/?a%20b=c%26d", "",
    NULL, "a%20b" },
  { NULL, "auth: {type: api-key, key: k, value: v, in: cookie}\n", "ws://x/", "Cookie: k=v", NULL,
    NULL },
  { NULL,
    "headers: [{name: cookie, value: \"a=1; \"}]\n"
    "auth: {type: api-key, key: k, value: v, in: cookie}\n",
    "ws://x/", "cookie: a=1; k=v", NULL, NULL },
  { NULL,
    "headers: [{name: cookie, value: \"\"}]\nauth: {type: api-key, key: k, value: v, in: cookie}\n",
    "ws://x/", "cookie: k=v", NULL, NULL },
  /* what is typed wins */
  { NULL, "headers: [{name: authorization, value: mine}]\nauth: {type: bearer, token: t}\n",
    "ws://x/", "authorization: mine", NULL, NULL },
  /* of a folder */
  { "auth: {type: bearer, token: t}\n", "", "ws://x/", "Authorization: Bearer t", "Authorization",
    NULL },
  { "auth: {type: bearer, token: t}\n", "auth: {type: inherit}\n", "ws://x/",
    "Authorization: Bearer t", "Authorization", NULL },
  { "auth: {type: bearer, token: t}\n", "auth: {type: \"\"}\n", "ws://x/",
    "Authorization: Bearer t", "Authorization", NULL },
  { "auth: {type: bearer, token: t}\n", "auth: {type: none}\n", "ws://x/", "", NULL, NULL },
  { "auth: {type: bearer, token: t, disabled: true}\n", "", "ws://x/", "", NULL, NULL },
};

static Workspace *
open_case (const char *root, const char *own, WorkspaceNode **node)
{
  g_autofree char *text = g_strconcat ("id: r\ntype: websocket\nurl: ws://x/\n", own, NULL);
  const char *const files[] = { "r.yaml", text, root != NULL ? "folder.yaml" : NULL, root, NULL };
  Workspace *workspace = scratch_workspace_open (files);

  *node = workspace_find (workspace, "r", NULL);

  return workspace;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceNode *node;
      g_autoptr (Workspace) workspace = open_case (cases[i].root, cases[i].own, &node);
      g_autoptr (GError) error = NULL;
      g_autoptr (ExchangeRequest) request = exchange_resolve_request (node, NULL, NULL, &error);
      g_autofree char *field = g_strdup ("");

      g_assert_no_error (error);
      g_assert_cmpuint (request->headers->len, <=, 1);
      if (request->headers->len > 0)
        {
          const ExchangeHeader *header = request->headers->pdata[0];

          g_free (field);
          field = g_strdup_printf ("%s: %s", header->name, header->value);
        }
      g_assert_cmpstr (request->url, ==, cases[i].url);
      g_assert_cmpstr (field, ==, cases[i].field);
      g_assert_cmpstr (request->secret_header, ==, cases[i].secret_header);
      g_assert_cmpstr (request->secret_param, ==, cases[i].secret_param);
    }
}

/* Whoever reads it has to know which folder. */
static void
test_fault_of_a_folder (void)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace = open_case ("name: All\nauth: {type: bearer}\n", "", &node);
  g_autoptr (GError) error = NULL;

  g_assert_null (exchange_resolve_request (node, NULL, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "Auth of the folder “All”, Token: "));
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/resolve-auth/cases", test_cases);
  g_test_add_func ("/exchange/resolve-auth/fault-of-a-folder", test_fault_of_a_folder);

  return g_test_run ();
}
