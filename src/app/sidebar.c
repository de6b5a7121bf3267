/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-private.h"

#include "app/toast.h"

#include <glib/gi18n.h>

/* How long the row of what is selected is waited for, when something else keeps it from coming. */
#define ROW_FRAMES_MAX 60

G_DEFINE_FINAL_TYPE (AppSidebar, app_sidebar, ADW_TYPE_BIN)

enum
{
  PROP_WORKSPACE = 1,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPENED,
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GListModel *
get_list (AppSidebar *self)
{
  return gtk_single_selection_get_model (self->selection);
}

/* Returns: (nullable): borrowed. */
static WorkspaceNode *
get_node_at (AppSidebar *self, guint position, gboolean *is_pin)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (get_list (self), position);

  return row != NULL ? app_tree_model_get_node (row, is_pin) : NULL;
}

static void
show_page (AppSidebar *self)
{
  const char *page = "tree";

  if (self->tree == NULL || g_list_model_get_n_items (get_list (self)) > 0)
    page = "tree";
  else
    page = app_tree_model_is_filtered (self->tree) ? "nothing" : "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
set_selected (AppSidebar *self, WorkspaceNode *node)
{
  AppSidebarRow *before = self->selected != NULL ? app_sidebar_find_row (self, self->selected)
                                                 : NULL;
  AppSidebarRow *row;

  if (!g_set_object (&self->selected, node))
    return;
  row = node != NULL ? app_sidebar_find_row (self, node) : NULL;
  if (before != NULL && before != self->hovered)
    app_sidebar_row_set_has_button (before, FALSE);
  if (row != NULL)
    app_sidebar_row_set_has_button (row, TRUE);
  self->row_wait = APP_SIDEBAR_WAIT_NOT;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
scroll_to (AppSidebar *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Makes the list's selection what "selected" is, as far as it is shown.
 * Returns: its position, GTK_INVALID_LIST_POSITION when it is not. */
static guint
sync_selection (AppSidebar *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->selected == NULL)
    position = GTK_INVALID_LIST_POSITION;
  else if (get_node_at (self, position, NULL) != self->selected)
    position = app_tree_model_reveal (self->tree, self->selected);

  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_syncing = FALSE;

  return position;
}

static void
on_selection_changed (AppSidebar *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  WorkspaceNode *node;

  /* what a filter hides or a closed folder swallows stays selected, and so does what is gone until
   * on_items_changed() has seen that */
  if (self->is_syncing || position == GTK_INVALID_LIST_POSITION)
    return;

  node = get_node_at (self, position, NULL);
  if (node != NULL)
    set_selected (self, node);
}

/* A file that is written anew by somebody else may come back as another node with the same id. */
static gboolean
on_select (gpointer user_data)
{
  AppSidebar *self = user_data;
  g_autoptr (WorkspaceNode) before = self->selected != NULL ? g_object_ref (self->selected) : NULL;

  self->select_id = 0;
  show_page (self);
  if (before == NULL)
    return G_SOURCE_REMOVE;

  set_selected (self,
                workspace_find_by_id (self->workspace, workspace_node_get_id (self->selected)));
  /* what lies in a folder that was just closed is not looked for: that would open it again */
  if (self->selected != before || app_tree_model_is_filtered (self->tree))
    (void)sync_selection (self);

  return G_SOURCE_REMOVE;
}

static void
on_items_changed (AppSidebar *self)
{
  if (self->select_id == 0)
    self->select_id = g_idle_add (on_select, self);
}

static void
on_replaced (AppSidebar *self)
{
  self->is_syncing = TRUE;
  gtk_single_selection_set_model (self->selection,
                                  G_LIST_MODEL (app_tree_model_get_list (self->tree)));
  self->is_syncing = FALSE;
  (void)sync_selection (self);
  show_page (self);
  on_items_changed (self);
}

static void
on_rename_ended (AppSidebar *self, gboolean is_committed, AppSidebarRow *row)
{
  gboolean is_new = self->is_new;

  app_sidebar_row_set_has_button (row, app_sidebar_row_get_node (row) == self->selected);
  self->is_new = FALSE;
  if (is_new && is_committed)
    g_signal_emit (self, signals[OPENED], 0);
  else
    app_sidebar_focus_tree (self);
}

static void
on_row_menu (AppSidebar *self, AppSidebarRow *row)
{
  GtkWidget *button = app_sidebar_row_get_button (row);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (button, GTK_WIDGET (self), &bounds))
    app_sidebar_show_menu (self, row,
                           &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                            (int)bounds.size.width, (int)bounds.size.height });
}

static void
on_undo_changed (AppSidebar *self)
{
  self->n_changes++;
}

