/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/server.h"
#include "app/window.h"
#include "workspace/state.h"

#include <adwaita.h>

/* The program with a window: its life, its windows (one a workspace), the actions "app.*". With a
 * folder on the command line it opens that; else what was open when it was left; the first time
 * the sample, with the built-in server, which runs as long as that is open.
 *
 * With the environment variable NOCTULE_TIME_START (microseconds of the monotonic clock) it prints
 * to stderr how long after that its first frame was drawn. */
#define APP_TYPE_APPLICATION (app_application_get_type ())
G_DECLARE_FINAL_TYPE (AppApplication, app_application, APP, APPLICATION, AdwApplication)

AppApplication *app_application_new (void);

/* Shows the workspace in or around @folder: in the window that has it, else in @window when that
 * has none, else in a new one. What cannot be opened is told there.
 * @window: nullable. */
void
app_application_open_folder (AppApplication *application, const char *folder, AppWindow *window);

/* Returns: the state of the application: recent workspaces, what was open; borrowed. */
WorkspaceState *app_application_get_state (AppApplication *application);

AppServer *app_application_get_server (AppApplication *application);
