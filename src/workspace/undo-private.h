/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"
#include "workspace/rows-private.h"

/* What was done, newest last, so that it can be taken back and done again. A step is one command of
 * the person: one or more changes. */
typedef struct _WorkspaceUndo WorkspaceUndo;

/* As many steps are kept; older ones are forgotten. */
#define WORKSPACE_UNDO_MAX 500

typedef enum
{
  WORKSPACE_CHANGE_VALUE,  /* node, key: before, after */
  WORKSPACE_CHANGE_CELL,   /* row, key (its column): before, after */
  WORKSPACE_CHANGE_INSERT, /* row at position "to" of node's rows key */
  WORKSPACE_CHANGE_REMOVE, /* row from position "from" */
  WORKSPACE_CHANGE_MOVE,   /* row from "from" to "to" */
  WORKSPACE_CHANGE_ADD,    /* node is there: its file is at parent_after */
  WORKSPACE_CHANGE_DROP,   /* node is gone: its file is at trash */
  WORKSPACE_CHANGE_PLACE,  /* node went from parent_before to parent_after */
} WorkspaceChangeKind;

typedef struct
{
  WorkspaceNode *node;
  WorkspaceRow *row;
  char *key;
  char *before;
  char *after;
  char *trash;
  WorkspaceNode *parent_before;
  WorkspaceNode *parent_after;
  guint from;
  guint to;
  WorkspaceChangeKind kind;
} WorkspaceChange;

/* Does a change (or with @is_back its contrary). Returns: FALSE with @error when it cannot be done
 * any more: the step is dropped. */
typedef gboolean (*WorkspaceUndoFunc) (WorkspaceChange *change,
                                       gboolean is_back,
                                       gpointer user_data,
                                       GError **error);

WorkspaceUndo *workspace_undo_new (WorkspaceUndoFunc func, gpointer user_data);
void workspace_undo_free (WorkspaceUndo *undo);

/* Until the matching end all changes noted are one step called @label. They may be nested. */
void workspace_undo_begin (WorkspaceUndo *undo, const char *label);
/* Returns: FALSE: nothing was noted in it. */
gboolean workspace_undo_end (WorkspaceUndo *undo);

/* Notes a change that was done; outside of begin and end it is a step of its own, or goes into the
 * last one when that is an edit of the same value. @change: (transfer full, its members). */
void workspace_undo_note (WorkspaceUndo *undo, const char *label, const WorkspaceChange *change);

/* Returns: FALSE when there is nothing, or with @error when it did not work. */
gboolean workspace_undo_step_back (WorkspaceUndo *undo, GError **error);
gboolean workspace_undo_step_forward (WorkspaceUndo *undo, GError **error);

/* Returns: (nullable): what would be taken back, done again: "Rename"; borrowed. */
const char *workspace_undo_get_undo_label (WorkspaceUndo *undo);
const char *workspace_undo_get_redo_label (WorkspaceUndo *undo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceUndo, workspace_undo_free)
