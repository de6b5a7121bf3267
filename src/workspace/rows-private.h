/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/row.h"
#include "workspace/yaml-private.h"

typedef struct _WorkspaceNode WorkspaceNode;

/* A list in a node: a GListModel of WorkspaceRow. Its changes here make no steps of undo. */
#define WORKSPACE_TYPE_ROWS (workspace_rows_get_type ())
G_DECLARE_FINAL_TYPE (WorkspaceRows, workspace_rows, WORKSPACE, ROWS, GObject)

struct _WorkspaceRow
{
  GObject parent_instance;

  GPtrArray *columns; /* name, value, name, value: text in the order of the file */
  int origin;         /* which item of the node's yaml it is; -1: it is not in it */
  int mark;           /* which one of the file that is being written */
  guint version;      /* of its rows when it was removed from them */

  /* borrowed */
  WorkspaceRows *rows; /* NULL: removed */
};

WorkspaceRow *workspace_row_new (const char *const *columns);

/* Sets a column and notifies; nothing else. */
void workspace_row_apply (WorkspaceRow *row, const char *column, const char *value);

/* @node: borrowed. @list: (nullable): the sequence in its yaml. */
WorkspaceRows *workspace_rows_new (WorkspaceNode *node, const char *key, WorkspaceYamlNode *list);

/* Returns: (nullable): NULL: the node is gone. */
WorkspaceNode *workspace_rows_get_node (WorkspaceRows *rows);
void workspace_rows_forget_node (WorkspaceRows *rows);
const char *workspace_rows_get_key (WorkspaceRows *rows);
guint workspace_rows_get_n (WorkspaceRows *rows);
WorkspaceRow *workspace_rows_get (WorkspaceRows *rows, guint position);

/* Returns: FALSE: not in it. */
gboolean workspace_rows_find (WorkspaceRows *rows, WorkspaceRow *row, guint *position);

/* @position: beyond the end: at the end. @row is kept. */
void workspace_rows_insert (WorkspaceRows *rows, guint position, WorkspaceRow *row);
void workspace_rows_remove (WorkspaceRows *rows, guint position);
void workspace_rows_move (WorkspaceRows *rows, guint from, guint to);

/* Whether the rows are not what @list (nullable) has. */
gboolean workspace_rows_differ (WorkspaceRows *rows, WorkspaceYamlNode *list);

/* Whether two lists have the same rows. Both nullable. */
gboolean workspace_rows_lists_equal (WorkspaceYamlNode *a, WorkspaceYamlNode *b);

/* Makes the rows what @list (nullable) has with as few changes as can be; rows that are the same
 * stay the same objects. Returns: whether anything changed. */
gboolean workspace_rows_take (WorkspaceRows *rows, WorkspaceYamlNode *list);

/* A file is being written in which each row is the item that it is now ... */
void workspace_rows_mark (WorkspaceRows *rows);
/* ... and now it is there. */
void workspace_rows_settle (WorkspaceRows *rows);

/* @list is the list in the file now: which of its items the rows are, as far as they are the same.
 * The rows stay as they are. */
void workspace_rows_rebase (WorkspaceRows *rows, WorkspaceYamlNode *list);