static void
on_setup (AppSidebar *self, GtkListItem *item)
{
  AppSidebarRow *row = app_sidebar_row_new ();
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_tree_expander_new ());

  gtk_tree_expander_set_child (expander, GTK_WIDGET (row));
  g_signal_connect_swapped (row, "rename-ended", G_CALLBACK (on_rename_ended), self);
  g_signal_connect_swapped (row, "menu", G_CALLBACK (on_row_menu), self);
  gtk_list_item_set_child (item, GTK_WIDGET (expander));
}

static AppSidebarRow *
get_row (GtkListItem *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));

  return APP_SIDEBAR_ROW (gtk_tree_expander_get_child (expander));
}

static void
on_expanded (AppSidebar *self, GParamSpec *pspec, GtkTreeListRow *row)
{
  app_tree_model_remember (self->tree, row);
}

static gboolean
on_row_ready (gpointer user_data)
{
  AppSidebar *self = user_data;
  AppSidebarRow *row = self->selected != NULL ? app_sidebar_find_row (self, self->selected) : NULL;

  if (row == NULL || self->row_wait == APP_SIDEBAR_WAIT_NOT)
    return G_SOURCE_REMOVE;
  if (self->row_wait == APP_SIDEBAR_WAIT_RENAME)
    app_sidebar_row_start_rename (row);
  else if (self->move_popover == NULL || !gtk_widget_get_mapped (self->move_popover))
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  self->row_wait = APP_SIDEBAR_WAIT_NOT;

  return G_SOURCE_REMOVE;
}

static gboolean
on_row_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AppSidebar *self = user_data;
  AppSidebarRow *row = self->selected != NULL ? app_sidebar_find_row (self, self->selected) : NULL;

  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, on_row_ready, g_object_ref (self), g_object_unref);
      self->row_tick = 0;
      return G_SOURCE_REMOVE;
    }
  if (--self->row_frames > 0)
    return G_SOURCE_CONTINUE;

  self->row_wait = APP_SIDEBAR_WAIT_NOT;
  self->row_tick = 0;

  return G_SOURCE_REMOVE;
}

void
app_sidebar_wait_for_row (AppSidebar *self, AppSidebarWait wait)
{
  self->row_wait = wait;
  self->row_frames = ROW_FRAMES_MAX;
  if (self->row_tick == 0)
    self->row_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_row_tick, self, NULL);
}

static void
on_bind (AppSidebar *self, GtkListItem *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkTreeListRow *tree_row = gtk_list_item_get_item (item);
  AppSidebarRow *row = get_row (item);
  gboolean is_pin;
  WorkspaceNode *node = app_tree_model_get_node (tree_row, &is_pin);

  gtk_tree_expander_set_list_row (expander, tree_row);
  g_signal_connect_swapped (tree_row, "notify::expanded", G_CALLBACK (on_expanded), self);
  app_sidebar_row_set_node (row, node, is_pin);
  app_sidebar_row_set_has_button (row, node == self->selected && !is_pin);
}

static void
on_unbind (AppSidebar *self, GtkListItem *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));

  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), self);
  gtk_tree_expander_set_list_row (expander, NULL);
  app_sidebar_row_set_node (get_row (item), NULL, FALSE);
}

static void
on_activate (AppSidebar *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (get_list (self), position);

  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    g_signal_emit (self, signals[OPENED], 0);
}

static void
on_filter_changed (AppSidebar *self)
{
  if (self->tree == NULL)
    return;
  app_tree_model_set_filter (self->tree, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
  on_items_changed (self);
}

static void
clear_filter (AppSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  if (self->tree != NULL)
    app_tree_model_set_filter (self->tree, "");
}

static void
on_filter_stopped (AppSidebar *self)
{
  clear_filter (self);
  app_sidebar_focus_tree (self);
}

/* Enter takes the first request that was found. */
static void
on_filter_activated (AppSidebar *self)
{
  guint n_items = self->tree != NULL ? g_list_model_get_n_items (get_list (self)) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      WorkspaceNode *node = get_node_at (self, i, NULL);

      if (workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER)
        continue;
      app_sidebar_select (self, node);
      app_sidebar_focus_tree (self);
      return;
    }
}

static void
app_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSidebar *self = APP_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppSidebar *self = APP_SIDEBAR (object);

  if (prop_id == PROP_SELECTED)
    app_sidebar_select (self, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
app_sidebar_dispose (GObject *object)
{
  AppSidebar *self = APP_SIDEBAR (object);

  g_clear_handle_id (&self->select_id, g_source_remove);
  g_clear_handle_id (&self->drop_open_id, g_source_remove);
  g_clear_weak_pointer (&self->drop_expander);
  g_clear_weak_pointer (&self->dragged_row);
  g_clear_weak_pointer (&self->hovered);
  if (self->tree != NULL)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->move_popover, gtk_widget_unparent);
  if (self->workspace_signals != NULL)
    g_signal_group_set_target (self->workspace_signals, NULL);
  g_clear_object (&self->workspace_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_SIDEBAR);
  g_clear_object (&self->tree);
  g_clear_object (&self->actions);
  g_clear_object (&self->target);
  g_clear_object (&self->selected);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (app_sidebar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, selection);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, filter);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_items_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_activated);
}

