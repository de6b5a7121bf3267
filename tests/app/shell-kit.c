/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell-kit.h"

#include "app/tree-model.h"

#include <glib/gstdio.h>
#include <string.h>

void
shell_kit_init (ShellKit *kit)
{
  g_autoptr (GError) error = NULL;

  kit->folder = g_dir_make_tmp ("noctule-shell-XXXXXX", NULL);
  kit->workspace = workspace_create (kit->folder, "Test", &error);
  g_assert_no_error (error);
  kit->state = workspace_state_open (kit->workspace);
}

static void
remove_all (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  (void)g_remove (path);
}

void
shell_kit_clear (ShellKit *kit)
{
  g_clear_pointer (&kit->state, workspace_state_free);
  g_assert_true (workspace_flush (kit->workspace, NULL));
  g_clear_object (&kit->workspace);
  remove_all (kit->folder);
  g_clear_pointer (&kit->folder, g_free);
}

WorkspaceNode *
shell_kit_add (ShellKit *kit, WorkspaceNode *parent, const char *name)
{
  gboolean is_folder = g_str_has_suffix (name, "/");
  g_autofree char *plain = g_strndup (name, strlen (name) - (gsize)is_folder);
  g_autoptr (GError) error = NULL;
  WorkspaceNode *node = workspace_add (kit->workspace,
                                       is_folder ? WORKSPACE_KIND_FOLDER : WORKSPACE_KIND_WEBSOCKET,
                                       parent != NULL ? parent
                                                      : workspace_get_root (kit->workspace),
                                       NULL, plain, &error);

  g_assert_no_error (error);

  return node;
}

char *
shell_kit_dup_names (GListModel *model)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      WorkspaceNode *node;
      gboolean is_pin = FALSE;
      guint depth = 0;

      if (GTK_IS_TREE_LIST_ROW (item))
        {
          node = app_tree_model_get_node (GTK_TREE_LIST_ROW (item), &is_pin);
          depth = gtk_tree_list_row_get_depth (GTK_TREE_LIST_ROW (item));
        }
      else
        node = WORKSPACE_NODE (item);
      g_string_append_printf (names, "%*s%s%s\n", (int)(2 * depth), "", is_pin ? "*" : "",
                              workspace_node_get_name (node));
    }

  return g_string_free (names, FALSE);
}
