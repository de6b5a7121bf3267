/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"

#include <gio/gio.h>

#define WORKSPACE_ERROR (workspace_error_quark ())

typedef enum
{
  WORKSPACE_ERROR_NOT_FOUND, /* no workspace, request or folder of that name */
  WORKSPACE_ERROR_AMBIGUOUS, /* more than one */
  WORKSPACE_ERROR_FORMAT,    /* noctule.yaml is broken or of a newer format */
  WORKSPACE_ERROR_NOT_HERE,  /* e.g. a folder moved into itself */
  WORKSPACE_ERROR_WAITING,   /* not saved: a conflict, or a file that is broken on disk */
} WorkspaceError;

GQuark workspace_error_quark (void);

/* A folder with noctule.yaml, open. Everything is saved by itself (a moment after the last edit, at
 * once by workspace_flush()), atomically, and only in the lines that changed. Files that others
 * change are loaded again. Main thread only.
 *
 * Signals:
 *   "conflict" (node, key, theirs): a value was edited here and on disk since it was last loaded;
 * ours is kept in memory and nothing is written for this node until workspace_resolve().
 *   "save-failed" (node, message): e.g. the disk is full; it is tried again with the next edit.
 * Properties, notified: "name", "can-undo", "can-redo", "undo-label", "redo-label". */
#define WORKSPACE_TYPE_WORKSPACE (workspace_get_type ())
G_DECLARE_FINAL_TYPE (Workspace, workspace, WORKSPACE, WORKSPACE, GObject)

/* Opens the workspace in @folder. */
Workspace *workspace_open (const char *folder, GError **error);

/* Makes @folder a workspace called @name (noctule.yaml, .gitignore) and opens it. A folder that has
 * other files keeps them; one that is a workspace already is an error. */
Workspace *workspace_create (const char *folder, const char *name, GError **error);

/* Returns: (transfer full): the folder of the workspace around @folder (itself or an ancestor). */
char *workspace_find_folder (const char *folder, GError **error);

const char *workspace_get_folder (Workspace *workspace);
const char *workspace_get_name (Workspace *workspace);
void workspace_set_name (Workspace *workspace, const char *name);

/* Returns: the folder node of requests/: never NULL, has no parent. */
WorkspaceNode *workspace_get_root (Workspace *workspace);

/* Returns: (nullable): borrowed. */
WorkspaceNode *workspace_find_by_id (Workspace *workspace, const char *id);

/* Finds by path below requests/ (with or without .yaml), else by name. */
WorkspaceNode *workspace_find (Workspace *workspace, const char *path_or_name, GError **error);

/* Structure. All are undoable and on disk when they return. @before: a child of @parent that the
 * node is put before, NULL: at the end. */
WorkspaceNode *workspace_add (Workspace *workspace,
                              WorkspaceKind kind,
                              WorkspaceNode *parent,
                              WorkspaceNode *before,
                              const char *name,
                              GError **error);
WorkspaceNode *workspace_duplicate (Workspace *workspace, WorkspaceNode *node, GError **error);
gboolean workspace_move (Workspace *workspace,
                         WorkspaceNode *node,
                         WorkspaceNode *parent,
                         WorkspaceNode *before,
                         GError **error);
gboolean workspace_remove (Workspace *workspace, WorkspaceNode *node, GError **error);

/* Looks at all files again, as is done by itself when the system tells of a change; for when the
 * window gets the focus: not every file system tells. Returns at once. */
void workspace_reload (Workspace *workspace);

/* Undo and redo of edits and structure, the newest first. */
void workspace_undo (Workspace *workspace);
void workspace_redo (Workspace *workspace);

/* Writes everything that is waiting. Returns FALSE with the first @error. */
gboolean workspace_flush (Workspace *workspace, GError **error);

/* Answers "conflict": keep ours (written over theirs) or take theirs. */
void
workspace_resolve (Workspace *workspace, WorkspaceNode *node, const char *key, gboolean keep_ours);
