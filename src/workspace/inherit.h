/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"

/* What a request gets from the folders above it. */

/* Finds who says how @node authenticates: itself, or the nearest folder when its "auth.type" is
 * absent or "inherit". Returns: (nullable): borrowed; NULL: nobody says anything. */
WorkspaceNode *workspace_inherit_find_auth (WorkspaceNode *node);

/* Collects the enabled header rows of the folders, outermost first, then those of @node. A name
 * that is set further in (case ignored) replaces the outer ones. Returns: (transfer container)
 * (element-type WorkspaceRow). */
GPtrArray *workspace_inherit_collect_headers (WorkspaceNode *node);
