/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The page of a file that cannot be edited here: one of a kind that this version does not know, or
 * one that cannot be read; it says why, and stays right when the file is mended. Properties: "node"
 * (WorkspaceNode); nullable. */
#define APP_TYPE_NODE_STATUS (app_node_status_get_type ())
G_DECLARE_FINAL_TYPE (AppNodeStatus, app_node_status, APP, NODE_STATUS, AdwBin)
