/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/palette.h"

#include "app/commands.h"
#include "app/fuzzy.h"
#include "app/palette-item.h"
#include "app/recent.h"
#include "app/sessions.h"

#include <glib/gi18n.h>
#include <string.h>

/* How much is listed: who has to scroll further types another letter. */
#define ITEMS_SHOWN 100

/* While nothing is typed, so that the actions below the requests are seen as well. */
#define NODES_SHOWN_AT_FIRST 8

struct _AppPalette
{
  GtkPopover parent_instance;

  GPtrArray *items; /* AppPaletteItem: nodes, then actions, then workspaces */
  /* borrowed */
  AppWindow *window;
  GtkWidget *page;
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *store;
};

G_DEFINE_FINAL_TYPE (AppPalette, app_palette, GTK_TYPE_POPOVER)

static void
add_nodes (AppPalette *self, WorkspaceNode *folder, const char *path)
{
  GListModel *children = workspace_node_get_children (folder);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      g_ptr_array_add (self->items, app_palette_item_new_node (child, path));
      if (workspace_node_get_kind (child) == WORKSPACE_KIND_FOLDER)
        {
          const char *name = workspace_node_get_name (child);
          g_autofree char *below = *path != '\0' ? g_strconcat (path, " / ", name, NULL)
                                                 : g_strdup (name);

          add_nodes (self, child, below);
        }
    }
}

/* What the actions of the page may do now; its group is not to be asked from here. */
static gboolean
is_exchange_possible (AppPalette *self, const char *action)
{
  g_autoptr (WorkspaceNode) node = NULL;
  ExchangeState state;
  gboolean is_live;

  if (self->page == NULL)
    return FALSE;
  g_object_get (self->page, "node", &node, NULL);
  if (node == NULL)
    return FALSE;
  state = exchange_session_get_state (app_sessions_get (app_sessions_get_default (), node));
  is_live = state > EXCHANGE_STATE_IDLE && state < EXCHANGE_STATE_CLOSED;

  if (g_str_equal (action, "exchange.connect"))
    return !is_live;
  if (g_str_equal (action, "exchange.cancel"))
    return is_live && state < EXCHANGE_STATE_OPEN;
  if (g_str_equal (action, "exchange.disconnect"))
    return state == EXCHANGE_STATE_OPEN;

  return TRUE;
}

