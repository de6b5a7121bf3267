/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/edit-private.h"

#include "workspace/workspace-private.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *
label_of (const char *key)
{
  if (strcmp (key, "name") == 0)
    return _ ("Rename");
  if (strcmp (key, "url") == 0)
    return _ ("Edit URL");
  if (strcmp (key, "docs") == 0)
    return _ ("Edit Docs");
  if (strcmp (key, "messages") == 0)
    return _ ("Edit Message");
  if (strcmp (key, "headers") == 0)
    return _ ("Edit Headers");
  if (strcmp (key, "params") == 0 || strcmp (key, "path-params") == 0)
    return _ ("Edit Parameters");
  if (g_str_has_prefix (key, "auth"))
    return _ ("Edit Authentication");
  if (g_str_has_prefix (key, "settings"))
    return _ ("Edit Settings");

  return _ ("Edit");
}

static void
note (WorkspaceNode *node, const char *key, const WorkspaceChange *change)
{
  workspace_undo_note (node->workspace->undo, label_of (key), change);
  workspace_notify_undo (node->workspace);
  workspace_touch (node->workspace, node);
}

void
workspace_edit_value (WorkspaceNode *node, const char *key, const char *value)
{
  WorkspaceChange change = { .kind = WORKSPACE_CHANGE_VALUE,
                             .node = g_object_ref (node),
                             .key = g_strdup (key),
                             .before = g_strdup (workspace_node_get (node, key)),
                             .after = g_strdup (value) };

  workspace_node_apply (node, key, value);
  note (node, key, &change);
}

/* Returns: (nullable): who may be edited. */
static WorkspaceNode *
find_node (WorkspaceRows *rows)
{
  WorkspaceNode *node = workspace_rows_get_node (rows);

  return node != NULL && workspace_node_is_editable (node) ? node : NULL;
}

void
workspace_edit_cell (WorkspaceRow *row, const char *column, const char *value)
{
  g_autofree char *key = g_strdup (workspace_rows_get_key (row->rows));
  WorkspaceNode *node = find_node (row->rows);
  WorkspaceChange change = { .kind = WORKSPACE_CHANGE_CELL };

  if (node == NULL)
    return;

  change.row = g_object_ref (row);
  change.key = g_strdup (column);
  change.before = g_strdup (workspace_row_get (row, column));
  change.after = g_strdup (value);
  workspace_row_apply (row, column, value);
  note (node, key, &change);
  workspace_node_emit_changed (node, key);
}

static void
note_rows (WorkspaceRows *rows, WorkspaceRow *row, WorkspaceChange change)
{
  const char *key = workspace_rows_get_key (rows);
  WorkspaceNode *node = workspace_rows_get_node (rows);

  change.node = g_object_ref (node);
  change.row = g_object_ref (row);
  change.key = g_strdup (key);
  note (node, key, &change);
  workspace_node_emit_changed (node, key);
}

void
workspace_edit_insert (WorkspaceRows *rows, guint position, WorkspaceRow *row)
{
  position = MIN (position, workspace_rows_get_n (rows));
  workspace_rows_insert (rows, position, row);
  note_rows (rows, row, (WorkspaceChange){ .kind = WORKSPACE_CHANGE_INSERT, .to = position });
}

void
workspace_edit_remove (WorkspaceRows *rows, guint position)
{
  g_autoptr (WorkspaceRow) row = g_object_ref (workspace_rows_get (rows, position));

  workspace_rows_remove (rows, position);
  note_rows (rows, row, (WorkspaceChange){ .kind = WORKSPACE_CHANGE_REMOVE, .from = position });
}

void
workspace_edit_move (WorkspaceRows *rows, guint from, guint to)
{
  g_autoptr (WorkspaceRow) row = g_object_ref (workspace_rows_get (rows, from));

  workspace_rows_move (rows, from, to);
  note_rows (rows, row, (WorkspaceChange){ .kind = WORKSPACE_CHANGE_MOVE, .from = from, .to = to });
}
