/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"
#include "workspace/state.h"

#include <adwaita.h>

/* Finds requests, folders, workspaces and actions by a few of their letters, and shows, opens or
 * does what Enter is pressed on. It goes by itself when it is closed. */
#define APP_TYPE_PALETTE (app_palette_get_type ())
G_DECLARE_FINAL_TYPE (AppPalette, app_palette, APP, PALETTE, GtkPopover)

/* @window: whose; @page: nullable: the page in it that knows the actions "exchange.*". @state: of
 * the application, for the recent workspaces; borrowed for the call. */
GtkWidget *app_palette_new (AppWindow *window, GtkWidget *page, WorkspaceState *state);
