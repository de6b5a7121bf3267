/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"

#include <gtk/gtk.h>

/* Tells a widget when the node it shows, or a folder above it, has changed. Changes that come
 * together are told once, and only while the widget is mapped: what is out of sight is brought up
 * to date when it is shown. */
typedef struct _AppNodeWatch AppNodeWatch;

typedef void (*AppNodeWatchFunc) (GtkWidget *widget);

/* @widget: borrowed, outlives the watch. @refresh is called from the main loop, and at once when
 * the node is set while @widget is mapped. */
AppNodeWatch *app_node_watch_new (GtkWidget *widget, AppNodeWatchFunc refresh);

/* @node: nullable. Holds a reference. */
void app_node_watch_set_node (AppNodeWatch *watch, WorkspaceNode *node);

/* Something else that is shown has changed. */
void app_node_watch_queue (AppNodeWatch *watch);

void app_node_watch_free (AppNodeWatch *watch);
