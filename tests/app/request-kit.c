/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/request-kit.h"

#include "serve/server.h"

WorkspaceNode *
request_kit_new_node (const char *url)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  Workspace *workspace = workspace_create (folder, "Test", &error);
  WorkspaceNode *node;

  g_assert_no_error (error);
  node = workspace_add (workspace, WORKSPACE_KIND_WEBSOCKET, workspace_get_root (workspace), NULL,
                        "Echo", &error);
  g_assert_no_error (error);
  workspace_node_set (node, "url", url);

  return g_object_ref (node);
}

void
request_kit_add_message (WorkspaceNode *node,
                         const char *name,
                         const char *format,
                         const char *content)
{
  const char *const columns[] = { "format", format, "content", content, "name", name, NULL };
  const char *const unnamed[] = { "format", format, "content", content, NULL };

  workspace_node_insert_row (node, "messages", request_kit_count_messages (node),
                             name != NULL ? columns : unnamed);
}

guint
request_kit_count_messages (WorkspaceNode *node)
{
  GListModel *rows = workspace_node_get_rows (node, "messages");

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

char *
request_kit_dup_message (WorkspaceNode *node, guint position, const char *column)
{
  g_autoptr (WorkspaceRow) row = NULL;

  if (position >= request_kit_count_messages (node))
    return NULL;

  row = g_list_model_get_item (workspace_node_get_rows (node, "messages"), position);

  return g_strdup (workspace_row_get (row, column));
}

char *
request_kit_dup_url (const char *path)
{
  static ServeServer *server;
  g_autofree char *base = NULL;

  if (server == NULL)
    {
      char host[] = "127.0.0.1";
      const ServeOptions options = { .host = host };
      g_autoptr (GError) error = NULL;

      server = serve_server_new (&options, NULL, NULL);
      serve_server_start (server, &error);
      g_assert_no_error (error);
    }
  base = serve_server_dup_url (server);

  return g_strconcat (base, path, NULL);
}

char *
request_kit_dup_closed_url (void)
{
  /* tcpmux: nobody listens there, and nobody but root may */
  return g_strdup ("ws://127.0.0.1:1/");
}