static gboolean
is_possible (AppPalette *self, const char *action)
{
  const char *name = strchr (action, '.') + 1;

  if (g_str_has_prefix (action, "win."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name);
  if (g_str_has_prefix (action, "app."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (gtk_window_get_application (
                                                GTK_WINDOW (self->window))),
                                              name);
  if (g_str_has_prefix (action, "exchange."))
    return is_exchange_possible (self, action);

  return TRUE;
}

static void
add_actions (AppPalette *self)
{
  gsize n_commands;
  const AppCommand *commands = app_commands_list (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    {
      if (commands[i].title != NULL && is_possible (self, commands[i].action))
        g_ptr_array_add (self->items,
                         app_palette_item_new_action (commands[i].action, _ (commands[i].title),
                                                      commands[i].accel));
    }
}

static void
add_workspaces (AppPalette *self, WorkspaceState *state)
{
  g_autoptr (GPtrArray) list = app_recent_list (state);
  Workspace *workspace = app_window_get_workspace (self->window);

  for (guint i = 0; i < list->len; i++)
    {
      const AppRecent *recent = list->pdata[i];

      if (workspace == NULL || g_strcmp0 (recent->folder, workspace_get_folder (workspace)) != 0)
        g_ptr_array_add (self->items,
                         app_palette_item_new_workspace (recent->folder, recent->name));
    }
}

/* Returns: (transfer container): some requests, and all that can be done. */
static GPtrArray *
find_at_first (AppPalette *self)
{
  GPtrArray *found = g_ptr_array_new ();
  guint n_nodes = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      AppPaletteItem *item = self->items->pdata[i];

      if (item->kind != APP_PALETTE_NODE || n_nodes++ < NODES_SHOWN_AT_FIRST)
        g_ptr_array_add (found, item);
    }

  return found;
}

static void
on_changed (AppPalette *self)
{
  g_autofree char *needle = app_fuzzy_dup_key (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GPtrArray) found = NULL;

  g_strstrip (needle);
  found = *needle != '\0' ? app_palette_find (self->items, needle, ITEMS_SHOWN)
                          : find_at_first (self);
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       found->pdata, found->len);
  gtk_single_selection_set_selected (self->selection, 0);
  if (found->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "list" : "nothing");
}

static void
activate (AppPalette *self, AppPaletteItem *item)
{
  g_autoptr (AppPaletteItem) held = g_object_ref (item);
  GtkWidget *window = GTK_WIDGET (self->window);
  GtkWidget *page = self->page != NULL ? self->page : window;

  /* first, or the focus that the action gives would go back to where it was */
  gtk_popover_popdown (GTK_POPOVER (self));
  switch (held->kind)
    {
    case APP_PALETTE_NODE:
      app_window_select (APP_WINDOW (window), workspace_node_get_id (held->node));
      break;

    case APP_PALETTE_WORKSPACE:
      gtk_widget_activate_action (window, "app.open-workspace", "s", held->target);
      break;

    case APP_PALETTE_ACTION:
    default:
      gtk_widget_activate_action (page, held->target, NULL);
    }
}

static void
on_activate (AppPalette *self, guint position)
{
  g_autoptr (AppPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (item != NULL)
    activate (self, item);
}

static void
on_entry_activate (AppPalette *self)
{
  on_activate (self, gtk_single_selection_get_selected (self->selection));
}

static void
move_selection (AppPalette *self, int step)
{
  int n_items = (int)g_list_model_get_n_items (G_LIST_MODEL (self->store));
  int position = (int)gtk_single_selection_get_selected (self->selection) + step;

  if (n_items == 0)
    return;
  if (step == 1 || step == -1)
    position = (position + n_items) % n_items; /* round, as in a menu */
  position = CLAMP (position, 0, n_items - 1);
  gtk_single_selection_set_selected (self->selection, (guint)position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint)position);
}

/* The keys of the list, while the cursor stays in the entry. */
static gboolean
on_key (AppPalette *self, guint keyval)
{
  static const struct
  {
    guint keyval;
    int step;
  } keys[] = {
    { GDK_KEY_Down, 1 },
    { GDK_KEY_Up, -1 },
    { GDK_KEY_Page_Down, 8 },
    { GDK_KEY_Page_Up, -8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keyval != keys[i].keyval)
        continue;
      move_selection (self, keys[i].step);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

/* Not at once: it is in the middle of closing. */
static gboolean
unparent (gpointer user_data)
{
  if (gtk_widget_get_parent (user_data) != NULL)
    gtk_widget_unparent (user_data);

  return G_SOURCE_REMOVE;
}

static void
app_palette_closed (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent, g_object_ref (popover), g_object_unref);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/app/noctule/Noctule/ui/palette-row.ui");
  GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));
  static const char *const names[] = { "badge", "icon", "title", "subtitle", "accel" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_set_data (G_OBJECT (row), names[i], gtk_builder_get_object (builder, names[i]));
  gtk_list_item_set_child (item, row);
}

static const char *
get_icon (const AppPaletteItem *item)
{
  if (item->kind == APP_PALETTE_WORKSPACE)
    return "folder-open-symbolic";
  if (item->kind == APP_PALETTE_ACTION)
    return "system-run-symbolic";

  switch (workspace_node_get_kind (item->node))
    {
    case WORKSPACE_KIND_WEBSOCKET:
      return NULL;

    case WORKSPACE_KIND_FOLDER:
      return "folder-symbolic";

    case WORKSPACE_KIND_UNKNOWN:
      return "dialog-question-symbolic";

    case WORKSPACE_KIND_BROKEN:
    default:
      return "dialog-warning-symbolic";
    }
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  const AppPaletteItem *item = gtk_list_item_get_item (list_item);
  GObject *row = G_OBJECT (gtk_list_item_get_child (list_item));
  const char *icon = get_icon (item);
  g_autofree char *accel = NULL;
  guint keyval = 0;
  GdkModifierType modifiers = 0;

  if (item->accel != NULL && gtk_accelerator_parse (item->accel, &keyval, &modifiers))
    accel = gtk_accelerator_get_label (keyval, modifiers);

  gtk_widget_set_visible (g_object_get_data (row, "badge"), icon == NULL);
  gtk_widget_set_visible (g_object_get_data (row, "icon"), icon != NULL);
  gtk_image_set_from_icon_name (g_object_get_data (row, "icon"), icon);
  gtk_label_set_label (g_object_get_data (row, "title"), item->title);
  gtk_label_set_label (g_object_get_data (row, "subtitle"), item->subtitle);
  gtk_label_set_label (g_object_get_data (row, "accel"), accel != NULL ? accel : "");
}

static void
app_palette_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PALETTE);
  g_clear_pointer (&APP_PALETTE (object)->items, g_ptr_array_unref);

  G_OBJECT_CLASS (app_palette_parent_class)->dispose (object);
}

static void
app_palette_class_init (AppPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_palette_dispose;
  GTK_POPOVER_CLASS (klass)->closed = app_palette_closed;

  g_type_ensure (APP_TYPE_PALETTE_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/palette.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, AppPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, AppPalette, list);
  gtk_widget_class_bind_template_child (widget_class, AppPalette, selection);
  gtk_widget_class_bind_template_child (widget_class, AppPalette, store);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
app_palette_init (AppPalette *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
app_palette_new (AppWindow *window, GtkWidget *page, WorkspaceState *state)
{
  AppPalette *self;
  Workspace *workspace;

  g_return_val_if_fail (APP_IS_WINDOW (window), NULL);

  self = g_object_new (APP_TYPE_PALETTE, NULL);
  self->window = window;
  self->page = page;
  workspace = app_window_get_workspace (window);
  if (workspace != NULL)
    add_nodes (self, workspace_get_root (workspace), "");
  add_actions (self);
  add_workspaces (self, state);
  on_changed (self);

  return GTK_WIDGET (self);
}
