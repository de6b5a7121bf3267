/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

#include <gtk/gtk.h>

/* A workspace in a folder of its own, for the tests of the window around the pages. */
typedef struct
{
  char *folder;
  Workspace *workspace;
  WorkspaceState *state;
} ShellKit;

/* Makes the folder and opens it. */
void shell_kit_init (ShellKit *kit);

/* Closes it and removes the folder with all that is in it. */
void shell_kit_clear (ShellKit *kit);

/* Adds a request, or a folder when @name ends with a slash, to @parent (NULL: the top). */
WorkspaceNode *shell_kit_add (ShellKit *kit, WorkspaceNode *parent, const char *name);

/* Returns: (transfer full): the names in @model, of WorkspaceNodes or rows of them, a line each,
 * indented by their depth; a pin has an asterisk. */
char *shell_kit_dup_names (GListModel *model);