static void
app_sidebar_class_init (AppSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_sidebar_dispose;
  object_class->get_property = app_sidebar_get_property;
  object_class->set_property = app_sidebar_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL,
                                                    WORKSPACE_TYPE_WORKSPACE,
                                                    flags | G_PARAM_READABLE);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, WORKSPACE_TYPE_NODE,
                                                   flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
app_sidebar_init (AppSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* what is typed into the tree goes into the filter */
  gtk_search_entry_set_key_capture_widget (self->filter, GTK_WIDGET (self->list));
  self->workspace_signals = g_signal_group_new (WORKSPACE_TYPE_WORKSPACE);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::undo-label",
                                  G_CALLBACK (on_undo_changed), self);
  app_sidebar_init_actions (self);
  app_sidebar_init_pointer (self);
  app_sidebar_init_drag (self);
}

void
app_sidebar_set_workspace (AppSidebar *self, Workspace *workspace, WorkspaceState *state)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  if (workspace == self->workspace)
    return;

  set_selected (self, NULL);
  clear_filter (self);
  if (self->tree != NULL)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->tree);
  g_clear_object (&self->target);
  g_set_object (&self->workspace, workspace);
  g_signal_group_set_target (self->workspace_signals, workspace);
  if (workspace != NULL)
    {
      self->tree = app_tree_model_new (workspace, state);
      g_signal_connect_swapped (self->tree, "replaced", G_CALLBACK (on_replaced), self);
      gtk_single_selection_set_model (self->selection,
                                      G_LIST_MODEL (app_tree_model_get_list (self->tree)));
      show_page (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
}

WorkspaceNode *
app_sidebar_get_selected (AppSidebar *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR (self), NULL);

  return self->selected;
}

void
app_sidebar_select (AppSidebar *self, WorkspaceNode *node)
{
  guint position;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (node == NULL || WORKSPACE_IS_NODE (node));

  set_selected (self, node);
  if (self->tree == NULL)
    return;
  position = sync_selection (self);
  if (position != GTK_INVALID_LIST_POSITION)
    scroll_to (self, position);
}

void
app_sidebar_select_neighbour (AppSidebar *self, int step)
{
  gint64 position, n_items;

  g_return_if_fail (APP_IS_SIDEBAR (self));

  if (self->tree == NULL)
    return;
  n_items = g_list_model_get_n_items (get_list (self));
  position = gtk_single_selection_get_selected (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    position = step > 0 ? -1 : n_items;

  for (position += step; position >= 0 && position < n_items; position += step)
    {
      WorkspaceNode *node = get_node_at (self, (guint)position, NULL);

      if (workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER)
        continue;
      gtk_single_selection_set_selected (self->selection, (guint)position);
      scroll_to (self, (guint)position);
      return;
    }
}

void
app_sidebar_rename (AppSidebar *self, WorkspaceNode *node)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (WORKSPACE_IS_NODE (node));

  if (app_tree_model_is_filtered (self->tree) &&
      app_tree_model_reveal (self->tree, node) == GTK_INVALID_LIST_POSITION)
    clear_filter (self);
  app_sidebar_select (self, node);
  app_sidebar_wait_for_row (self, APP_SIDEBAR_WAIT_RENAME);
}

AppSidebarRow *
app_sidebar_find_row (AppSidebar *self, WorkspaceNode *node)
{
  /* the list's widgets of items, the expanders in them, and the rows in those */
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->list)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *expander = gtk_widget_get_first_child (item);
      GtkWidget *row = GTK_IS_TREE_EXPANDER (expander)
                         ? gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander))
                         : NULL;

      if (APP_IS_SIDEBAR_ROW (row) && app_sidebar_row_get_node (APP_SIDEBAR_ROW (row)) == node &&
          !app_sidebar_row_get_is_pin (APP_SIDEBAR_ROW (row)))
        return APP_SIDEBAR_ROW (row);
    }

  return NULL;
}

void
app_sidebar_complain (AppSidebar *self, const GError *error)
{
  app_toast_show (GTK_WIDGET (self), error->message);
}

void
app_sidebar_focus_filter (AppSidebar *self)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

/* The row that is selected takes it, as soon as it is there. */
void
app_sidebar_focus_tree (AppSidebar *self)
{
  AppSidebarRow *row;

  g_return_if_fail (APP_IS_SIDEBAR (self));

  row = self->selected != NULL ? app_sidebar_find_row (self, self->selected) : NULL;
  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  else if (self->selected != NULL)
    app_sidebar_wait_for_row (self, APP_SIDEBAR_WAIT_FOCUS);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
