/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-row.h"

#include "app/sessions.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AppSidebarRow
{
  GtkWidget parent_instance;

  WorkspaceNode *node;
  GSignalGroup *node_signals;
  GSignalGroup *session_signals;
  gboolean is_pin;
  /* borrowed */
  GtkLabel *badge;
  GtkImage *icon;
  GtkStack *stack;
  GtkLabel *label;
  GtkWidget *dot;
  GtkWidget *pin;
  GtkWidget *menu_button;
  GtkWidget *entry; /* while it is renamed */
};

G_DEFINE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, GTK_TYPE_WIDGET)

enum
{
  RENAME_ENDED,
  MENU,
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_live (ExchangeState state)
{
  return state > EXCHANGE_STATE_IDLE && state < EXCHANGE_STATE_CLOSED;
}

static void
show_state (AppSidebarRow *self, ExchangeState state)
{
  const char *name = NULL;

  if (state == EXCHANGE_STATE_OPEN)
    name = _ ("Connected");
  else if (state == EXCHANGE_STATE_CLOSING)
    name = _ ("Closing");
  else if (is_live (state))
    name = _ ("Connecting");

  gtk_widget_set_visible (self->dot, name != NULL);
  if (name == NULL)
    return;

  gtk_widget_set_tooltip_text (self->dot, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  if (state == EXCHANGE_STATE_OPEN)
    gtk_widget_add_css_class (self->dot, "open");
  else
    gtk_widget_remove_css_class (self->dot, "open");
}

static void
on_session_state (AppSidebarRow *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session_signals);

  show_state (self, session != NULL ? exchange_session_get_state (session) : EXCHANGE_STATE_IDLE);
}

static void
show_kind (AppSidebarRow *self)
{
  WorkspaceKind kind = workspace_node_get_kind (self->node);
  const char *icon = NULL;
  ExchangeSession *session = NULL;

  switch (kind)
    {
    case WORKSPACE_KIND_WEBSOCKET:
      session = app_sessions_get (app_sessions_get_default (), self->node);
      break;

    case WORKSPACE_KIND_FOLDER:
      icon = "folder-symbolic";
      break;

    case WORKSPACE_KIND_UNKNOWN:
      icon = "dialog-question-symbolic";
      break;

    case WORKSPACE_KIND_BROKEN:
    default:
      icon = "dialog-warning-symbolic";
    }

  gtk_widget_set_visible (GTK_WIDGET (self->badge), icon == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_image_set_from_icon_name (self->icon, icon);
  if (kind == WORKSPACE_KIND_BROKEN)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), workspace_node_get_problem (self->node));
  g_signal_group_set_target (self->session_signals, session);
  on_session_state (self);
}

static void
show_name (AppSidebarRow *self)
{
  gtk_label_set_label (self->label, workspace_node_get_name (self->node));
}

static void
stop_rename (AppSidebarRow *self, gboolean is_committed)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);

  if (entry == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, "label");
  gtk_stack_remove (self->stack, entry);
  gtk_widget_set_visible (self->menu_button, TRUE);
  g_signal_emit (self, signals[RENAME_ENDED], 0, is_committed);
}

/* Returns: (transfer full) (nullable): what was typed, NULL when that is no name. */
static char *
dup_typed_name (AppSidebarRow *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (name);

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

static void
commit_rename (AppSidebarRow *self, const char *name)
{
  g_autoptr (WorkspaceNode) node = g_object_ref (self->node);

  if (strcmp (name, workspace_node_get_name (node)) != 0)
    workspace_node_set (node, "name", name);
  stop_rename (self, TRUE);
}

static void
on_entry_activate (AppSidebarRow *self)
{
  g_autofree char *name = dup_typed_name (self);

  if (name != NULL)
    {
      commit_rename (self, name);
      return;
    }

  gtk_widget_add_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, _ ("A name is needed"));
  gtk_widget_error_bell (self->entry);
}

static void
on_entry_changed (AppSidebarRow *self)
{
  gtk_widget_remove_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, NULL);
}

/* What was typed is kept wherever one goes next; nothing typed leaves the name as it was. */
static void
on_entry_left (AppSidebarRow *self)
{
  g_autofree char *name = self->entry != NULL ? dup_typed_name (self) : NULL;

  if (name != NULL)
    commit_rename (self, name);
  else
    stop_rename (self, FALSE);
}

static gboolean
on_entry_key (AppSidebarRow *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  stop_rename (self, FALSE);

  return GDK_EVENT_STOP;
}

