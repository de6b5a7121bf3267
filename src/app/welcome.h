/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/state.h"

#include <adwaita.h>

/* What a window shows that has no workspace: how to get one, or why a folder could not be opened.
 * Its buttons activate "win.new-workspace", "win.open-folder", "win.make-workspace" (s: a folder)
 * and "app.open-workspace" (s: a folder). */
#define APP_TYPE_WELCOME (app_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AppWelcome, app_welcome, APP, WELCOME, AdwBin)

/* @folder: nullable: one that was to be opened. @problem: nullable: why it cannot be; NULL with a
 * folder: it is no workspace yet, which is offered to be changed. @state: of the application, for
 * the recent workspaces; borrowed for the call. */
void app_welcome_show (AppWelcome *welcome,
                       const char *folder,
                       const char *problem,
                       WorkspaceState *state);
