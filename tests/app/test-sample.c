/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sample.h"

#include "app/server.h"
#include "workspace/workspace.h"

#include <glib/gstdio.h>

/* Each request of the sample goes where it can be answered, or says that it does not. */
static void
check_addresses (WorkspaceNode *folder, const char *address, guint *n_requests)
{
  GListModel *children = workspace_node_get_children (folder);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (workspace_node_get_kind (child) == WORKSPACE_KIND_FOLDER)
        {
          check_addresses (child, address, n_requests);
          continue;
        }
      g_assert_cmpint (workspace_node_get_kind (child), ==, WORKSPACE_KIND_WEBSOCKET);
      g_assert_nonnull (workspace_node_get (child, "docs"));
      (*n_requests)++;
      if (g_strcmp0 (workspace_node_get_name (child), "Nobody there") != 0)
        g_assert_true (g_str_has_prefix (workspace_node_get (child, "url"), address));
    }
}

static void
check_sample (const char *address)
{
  g_autofree char *folder = app_sample_dup_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (Workspace) workspace = workspace_open (folder, &error);
  WorkspaceNode *first;
  guint n_requests = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (workspace_get_name (workspace), ==, "Sample");
  check_addresses (workspace_get_root (workspace), address, &n_requests);
  g_assert_cmpuint (n_requests, ==, 11);

  first = workspace_find_by_id (workspace, APP_SAMPLE_FIRST);
  g_assert_nonnull (first);
  g_assert_cmpstr (workspace_node_get_name (first), ==, "Echo");
  g_assert_cmpuint (g_list_model_get_n_items (workspace_node_get_rows (first, "messages")), ==, 2);
}

static char *
read_file (const char *name)
{
  g_autofree char *folder = app_sample_dup_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *folder = app_sample_dup_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_create (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = app_sample_dup_folder ();

  g_assert_true (app_sample_is_folder (folder));
  g_assert_false (app_sample_is_folder ("/"));
  g_assert_true (app_sample_create (APP_SERVER_PORT, &error));
  g_assert_no_error (error);
  check_sample ("ws://127.0.0.1:7357/");
}

static void
test_create_keeps (void)
{
  g_autofree char *text = NULL;

  write_file ("requests/echo.yaml", "mine");
  g_assert_true (app_sample_create (APP_SERVER_PORT, NULL));
  text = read_file ("requests/echo.yaml");
  g_assert_cmpstr (text, ==, "mine");
}

static void
test_move (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *folder = app_sample_dup_folder ();
  g_autofree char *echo = g_build_filename (folder, "requests", "echo.yaml", NULL);

  g_assert_cmpint (g_unlink (echo), ==, 0);
  g_assert_true (app_sample_create (7400, &error));
  g_assert_true (app_sample_move (APP_SERVER_PORT, 7400, &error));
  g_assert_no_error (error);
  check_sample ("ws://127.0.0.1:7400/");

  /* other ports that begin alike stay, and so does what is not of ours */
  write_file ("requests/mine.yaml",
              "type: websocket\nurl: ws://127.0.0.1:74001/a # 127.0.0.1:7400\n"
              "docs: ws://127.0.0.1:7400/b ws://127.0.0.1:7400\n");
  g_assert_true (app_sample_move (7400, 7357, &error));
  mine = read_file ("requests/mine.yaml");
  g_assert_cmpstr (mine, ==,
                   "type: websocket\nurl: ws://127.0.0.1:74001/a # 127.0.0.1:7400\n"
                   "docs: ws://127.0.0.1:7357/b ws://127.0.0.1:7357\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/sample/create", test_create);
  g_test_add_func ("/app/sample/create-keeps", test_create_keeps);
  g_test_add_func ("/app/sample/move", test_move);
  return g_test_run ();
}