static GtkWidget *
create_entry (AppSidebarRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), workspace_node_get_name (self->node));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_widget_add_css_class (entry, "rename");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name"), -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_entry_activate), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_entry_left), self);
  gtk_widget_add_controller (entry, focus);
  /* before the entry, which has no use for Escape, and before whoever else has */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_widget_add_controller (entry, keys);

  return entry;
}

static void
show_menu (AppSidebarRow *self, double x, double y)
{
  if (self->node != NULL)
    g_signal_emit (self, signals[MENU], 0, x, y);
}

static void
on_menu_clicked (AppSidebarRow *self)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (self->menu_button, GTK_WIDGET (self), &bounds))
    show_menu (self, (double)bounds.origin.x + (double)bounds.size.width / 2,
               (double)bounds.origin.y + (double)bounds.size.height);
}

static void
on_pressed (AppSidebarRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (n_press != 2 || self->entry != NULL)
    return;

  /* or the list opens what is to be renamed */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  app_sidebar_row_start_rename (self);
}

static void
on_released (AppSidebarRow *self, int n_press)
{
  if (n_press == 1 && self->entry == NULL && self->node != NULL &&
      workspace_node_get_kind (self->node) != WORKSPACE_KIND_FOLDER)
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
on_secondary_pressed (AppSidebarRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (self->entry != NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x, y);
}

static void
on_long_pressed (AppSidebarRow *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x, y);
}

static void
app_sidebar_row_dispose (GObject *object)
{
  AppSidebarRow *self = APP_SIDEBAR_ROW (object);

  if (self->node_signals != NULL)
    g_signal_group_set_target (self->node_signals, NULL);
  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->node_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->node);
  self->entry = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (app_sidebar_row_parent_class)->dispose (object);
}

static void
app_sidebar_row_class_init (AppSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sidebar_row_dispose;

  signals[RENAME_ENDED] = g_signal_new ("rename-ended", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_BOOLEAN);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, stack);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, dot);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, pin);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_long_pressed);
}

static void
app_sidebar_row_init (AppSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->node_signals = g_signal_group_new (WORKSPACE_TYPE_NODE);
  g_signal_group_connect_swapped (self->node_signals, "notify::name", G_CALLBACK (show_name), self);
  g_signal_group_connect_swapped (self->node_signals, "notify::kind", G_CALLBACK (show_kind), self);
  g_signal_group_connect_swapped (self->node_signals, "notify::problem", G_CALLBACK (show_kind),
                                  self);
  self->session_signals = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state",
                                  G_CALLBACK (on_session_state), self);
}

AppSidebarRow *
app_sidebar_row_new (void)
{
  return g_object_new (APP_TYPE_SIDEBAR_ROW, NULL);
}

void
app_sidebar_row_set_node (AppSidebarRow *self, WorkspaceNode *node, gboolean is_pin)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));

  if (self->node == node)
    return;

  /* scrolled away with a name half typed: it is kept; the row of a file that is gone: it is not */
  if (self->entry != NULL && workspace_node_get_parent (self->node) != NULL)
    on_entry_left (self);
  else
    stop_rename (self, FALSE);
  g_set_object (&self->node, node);
  self->is_pin = is_pin;
  gtk_widget_set_visible (self->pin, is_pin);
  g_signal_group_set_target (self->node_signals, node);
  if (node == NULL)
    {
      g_signal_group_set_target (self->session_signals, NULL);
      return;
    }
  show_name (self);
  show_kind (self);
}

WorkspaceNode *
app_sidebar_row_get_node (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), NULL);

  return self->node;
}

gboolean
app_sidebar_row_get_is_pin (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), FALSE);

  return self->is_pin;
}

void
app_sidebar_row_start_rename (AppSidebarRow *self)
{
  WorkspaceKind kind;

  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));

  if (self->node == NULL || self->entry != NULL)
    return;
  kind = workspace_node_get_kind (self->node);
  if (kind == WORKSPACE_KIND_UNKNOWN || kind == WORKSPACE_KIND_BROKEN)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  self->entry = create_entry (self);
  gtk_stack_add_named (self->stack, self->entry, "entry");
  gtk_stack_set_visible_child (self->stack, self->entry);
  gtk_widget_set_visible (self->menu_button, FALSE);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

gboolean
app_sidebar_row_is_renaming (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), FALSE);

  return self->entry != NULL;
}
