/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node-private.h"

/* The file of a node as it is to be: what it has, with the edits written into it. */
typedef struct
{
  WorkspaceYaml *yaml;  /* the node's own when there is nothing to write */
  GHashTable *failed;   /* keys that stand in a form that cannot be changed */
  GError *error;        /* of the first of them */
  gboolean has_renamed; /* the name was edited: the file is to be called so, too */
} WorkspaceDraft;

void workspace_draft_init (WorkspaceDraft *draft, WorkspaceNode *node);
void workspace_draft_clear (WorkspaceDraft *draft);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WorkspaceDraft, workspace_draft_clear)

/* The draft is what the file has now; the node may have been edited further meanwhile. */
void workspace_draft_settle (WorkspaceDraft *draft, WorkspaceNode *node);
