/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/structure-private.h"

#include "workspace/load-private.h"
#include "workspace/slug-private.h"
#include "workspace/splice-private.h"
#include "workspace/watch-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_HERE, message);

  return FALSE;
}

static void
note (Workspace *workspace, const char *label, WorkspaceChange change)
{
  workspace_undo_note (workspace->undo, label, &change);
  workspace_notify_undo (workspace);
}

static gboolean
check_parent (Workspace *workspace, WorkspaceNode *parent, WorkspaceNode *before, GError **error)
{
  if (parent->workspace != workspace || parent->children == NULL || parent == workspace->meta)
    return fail (error, _ ("Only a folder can have requests in it."));
  if (before != NULL && before->parent != parent)
    return fail (error, _ ("The neighbour lies in another folder."));

  return TRUE;
}

static GBytes *
write_new (WorkspaceKind kind, const char *name, char **id)
{
  gboolean is_folder = kind == WORKSPACE_KIND_FOLDER;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (WorkspaceYaml) yaml = workspace_yaml_parse (empty, NULL);
  const char *pairs[][2] = {
    { "id", NULL },
    { "type", is_folder ? "folder" : "websocket" },
    { "name", name },
  };

  pairs[0][1] = *id = workspace_node_new_id (is_folder);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      WorkspaceYaml *next = workspace_splice_set (yaml, pairs[i][0], pairs[i][1], NULL);

      g_assert (next != NULL);
      workspace_yaml_unref (yaml);
      yaml = next;
    }

  return g_bytes_ref (workspace_yaml_get_bytes (yaml));
}

static gboolean
create_file (const char *place, gboolean is_folder, GBytes *bytes, GError **error)
{
  g_autofree char *file = is_folder ? g_build_filename (place, WORKSPACE_FOLDER_FILE, NULL)
                                    : g_strdup (place);
  g_autofree char *folder = g_path_get_dirname (place);
  const WorkspaceStamp none = { 0 };
  WorkspaceStamp stamp;

  /* requests/ itself may not be there yet */
  (void)g_mkdir_with_parents (folder, 0777);
  if (is_folder && g_mkdir (place, 0777) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "“%s” cannot be made: %s.",
                   place, g_strerror (code));
      return FALSE;
    }

  return bytes == NULL || workspace_file_write (file, bytes, &none, &stamp, error);
}

/* Reads what was just written and puts it into the tree. */
static WorkspaceNode *
adopt (Workspace *workspace, WorkspaceNode *parent, const char *path)
{
  g_autoptr (WorkspaceEntry) entry = workspace_load_entry (workspace->folder, path);
  g_autoptr (WorkspaceNode) node = workspace_load_node (parent, entry);

  workspace_node_attach (node, parent);
  workspace_index_add (workspace, node);
  workspace_watch_follow (workspace->watch, node);

  return node; /* the list of its parent keeps it */
}

static void
finish_add (Workspace *workspace, WorkspaceNode *node, WorkspaceNode *before, const char *label)
{
  WorkspaceNode *parent = node->parent;

  note (workspace, label,
        (WorkspaceChange){ .kind = WORKSPACE_CHANGE_ADD,
                           .node = g_object_ref (node),
                           .parent_after = g_object_ref (parent) });
  workspace_sort_put_before (parent, node, before);
}

WorkspaceNode *
workspace_add (Workspace *workspace,
               WorkspaceKind kind,
               WorkspaceNode *parent,
               WorkspaceNode *before,
               const char *name,
               GError **error)
{
  gboolean is_folder = kind == WORKSPACE_KIND_FOLDER;
  const char *label = is_folder ? _ ("New Folder") : _ ("New Request");
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *slug = workspace_slug_new (valid, is_folder);
  g_autofree char *folder = NULL;
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WorkspaceNode *node;

  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && WORKSPACE_IS_NODE (parent), NULL);
  g_return_val_if_fail (is_folder || kind == WORKSPACE_KIND_WEBSOCKET, NULL);

  if (!check_parent (workspace, parent, before, error))
    return NULL;
  folder = workspace_node_dup_place (parent);
  file_name = workspace_slug_make_unique (folder, slug, is_folder ? "" : ".yaml", NULL);
  path = g_build_filename (folder, file_name, NULL);
  bytes = write_new (kind, valid, &id);
  if (!create_file (path, is_folder, bytes, error))
    return NULL;

  node = adopt (workspace, parent, path);
  workspace_undo_begin (workspace->undo, label);
  finish_add (workspace, node, before, label);
  workspace_undo_end (workspace->undo);
  workspace_notify_undo (workspace);
  workspace_save_all (workspace, NULL);

  return node;
}

