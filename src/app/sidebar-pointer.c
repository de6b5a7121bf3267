/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-private.h"

/* One set of controllers for the whole list, not one for each row. */

GtkTreeExpander *
app_sidebar_pick (AppSidebar *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != GTK_WIDGET (self->list))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);

      if (GTK_IS_TREE_EXPANDER (widget))
        return GTK_TREE_EXPANDER (widget);
      if (GTK_IS_TREE_EXPANDER (child)) /* the margin around it */
        return GTK_TREE_EXPANDER (child);
      widget = gtk_widget_get_parent (widget);
    }

  return NULL;
}

/* Returns: (nullable): the row at (@x, @y) of the list; borrowed. */
static AppSidebarRow *
pick_row (AppSidebar *self, double x, double y)
{
  GtkTreeExpander *expander = app_sidebar_pick (self, x, y);

  return expander != NULL ? APP_SIDEBAR_ROW (gtk_tree_expander_get_child (expander)) : NULL;
}

/* Returns: whether (@x, @y) is on the words of @row: not its arrow, its button or its entry. */
static gboolean
is_on_words (AppSidebar *self, AppSidebarRow *row, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  return !app_sidebar_row_is_renaming (row) && widget != NULL &&
         (widget == GTK_WIDGET (row) || gtk_widget_is_ancestor (widget, GTK_WIDGET (row))) &&
         gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) == NULL;
}

/* A press whose release goes to a menu or an entry that came meanwhile leaves GTK's mark of it. */
static gboolean
on_press_over (gpointer user_data)
{
  for (GtkWidget *widget = user_data; widget != NULL && !GTK_IS_LIST_VIEW (widget);
       widget = gtk_widget_get_parent (widget))
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_ACTIVE);

  return G_SOURCE_REMOVE;
}

void
app_sidebar_forget_press (AppSidebarRow *row)
{
  g_idle_add_full (G_PRIORITY_LOW, on_press_over, g_object_ref (row), g_object_unref);
}

static void
on_pressed (AppSidebar *self, int n_press, double x, double y, GtkGesture *gesture)
{
  AppSidebarRow *row = pick_row (self, x, y);

  if (n_press != 2 || row == NULL || !is_on_words (self, row, x, y))
    return;

  /* or the list opens what is to be renamed */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  app_sidebar_row_start_rename (row);
  app_sidebar_forget_press (row);
}

static void
on_released (AppSidebar *self, int n_press, double x, double y)
{
  AppSidebarRow *row = pick_row (self, x, y);

  if (n_press == 1 && row != NULL && is_on_words (self, row, x, y) &&
      workspace_node_get_kind (app_sidebar_row_get_node (row)) != WORKSPACE_KIND_FOLDER)
    g_signal_emit_by_name (self, "picked");
}

static void
show_menu_at (AppSidebar *self, double x, double y, GtkGesture *gesture)
{
  AppSidebarRow *row = pick_row (self, x, y);
  graphene_point_t at;

  if (row == NULL || app_sidebar_row_is_renaming (row) ||
      !gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  app_sidebar_show_menu (self, row, &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
}

static void
on_secondary_pressed (AppSidebar *self, int n_press, double x, double y, GtkGesture *gesture)
{
  show_menu_at (self, x, y, gesture);
}

static void
on_long_pressed (AppSidebar *self, double x, double y, GtkGesture *gesture)
{
  show_menu_at (self, x, y, gesture);
}

static gboolean
is_selected_row (AppSidebar *self, AppSidebarRow *row)
{
  return self->selected != NULL && app_sidebar_row_get_node (row) == self->selected;
}

static void
set_hovered (AppSidebar *self, AppSidebarRow *row)
{
  AppSidebarRow *before = self->hovered;

  if (before == row)
    return;
  if (before != NULL && !is_selected_row (self, before))
    app_sidebar_row_set_has_button (before, FALSE);
  g_set_weak_pointer (&self->hovered, row);
  if (row != NULL)
    app_sidebar_row_set_has_button (row, TRUE);
}

static void
on_motion (AppSidebar *self, double x, double y)
{
  set_hovered (self, pick_row (self, x, y));
}

static void
on_leave (AppSidebar *self)
{
  set_hovered (self, NULL);
}

static GtkGesture *
add_click (AppSidebar *self, guint button)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  /* before the list, whose own gesture selects and opens */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));

  return click;
}

void
app_sidebar_init_pointer (AppSidebar *self)
{
  GtkGesture *primary = add_click (self, GDK_BUTTON_PRIMARY);
  GtkGesture *secondary = add_click (self, GDK_BUTTON_SECONDARY);
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (primary, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (primary, "released", G_CALLBACK (on_released), self);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary_pressed), self);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (long_press));

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), motion);
}
