/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/application.h"
#include "app/conflict-bar.h"
#include "app/folder-page.h"
#include "app/narrow-bin.h"
#include "app/node-status.h"
#include "app/recent.h"
#include "app/sessions.h"
#include "app/toast.h"
#include "app/workspace-menu.h"

#include <glib/gi18n.h>

/* In pixels. */
#define SIDEBAR_MIN 180
#define SIDEBAR_MAX 600

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_WORKSPACE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Returns: (transfer full): the folders above @node, outermost first; "" at the top. */
static char *
dup_folders (WorkspaceNode *node)
{
  WorkspaceNode *folder = workspace_node_get_parent (node);
  g_autofree char *above = NULL;

  if (folder == NULL || workspace_node_get_parent (folder) == NULL)
    return g_strdup ("");
  above = dup_folders (folder);

  return *above != '\0' ? g_strconcat (above, " / ", workspace_node_get_name (folder), NULL)
                        : g_strdup (workspace_node_get_name (folder));
}

static void
show_titles (AppWindow *self)
{
  WorkspaceNode *node = app_sidebar_get_selected (self->sidebar);
  const char *workspace = self->workspace != NULL ? workspace_get_name (self->workspace) : "";
  g_autofree char *folders = node != NULL ? dup_folders (node) : g_strdup ("");
  g_autofree char *title = node != NULL
                             ? g_strdup_printf ("%s — %s", workspace_node_get_name (node),
                                                workspace)
                             : g_strdup (self->workspace != NULL ? workspace : "Noctule");

  adw_window_title_set_title (self->title,
                              node != NULL ? workspace_node_get_name (node) : "Noctule");
  adw_window_title_set_subtitle (self->title, folders);
  gtk_label_set_label (GTK_LABEL (self->workspace_label), workspace);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* A page is expensive to make, and most windows show one kind. */
static GtkWidget *
ensure_page (AppWindow *self, GtkWidget **page, GType type)
{
  if (*page == NULL)
    {
      *page = g_object_new (type, NULL);
      gtk_stack_add_child (self->pages, *page);
    }

  return *page;
}

static GtkWidget *
find_page (AppWindow *self, WorkspaceNode *node)
{
  if (node == NULL)
    return gtk_stack_get_child_by_name (self->pages, "nothing");

  switch (workspace_node_get_kind (node))
    {
    case WORKSPACE_KIND_WEBSOCKET:
      return ensure_page (self, &self->request_page, APP_TYPE_REQUEST_PAGE);

    case WORKSPACE_KIND_FOLDER:
      return ensure_page (self, &self->folder_page, APP_TYPE_FOLDER_PAGE);

    case WORKSPACE_KIND_UNKNOWN:
    case WORKSPACE_KIND_BROKEN:
    default:
      return ensure_page (self, &self->status_page, APP_TYPE_NODE_STATUS);
    }
}

static void
give_node (GtkWidget *page, GtkWidget *shown, WorkspaceNode *node)
{
  if (page != NULL)
    g_object_set (page, "node", page == shown ? node : NULL, NULL);
}

static void
show_node (AppWindow *self)
{
  WorkspaceNode *node = app_sidebar_get_selected (self->sidebar);
  GtkWidget *page = find_page (self, node);

  give_node (self->request_page, page, node);
  give_node (self->folder_page, page, node);
  give_node (self->status_page, page, node);
  gtk_stack_set_visible_child (self->pages, page);
  show_titles (self);
  app_window_update_actions (self);
}

static void
on_selected (AppWindow *self)
{
  WorkspaceNode *node = app_sidebar_get_selected (self->sidebar);

  g_signal_group_set_target (self->selected_signals, node);
  if (self->state != NULL && node != NULL)
    workspace_state_set (self->state, "window", "selected", workspace_node_get_id (node));
  show_node (self);
}

static gboolean
on_show_new_button (gpointer user_data)
{
  AppWindow *self = user_data;

  self->new_button_id = 0;
  gtk_widget_set_visible (self->new_button,
                          self->workspace != NULL && !adw_flap_get_reveal_flap (self->flap));

  return G_SOURCE_REMOVE;
}

/* The header has the menu of new things while the sidebar, which has one, is not there. Later: the
 * sidebar folds in the middle of a layout, in which no other widget may come or go. */
static void
on_revealed (AppWindow *self)
{
  if (self->new_button_id == 0)
    self->new_button_id = g_idle_add (on_show_new_button, self);
}

/* Where the sidebar covers the page it goes when something was picked in it. */
static void
on_picked (AppWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
on_opened (AppWindow *self)
{
  AppRequestPage *page = app_window_get_request_page (self);

  on_picked (self);
  if (page != NULL)
    app_request_page_focus_address (page);
}

/* Returns: where the pointer is in the window; the grip itself moves along with it. */
static double
get_pointer (AppWindow *self, GtkGesture *gesture)
{
  double x = 0, y = 0;
  graphene_point_t at = GRAPHENE_POINT_INIT_ZERO;

  if (!gtk_gesture_get_point (gesture, NULL, &x, &y) ||
      !gtk_widget_compute_point (self->grip, GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return self->pointer_start;

  return (double)at.x;
}

static void
on_grip_begin (AppWindow *self, double x, double y, GtkGesture *gesture)
{
  self->sidebar_start_width = gtk_widget_get_width (GTK_WIDGET (self->sidebar));
  self->pointer_start = get_pointer (self, gesture);
}

static void
on_grip_update (AppWindow *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int offset = (int)(get_pointer (self, gesture) - self->pointer_start);
  int width = self->sidebar_start_width + (is_rtl ? -offset : offset);

  gtk_widget_set_size_request (GTK_WIDGET (self->sidebar), CLAMP (width, SIDEBAR_MIN, SIDEBAR_MAX),
                               -1);
}

static void
on_workspace_name (AppWindow *self)
{
  AppApplication *application = APP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  show_titles (self);
  if (application != NULL)
    app_recent_add (app_application_get_state (application), workspace_get_folder (self->workspace),
                    workspace_get_name (self->workspace), g_get_real_time ());
}

static void
create_workspace_menu (GtkMenuButton *button, gpointer user_data)
{
  AppWindow *self = user_data;
  AppApplication *application = APP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GtkPopover *menu = gtk_menu_button_get_popover (button);

  if (menu == NULL)
    {
      menu = GTK_POPOVER (app_workspace_menu_new ());
      gtk_menu_button_set_popover (button, GTK_WIDGET (menu));
    }
  app_workspace_menu_update (APP_WORKSPACE_MENU (menu), self->workspace,
                             app_application_get_state (application));
}

static gboolean
app_window_close_request (GtkWindow *window)
{
  AppWindow *self = APP_WINDOW (window);

  if (app_window_hold_close (self))
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (app_window_parent_class)->close_request (window);
}

static void
app_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_WORKSPACE)
    g_value_set_object (value, APP_WINDOW (object)->workspace);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
app_window_dispose (GObject *object)
{
  AppWindow *self = APP_WINDOW (object);

  if (self->workspace_signals != NULL)
    g_signal_group_set_target (self->workspace_signals, NULL);
  if (self->selected_signals != NULL)
    g_signal_group_set_target (self->selected_signals, NULL);
  g_clear_object (&self->workspace_signals);
  g_clear_object (&self->selected_signals);
  g_clear_handle_id (&self->new_button_id, g_source_remove);
  if (self->sidebar != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sidebar, self);
      app_sidebar_set_workspace (self->sidebar, NULL, NULL);
    }
  g_clear_weak_pointer (&self->cookies);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_WINDOW);
  g_clear_pointer (&self->state, workspace_state_free);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, views);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, grip);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, workspace_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, workspace_label);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_picked);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_grip_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_grip_update);
}

