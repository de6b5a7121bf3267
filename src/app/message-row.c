/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message-row.h"

#include "app/message.h"

#include <glib/gi18n.h>

struct _AppMessageRow
{
  GtkListBoxRow parent_instance;

  WorkspaceRow *row;
  guint position;

  /* borrowed */
  GtkDropTarget *drop_target;
  GtkWidget *check;
  GtkStack *stack;
  GtkLabel *label;
  GtkText *entry;
  GtkLabel *format;
};

G_DEFINE_FINAL_TYPE (AppMessageRow, app_message_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_renaming (AppMessageRow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "entry") == 0;
}

static void
stop_renaming (AppMessageRow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "label");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
commit (AppMessageRow *self)
{
  g_autofree char *name = NULL;

  if (!is_renaming (self))
    return;

  gtk_stack_set_visible_child_name (self->stack, "label");
  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  if (g_strcmp0 (name, gtk_label_get_text (self->label)) != 0)
    workspace_row_set (self->row, "name", name[0] != '\0' ? name : NULL);
}

static void
on_entry_activate (AppMessageRow *self)
{
  commit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_entry_leave (AppMessageRow *self)
{
  commit (self);
}

static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint key,
              guint code,
              GdkModifierType modifiers,
              AppMessageRow *self)
{
  /* before the popover takes it for itself */
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_renaming (self);

  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, AppMessageRow *self)
{
  return gdk_content_provider_new_typed (APP_TYPE_MESSAGE_ROW, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, AppMessageRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, AppMessageRow *self)
{
  AppMessageRow *dragged = g_value_get_object (value);

  if (dragged == NULL || dragged == self)
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self), "message.move", "(uu)", dragged->position,
                              self->position);

  return TRUE;
}

static gboolean
on_rename_idle (gpointer user_data)
{
  app_message_row_rename (user_data);

  return G_SOURCE_REMOVE;
}

/* Later: a menu that closes gives the focus back to its button, away from the entry. */
static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_rename_idle, g_object_ref (widget), g_object_unref);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "message.duplicate", "u", APP_MESSAGE_ROW (widget)->position);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "message.delete", "u", APP_MESSAGE_ROW (widget)->position);
}

static void
move_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint position = APP_MESSAGE_ROW (widget)->position;

  if (position > 0)
    gtk_widget_activate_action (widget, "message.move", "(uu)", position, position - 1);
}

static void
move_down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint position = APP_MESSAGE_ROW (widget)->position;

  gtk_widget_activate_action (widget, "message.move", "(uu)", position, position + 1);
}

static void
app_message_row_dispose (GObject *object)
{
  AppMessageRow *self = APP_MESSAGE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_MESSAGE_ROW);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (app_message_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, drop_target);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, stack);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, label);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, entry);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, format);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_prepare);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
}

static void
app_message_row_class_init (AppMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_row_dispose;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "row.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "row.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "row.move-up", NULL, move_up_action);
  gtk_widget_class_install_action (widget_class, "row.move-down", NULL, move_down_action);
  gtk_widget_class_install_action (widget_class, "row.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "row.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.move-down",
                                       NULL);
}

static void
app_message_row_init (AppMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop_target, (GType[]){ APP_TYPE_MESSAGE_ROW }, 1);
}

GtkWidget *
app_message_row_new (WorkspaceRow *row, guint position, gboolean is_shown)
{
  AppMessageRow *self = g_object_new (APP_TYPE_MESSAGE_ROW, NULL);
  g_autofree char *title = app_message_dup_title (workspace_row_get (row, "name"), position);
  const AppMessageFormat *format = app_message_find_format (workspace_row_get (row, "format"));

  self->row = g_object_ref (row);
  self->position = position;
  gtk_label_set_text (self->label, title);
  gtk_label_set_text (self->format, _ (format->title));
  gtk_widget_set_opacity (self->check, is_shown ? 1 : 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.move-up", position > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return GTK_WIDGET (self);
}

guint
app_message_row_get_position (AppMessageRow *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_ROW (self), 0);

  return self->position;
}

WorkspaceRow *
app_message_row_get_row (AppMessageRow *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_ROW (self), NULL);

  return self->row;
}

void
app_message_row_rename (AppMessageRow *self)
{
  const char *name;

  g_return_if_fail (APP_IS_MESSAGE_ROW (self));

  /* gone meanwhile */
  if (self->row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  name = workspace_row_get (self->row, "name");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name != NULL ? name : "");
  gtk_text_set_placeholder_text (self->entry, gtk_label_get_text (self->label));
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
