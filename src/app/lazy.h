/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The place of a panel that is made when it is first seen: a page of a request has five of them,
 * and most of the time none is looked at. Properties:
 *   "panel-type" (GType, construct only) of a widget with the property "node"; registered
 *   "node"       (WorkspaceNode, nullable) handed on to the panel */
#define APP_TYPE_LAZY (app_lazy_get_type ())
G_DECLARE_FINAL_TYPE (AppLazy, app_lazy, APP, LAZY, AdwBin)
