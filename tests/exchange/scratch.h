/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <glib/gstdio.h>

/* Opens a new workspace whose files below requests/ are @files: path, text, path, text, ..., NULL.
 * Returns: (transfer full). */
static inline Workspace *
scratch_workspace_open (const char *const *files)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autofree char *top = g_build_filename (folder, "noctule.yaml", NULL);
  g_autoptr (GError) error = NULL;
  Workspace *workspace;

  g_assert_true (g_file_set_contents (top, "format: 1\nname: Scratch\n", -1, NULL));
  for (; *files != NULL; files += 2)
    {
      g_autofree char *path = g_build_filename (folder, "requests", files[0], NULL);
      g_autofree char *parent = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, files[1], -1, NULL));
    }
  workspace = workspace_open (folder, &error);
  g_assert_no_error (error);

  return workspace;
}

/* Opens a workspace with one request that has @yaml behind its id and type. @node: borrowed. */
static inline Workspace *
scratch_request_open (const char *yaml, WorkspaceNode **node)
{
  g_autofree char *text = g_strdup_printf ("id: req_1\ntype: websocket\nname: Scratch\n%s", yaml);
  const char *const files[] = { "scratch.yaml", text, NULL };
  Workspace *workspace = scratch_workspace_open (files);

  *node = workspace_find (workspace, "scratch", NULL);
  g_assert_nonnull (*node);
  g_assert_cmpint (workspace_node_get_kind (*node), ==, WORKSPACE_KIND_WEBSOCKET);

  return workspace;
}
