/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key-value-row.h"

#include "app/field-completion.h"
#include "app/header-names.h"

#include <string.h>

struct _AppKeyValueRow
{
  GtkWidget parent_instance;

  WorkspaceRow *row;
  AppFieldKind kind;
  gboolean shows_description;
  gboolean is_refreshing; /* what the entries say comes from the row */
  const char *name_fault; /* why they are marked; static */
  const char *value_fault;

  /* template children */
  GtkWidget *handle;
  GtkCheckButton *check;
  GtkEntry *name;
  GtkEntry *value;
  GtkEntry *description;
  GtkWidget *delete;
};

G_DEFINE_FINAL_TYPE (AppKeyValueRow, app_key_value_row, GTK_TYPE_WIDGET)

enum
{
  PROP_SHOWS_DESCRIPTION = 1,
  N_PROPS
};

enum
{
  FILLED,
  PASTED,
  MOVED,
  REMOVED,
  ACTIVATED,
  LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
set_text (GtkEntry *entry, const char *text)
{
  GtkEditable *editable = GTK_EDITABLE (entry);
  int position = gtk_editable_get_position (editable);

  if (g_strcmp0 (gtk_editable_get_text (editable), text != NULL ? text : "") == 0)
    return;

  gtk_editable_set_text (editable, text != NULL ? text : "");
  gtk_editable_set_position (editable, position);
}

/* Marks @entry with the reason why it cannot be sent, or takes the mark away. */
static void
mark (GtkEntry *entry, const char *reason)
{
  const gboolean is_wrong = reason != NULL;
  const char *icon = is_wrong ? "dialog-warning-symbolic" : NULL;

  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, icon);
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), reason);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                        : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
check_cells (AppKeyValueRow *self)
{
  const gboolean is_sent = self->row != NULL && workspace_row_is_enabled (self->row) &&
                           !app_key_value_row_is_empty (self);
  const char *name_fault = NULL;
  const char *value_fault = NULL;

  if (is_sent && self->kind == APP_FIELD_HEADER)
    {
      name_fault = app_field_check_header_name (get_text (self->name));
      value_fault = app_field_check_header_value (get_text (self->value));
    }
  else if (is_sent && self->kind == APP_FIELD_TEXT)
    value_fault = app_field_check_subprotocol (get_text (self->value));

  if (name_fault != self->name_fault)
    mark (self->name, name_fault);
  if (value_fault != self->value_fault)
    mark (self->value, value_fault);
  self->name_fault = name_fault;
  self->value_fault = value_fault;
}

static void
show_state (AppKeyValueRow *self)
{
  const gboolean is_real = self->row != NULL;
  const gboolean is_off = is_real && !workspace_row_is_enabled (self->row);

  /* kept in place, so that the columns stay one below the other */
  gtk_widget_set_opacity (self->handle, is_real ? 1 : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->check), is_real ? 1 : 0);
  gtk_widget_set_opacity (self->delete, is_real ? 1 : 0);
  gtk_widget_set_sensitive (self->handle, is_real);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), is_real);
  gtk_widget_set_sensitive (self->delete, is_real);
  if (is_off)
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
}

void
app_key_value_row_refresh (AppKeyValueRow *self)
{
  WorkspaceRow *row = self->row;

  g_return_if_fail (APP_IS_KEY_VALUE_ROW (self));

  self->is_refreshing = TRUE;
  set_text (self->name, row != NULL ? workspace_row_get (row, "name") : NULL);
  set_text (self->value, row != NULL ? workspace_row_get (row, "value") : NULL);
  set_text (self->description, row != NULL ? workspace_row_get (row, "description") : NULL);
  gtk_check_button_set_active (self->check, row == NULL || workspace_row_is_enabled (row));
  self->is_refreshing = FALSE;
  show_state (self);
  check_cells (self);
}

static void
write_cell (AppKeyValueRow *self, GtkEntry *entry, const char *column, gboolean drops_empty)
{
  const char *text = get_text (entry);

  if (self->is_refreshing)
    return;

  if (self->row == NULL && *text != '\0')
    g_signal_emit (self, signals[FILLED], 0);
  else if (self->row != NULL)
    workspace_row_set (self->row, column, drops_empty && *text == '\0' ? NULL : text);
  check_cells (self);
}

static void
on_name_changed (AppKeyValueRow *self)
{
  write_cell (self, self->name, "name", FALSE);
}