/* Writes @node, as it is in memory, to @path under a new id, with all below it. */
static gboolean
copy_node (WorkspaceNode *node, const char *path, const char *name, GError **error)
{
  gboolean is_folder = workspace_node_is_folder (node);
  g_autoptr (WorkspaceYaml) yaml = NULL;
  g_autoptr (WorkspaceYaml) named = NULL;
  g_autofree char *id = workspace_node_new_id (is_folder);

  if (node->problem != NULL)
    return fail (error, _ ("A broken file cannot be duplicated."));
  if (node->yaml == NULL)
    return create_file (path, is_folder, NULL, error);

  yaml = workspace_splice_set (node->yaml, "id", id, error);
  if (yaml != NULL && name != NULL)
    named = workspace_splice_set (yaml, "name", name, error);
  else if (yaml != NULL)
    named = workspace_yaml_ref (yaml);

  return named != NULL && create_file (path, is_folder, workspace_yaml_get_bytes (named), error);
}

static gboolean
copy_below (WorkspaceNode *node, const char *path, GError **error)
{
  guint n = node->children == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (node->children));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), i);
      g_autofree char *place = g_build_filename (path, child->file_name, NULL);

      if (child->problem == NULL &&
          (!copy_node (child, place, NULL, error) || !copy_below (child, place, error)))
        return FALSE;
    }

  return TRUE;
}

static WorkspaceNode *
next_sibling (WorkspaceNode *node)
{
  GListModel *children = G_LIST_MODEL (node->parent->children);
  g_autoptr (WorkspaceNode) next = NULL;
  guint position = 0;

  if (g_list_store_find (node->parent->children, node, &position))
    next = g_list_model_get_item (children, position + 1);

  return next; /* the list keeps it */
}

/* Commands on what is in the tree, but not on its root. */
static gboolean
check_node (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  if (node->workspace != workspace || node->parent == NULL)
    return fail (error, _ ("This is not in the workspace any more."));

  return TRUE;
}

WorkspaceNode *
workspace_duplicate (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  const char *label = _ ("Duplicate");
  WorkspaceNode *before, *copy;
  g_autofree char *name = NULL;
  g_autofree char *slug = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && WORKSPACE_IS_NODE (node), NULL);

  if (!check_node (workspace, node, error))
    return NULL;
  workspace_save_all (workspace, NULL);
  before = next_sibling (node);
  /* Translators: the name of the copy of a request or folder */
  name = g_strdup_printf (_ ("%s (copy)"), node->name);
  slug = workspace_slug_new (name, node->children != NULL);
  folder = workspace_node_dup_place (node->parent);
  file_name = workspace_slug_make_unique (folder, slug, node->children == NULL ? ".yaml" : "",
                                          NULL);
  path = g_build_filename (folder, file_name, NULL);
  if (!copy_node (node, path, name, error) || !copy_below (node, path, error))
    {
      workspace_file_remove_tree (path);
      return NULL;
    }

  copy = adopt (workspace, node->parent, path);
  workspace_undo_begin (workspace->undo, label);
  finish_add (workspace, copy, before, label);
  workspace_undo_end (workspace->undo);
  workspace_notify_undo (workspace);
  workspace_save_all (workspace, NULL);

  return copy;
}

static gboolean
is_below (WorkspaceNode *node, WorkspaceNode *ancestor)
{
  for (; node != NULL; node = node->parent)
    if (node == ancestor)
      return TRUE;

  return FALSE;
}

static gboolean
check_move (WorkspaceNode *node, WorkspaceNode *parent, WorkspaceNode *before, GError **error)
{
  if (is_below (parent, node))
    return fail (error, _ ("A folder cannot be moved into itself."));
  if (parent == node->parent && !workspace_node_is_editable (node))
    return fail (error, _ ("Its place is written in its file, which is not changed."));

  return before != node;
}

gboolean
workspace_move (Workspace *workspace,
                WorkspaceNode *node,
                WorkspaceNode *parent,
                WorkspaceNode *before,
                GError **error)
{
  g_autoptr (WorkspaceNode) from = NULL;
  g_autofree char *old_name = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && WORKSPACE_IS_NODE (node) &&
                          WORKSPACE_IS_NODE (parent),
                        FALSE);

  if (before == node)
    before = next_sibling (node);
  if (!check_node (workspace, node, error) || !check_parent (workspace, parent, before, error) ||
      !check_move (node, parent, before, error))
    return FALSE;

  workspace_save_all (workspace, NULL);
  from = g_object_ref (node->parent);
  old_name = g_strdup (node->file_name);
  workspace_undo_begin (workspace->undo, _ ("Move"));
  if (parent != from)
    ok = workspace_place_move (node, parent, node->file_name, error);
  if (ok && parent != from)
    note (workspace, NULL,
          (WorkspaceChange){ .kind = WORKSPACE_CHANGE_PLACE,
                             .node = g_object_ref (node),
                             .before = g_steal_pointer (&old_name),
                             .after = g_strdup (node->file_name),
                             .parent_before = g_object_ref (from),
                             .parent_after = g_object_ref (parent) });
  if (ok)
    workspace_sort_put_before (parent, node, before);
  workspace_undo_end (workspace->undo);
  workspace_notify_undo (workspace);
  workspace_save_all (workspace, NULL);

  return ok;
}

