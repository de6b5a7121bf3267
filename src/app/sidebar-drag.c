/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-private.h"

/* How long something is held over a closed folder until that opens, in milliseconds. */
#define OPEN_DELAY 600

/* How near to an edge, in pixels, what is dragged makes the tree scroll, and how fast at most. */
#define EDGE         32.0
#define SCROLL_SPEED 12.0

static const char *const zone_classes[] = {
  [APP_SIDEBAR_DROP_NOWHERE] = NULL,       [APP_SIDEBAR_DROP_END] = NULL,
  [APP_SIDEBAR_DROP_ABOVE] = "drop-above", [APP_SIDEBAR_DROP_INTO] = "drop-into",
  [APP_SIDEBAR_DROP_BELOW] = "drop-below",
};

static WorkspaceNode *
get_node (GtkTreeExpander *expander)
{
  return app_sidebar_row_get_node (APP_SIDEBAR_ROW (gtk_tree_expander_get_child (expander)));
}

static void
set_zone (AppSidebar *self, GtkTreeExpander *expander, AppSidebarDrop zone)
{
  GtkWidget *before = (GtkWidget *)self->drop_expander;

  if (before != NULL && zone_classes[self->drop_zone] != NULL)
    gtk_widget_remove_css_class (before, zone_classes[self->drop_zone]);
  if (expander != NULL && zone_classes[zone] != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (expander), zone_classes[zone]);
  if (expander != self->drop_expander || zone != self->drop_zone)
    g_clear_handle_id (&self->drop_open_id, g_source_remove);
  g_set_weak_pointer (&self->drop_expander, expander);
  self->drop_zone = zone;
}

/* A third above, a third below, and the folder itself in between. */
static AppSidebarDrop
find_zone (AppSidebar *self, GtkTreeExpander *expander, double y)
{
  gboolean is_folder = workspace_node_get_kind (get_node (expander)) == WORKSPACE_KIND_FOLDER;
  double height = gtk_widget_get_height (GTK_WIDGET (expander));
  graphene_point_t at = GRAPHENE_POINT_INIT_ZERO;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (expander),
                                 &GRAPHENE_POINT_INIT (0, (float)y), &at))
    return APP_SIDEBAR_DROP_NOWHERE;
  if (!is_folder)
    return (double)at.y < height / 2 ? APP_SIDEBAR_DROP_ABOVE : APP_SIDEBAR_DROP_BELOW;
  if ((double)at.y < height / 3)
    return APP_SIDEBAR_DROP_ABOVE;

  return (double)at.y > height * 2 / 3 ? APP_SIDEBAR_DROP_BELOW : APP_SIDEBAR_DROP_INTO;
}

/* Returns: (nullable): what stands behind @node in its folder; borrowed from that. */
static WorkspaceNode *
get_next (WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (workspace_node_get_parent (node));
  gboolean is_behind = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (is_behind)
        return child;
      is_behind = child == node;
    }

  return NULL;
}

static WorkspaceNode *
get_first_child (WorkspaceNode *folder)
{
  g_autoptr (WorkspaceNode) first = g_list_model_get_item (workspace_node_get_children (folder), 0);

  return first; /* the folder holds it */
}

/* Where a drop in @zone of @expander puts something: into @parent, before @before. */
static void
find_place (AppSidebar *self,
            GtkTreeExpander *expander,
            AppSidebarDrop zone,
            WorkspaceNode **parent,
            WorkspaceNode **before)
{
  WorkspaceNode *node = expander != NULL ? get_node (expander) : NULL;

  *before = NULL;
  if (node == NULL)
    {
      *parent = workspace_get_root (self->workspace);
      return;
    }

  *parent = workspace_node_get_parent (node);
  if (zone == APP_SIDEBAR_DROP_ABOVE)
    *before = node;
  else if (zone == APP_SIDEBAR_DROP_INTO)
    *parent = node;
  else if (gtk_tree_list_row_get_expanded (gtk_tree_expander_get_list_row (expander)))
    {
      /* below an open folder is above what it shows first */
      *parent = node;
      *before = get_first_child (node);
    }
  else
    *before = get_next (node);
}

static gboolean
can_take (AppSidebar *self, WorkspaceNode *dragged, WorkspaceNode *parent)
{
  return dragged != NULL && workspace_node_get_workspace (dragged) == self->workspace &&
         !app_sidebar_is_in (parent, dragged);
}

static void
move (AppSidebar *self, WorkspaceNode *node, WorkspaceNode *parent, WorkspaceNode *before)
{
  g_autoptr (GError) error = NULL;

  if (before == node)
    before = get_next (node);
  if (!workspace_move (self->workspace, node, parent, before, &error))
    app_sidebar_complain (self, error);
  else if (app_sidebar_get_selected (self) == node)
    app_sidebar_select (self, node);
}