static void
on_value_changed (AppKeyValueRow *self)
{
  write_cell (self, self->value, "value", FALSE);
}

static void
on_description_changed (AppKeyValueRow *self)
{
  write_cell (self, self->description, "description", TRUE);
}

static void
on_toggled (AppKeyValueRow *self)
{
  if (self->is_refreshing || self->row == NULL)
    return;

  workspace_row_set_enabled (self->row, gtk_check_button_get_active (self->check));
  show_state (self);
  check_cells (self);
}

static void
on_name_activate (AppKeyValueRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
}

static void
on_value_activate (AppKeyValueRow *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_name_enter (AppKeyValueRow *self)
{
  if (self->kind == APP_FIELD_HEADER)
    app_field_completion_attach (self->name, app_header_names_list ());
}

static void
on_value_enter (AppKeyValueRow *self)
{
  if (self->kind == APP_FIELD_HEADER)
    app_field_completion_attach (self->value, app_header_names_list_values (get_text (self->name)));
  else if (self->kind == APP_FIELD_TEXT)
    app_field_completion_attach (self->value,
                                 app_header_names_list_values ("Sec-WebSocket-Protocol"));
}

static void
on_left (AppKeyValueRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_delete_clicked (AppKeyValueRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
move_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, -1);
}

static void
move_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, 1);
}

/* One pasted row belongs into the cells only when there is nothing in the way. */
static gboolean
is_paste_of_rows (AppKeyValueRow *self, GtkEntry *entry, const GPtrArray *fields)
{
  if (fields == NULL)
    return FALSE;
  if (fields->len > 1)
    return TRUE;

  return entry == self->name && app_key_value_row_is_empty (self);
}

typedef struct
{
  AppKeyValueRow *self;
  GtkEntry *entry;
} Paste;

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Paste *paste = data;
  g_autoptr (AppKeyValueRow) self = paste->self;
  g_autoptr (GtkEntry) entry = paste->entry;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GPtrArray) fields = NULL;
  int position;

  /* the row may have gone while the other program answered */
  if (text == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  fields = app_field_text_parse_paste (text, self->kind);
  if (is_paste_of_rows (self, entry, fields))
    {
      g_signal_emit (self, signals[PASTED], 0, fields);
      return;
    }

  gtk_editable_delete_selection (GTK_EDITABLE (entry));
  position = gtk_editable_get_position (GTK_EDITABLE (entry));
  gtk_editable_insert_text (GTK_EDITABLE (entry), text, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (entry), position);
}

static void
on_paste (GtkText *text, AppKeyValueRow *self)
{
  GtkWidget *entry = gtk_widget_get_ancestor (GTK_WIDGET (text), GTK_TYPE_ENTRY);
  Paste *paste = g_new (Paste, 1);

  g_signal_stop_emission_by_name (text, "paste-clipboard");
  paste->self = g_object_ref (self);
  paste->entry = g_object_ref (GTK_ENTRY (entry));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 on_clipboard_read, paste);
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, AppKeyValueRow *self)
{
  if (self->row == NULL)
    return NULL;

  return gdk_content_provider_new_typed (APP_TYPE_KEY_VALUE_ROW, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, AppKeyValueRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 0, gtk_widget_get_height (GTK_WIDGET (self)) / 2);
}

