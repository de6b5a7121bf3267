/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

/* A request to play with, and a server to send it to. */

/* Returns: (transfer full): a WebSocket request in a workspace of its own in a new folder. @url:
 * nullable. The workspace lives as long as the program. */
WorkspaceNode *request_kit_new_node (const char *url);

/* Appends a saved message. @name: nullable. */
void request_kit_add_message (WorkspaceNode *node,
                              const char *name,
                              const char *format,
                              const char *content);

/* Returns: (transfer full): the column of the @position-th message; NULL when there is none. */
char *request_kit_dup_message (WorkspaceNode *node, guint position, const char *column);

guint request_kit_count_messages (WorkspaceNode *node);

/* Returns: (transfer full): an address of the demo server, which is started by the first call and
 * lives as long as the program: @path "/echo". */
char *request_kit_dup_url (const char *path);

/* Returns: (transfer full): an address where nobody listens. */
char *request_kit_dup_closed_url (void);
