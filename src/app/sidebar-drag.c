/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-private.h"

/* How long something is held over a closed folder until that opens, in milliseconds. */
#define OPEN_DELAY 600

/* How near to an edge, in pixels, what is dragged makes the tree scroll, and how fast at most. */
#define EDGE         32.0
#define SCROLL_SPEED 12.0

typedef enum
{
  DROP_NOWHERE,
  DROP_ABOVE,
  DROP_INTO,
  DROP_BELOW,
} DropZone;

static const char *const zone_classes[] = {
  [DROP_NOWHERE] = NULL,
  [DROP_ABOVE] = "drop-above",
  [DROP_INTO] = "drop-into",
  [DROP_BELOW] = "drop-below",
};

/* What hangs on one row for as long as that lives. */
typedef struct
{
  DropZone zone;
  guint open_id;
  /* borrowed */
  AppSidebar *sidebar;
  GtkWidget *handle;
  AppSidebarRow *row;
} RowDrop;

static void
row_drop_free (gpointer data, GClosure *closure)
{
  RowDrop *drop = data;

  g_clear_handle_id (&drop->open_id, g_source_remove);
  g_free (drop);
}

static void
set_zone (RowDrop *drop, DropZone zone)
{
  if (drop->zone == zone)
    return;
  if (zone_classes[drop->zone] != NULL)
    gtk_widget_remove_css_class (drop->handle, zone_classes[drop->zone]);
  if (zone_classes[zone] != NULL)
    gtk_widget_add_css_class (drop->handle, zone_classes[zone]);
  drop->zone = zone;
}

/* A third above, a third below, and the folder itself in between. */
static DropZone
find_zone (RowDrop *drop, double y)
{
  WorkspaceNode *node = app_sidebar_row_get_node (drop->row);
  double height = gtk_widget_get_height (drop->handle);
  gboolean is_folder = workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER;

  if (!is_folder)
    return y < height / 2 ? DROP_ABOVE : DROP_BELOW;
  if (y < height / 3)
    return DROP_ABOVE;

  return y > height * 2 / 3 ? DROP_BELOW : DROP_INTO;
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

/* Where a drop in @zone of @row puts something: into @parent, before @before. */
static void
find_place (RowDrop *drop, DropZone zone, WorkspaceNode **parent, WorkspaceNode **before)
{
  WorkspaceNode *node = app_sidebar_row_get_node (drop->row);
  GtkTreeListRow *row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (drop->handle));

  *parent = workspace_node_get_parent (node);
  *before = NULL;
  if (zone == DROP_ABOVE)
    *before = node;
  else if (zone == DROP_INTO)
    *parent = node;
  else if (gtk_tree_list_row_get_expanded (row))
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
  RowDrop *drop = user_data;
  GtkTreeListRow *row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (drop->handle));

  drop->open_id = 0;
  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);

  return G_SOURCE_REMOVE;
}

static void
wait_to_open (RowDrop *drop)
{
  if (drop->zone != DROP_INTO)
    g_clear_handle_id (&drop->open_id, g_source_remove);
  else if (drop->open_id == 0)
    drop->open_id = g_timeout_add (OPEN_DELAY, on_open, drop);
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  RowDrop *drop = user_data;
  DropZone zone = DROP_NOWHERE;
  WorkspaceNode *parent = NULL;
  WorkspaceNode *before = NULL;

  /* the order of the pins is that of their pinning */
  if (app_sidebar_row_get_node (drop->row) != NULL && !app_sidebar_row_get_is_pin (drop->row) &&
      !app_tree_model_is_filtered (drop->sidebar->tree))
    {
      zone = find_zone (drop, y);
      find_place (drop, zone, &parent, &before);
      if (!can_take (drop->sidebar, get_dragged (target), parent))
        zone = DROP_NOWHERE;
    }
  set_zone (drop, zone);
  wait_to_open (drop);

  return zone != DROP_NOWHERE ? GDK_ACTION_MOVE : 0;
}

static void
on_leave (GtkDropTarget *target, gpointer user_data)
{
  RowDrop *drop = user_data;

  set_zone (drop, DROP_NOWHERE);
  wait_to_open (drop);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  RowDrop *drop = user_data;
  WorkspaceNode *dragged = g_value_get_object (value);
  DropZone zone = find_zone (drop, y);
  WorkspaceNode *parent;
  WorkspaceNode *before;

  find_place (drop, zone, &parent, &before);
  on_leave (target, drop);
  if (!can_take (drop->sidebar, dragged, parent))
    return FALSE;
  move (drop->sidebar, dragged, parent, before);

  return TRUE;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, gpointer user_data)
{
  AppSidebarRow *row = user_data;
  WorkspaceNode *node = app_sidebar_row_get_node (row);

  /* while it is renamed, dragging selects text */
  if (node == NULL || app_sidebar_row_is_renaming (row))
    return NULL;

  return gdk_content_provider_new_typed (WORKSPACE_TYPE_NODE, node);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (user_data);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (icon);

  gtk_drag_source_set_icon (source, still, 0, 0);
}

void
app_sidebar_init_drag (AppSidebar *self, GtkWidget *handle, AppSidebarRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (WORKSPACE_TYPE_NODE, GDK_ACTION_MOVE);
  RowDrop *drop = g_new0 (RowDrop, 1);

  *drop = (RowDrop){ .sidebar = self, .handle = handle, .row = row };
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));

  /* what is dragged has to be known before it is dropped */
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), drop);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), drop);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), drop);
  g_signal_connect_data (target, "drop", G_CALLBACK (on_drop), drop, row_drop_free, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (target));
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

/* Below the last row alone: a row that takes nothing is not to hand on what is dropped on it. */
static GdkDragAction
on_motion_at_end (AppSidebar *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->scroller), x, y, GTK_PICK_DEFAULT);
  gboolean is_row = picked != NULL &&
                    (GTK_IS_TREE_EXPANDER (picked) ||
                     gtk_widget_get_ancestor (picked, GTK_TYPE_TREE_EXPANDER) != NULL);

  return is_row ? 0 : GDK_ACTION_MOVE;
}

static gboolean
on_drop_at_end (AppSidebar *self, const GValue *value)
{
  WorkspaceNode *dragged = g_value_get_object (value);

  if (self->workspace == NULL)
    return FALSE;
  if (!can_take (self, dragged, workspace_get_root (self->workspace)))
    return FALSE;
  move (self, dragged, workspace_get_root (self->workspace), NULL);

  return TRUE;
}

void
app_sidebar_init_drop (AppSidebar *self)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();
  GtkDropTarget *target = gtk_drop_target_new (WORKSPACE_TYPE_NODE, GDK_ACTION_MOVE);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_edge_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (stop_scrolling), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), motion);

  g_signal_connect_swapped (target, "enter", G_CALLBACK (on_motion_at_end), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_motion_at_end), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop_at_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), GTK_EVENT_CONTROLLER (target));
}
