/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve-private.h"
#include "scratch.h"

static void
test_as_typed (void)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace =
    scratch_request_open ("url: \"{{ a }}\"\nparams: [{name: \"{% b %}\"}]\n", &node);
  g_autoptr (WorkspaceRow) row = g_list_model_get_item (workspace_node_get_rows (node, "params"),
                                                        0);
  g_autofree char *url = exchange_resolve_dup_value (node, "url");
  g_autofree char *name = exchange_resolve_dup_cell (row, "name");

  g_assert_cmpstr (url, ==, "{{ a }}");
  g_assert_cmpstr (name, ==, "{% b %}");
  g_assert_null (exchange_resolve_dup_value (node, "nothing"));
  g_assert_null (exchange_resolve_dup_cell (row, "value"));
}

static void
test_token (void)
{
  g_assert_true (exchange_resolve_is_token ("chat.v2"));
  g_assert_true (exchange_resolve_is_token ("!#$%&'*+-.^_`|~"));
  g_assert_false (exchange_resolve_is_token (""));
  g_assert_false (exchange_resolve_is_token ("a b"));
  g_assert_false (exchange_resolve_is_token ("a,"));
  g_assert_false (exchange_resolve_is_token ("\303\244"));
}

static gboolean
take_until_b (ExchangeResolve *resolve, WorkspaceRow *row, GError **error)
{
  g_string_append (resolve->url, workspace_row_get (row, "name"));

  return workspace_row_get (row, "value") == NULL;
}

static void
test_rows (void)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace = scratch_request_open (
    "params: [{name: a}, {name: x, disabled: true}, {name: b, value: stop}, {name: c}]\n", &node);
  g_autoptr (GString) names = g_string_new (NULL);
  ExchangeResolve resolve = { .url = names, .node = node };

  g_assert_false (exchange_resolve_each_row (&resolve, "params", take_until_b, NULL));
  g_assert_cmpstr (names->str, ==, "ab");
  g_assert_true (exchange_resolve_each_row (&resolve, "headers", take_until_b, NULL));
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/resolve-text/as-typed", test_as_typed);
  g_test_add_func ("/exchange/resolve-text/token", test_token);
  g_test_add_func ("/exchange/resolve-text/rows", test_rows);

  return g_test_run ();
}