gboolean
workspace_remove (Workspace *workspace, WorkspaceNode *node, GError **error)
{
  g_autoptr (WorkspaceNode) keep = g_object_ref (node);
  g_autoptr (WorkspaceNode) parent = NULL;
  char *trash = NULL;

  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && WORKSPACE_IS_NODE (node), FALSE);

  if (!check_node (workspace, node, error))
    return FALSE;
  workspace_save_all (workspace, NULL);
  parent = g_object_ref (node->parent);
  if (!workspace_place_drop (workspace, node, &trash, error))
    return FALSE;

  note (workspace, _ ("Delete"),
        (WorkspaceChange){ .kind = WORKSPACE_CHANGE_DROP,
                           .node = g_steal_pointer (&keep),
                           .parent_before = g_object_ref (parent),
                           .trash = trash });

  return TRUE;
}

static void
apply_rows (WorkspaceChange *change, gboolean is_back)
{
  WorkspaceRows *rows = workspace_node_ensure_rows (change->node, change->key);
  gboolean is_insert = (change->kind == WORKSPACE_CHANGE_INSERT) != is_back;
  guint at = 0;
  gboolean is_there = workspace_rows_find (rows, change->row, &at);
  guint to;

  if (change->kind == WORKSPACE_CHANGE_MOVE)
    {
      to = is_back ? change->from : change->to;
      if (is_there)
        workspace_rows_move (rows, at, MIN (to, workspace_rows_get_n (rows) - 1));
    }
  else if (is_insert && !is_there)
    workspace_rows_insert (rows,
                           change->kind == WORKSPACE_CHANGE_INSERT ? change->to : change->from,
                           change->row);
  else if (!is_insert && is_there)
    workspace_rows_remove (rows, at);
}

/* Edits: what they were made to may be gone, then there is nothing to take back. */
static void
apply_edit (Workspace *workspace, WorkspaceChange *change, gboolean is_back)
{
  const char *text = is_back ? change->before : change->after;
  WorkspaceNode *node = change->node;
  const char *key = change->key;

  if (change->kind == WORKSPACE_CHANGE_CELL)
    {
      if (change->row->rows == NULL)
        return;
      node = workspace_rows_get_node (change->row->rows);
      key = workspace_rows_get_key (change->row->rows);
    }
  if (node == NULL || !workspace_node_is_editable (node))
    return;

  if (change->kind == WORKSPACE_CHANGE_VALUE)
    workspace_node_apply (node, key, text);
  else if (change->kind == WORKSPACE_CHANGE_CELL)
    workspace_row_apply (change->row, change->key, text);
  else
    apply_rows (change, is_back);
  if (change->kind != WORKSPACE_CHANGE_VALUE)
    workspace_node_emit_changed (node, key);
  workspace_touch (workspace, node);
}

gboolean
workspace_undo_apply (WorkspaceChange *change, gboolean is_back, gpointer user_data, GError **error)
{
  Workspace *workspace = user_data;
  gboolean is_add = (change->kind == WORKSPACE_CHANGE_ADD) != is_back;
  WorkspaceNode *parent = is_back ? change->parent_before : change->parent_after;

  if (change->kind < WORKSPACE_CHANGE_ADD)
    {
      apply_edit (workspace, change, is_back);
      return TRUE;
    }

  workspace_save_all (workspace, NULL);
  workspace->has_moved_files = TRUE;
  if (change->kind != WORKSPACE_CHANGE_PLACE && is_add)
    return check_parent (workspace, parent, NULL, error) &&
           workspace_place_bring_back (workspace, change->node, parent, change->trash, error);
  if (!check_node (workspace, change->node, error))
    return FALSE;
  if (change->kind != WORKSPACE_CHANGE_PLACE)
    return workspace_place_drop (workspace, change->node, &change->trash, error);

  return check_parent (workspace, parent, NULL, error) &&
         workspace_place_move (change->node, parent, is_back ? change->before : change->after,
                               error);
}
