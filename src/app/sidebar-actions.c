/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-private.h"

#include "app/files.h"
#include "app/move-popover.h"
#include "app/sessions.h"
#include "app/toast.h"

#include <glib/gi18n.h>

static gboolean
is_folder (WorkspaceNode *node)
{
  return workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER;
}

static gboolean
is_request (WorkspaceNode *node)
{
  return workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET;
}

/* Where a new thing goes that was asked for at @node. */
static WorkspaceNode *
get_folder_around (AppSidebar *self, WorkspaceNode *node)
{
  WorkspaceNode *parent;

  if (node == NULL)
    return workspace_get_root (self->workspace);
  if (is_folder (node))
    return node;
  parent = workspace_node_get_parent (node);

  return parent != NULL ? parent : workspace_get_root (self->workspace);
}

static gboolean
has_child_called (WorkspaceNode *folder, const char *name)
{
  GListModel *children = workspace_node_get_children (folder);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (g_utf8_collate (workspace_node_get_name (child), name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full): @name, or "@name 2" and so on where that is taken. */
static char *
dup_free_name (WorkspaceNode *folder, const char *name)
{
  g_autofree char *candidate = g_strdup (name);

  for (guint n = 2; has_child_called (folder, candidate); n++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s %u", name, n);
    }

  return g_steal_pointer (&candidate);
}

void
app_sidebar_add (AppSidebar *self, WorkspaceKind kind, WorkspaceNode *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  WorkspaceNode *added;

  g_return_if_fail (APP_IS_SIDEBAR (self));

  if (self->workspace == NULL)
    return;

  folder = get_folder_around (self, folder != NULL ? folder : self->selected);
  name = dup_free_name (folder,
                        kind == WORKSPACE_KIND_FOLDER ? _ ("New Folder") : _ ("New Request"));
  added = workspace_add (self->workspace, kind, folder, NULL, name, &error);
  if (added == NULL)
    {
      app_sidebar_complain (self, error);
      return;
    }
  self->is_new = TRUE;
  app_sidebar_rename (self, added);
}

void
app_sidebar_duplicate (AppSidebar *self, WorkspaceNode *node)
{
  g_autoptr (GError) error = NULL;
  WorkspaceNode *copy;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (WORKSPACE_IS_NODE (node));

  copy = workspace_duplicate (self->workspace, node, &error);
  if (copy == NULL)
    {
      app_sidebar_complain (self, error);
      return;
    }
  app_sidebar_rename (self, copy);
}

/* Returns: (nullable): what is selected when @node has gone: the next one beside it, the one before
 * it, or the folder around it. */
static WorkspaceNode *
get_successor (WorkspaceNode *node)
{
  WorkspaceNode *parent = workspace_node_get_parent (node);
  GListModel *children = workspace_node_get_children (parent);
  WorkspaceNode *before = NULL;
  gboolean is_behind = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (is_behind)
        return child; /* the parent holds it */
      is_behind = child == node;
      if (!is_behind)
        before = child;
    }
  if (before != NULL)
    return before;

  return workspace_node_get_parent (parent) != NULL ? parent : NULL;
}

gboolean
app_sidebar_is_in (WorkspaceNode *node, WorkspaceNode *ancestor)
{
  for (; node != NULL; node = workspace_node_get_parent (node))
    {
      if (node == ancestor)
        return TRUE;
    }

  return FALSE;
}

/* A connection that nothing shows any more would be one that nobody can end. */
static void
close_sessions (WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (node);

  if (is_request (node))
    {
      ExchangeSession *session = app_sessions_get (app_sessions_get_default (), node);

      if (exchange_session_is_live (session))
        exchange_session_close (session, 1000, NULL);
    }
  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      close_sessions (child);
    }
}

/* A removal that can be taken back as long as nothing else was done. */
typedef struct
{
  GWeakRef sidebar;
  char *id;
  guint64 n_changes; /* of the workspace's undo when it was done */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_weak_ref_clear (&removal->sidebar);
  g_free (removal->id);
  g_free (removal);
}

