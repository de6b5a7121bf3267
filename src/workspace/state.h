/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

/* What belongs to this person and machine and not to the workspace: pins, open folders, the
 * selected request. Kept in $XDG_STATE_HOME/noctule/, per workspace folder; keys and groups are
 * free. Saved a moment after a change and by workspace_state_flush(); two processes merge by key.
 */
typedef struct _WorkspaceState WorkspaceState;

/* @workspace NULL: the state of the application itself (recent workspaces, window size). */
WorkspaceState *workspace_state_open (Workspace *workspace);

/* Returns: (transfer full) (nullable) */
char *workspace_state_dup (WorkspaceState *state, const char *group, const char *key);

/* NULL removes. */
void
workspace_state_set (WorkspaceState *state, const char *group, const char *key, const char *value);

gboolean workspace_state_is_set (WorkspaceState *state, const char *group, const char *key);

/* Returns: (transfer full): NULL-terminated. */
char **workspace_state_list (WorkspaceState *state, const char *group);

void workspace_state_flush (WorkspaceState *state);
void workspace_state_free (WorkspaceState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceState, workspace_state_free)
