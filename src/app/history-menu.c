/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-menu.h"

#include "app/history-deletion.h"
#include "app/history-row.h"
#include "app/toast.h"

#include <glib/gi18n.h>

struct _AppHistoryMenu
{
  AdwBin parent_instance;

  char *request_id;
  char *label;
  char *current;
  GListStore *items; /* AppHistoryItem */
  GSimpleActionGroup *actions;
  GCancellable *cancellable; /* of listing */

  /* borrowed */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AppHistoryMenu, app_history_menu, ADW_TYPE_BIN)

enum
{
  PROP_REQUEST_ID = 1,
  PROP_LABEL,
  PROP_CURRENT,
  N_PROPS
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_GONE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
enable (AppHistoryMenu *self, const char *action, gboolean is_enabled)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), is_enabled);
}

static gboolean
may_clear (AppHistoryItem *item)
{
  return !app_history_item_is_live (item) && !app_history_item_is_pinned (item);
}

static void
update (AppHistoryMenu *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_clear = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n_clear += may_clear (item) ? 1 : 0;
    }
  enable (self, "delete-unpinned", n_clear > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppHistoryMenu) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = app_history_items_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_list_store_remove_all (self->items);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      AppHistoryItem *item = g_ptr_array_index (items, i);

      if (!app_history_is_doomed (app_history_item_get_folder (item)))
        g_list_store_append (self->items, item);
    }
  update (self);
  if (error != NULL)
    app_toast_show (GTK_WIDGET (self), error->message);
}

static void
stop_listing (AppHistoryMenu *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
list (AppHistoryMenu *self)
{
  stop_listing (self);
  if (self->request_id == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  app_history_items_load_async (self->request_id, self->cancellable, on_listed,
                                g_object_ref (self));
}

static void
on_restored (GtkWidget *widget)
{
  list (APP_HISTORY_MENU (widget));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  AppHistoryMenu *self = user_data;
  const char *folder = app_history_item_get_folder (item);

  return app_history_row_new (item, g_strcmp0 (folder, self->current) == 0);
}

static void
on_row_activated (AppHistoryMenu *self, GtkListBoxRow *row)
{
  AppHistoryItem *item = app_history_row_get_item (APP_HISTORY_ROW (row));
  g_autofree char *folder = g_strdup (app_history_item_get_folder (item));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, folder);
}

/* Returns: (transfer full) (nullable) */
static AppHistoryItem *
dup_item (AppHistoryMenu *self, GVariant *folder, guint *position)
{
  const char *wanted = g_variant_get_bytestring (folder);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (*position = 0; *position < n; (*position)++)
    {
      AppHistoryItem *item = g_list_model_get_item (G_LIST_MODEL (self->items), *position);

      if (g_str_equal (app_history_item_get_folder (item), wanted))
        return item;
      g_object_unref (item);
    }

  return NULL;
}

static void
activate_pin (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppHistoryMenu *self = user_data;
  guint position;
  g_autoptr (AppHistoryItem) item = dup_item (self, parameter, &position);
  g_autoptr (GError) error = NULL;

  if (item == NULL)
    return;

  if (!app_history_item_set_pinned (item, !app_history_item_is_pinned (item), &error))
    app_toast_show (GTK_WIDGET (self), error->message);
  update (self);
}

static void
delete_items (AppHistoryMenu *self, GPtrArray *folders)
{
  app_history_delete (GTK_WIDGET (self), folders, on_restored);
  for (guint i = 0; i < folders->len; i++)
    g_signal_emit (self, signals[SIGNAL_GONE], 0, g_ptr_array_index (folders, i));
  update (self);
}

static void
activate_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppHistoryMenu *self = user_data;
  guint position;
  g_autoptr (AppHistoryItem) item = dup_item (self, parameter, &position);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  if (item == NULL || app_history_item_is_live (item))
    return;

  g_ptr_array_add (folders, g_strdup (app_history_item_get_folder (item)));
  g_list_store_remove (self->items, position);
  delete_items (self, folders);
}

static void
activate_delete_unpinned (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppHistoryMenu *self = user_data;
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->items)); i > 0; i--)
    {
      g_autoptr (AppHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i - 1);

      if (!may_clear (item))
        continue;
      g_ptr_array_add (folders, g_strdup (app_history_item_get_folder (item)));
      g_list_store_remove (self->items, i - 1);
    }
  gtk_popover_popdown (self->popover);
  delete_items (self, folders);
}

static void
app_history_menu_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppHistoryMenu *self = APP_HISTORY_MENU (object);

  switch (prop_id)
    {
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->request_id);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_CURRENT:
      g_value_set_string (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (AppHistoryMenu *self, char **text, const GValue *value, GParamSpec *pspec)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return;

  g_free (*text);
  *text = g_value_dup_string (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
app_history_menu_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AppHistoryMenu *self = APP_HISTORY_MENU (object);

  switch (prop_id)
    {
    case PROP_REQUEST_ID:
      set_text (self, &self->request_id, value, pspec);
      stop_listing (self);
      g_list_store_remove_all (self->items);
      update (self);
      break;
    case PROP_LABEL:
      set_text (self, &self->label, value, pspec);
      break;
    case PROP_CURRENT:
      set_text (self, &self->current, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_history_menu_dispose (GObject *object)
{
  AppHistoryMenu *self = APP_HISTORY_MENU (object);

  stop_listing (self);

  G_OBJECT_CLASS (app_history_menu_parent_class)->dispose (object);
}

static void
app_history_menu_finalize (GObject *object)
{
  AppHistoryMenu *self = APP_HISTORY_MENU (object);

  g_free (self->request_id);
  g_free (self->label);
  g_free (self->current);
  g_object_unref (self->items);
  g_object_unref (self->actions);

  G_OBJECT_CLASS (app_history_menu_parent_class)->finalize (object);
}

static void
app_history_menu_class_init (AppHistoryMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_history_menu_dispose;
  object_class->finalize = app_history_menu_finalize;
  object_class->get_property = app_history_menu_get_property;
  object_class->set_property = app_history_menu_set_property;

  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", APP_TYPE_HISTORY_MENU, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_GONE] = g_signal_new ("gone", APP_TYPE_HISTORY_MENU, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/history-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryMenu, button);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryMenu, list);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryMenu, stack);
  gtk_widget_class_bind_template_callback (widget_class, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
app_history_menu_init (AppHistoryMenu *self)
{
  static const GActionEntry entries[] = {
    { .name = "pin", .activate = activate_pin, .parameter_type = "ay" },
    { .name = "delete", .activate = activate_delete, .parameter_type = "ay" },
    { .name = "delete-unpinned", .activate = activate_delete_unpinned },
  };

  self->items = g_list_store_new (APP_TYPE_HISTORY_ITEM);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "history", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->items), create_row, self, NULL);
  update (self);
}

void
app_history_menu_popup (AppHistoryMenu *self)
{
  g_return_if_fail (APP_IS_HISTORY_MENU (self));

  gtk_menu_button_popup (self->button);
}
