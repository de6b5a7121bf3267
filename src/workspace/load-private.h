/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node-private.h"
#include "workspace/workspace-private.h"

/* Folders in folders deeper than this are not looked at. */
#define WORKSPACE_LOAD_MAX_DEPTH 32

/* A file or folder as it was read, with all below it; not yet nodes. */
typedef struct
{
  WorkspaceContent content; /* of a folder: of its folder.yaml */
  GPtrArray *entries;       /* of a folder: what is in it; NULL: a file */
  char *path;
} WorkspaceEntry;

/* Reads @path with all below it, on several processors. May be used from any thread. */
WorkspaceEntry *workspace_load_entry (const char *root, const char *path);

/* Looks only at the stamps of the folder @path and all below it. */
WorkspaceEntry *workspace_load_stamps (const char *path);

void workspace_entry_free (WorkspaceEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceEntry, workspace_entry_free)

/* Returns: (transfer full): a node of @entry, not yet among the children of @parent. What is in
 * @entry is taken. */
WorkspaceNode *workspace_load_node (WorkspaceNode *parent, WorkspaceEntry *entry);

/* Puts what is in @entry into the folder @parent. */
void workspace_load_children (WorkspaceNode *parent, WorkspaceEntry *entry);
