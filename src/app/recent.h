/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

/* The workspaces that were open lately, the newest first, kept in the state of the application. */

/* How many are kept: a menu longer than this is read by nobody. */
#define APP_RECENT_MAX 12

typedef struct
{
  char *folder;
  char *name;
  gint64 when; /* microseconds since the epoch */
} AppRecent;

/* Returns: (transfer full) (element-type AppRecent): newest first. */
GPtrArray *app_recent_list (WorkspaceState *state);

/* Puts the workspace in @folder first, with the name that it has now; the oldest beyond
 * APP_RECENT_MAX are forgotten. @when: microseconds since the epoch. */
void app_recent_add (WorkspaceState *state, const char *folder, const char *name, gint64 when);

void app_recent_remove (WorkspaceState *state, const char *folder);