static void
app_window_class_init (AppWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_window_dispose;
  object_class->get_property = app_window_get_property;
  GTK_WINDOW_CLASS (klass)->close_request = app_window_close_request;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL,
                                                    WORKSPACE_TYPE_WORKSPACE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_SIDEBAR);
  g_type_ensure (APP_TYPE_CONFLICT_BAR);
  g_type_ensure (APP_TYPE_NARROW_BIN);
  g_type_ensure (APP_TYPE_WELCOME);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
app_window_init (AppWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_widget_set_cursor_from_name (self->grip, "col-resize");
  gtk_menu_button_set_create_popup_func (self->workspace_button, create_workspace_menu, self, NULL);
  self->workspace_signals = g_signal_group_new (WORKSPACE_TYPE_WORKSPACE);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::name",
                                  G_CALLBACK (on_workspace_name), self);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::can-undo",
                                  G_CALLBACK (app_window_update_actions), self);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::can-redo",
                                  G_CALLBACK (app_window_update_actions), self);
  self->selected_signals = g_signal_group_new (WORKSPACE_TYPE_NODE);
  g_signal_group_connect_swapped (self->selected_signals, "notify::name", G_CALLBACK (show_titles),
                                  self);
  g_signal_group_connect_swapped (self->selected_signals, "notify::kind", G_CALLBACK (show_node),
                                  self);
  app_window_init_actions (self);
  app_window_update_actions (self);
}

