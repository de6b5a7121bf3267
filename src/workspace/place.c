/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/structure-private.h"

#include "workspace/slug-private.h"
#include "workspace/watch-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Removed files can be found in .noctule/trash for so long. */
#define TRASH_DAYS 7

/* Returns: (transfer full): a new place for what is removed. */
static char *
make_trash (Workspace *workspace, const char *name, GError **error)
{
  g_autofree char *hidden = g_build_filename (workspace->folder, ".noctule", NULL);
  g_autofree char *ignore = g_build_filename (hidden, ".gitignore", NULL);
  g_autofree char *unique = g_strdup_printf ("%" G_GINT64_FORMAT "-%08x", g_get_real_time (),
                                             g_random_int ());
  g_autofree char *folder = g_build_filename (hidden, "trash", unique, NULL);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "“%s” cannot be made: %s.",
                   folder, g_strerror (code));
      return NULL;
    }
  if (!g_file_test (ignore, G_FILE_TEST_EXISTS))
    g_file_set_contents (ignore, "*\n", -1, NULL);

  return g_build_filename (folder, name, NULL);
}

void
workspace_place_empty_trash (Workspace *workspace)
{
  g_autofree char *path = g_build_filename (workspace->folder, ".noctule", "trash", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gint64 oldest = g_get_real_time () - TRASH_DAYS * G_TIME_SPAN_DAY;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      gint64 when = g_ascii_strtoll (name, NULL, 10);

      if (when > 0 && when < oldest)
        workspace_file_remove_tree (child);
    }
}

/* Where the file went its stamp went along, but for the time of its inode. */
static void
restamp (WorkspaceNode *node)
{
  g_autofree char *path = workspace_node_dup_file_path (node);
  WorkspaceStamp stamp;

  workspace_stamp_take (path, &stamp);
  if (stamp.inode == node->stamp.inode && stamp.modified == node->stamp.modified)
    node->stamp = stamp;
}

/* Takes @node with its file out of the tree; it can come back. */
gboolean
workspace_place_drop (Workspace *workspace, WorkspaceNode *node, char **trash, GError **error)
{
  g_autofree char *place = workspace_node_dup_place (node);
  g_autofree char *to = make_trash (workspace, node->file_name, error);

  if (to == NULL || !workspace_file_move (place, to, error))
    return FALSE;

  g_free (*trash);
  *trash = g_steal_pointer (&to);
  workspace_index_remove (workspace, node);
  workspace_watch_leave (workspace->watch, node);
  workspace_node_detach (node);
  workspace_node_set_workspace (node, NULL);

  return TRUE;
}

/* Returns: (transfer full): @file_name, or one like it that is free in the folder @path. */
static char *
find_free (const char *path, WorkspaceNode *node, const char *file_name)
{
  const char *suffix = node->children == NULL ? ".yaml" : "";
  g_autofree char *slug = g_strndup (file_name, strlen (file_name) - strlen (suffix));

  return workspace_slug_make_unique (path, slug, suffix, NULL);
}

gboolean
workspace_place_bring_back (Workspace *workspace,
                            WorkspaceNode *node,
                            WorkspaceNode *parent,
                            const char *trash,
                            GError **error)
{
  g_autofree char *folder = workspace_node_dup_place (parent);
  g_autofree char *file_name = find_free (folder, node, node->file_name);
  g_autofree char *to = g_build_filename (folder, file_name, NULL);
  g_autofree char *unique = g_path_get_dirname (trash);

  if (!workspace_file_move (trash, to, error))
    return FALSE;

  (void)g_rmdir (unique);
  workspace_node_set_file_name (node, file_name);
  /* who hears of it asks at once which workspace it is of */
  workspace_node_set_workspace (node, workspace);
  workspace_node_attach (node, parent);
  restamp (node);
  workspace_index_add (workspace, node);
  workspace_watch_follow (workspace->watch, node);

  return TRUE;
}

gboolean
workspace_place_move (WorkspaceNode *node,
                      WorkspaceNode *parent,
                      const char *file_name,
                      GError **error)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);
  Workspace *workspace = node->workspace;
  g_autofree char *from = workspace_node_dup_place (node);
  g_autofree char *folder = workspace_node_dup_place (parent);
  g_autofree char *name = find_free (folder, node, file_name);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  if (!workspace_file_move (from, to, error))
    return FALSE;

  workspace_node_detach (node);
  workspace_node_set_file_name (node, name);
  workspace_node_attach (keep, parent);
  restamp (node);
  workspace_watch_follow (workspace->watch, node);

  return TRUE;
}
