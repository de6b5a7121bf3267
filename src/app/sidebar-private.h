/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sidebar-row.h"
#include "app/sidebar.h"
#include "app/tree-model.h"

/* What the files of the sidebar share. */

typedef enum
{
  APP_SIDEBAR_WAIT_NOT,
  APP_SIDEBAR_WAIT_FOCUS,
  APP_SIDEBAR_WAIT_RENAME,
} AppSidebarWait;

/* Where something that is dragged would go. */
typedef enum
{
  APP_SIDEBAR_DROP_NOWHERE,
  APP_SIDEBAR_DROP_ABOVE,
  APP_SIDEBAR_DROP_INTO,
  APP_SIDEBAR_DROP_BELOW,
  APP_SIDEBAR_DROP_END, /* below the last row */
} AppSidebarDrop;

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
  guint select_id;             /* what was added gets its row in the next turn */
  guint scroll_tick;           /* while something is dragged along an edge */
  double scroll_speed;         /* pixels a frame */
  guint row_tick;              /* while the row of "selected" is waited for */
  guint row_frames;            /* and for how many frames more */
  AppSidebarWait row_wait;     /* and what for */
  gboolean is_new;             /* what is renamed was just added */
  gboolean is_syncing;         /* the list's selection follows "selected", not the other way */
  guint drop_open_id;          /* while it is held over a closed folder */
  AppSidebarDrop drop_zone;    /* of drop_expander */
  /* borrowed */
  GtkTreeExpander *drop_expander; /* weak, as the next two */
  AppSidebarRow *dragged_row;
  AppSidebarRow *hovered;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkSingleSelection *selection;
  GtkStack *stack;
  GtkSearchEntry *filter;
};

/* The actions "tree.*" of the menu of a row, for self->target. */
void app_sidebar_init_actions (AppSidebar *self);

/* Shows the menu of @row, pointing to @at of the sidebar. */
void app_sidebar_show_menu (AppSidebar *self, AppSidebarRow *row, const GdkRectangle *at);

/* Clicks on rows, and the button of the one below the pointer. */
void app_sidebar_init_pointer (AppSidebar *self);

void app_sidebar_forget_press (AppSidebarRow *row);

/* Lets rows be dragged, and dropped on rows or below the last one. */
void app_sidebar_init_drag (AppSidebar *self);

/* Returns: (nullable): what the row at (@x, @y) of the list stands in; borrowed. */
GtkTreeExpander *app_sidebar_pick (AppSidebar *self, double x, double y);

/* Gives the row of what is selected the focus, or renames it, as soon as it is there: it may have
 * to be made, scrolled to and drawn first; and a menu that closes moves the focus at the end of a
 * frame, which what were done at once would lose. */
void app_sidebar_wait_for_row (AppSidebar *self, AppSidebarWait wait);

/* Returns: (nullable): the row of @node in the tree that is shown now; borrowed. */
AppSidebarRow *app_sidebar_find_row (AppSidebar *self, WorkspaceNode *node);

/* Returns: whether @node is @ancestor or lies below it. */
gboolean app_sidebar_is_in (WorkspaceNode *node, WorkspaceNode *ancestor);

/* Tells what went wrong. */
void app_sidebar_complain (AppSidebar *self, const GError *error);