AppWindow *
app_window_new (GtkApplication *application)
{
  return g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
}

Workspace *
app_window_get_workspace (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);

  return self->workspace;
}

void
app_window_set_workspace (AppWindow *self, Workspace *workspace)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->state = workspace_state_open (workspace);
  g_signal_group_set_target (self->workspace_signals, workspace);
  gtk_widget_set_visible (GTK_WIDGET (self->workspace_button), TRUE);
  gtk_stack_set_visible_child_name (self->views, "workspace");
  on_revealed (self);
  app_sidebar_set_workspace (self->sidebar, workspace, self->state);
  app_window_restore (self);
  show_node (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
}

void
app_window_show_welcome (AppWindow *self, const char *folder, const char *problem)
{
  GtkApplication *application;

  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail (self->workspace == NULL);

  application = gtk_window_get_application (GTK_WINDOW (self));
  app_welcome_show (self->welcome, folder, problem,
                    app_application_get_state (APP_APPLICATION (application)));
  gtk_stack_set_visible_child_name (self->views, "welcome");
}

void
app_window_select (AppWindow *self, const char *id)
{
  WorkspaceNode *node;

  g_return_if_fail (APP_IS_WINDOW (self));

  node = self->workspace != NULL ? workspace_find_by_id (self->workspace, id) : NULL;
  if (node == NULL)
    return;
  app_sidebar_select (self->sidebar, node);
  app_sidebar_focus_tree (self->sidebar);
}

void
app_window_tell (AppWindow *self, const char *text)
{
  g_return_if_fail (APP_IS_WINDOW (self));

  app_toast_show (GTK_WIDGET (self->views), text);
}

AppRequestPage *
app_window_get_request_page (AppWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return self->workspace != NULL && APP_IS_REQUEST_PAGE (page) ? APP_REQUEST_PAGE (page) : NULL;
}

gboolean
app_window_flush (AppWindow *self, GError **error)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);

  app_window_save (self);

  return self->workspace == NULL || workspace_flush (self->workspace, error);
}

static guint
count_live (WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (node);
  guint n_live = 0;

  if (workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET)
    n_live += exchange_session_is_live (app_sessions_get (app_sessions_get_default (), node));
  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      n_live += count_live (child);
    }

  return n_live;
}

guint
app_window_count_live (AppWindow *self)
{
  guint n_live;

  g_return_val_if_fail (APP_IS_WINDOW (self), 0);

  g_object_get (app_sessions_get_default (), "n-live", &n_live, NULL);
  if (n_live == 0 || self->workspace == NULL)
    return 0;

  return count_live (workspace_get_root (self->workspace));
}
