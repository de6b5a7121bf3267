/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node-private.h"
#include "workspace/undo-private.h"
#include "workspace/workspace.h"

typedef struct _WorkspaceWatch WorkspaceWatch;

struct _Workspace
{
  GObject parent_instance;

  char *folder;        /* no links in it */
  WorkspaceNode *meta; /* noctule.yaml */
  WorkspaceNode *root;
  GHashTable *by_id;  /* id -> WorkspaceNode, borrowed both */
  GHashTable *edited; /* set of WorkspaceNode that are to be saved */
  WorkspaceUndo *undo;
  WorkspaceWatch *watch;
  guint save_timeout;
  gboolean has_moved_files; /* by the step of undo that is being done */
  gint64 edited_since;      /* monotonic; of the oldest edit that waits */
};

#define WORKSPACE_REQUESTS    "requests"
#define WORKSPACE_META        "noctule.yaml"
#define WORKSPACE_FOLDER_FILE "folder.yaml"

/* @node has something to be saved: soon. */
void workspace_touch (Workspace *workspace, WorkspaceNode *node);

/* What can be undone changed. */
void workspace_notify_undo (Workspace *workspace);

/* Tells the person that something could not be saved. */
void workspace_emit_save_failed (Workspace *workspace, WorkspaceNode *node, const char *message);
void workspace_emit_conflict (Workspace *workspace,
                              WorkspaceNode *node,
                              const char *key,
                              const char *theirs);

/* Enters @node and all below it into the index of ids, gives those an id that have none or the one
 * of another; takes them out. */
void workspace_index_add (Workspace *workspace, WorkspaceNode *node);
void workspace_index_remove (Workspace *workspace, WorkspaceNode *node);

/* Saves one node now, also when it is being saved in a thread. Returns: FALSE with @error. */
gboolean workspace_save_node (Workspace *workspace, WorkspaceNode *node, GError **error);

/* Saves what waits. @error: of the first that failed; each is told by its signal. */
gboolean workspace_save_all (Workspace *workspace, GError **error);

/* The file of @node is another one: takes over what is not edited here, asks about the rest.
 * @content: what it has now; its members are taken. */
void workspace_merge (Workspace *workspace, WorkspaceNode *node, WorkspaceContent *content);

/* Renames the file of @node after its name. Returns: FALSE: it could not be. */
gboolean workspace_rename_file (WorkspaceNode *node);

/* Does one change of undo; a WorkspaceUndoFunc. */
gboolean workspace_undo_apply (WorkspaceChange *change,
                               gboolean is_back,
                               gpointer workspace,
                               GError **error);
