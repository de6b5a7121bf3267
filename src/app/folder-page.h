/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What a folder hands down: auth, headers, docs. Properties: "node" (WorkspaceNode, nullable): a
 * folder, also the root of a workspace. */
#define APP_TYPE_FOLDER_PAGE (app_folder_page_get_type ())
G_DECLARE_FINAL_TYPE (AppFolderPage, app_folder_page, APP, FOLDER_PAGE, AdwBin)
