/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <adwaita.h>

/* A window on one workspace: header bar, sidebar, and the page of what is selected; without a
 * workspace, how to get one. It keeps its size, its sidebar, what was selected and which folders
 * were open in the state of the workspace.
 *
 * Property: "workspace" (Workspace, nullable, read-only).
 * Actions "win.*": see commands.h; also "win.make-workspace" (s: a folder). */
#define APP_TYPE_WINDOW (app_window_get_type ())
G_DECLARE_FINAL_TYPE (AppWindow, app_window, APP, WINDOW, AdwApplicationWindow)

AppWindow *app_window_new (GtkApplication *application);

/* Returns: (nullable): borrowed. */
Workspace *app_window_get_workspace (AppWindow *window);

/* Shows @workspace in a window that has none. */
void app_window_set_workspace (AppWindow *window, Workspace *workspace);

/* Says in a window without a workspace why @folder is not open; see app_welcome_show(). */
void app_window_show_welcome (AppWindow *window, const char *folder, const char *problem);

/* Selects the request or folder with this id; nothing happens when it is gone. */
void app_window_select (AppWindow *window, const char *id);

/* Tells something in a toast. */
void app_window_tell (AppWindow *window, const char *text);

/* Writes everything that is not on disk. Returns: FALSE with @error: what could not be saved. */
gboolean app_window_flush (AppWindow *window, GError **error);

/* Returns: how many connections of its workspace are connecting, open or closing. */
guint app_window_count_live (AppWindow *window);
