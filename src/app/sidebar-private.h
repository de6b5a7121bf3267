/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sidebar-row.h"
#include "app/sidebar.h"
#include "app/tree-model.h"

/* What the files of the sidebar share. */

struct _AppSidebar
{
  AdwBin parent_instance;

  Workspace *workspace;
  AppTreeModel *tree;
  WorkspaceNode *selected;
  WorkspaceNode *target; /* what the menu of a row acts on */
  GSignalGroup *workspace_signals;
  GSimpleActionGroup *actions; /* "tree.*" */
  GtkWidget *menu;             /* popover of a row, made when first asked for */
  GtkWidget *move_popover;     /* the last one */
  guint64 n_changes;           /* of what can be undone, since the workspace is shown */
  GHashTable *rows;            /* the AppSidebarRows that there are; borrowed */
  guint select_id;             /* what was added gets its row in the next turn */
  guint scroll_tick;           /* while something is dragged along an edge */
  double scroll_speed;         /* pixels a frame */
  gboolean renames_next;       /* the row of "selected" as soon as it is there */
  gboolean focuses_next;       /* the same, for the focus */
  gboolean is_new;             /* what is renamed was just added */
  gboolean is_syncing;         /* the list's selection follows "selected", not the other way */
  /* borrowed */
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkSingleSelection *selection;
  GtkStack *stack;
  GtkSearchEntry *filter;
};

/* The actions "tree.*" of the menu of a row, for self->target. */
void app_sidebar_init_actions (AppSidebar *self);

/* Shows the menu of @row at (@x, @y) of it. */
void app_sidebar_show_menu (AppSidebar *self, AppSidebarRow *row, double x, double y);

/* Lets @row be dragged and dropped on; @handle is its widget in the list. */
void app_sidebar_init_drag (AppSidebar *self, GtkWidget *handle, AppSidebarRow *row);

/* Lets rows be dropped below the last one, and scrolls while one is dragged along the edges. */
void app_sidebar_init_drop (AppSidebar *self);

/* Returns: (nullable): the row of @node in the tree that is shown now; borrowed. */
AppSidebarRow *app_sidebar_find_row (AppSidebar *self, WorkspaceNode *node);

/* Returns: whether @node is @ancestor or lies below it. */
gboolean app_sidebar_is_in (WorkspaceNode *node, WorkspaceNode *ancestor);

/* Tells what went wrong. */
void app_sidebar_complain (AppSidebar *self, const GError *error);
