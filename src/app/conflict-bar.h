/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <adwaita.h>

/* A bar above the page for what a workspace has to ask or to tell: a value that was changed here
 * and on disk, one question at a time; a file that could not be saved. Properties: "workspace"
 * (Workspace, nullable). */
#define APP_TYPE_CONFLICT_BAR (app_conflict_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppConflictBar, app_conflict_bar, APP, CONFLICT_BAR, AdwBin)
