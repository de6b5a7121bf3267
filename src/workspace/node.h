/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/row.h"

#include <gio/gio.h>

typedef struct _Workspace Workspace;

/* What a file or folder of a workspace is. */
typedef enum
{
  WORKSPACE_KIND_FOLDER,    /* requests/Chat/folder.yaml; the file may be missing */
  WORKSPACE_KIND_WEBSOCKET, /* type: websocket */
  WORKSPACE_KIND_UNKNOWN,   /* another type, e.g. of a newer version: shown, kept, never changed */
  WORKSPACE_KIND_BROKEN,    /* a file that cannot be read: see "problem"; left untouched */
} WorkspaceKind;

/* A request or a folder: a typed look at one YAML file. What is not asked for here stays in the
 * file byte for byte. Main thread only.
 *
 * Values are text under a key path: "name", "url", "docs", "auth.type", "settings.ping-interval". A
 * key that is absent is NULL. Lists of small mappings are rows: "params", "path-params", "headers",
 * "messages"; a list of plain texts ("subprotocols") is rows whose column "value" is the text.
 *
 * Signal "changed" (detail: the key path or the name of the rows): after an edit, an undo, or when
 * the file was changed on disk. Properties, read-only and notified, for lists and bindings: "name",
 * "url", "kind", "problem". */
#define WORKSPACE_TYPE_NODE (workspace_node_get_type ())
G_DECLARE_FINAL_TYPE (WorkspaceNode, workspace_node, WORKSPACE, NODE, GObject)

WorkspaceKind workspace_node_get_kind (WorkspaceNode *node);

/* Returns: the workspace it belongs to; borrowed. */
Workspace *workspace_node_get_workspace (WorkspaceNode *node);

/* Returns: "req_4b7c2f": stays on rename and move, new on duplicate. */
const char *workspace_node_get_id (WorkspaceNode *node);

/* Returns: the value of "type", e.g. "websocket", "folder", "http"; "" for a broken file. */
const char *workspace_node_get_type_name (WorkspaceNode *node);

/* Returns: the name for people; the file's name when there is none. Never NULL. */
const char *workspace_node_get_name (WorkspaceNode *node);

/* Returns: (nullable): why the file cannot be read, with line and column. */
const char *workspace_node_get_problem (WorkspaceNode *node);

/* Returns: (transfer full): the path below requests/ without ".yaml", e.g. "Chat/join-room". */
char *workspace_node_dup_path (WorkspaceNode *node);

/* Returns: (transfer full) (nullable): the file, NULL for a folder that has none. */
GFile *workspace_node_dup_file (WorkspaceNode *node);

/* Returns: (nullable): the folder it lies in, NULL for the root; borrowed. */
WorkspaceNode *workspace_node_get_parent (WorkspaceNode *node);

/* Returns: (nullable): of a folder: its WorkspaceNodes in their order; borrowed, lives as long. */
GListModel *workspace_node_get_children (WorkspaceNode *node);

/* Returns: (nullable): borrowed until the next change. */
const char *workspace_node_get (WorkspaceNode *node, const char *key);

/* Sets the value; NULL removes the key. Saved soon by itself and undoable; edits of the same key in
 * a row are one step of undo. Does nothing for unknown and broken nodes. */
void workspace_node_set (WorkspaceNode *node, const char *key, const char *value);

/* Returns: (nullable): the WorkspaceRows under @key; an empty list when the key is absent.
 * Borrowed. */
GListModel *workspace_node_get_rows (WorkspaceNode *node, const char *key);

/* Inserts a row of @columns (name, value, name, value, ..., NULL) at @position (or the end). */
WorkspaceRow *workspace_node_insert_row (WorkspaceNode *node,
                                         const char *key,
                                         guint position,
                                         const char *const *columns);
void workspace_node_remove_row (WorkspaceNode *node, const char *key, guint position);
void workspace_node_move_row (WorkspaceNode *node, const char *key, guint from, guint to);