static void
undo_removal (gpointer data)
{
  Removal *removal = data;
  g_autoptr (AppSidebar) self = g_weak_ref_get (&removal->sidebar);
  WorkspaceNode *node;

  if (self == NULL || self->workspace == NULL)
    return;

  if (workspace_find_by_id (self->workspace, removal->id) == NULL &&
      self->n_changes == removal->n_changes)
    workspace_undo (self->workspace);

  node = workspace_find_by_id (self->workspace, removal->id);
  if (node != NULL)
    app_sidebar_select (self, node);
  else
    app_toast_show (GTK_WIDGET (self), _ ("Something else was changed since. Undo that first."));
}

static void
offer_undo (AppSidebar *self, const char *id, const char *name)
{
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *text = NULL;

  g_weak_ref_init (&removal->sidebar, self);
  removal->id = g_strdup (id);
  removal->n_changes = self->n_changes;
  text = g_strdup_printf (_ ("“%s” deleted"), name);
  app_toast_show_undo (GTK_WIDGET (self), text, undo_removal, removal, removal_free);
}

void
app_sidebar_remove (AppSidebar *self, WorkspaceNode *node)
{
  g_autoptr (WorkspaceNode) held = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  WorkspaceNode *before = NULL;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (WORKSPACE_IS_NODE (node));

  held = g_object_ref (node);
  name = g_strdup (workspace_node_get_name (node));
  id = g_strdup (workspace_node_get_id (node));
  before = self->selected;
  if (before != NULL && app_sidebar_is_in (before, node))
    app_sidebar_select (self, get_successor (node));
  close_sessions (node);
  if (workspace_remove (self->workspace, node, &error))
    {
      offer_undo (self, id, name);
      return;
    }
  app_sidebar_select (self, held);
  app_sidebar_complain (self, error);
}

void
app_sidebar_toggle_pin (AppSidebar *self, WorkspaceNode *node)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (WORKSPACE_IS_NODE (node));

  if (is_request (node))
    app_tree_model_set_pinned (self->tree, node, !app_tree_model_is_pinned (self->tree, node));
}

static AppSidebar *
get_target (gpointer user_data, WorkspaceNode **node)
{
  AppSidebar *self = user_data;

  *node = self->target;

  return self;
}

static void
on_new_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_add (self, WORKSPACE_KIND_WEBSOCKET, node);
}

static void
on_new_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_add (self, WORKSPACE_KIND_FOLDER, node);
}

static void
on_rename (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_rename (self, node);
}

static void
on_duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_duplicate (self, node);
}

static void
on_pin (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_toggle_pin (self, node);
}

static void
on_folder_chosen (AppSidebar *self, WorkspaceNode *folder, GtkWidget *popover)
{
  g_autoptr (GError) error = NULL;
  WorkspaceNode *node = g_object_get_data (G_OBJECT (popover), "node");

  if (workspace_move (self->workspace, node, folder, NULL, &error))
    app_sidebar_select (self, node);
  else
    app_sidebar_complain (self, error);
}

static void
on_move (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);
  GtkWidget *popover = app_move_popover_new (node);
  AppSidebarRow *row = app_sidebar_find_row (self, node);
  graphene_rect_t bounds;

  g_clear_pointer (&self->move_popover, gtk_widget_unparent);
  self->move_popover = popover;
  g_object_set_data_full (G_OBJECT (popover), "node", g_object_ref (node), g_object_unref);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &bounds))
    {
      const GdkRectangle at = { (int)graphene_rect_get_x (&bounds),
                                (int)graphene_rect_get_y (&bounds),
                                (int)graphene_rect_get_width (&bounds),
                                (int)graphene_rect_get_height (&bounds) };

      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
    }
  g_signal_connect_swapped (popover, "chosen", G_CALLBACK (on_folder_chosen), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_copy_command (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);
  g_autofree char *path = workspace_node_dup_path (node);
  g_autofree char *folder = g_shell_quote (workspace_get_folder (self->workspace));
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strdup_printf ("noctule run -W %s %s", folder, quoted);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), command);
  app_toast_show (GTK_WIDGET (self), _ ("Command copied"));
}

static void
on_show_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);
  g_autoptr (GFile) file = workspace_node_dup_file (node);

  if (file == NULL) /* a folder without a file of its own */
    {
      g_autofree char *path = workspace_node_dup_path (node);

      file = g_file_new_build_filename (workspace_get_folder (self->workspace), "requests", path,
                                        NULL);
    }
  app_files_show (GTK_WIDGET (self), file);
}

