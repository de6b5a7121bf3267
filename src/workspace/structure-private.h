/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace-private.h"

/* Takes @node with its file out of the tree. @trash: in, out: where its file is kept. */
gboolean
workspace_place_drop (Workspace *workspace, WorkspaceNode *node, char **trash, GError **error);

/* Puts @node with its file from @trash into @parent. */
gboolean workspace_place_bring_back (Workspace *workspace,
                                     WorkspaceNode *node,
                                     WorkspaceNode *parent,
                                     const char *trash,
                                     GError **error);

/* Moves @node with its file into another folder. @file_name: how the file is called there, if
 * nothing else is. */
gboolean workspace_place_move (WorkspaceNode *node,
                               WorkspaceNode *parent,
                               const char *file_name,
                               GError **error);

/* Removes for good what was removed long ago. */
void workspace_place_empty_trash (Workspace *workspace);

/* Gives @node, a child of @parent already, the number that puts it before @before (NULL: last);
 * others get new ones only where there is no room. An edit, undoable. */
void workspace_sort_put_before (WorkspaceNode *parent, WorkspaceNode *node, WorkspaceNode *before);
