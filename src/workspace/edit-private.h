/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"
#include "workspace/rows-private.h"

/* Edits of values and rows: done, noted for undo, saved soon. */
void workspace_edit_value (WorkspaceNode *node, const char *key, const char *value);
void workspace_edit_cell (WorkspaceRow *row, const char *column, const char *value);
void workspace_edit_insert (WorkspaceRows *rows, guint position, WorkspaceRow *row);
void workspace_edit_remove (WorkspaceRows *rows, guint position);
void workspace_edit_move (WorkspaceRows *rows, guint from, guint to);