static void
on_remove (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkspaceNode *node;
  AppSidebar *self = get_target (user_data, &node);

  app_sidebar_remove (self, node);
}

static const GActionEntry entries[] = {
  { "new-request", on_new_request, NULL, NULL, NULL, { 0 } },
  { "new-folder", on_new_folder, NULL, NULL, NULL, { 0 } },
  { "rename", on_rename, NULL, NULL, NULL, { 0 } },
  { "duplicate", on_duplicate, NULL, NULL, NULL, { 0 } },
  { "pin", on_pin, NULL, NULL, NULL, { 0 } },
  { "unpin", on_pin, NULL, NULL, NULL, { 0 } },
  { "move", on_move, NULL, NULL, NULL, { 0 } },
  { "copy-command", on_copy_command, NULL, NULL, NULL, { 0 } },
  { "show-file", on_show_file, NULL, NULL, NULL, { 0 } },
  { "remove", on_remove, NULL, NULL, NULL, { 0 } },
};

static void
set_enabled (AppSidebar *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
set_target (AppSidebar *self, WorkspaceNode *node)
{
  gboolean is_known = is_folder (node) || is_request (node);
  gboolean is_pinned = app_tree_model_is_pinned (self->tree, node);

  g_set_object (&self->target, node);
  set_enabled (self, "new-request", is_folder (node));
  set_enabled (self, "new-folder", is_folder (node));
  set_enabled (self, "rename", is_known);
  set_enabled (self, "duplicate", is_known);
  set_enabled (self, "pin", is_request (node) && !is_pinned);
  set_enabled (self, "unpin", is_request (node) && is_pinned);
  set_enabled (self, "copy-command", is_request (node));
}

static GtkWidget *
create_menu (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/app/noctule/Noctule/ui/sidebar-menu.ui");
  GMenuModel *model = G_MENU_MODEL (gtk_builder_get_object (builder, "row_menu"));
  GtkWidget *menu = gtk_popover_menu_new_from_model (model);

  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_popover_set_position (GTK_POPOVER (menu), GTK_POS_BOTTOM);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);

  return menu;
}

/* GTK gives the focus to whatever comes first. */
static void
on_menu_closed (AppSidebar *self)
{
  if (self->row_wait == APP_SIDEBAR_WAIT_NOT)
    app_sidebar_wait_for_row (self, APP_SIDEBAR_WAIT_FOCUS);
}

void
app_sidebar_show_menu (AppSidebar *self, AppSidebarRow *row, const GdkRectangle *at)
{
  set_target (self, app_sidebar_row_get_node (row));
  if (self->menu == NULL)
    {
      self->menu = create_menu ();
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (on_menu_closed), self);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
  app_sidebar_forget_press (row);
}

/* The row that has the focus, else the one that is selected. */
static AppSidebarRow *
get_current_row (AppSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (GTK_IS_TREE_EXPANDER (focus))
    return APP_SIDEBAR_ROW (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (focus)));

  return self->selected != NULL ? app_sidebar_find_row (self, self->selected) : NULL;
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  AppSidebar *self = user_data;
  AppSidebarRow *row = get_current_row (self);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &bounds))
    return GDK_EVENT_PROPAGATE;
  app_sidebar_show_menu (self, row,
                         &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                          (int)bounds.size.height, (int)bounds.size.height });

  return GDK_EVENT_STOP;
}

static gboolean
on_delete_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  AppSidebar *self = user_data;
  AppSidebarRow *row = get_current_row (self);

  if (row == NULL || app_sidebar_row_is_renaming (row))
    return GDK_EVENT_PROPAGATE;
  app_sidebar_remove (self, app_sidebar_row_get_node (row));

  return GDK_EVENT_STOP;
}

void
app_sidebar_init_actions (AppSidebar *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const struct
  {
    const char *trigger;
    GtkShortcutFunc func;
  } shortcuts[] = {
    { "Menu|<Shift>F10", on_menu_key },
    { "Delete", on_delete_key },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tree", G_ACTION_GROUP (self->actions));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              shortcuts[i].trigger),
                                                            gtk_callback_action_new (shortcuts[i]
                                                                                       .func,
                                                                                     self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}
