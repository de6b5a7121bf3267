/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar-row.h"

#include "app/sessions.h"

#include <glib/gi18n.h>
#include <string.h>

#define SPACING 6

/* A list keeps about two hundred of these, and a template is read anew for each: they are built by
 * hand, and out of no more than what a row has to show. */
struct _AppSidebarRow
{
  GtkWidget parent_instance;

  WorkspaceNode *node;
  GSignalGroup *node_signals;
  GSignalGroup *session_signals;
  gboolean is_pin;
  /* borrowed; all but the label are there when they are needed */
  GtkWidget *badge;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *entry; /* while it is renamed, in the place of the label */
  GtkWidget *dot;
  GtkWidget *pin;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, GTK_TYPE_WIDGET)

enum
{
  RENAME_ENDED,
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_widget_set_tooltip_text (widget, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
is_live (ExchangeState state)
{
  return state > EXCHANGE_STATE_IDLE && state < EXCHANGE_STATE_CLOSED;
}

static void
ensure_dot (AppSidebarRow *self)
{
  if (self->dot != NULL)
    return;

  self->dot = g_object_new (ADW_TYPE_BIN, "valign", GTK_ALIGN_CENTER, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_add_css_class (self->dot, "connection-dot");
  gtk_widget_insert_after (self->dot, GTK_WIDGET (self), self->label);
}

static void
show_state (AppSidebarRow *self, ExchangeState state)
{
  if (!is_live (state))
    {
      if (self->dot != NULL)
        gtk_widget_set_visible (self->dot, FALSE);
      return;
    }

  ensure_dot (self);
  gtk_widget_set_visible (self->dot, TRUE);
  gtk_widget_remove_css_class (self->dot, "open");
  if (state == EXCHANGE_STATE_OPEN)
    {
      gtk_widget_add_css_class (self->dot, "open");
      set_name (self->dot, _ ("Connected"));
    }
  else
    set_name (self->dot, state == EXCHANGE_STATE_CLOSING ? _ ("Closing") : _ ("Connecting"));
}

static void
on_session_state (AppSidebarRow *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session_signals);

  show_state (self, session != NULL ? exchange_session_get_state (session) : EXCHANGE_STATE_IDLE);
}

static void
ensure_badge (AppSidebarRow *self)
{
  if (self->badge != NULL)
    return;

  self->badge = gtk_label_new ("WS");
  gtk_widget_add_css_class (self->badge, "badge-ws");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("WebSocket request"), -1);
  gtk_widget_insert_after (self->badge, GTK_WIDGET (self), NULL);
}

static void
ensure_icon (AppSidebarRow *self)
{
  if (self->icon != NULL)
    return;

  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  gtk_widget_add_css_class (self->icon, "kind-icon");
  gtk_widget_insert_after (self->icon, GTK_WIDGET (self), NULL);
}

static const char *
get_icon (WorkspaceKind kind)
{
  switch (kind)
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
show_icon (AppSidebarRow *self, WorkspaceKind kind, const char *name)
{
  ensure_icon (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), name);
  gtk_widget_set_tooltip_text (self->icon, workspace_node_get_problem (self->node));
  if (kind == WORKSPACE_KIND_BROKEN)
    gtk_widget_add_css_class (self->icon, "warning");
  else
    gtk_widget_remove_css_class (self->icon, "warning");
}

static void
show_kind (AppSidebarRow *self)
{
  WorkspaceKind kind = workspace_node_get_kind (self->node);
  const char *icon = get_icon (kind);

  if (icon != NULL)
    show_icon (self, kind, icon);
  else
    ensure_badge (self);
  if (self->badge != NULL)
    gtk_widget_set_visible (self->badge, icon == NULL);
  if (self->icon != NULL)
    gtk_widget_set_visible (self->icon, icon != NULL);

  g_signal_group_set_target (self->session_signals,
                             icon == NULL
                               ? app_sessions_get (app_sessions_get_default (), self->node)
                               : NULL);
  on_session_state (self);
}

static void
show_name (AppSidebarRow *self)
{
  gtk_label_set_label (GTK_LABEL (self->label), workspace_node_get_name (self->node));
}

static void
show_pin (AppSidebarRow *self)
{
  if (self->is_pin && self->pin == NULL)
    {
      self->pin = gtk_image_new_from_icon_name ("view-pin-symbolic");
      gtk_image_set_pixel_size (GTK_IMAGE (self->pin), 12);
      gtk_widget_add_css_class (self->pin, "dim-label");
      set_name (self->pin, _ ("Pinned"));
      gtk_widget_insert_before (self->pin, GTK_WIDGET (self), self->button);
    }
  if (self->pin != NULL)
    gtk_widget_set_visible (self->pin, self->is_pin);
}

static void
stop_rename (AppSidebarRow *self, gboolean is_committed)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);

  if (entry == NULL)
    return;

  gtk_widget_unparent (entry);
  gtk_widget_set_visible (self->label, TRUE);
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

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), workspace_node_get_name (self->node));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_widget_add_css_class (entry, "rename");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
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
on_button_clicked (AppSidebarRow *self)
{
  g_signal_emit (self, signals[MENU], 0);
}

static void
app_sidebar_row_dispose (GObject *object)
{
  AppSidebarRow *self = APP_SIDEBAR_ROW (object);
  GtkWidget *child;

  if (self->node_signals != NULL)
    g_signal_group_set_target (self->node_signals, NULL);
  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->node_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->node);
  self->entry = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_sidebar_row_parent_class)->dispose (object);
}

static void
app_sidebar_row_class_init (AppSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_sidebar_row_dispose;

  signals[RENAME_ENDED] = g_signal_new ("rename-ended", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_BOOLEAN);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
app_sidebar_row_init (AppSidebarRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "ellipsize",
                              PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

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
  g_signal_group_set_target (self->node_signals, node);
  if (node == NULL)
    {
      g_signal_group_set_target (self->session_signals, NULL);
      app_sidebar_row_set_has_button (self, FALSE);
      return;
    }
  show_name (self);
  show_kind (self);
  show_pin (self);
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
  gtk_widget_insert_after (self->entry, GTK_WIDGET (self), self->label);
  gtk_widget_set_visible (self->label, FALSE);
  app_sidebar_row_set_has_button (self, FALSE);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

gboolean
app_sidebar_row_is_renaming (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), FALSE);

  return self->entry != NULL;
}

static void
create_button (AppSidebarRow *self)
{
  self->button = gtk_button_new_from_icon_name ("view-more-symbolic");
  /* with the keyboard it is the Menu key: a button that takes the focus would take it from the
   * row */
  gtk_widget_set_focusable (self->button, FALSE);
  gtk_widget_set_focus_on_click (self->button, FALSE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "row-menu");
  set_name (self->button, _ ("More Actions"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_button_clicked), self);
  gtk_widget_insert_before (self->button, GTK_WIDGET (self), NULL);
}

void
app_sidebar_row_set_has_button (AppSidebarRow *self, gboolean has_button)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));

  has_button = has_button && self->node != NULL && self->entry == NULL;
  if (has_button && self->button == NULL)
    create_button (self);
  else if (self->button != NULL)
    gtk_widget_set_visible (self->button, has_button);
}

GtkWidget *
app_sidebar_row_get_button (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), NULL);

  return self->button;
}
