/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/load-private.h"

/* From what the disk has to nodes that are the same: new files appear, files that are gone
 * disappear, files that others moved or renamed stay the same node as long as their id is. */

/* Returns: (nullable): the node whose file, or folder, is @path; borrowed. */
WorkspaceNode *workspace_sync_find (Workspace *workspace, const char *path);

/* Whether the file at @path is another one than we know. */
gboolean workspace_sync_is_stale (Workspace *workspace, const char *path);

/* Whether we are writing the file at @path just now: what it has is not somebody else's. */
gboolean workspace_sync_is_busy (Workspace *workspace, const char *path);

/* Takes over @entry, which was read from its path; it must still be as it was read. What is in it
 * is taken. */
void workspace_sync_present (Workspace *workspace, WorkspaceEntry *entry);

/* Nothing is at @path any more. */
void workspace_sync_gone (Workspace *workspace, const char *path);

/* Calls @func for each path that differs from what we know. @entry: of workspace_load_stamps(), of
 * the folder of @node. */
typedef void (*WorkspaceSyncFunc) (const char *path, gpointer user_data);
void workspace_sync_compare (WorkspaceNode *node,
                             WorkspaceEntry *entry,
                             WorkspaceSyncFunc func,
                             gpointer user_data);