static WorkspaceNode *
get_dragged (GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);

  return value != NULL ? g_value_get_object (value) : NULL;
}

static gboolean
on_open (gpointer user_data)
{
  AppSidebar *self = user_data;
  GtkTreeListRow *row = self->drop_expander != NULL
                          ? gtk_tree_expander_get_list_row (self->drop_expander)
                          : NULL;

  self->drop_open_id = 0;
  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);

  return G_SOURCE_REMOVE;
}

/* Returns: where what is dragged would go. Pins take nothing: their order is that of pinning. */
static AppSidebarDrop
find_drop (AppSidebar *self, WorkspaceNode *dragged, double y, GtkTreeExpander *expander)
{
  AppSidebarDrop zone = APP_SIDEBAR_DROP_END;
  WorkspaceNode *parent;
  WorkspaceNode *before;

  if (self->workspace == NULL || app_tree_model_is_filtered (self->tree))
    return APP_SIDEBAR_DROP_NOWHERE;
  if (expander != NULL &&
      app_sidebar_row_get_is_pin (APP_SIDEBAR_ROW (gtk_tree_expander_get_child (expander))))
    return APP_SIDEBAR_DROP_NOWHERE;
  if (expander != NULL)
    zone = find_zone (self, expander, y);
  find_place (self, expander, zone, &parent, &before);

  return can_take (self, dragged, parent) ? zone : APP_SIDEBAR_DROP_NOWHERE;
}

static GdkDragAction
on_motion (AppSidebar *self, double x, double y, GtkDropTarget *target)
{
  GtkTreeExpander *expander = app_sidebar_pick (self, x, y);
  AppSidebarDrop zone = find_drop (self, get_dragged (target), y, expander);

  set_zone (self, expander, zone);
  if (zone == APP_SIDEBAR_DROP_INTO && self->drop_open_id == 0)
    self->drop_open_id = g_timeout_add (OPEN_DELAY, on_open, self);

  return zone != APP_SIDEBAR_DROP_NOWHERE ? GDK_ACTION_MOVE : 0;
}

static void
on_leave (AppSidebar *self)
{
  set_zone (self, NULL, APP_SIDEBAR_DROP_NOWHERE);
}

static gboolean
on_drop (AppSidebar *self, const GValue *value, double x, double y)
{
  GtkTreeExpander *expander = app_sidebar_pick (self, x, y);
  WorkspaceNode *dragged = g_value_get_object (value);
  AppSidebarDrop zone = find_drop (self, dragged, y, expander);
  WorkspaceNode *parent;
  WorkspaceNode *before;

  on_leave (self);
  if (zone == APP_SIDEBAR_DROP_NOWHERE)
    return FALSE;
  find_place (self, expander, zone, &parent, &before);
  move (self, dragged, parent, before);

  return TRUE;
}

static GdkContentProvider *
on_prepare (AppSidebar *self, double x, double y)
{
  GtkTreeExpander *expander = app_sidebar_pick (self, x, y);
  AppSidebarRow *row = expander != NULL ? APP_SIDEBAR_ROW (gtk_tree_expander_get_child (expander))
                                        : NULL;

  /* while it is renamed, dragging selects text */
  if (row == NULL || app_sidebar_row_get_node (row) == NULL || app_sidebar_row_is_renaming (row))
    return NULL;
  g_set_weak_pointer (&self->dragged_row, row);

  return gdk_content_provider_new_typed (WORKSPACE_TYPE_NODE, app_sidebar_row_get_node (row));
}

static void
on_drag_begin (AppSidebar *self, GdkDrag *drag)
{
  GtkDragIcon *icon = GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag));
  WorkspaceNode *node = self->dragged_row != NULL ? app_sidebar_row_get_node (self->dragged_row)
                                                  : NULL;
  GtkWidget *label;

  if (node == NULL)
    return;
  label = gtk_label_new (workspace_node_get_name (node));
  gtk_widget_add_css_class (label, "sidebar-drag");
  gtk_drag_icon_set_child (icon, label);
}

static gboolean
on_scroll_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AppSidebar *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + self->scroll_speed);

  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (AppSidebar *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->scroll_tick);
  self->scroll_tick = 0;
}

static void
on_edge_motion (AppSidebar *self, double x, double y)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));
  double beyond = 0;

  if (y < EDGE)
    beyond = y - EDGE;
  else if (y > height - EDGE)
    beyond = y - (height - EDGE);

  self->scroll_speed = beyond / EDGE * SCROLL_SPEED;
  if (beyond == 0)
    stop_scrolling (self);
  else if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), on_scroll_tick,
                                                      self, NULL);
}

void
app_sidebar_init_drag (AppSidebar *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (WORKSPACE_TYPE_NODE, GDK_ACTION_MOVE);
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (source));

  /* what is dragged has to be known before it is dropped */
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_edge_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (stop_scrolling), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), motion);
}
