/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/watch-private.h"
#include "workspace/workspace-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* A workspace of the test's own, and the few steps that every test of one takes. */

static inline char *
scratch_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("noctule-workspace-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static inline void
scratch_folder_free (char *folder)
{
  workspace_file_remove_tree (folder);
  g_free (folder);
}

typedef char ScratchFolder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScratchFolder, scratch_folder_free)

static inline Workspace *
scratch_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  Workspace *workspace = workspace_open (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (workspace);

  return workspace;
}

static inline Workspace *
scratch_create (const char *folder)
{
  g_autoptr (GError) error = NULL;
  Workspace *workspace = workspace_create (folder, "Test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (workspace);

  return workspace;
}

/* Writes a file below @folder as an editor would: in place. */
static inline void
scratch_write (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  FILE *file;

  g_assert_no_errno (g_mkdir_with_parents (parent, 0777));
  file = g_fopen (path, "w");
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

static inline char *
scratch_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static inline gboolean
scratch_exists (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static inline void
scratch_assert_file (const char *folder, const char *name, const char *expected)
{
  g_autofree char *text = scratch_read (folder, name);
  g_assert_cmpstr (text, ==, expected);
}

static inline void
scratch_flush (Workspace *workspace)
{
  g_autoptr (GError) error = NULL;

  workspace_flush (workspace, &error);
  g_assert_no_error (error);
}

/* Takes over everything that is on disk now. */
static inline void
scratch_reload (Workspace *workspace)
{
  workspace_reload (workspace);
  while (workspace_watch_is_busy (workspace->watch))
    g_main_context_iteration (NULL, TRUE);
}

static inline WorkspaceNode *
scratch_find (Workspace *workspace, const char *path)
{
  g_autoptr (GError) error = NULL;
  WorkspaceNode *node = workspace_find (workspace, path, &error);

  g_assert_no_error (error);

  return node;
}

static inline WorkspaceNode *
scratch_add (Workspace *workspace, WorkspaceKind kind, WorkspaceNode *parent, const char *name)
{
  g_autoptr (GError) error = NULL;
  WorkspaceNode *node = workspace_add (workspace, kind,
                                       parent == NULL ? workspace_get_root (workspace) : parent,
                                       NULL, name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

static inline void
append_tree (GString *out, WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (node);

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);
      g_autofree char *path = workspace_node_dup_path (child);

      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", path);
      append_tree (out, child);
    }
}

/* The paths of all nodes in their order: "a Chat Chat/b". */
static inline void
scratch_assert_tree (Workspace *workspace, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_tree (out, workspace_get_root (workspace));
  g_assert_cmpstr (out->str, ==, expected);
}

/* The texts of @column in the rows: "a|b|-"; "-" where there is none. */
static inline void
scratch_assert_rows (WorkspaceNode *node, const char *key, const char *column, const char *expected)
{
  GListModel *rows = workspace_node_get_rows (node, key);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *text = workspace_row_get (row, column);

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", text == NULL ? "-" : text);
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static inline WorkspaceRow *
scratch_row (WorkspaceNode *node, const char *key, guint position)
{
  g_autoptr (WorkspaceRow) row = g_list_model_get_item (workspace_node_get_rows (node, key),
                                                        position);

  g_assert_nonnull (row);

  return row; /* the list keeps it */
}

/* A handler that counts. */
static inline void
scratch_count (guint *n)
{
  (*n)++;
}
