/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Markdown about a request or a folder, read or written. What is written is kept at once.
 * Properties: "node" (WorkspaceNode, nullable), "is-writing" (boolean). Action: "docs.is-writing".
 */
#define APP_TYPE_DOCS_PANEL (app_docs_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppDocsPanel, app_docs_panel, APP, DOCS_PANEL, AdwBin)
