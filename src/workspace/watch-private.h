/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace-private.h"

/* Notices what others change in the workspace's folder: one watch a folder, and what they tell of
 * is read again off the main thread and then taken over. */
WorkspaceWatch *workspace_watch_new (Workspace *workspace);
void workspace_watch_free (WorkspaceWatch *watch);

/* Watches @node, if it is a folder, and the folders below where they are now. */
void workspace_watch_follow (WorkspaceWatch *watch, WorkspaceNode *node);

/* Watches @node and what is below no more. */
void workspace_watch_leave (WorkspaceWatch *watch, WorkspaceNode *node);

/* Reads @path, a file or folder of the workspace, again if it is another one than we know. */
void workspace_watch_queue (WorkspaceWatch *watch, const char *path);

/* Looks at everything. */
void workspace_watch_queue_all (WorkspaceWatch *watch);

/* For tests: whether something is still to be read. */
gboolean workspace_watch_is_busy (WorkspaceWatch *watch);