static void
app_key_value_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppKeyValueRow *self = APP_KEY_VALUE_ROW (object);

  switch (prop_id)
    {
    case PROP_SHOWS_DESCRIPTION:
      g_value_set_boolean (value, self->shows_description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_key_value_row_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AppKeyValueRow *self = APP_KEY_VALUE_ROW (object);

  switch (prop_id)
    {
    case PROP_SHOWS_DESCRIPTION:
      if (self->shows_description == g_value_get_boolean (value))
        break;
      self->shows_description = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_key_value_row_dispose (GObject *object)
{
  AppKeyValueRow *self = APP_KEY_VALUE_ROW (object);
  GtkWidget *child;

  app_key_value_row_set_row (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_KEY_VALUE_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_key_value_row_parent_class)->dispose (object);
}

static guint
add_signal (GObjectClass *klass, const char *name, GType parameter)
{
  return g_signal_new (name, G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, parameter != G_TYPE_NONE ? 1 : 0, parameter);
}

static void
add_signals (GObjectClass *klass)
{
  signals[FILLED] = add_signal (klass, "filled", G_TYPE_NONE);
  signals[PASTED] = add_signal (klass, "pasted", G_TYPE_PTR_ARRAY);
  signals[MOVED] = add_signal (klass, "moved", G_TYPE_INT);
  signals[REMOVED] = add_signal (klass, "removed", G_TYPE_NONE);
  signals[ACTIVATED] = add_signal (klass, "activated", G_TYPE_NONE);
  signals[LEFT] = add_signal (klass, "left", G_TYPE_NONE);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/app/noctule/Noctule/ui/key-value-row.ui");
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, handle);
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, check);
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, name);
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, value);
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, description);
  gtk_widget_class_bind_template_child (klass, AppKeyValueRow, delete);
  gtk_widget_class_bind_template_callback (klass, on_left);
  gtk_widget_class_bind_template_callback (klass, on_toggled);
  gtk_widget_class_bind_template_callback (klass, on_name_changed);
  gtk_widget_class_bind_template_callback (klass, on_name_activate);
  gtk_widget_class_bind_template_callback (klass, on_name_enter);
  gtk_widget_class_bind_template_callback (klass, on_value_changed);
  gtk_widget_class_bind_template_callback (klass, on_value_activate);
  gtk_widget_class_bind_template_callback (klass, on_value_enter);
  gtk_widget_class_bind_template_callback (klass, on_description_changed);
  gtk_widget_class_bind_template_callback (klass, on_delete_clicked);
}

static void
app_key_value_row_class_init (AppKeyValueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_key_value_row_dispose;
  object_class->get_property = app_key_value_row_get_property;
  object_class->set_property = app_key_value_row_set_property;

  properties[PROP_SHOWS_DESCRIPTION] = g_param_spec_boolean ("shows-description", NULL, NULL, FALSE,
                                                             G_PARAM_READWRITE |
                                                               G_PARAM_EXPLICIT_NOTIFY |
                                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  add_signals (object_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "field-row.move-up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "field-row.move-down", NULL, move_down);
  bind_template (widget_class);
}

static void
connect_paste (AppKeyValueRow *self, GtkEntry *entry)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  g_signal_connect (text, "paste-clipboard", G_CALLBACK (on_paste), self);
}

static void
app_key_value_row_init (AppKeyValueRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  connect_paste (self, self->name);
  connect_paste (self, self->value);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
}

GtkWidget *
app_key_value_row_new (AppFieldKind kind)
{
  AppKeyValueRow *self = g_object_new (APP_TYPE_KEY_VALUE_ROW, NULL);

  self->kind = kind;
  gtk_widget_set_visible (GTK_WIDGET (self->name), kind != APP_FIELD_TEXT);
  gtk_widget_set_visible (GTK_WIDGET (self->check), kind != APP_FIELD_TEXT);
  app_key_value_row_refresh (self);

  return GTK_WIDGET (self);
}

void
app_key_value_row_set_row (AppKeyValueRow *self, WorkspaceRow *row)
{
  g_return_if_fail (APP_IS_KEY_VALUE_ROW (self));

  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  g_signal_connect_swapped (row, "notify", G_CALLBACK (app_key_value_row_refresh), self);
  app_key_value_row_refresh (self);
}

WorkspaceRow *
app_key_value_row_get_row (AppKeyValueRow *self)
{
  g_return_val_if_fail (APP_IS_KEY_VALUE_ROW (self), NULL);

  return self->row;
}

const char *
app_key_value_row_get_name (AppKeyValueRow *self)
{
  g_return_val_if_fail (APP_IS_KEY_VALUE_ROW (self), NULL);

  return get_text (self->name);
}

const char *
app_key_value_row_get_value (AppKeyValueRow *self)
{
  g_return_val_if_fail (APP_IS_KEY_VALUE_ROW (self), NULL);

  return get_text (self->value);
}

gboolean
app_key_value_row_is_empty (AppKeyValueRow *self)
{
  g_return_val_if_fail (APP_IS_KEY_VALUE_ROW (self), TRUE);

  return *get_text (self->name) == '\0' && *get_text (self->value) == '\0' &&
         *get_text (self->description) == '\0';
}

void
app_key_value_row_focus (AppKeyValueRow *self)
{
  g_return_if_fail (APP_IS_KEY_VALUE_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->kind == APP_FIELD_TEXT ? self->value : self->name));
}
