/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/auth-panel.h"

#include "app/node-watch.h"
#include "app/window.h"
#include "workspace/inherit.h"

#include <glib/gi18n.h>
#include <string.h>

#define MASK "••••••••"

/* The entries, each with the key that it writes. */
typedef enum
{
  FIELD_USERNAME,
  FIELD_PASSWORD,
  FIELD_TOKEN,
  FIELD_PREFIX,
  FIELD_KEY,
  FIELD_VALUE,
  N_FIELDS
} Field;

static const char *const field_keys[N_FIELDS] = {
  [FIELD_USERNAME] = "auth.username", [FIELD_PASSWORD] = "auth.password",
  [FIELD_TOKEN] = "auth.token",       [FIELD_PREFIX] = "auth.prefix",
  [FIELD_KEY] = "auth.key",           [FIELD_VALUE] = "auth.value",
};

/* As they stand in the drop-down; also the names of the stack's pages. */
static const char *const types[] = { "inherit", "none", "basic", "bearer", "api-key" };
static const char *const places[] = { "header", "query", "cookie" };

struct _AppAuthPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;
  gboolean is_refreshing;

  /* template children */
  AdwComboRow *type;
  GtkWidget *enabled_row;
  GtkSwitch *enabled;
  GtkStack *stack;
  AdwActionRow *inherited;
  GtkWidget *inherited_arrow;
  AdwComboRow *place;
  GtkLabel *unknown;
  GtkEditable *fields[N_FIELDS];
};

G_DEFINE_FINAL_TYPE (AppAuthPanel, app_auth_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Returns: the place of @word, @fallback when it is NULL, GTK_INVALID_LIST_POSITION when it is not
 * there. */
static guint
find_word (const char *const *words, guint n, const char *word, guint fallback)
{
  if (word == NULL || *word == '\0')
    return fallback;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i], word))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static const char *
get_type (WorkspaceNode *node)
{
  const char *type = workspace_node_get (node, "auth.type");

  return type != NULL && *type != '\0' ? type : "inherit";
}

/* Returns: (transfer full): what is sent, for people, without what is secret. */
static char *
dup_summary (WorkspaceNode *node)
{
  const char *type = get_type (node);
  const char *username = workspace_node_get (node, "auth.username");
  const char *prefix = workspace_node_get (node, "auth.prefix");
  const char *key = workspace_node_get (node, "auth.key");

  if (g_strcmp0 (workspace_node_get (node, "auth.disabled"), "true") == 0)
    return g_strdup (_ ("Off: nothing is sent"));
  if (g_str_equal (type, "none"))
    return g_strdup (_ ("Nothing is sent"));
  if (g_str_equal (type, "basic"))
    return g_strdup_printf (_ ("Basic: %s, password %s"), username != NULL ? username : "", MASK);
  if (g_str_equal (type, "bearer"))
    return g_strdup_printf ("%s %s", prefix != NULL && *prefix != '\0' ? prefix : "Bearer", MASK);
  if (g_str_equal (type, "api-key"))
    return g_strdup_printf (_ ("API key %s: %s"), key != NULL ? key : "", MASK);

  return g_strdup (type);
}

static void
show_inherited (AppAuthPanel *self)
{
  WorkspaceNode *source = workspace_inherit_find_auth (self->node);
  const gboolean is_there = source != NULL && source != self->node;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (!is_there)
    title = g_strdup (_ ("No folder above says how to authenticate, so nothing is sent"));
  else if (workspace_node_get_parent (source) == NULL)
    title = g_strdup (_ ("Inherited from the workspace"));
  else
    title = g_strdup_printf (_ ("Inherited from folder “%s”"), workspace_node_get_name (source));

  subtitle = is_there ? dup_summary (source) : g_strdup ("");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->inherited), title);
  adw_action_row_set_subtitle (self->inherited, subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->inherited), is_there);
  gtk_widget_set_visible (self->inherited_arrow, is_there);
}

static void
show_unknown (AppAuthPanel *self, const char *type)
{
  g_autofree char *text = g_strdup_printf (
    _ ("“%s” is a way to authenticate that this version does not know. It is kept as it is; "
       "to connect, choose another."),
    type);

  gtk_label_set_label (self->unknown, text);
}

/* Returns: (nullable): why it cannot be sent like this. */
static const char *
find_fault (Field field, const char *text)
{
  if (field == FIELD_USERNAME && strchr (text, ':') != NULL)
    return _ ("A username cannot have a colon.");
  if (field == FIELD_TOKEN && *text == '\0')
    return _ ("The token is empty.");
  if (field == FIELD_KEY && *text == '\0')
    return _ ("The key needs a name.");

  return NULL;
}

static void
check_field (AppAuthPanel *self, Field field)
{
  GtkWidget *row = GTK_WIDGET (self->fields[field]);
  const char *fault = find_fault (field, gtk_editable_get_text (self->fields[field]));

  gtk_widget_set_tooltip_text (row, fault);
  if (fault != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static void
refresh_fields (AppAuthPanel *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *value = workspace_node_get (self->node, field_keys[i]);

      if (g_strcmp0 (gtk_editable_get_text (self->fields[i]), value != NULL ? value : "") != 0)
        gtk_editable_set_text (self->fields[i], value != NULL ? value : "");
      check_field (self, i);
    }
}

static void
refresh (GtkWidget *widget)
{
  AppAuthPanel *self = APP_AUTH_PANEL (widget);
  const char *type;
  guint selected;

  if (self->node == NULL)
    return;

  self->is_refreshing = TRUE;
  type = get_type (self->node);
  selected = find_word (types, G_N_ELEMENTS (types), type, 0);
  adw_combo_row_set_selected (self->type, selected);
  gtk_widget_set_visible (self->enabled_row, selected >= 2);
  gtk_switch_set_active (self->enabled,
                         g_strcmp0 (workspace_node_get (self->node, "auth.disabled"), "true") != 0);
  adw_combo_row_set_selected (self->place,
                              find_word (places, G_N_ELEMENTS (places),
                                         workspace_node_get (self->node, "auth.in"), 0));
  refresh_fields (self);
  show_inherited (self);
  show_unknown (self, type);
  gtk_stack_set_visible_child_name (self->stack,
                                    selected < G_N_ELEMENTS (types) ? types[selected] : "unknown");
  self->is_refreshing = FALSE;
}

static void
on_type_selected (AppAuthPanel *self)
{
  const guint selected = adw_combo_row_get_selected (self->type);

  if (self->is_refreshing || self->node == NULL || selected >= G_N_ELEMENTS (types))
    return;

  workspace_node_set (self->node, "auth.type", selected > 0 ? types[selected] : NULL);
  refresh (GTK_WIDGET (self));
}

static void
on_place_selected (AppAuthPanel *self)
{
  const guint selected = adw_combo_row_get_selected (self->place);

  if (!self->is_refreshing && self->node != NULL && selected < G_N_ELEMENTS (places))
    workspace_node_set (self->node, "auth.in", places[selected]);
}

static void
on_enabled_switched (AppAuthPanel *self)
{
  if (!self->is_refreshing && self->node != NULL)
    workspace_node_set (self->node, "auth.disabled",
                        gtk_switch_get_active (self->enabled) ? NULL : "true");
}

static void
on_field_changed (AppAuthPanel *self, GtkEditable *editable)
{
  const char *text = gtk_editable_get_text (editable);

  if (self->is_refreshing || self->node == NULL)
    return;

  for (guint i = 0; i < N_FIELDS; i++)
    if (self->fields[i] == editable)
      {
        workspace_node_set (self->node, field_keys[i], *text != '\0' ? text : NULL);
        check_field (self, i);
      }
}

static void
on_inherited_activated (AppAuthPanel *self)
{
  WorkspaceNode *source = self->node != NULL ? workspace_inherit_find_auth (self->node) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (source != NULL && APP_IS_WINDOW (root))
    app_window_select (APP_WINDOW (root), workspace_node_get_id (source));
}

static void
app_auth_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppAuthPanel *self = APP_AUTH_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_auth_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppAuthPanel *self = APP_AUTH_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      if (!g_set_object (&self->node, g_value_get_object (value)))
        break;
      app_node_watch_set_node (self->watch, self->node);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_auth_panel_dispose (GObject *object)
{
  AppAuthPanel *self = APP_AUTH_PANEL (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_AUTH_PANEL);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_auth_panel_parent_class)->dispose (object);
}

static void
bind_fields (GtkWidgetClass *klass)
{
  for (guint i = 0; i < N_FIELDS; i++)
    gtk_widget_class_bind_template_child_full (klass, field_keys[i] + strlen ("auth."), FALSE,
                                               G_STRUCT_OFFSET (AppAuthPanel, fields) +
                                                 (gssize)(i * sizeof (GtkEditable *)));
}

static void
app_auth_panel_class_init (AppAuthPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_auth_panel_dispose;
  object_class->get_property = app_auth_panel_get_property;
  object_class->set_property = app_auth_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/auth-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, type);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, enabled_row);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, enabled);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, inherited);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, inherited_arrow);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, place);
  gtk_widget_class_bind_template_child (widget_class, AppAuthPanel, unknown);
  bind_fields (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_type_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_place_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_enabled_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_inherited_activated);
}

static void
app_auth_panel_init (AppAuthPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->inherited), FALSE);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "changed", G_CALLBACK (on_field_changed), self,
                             G_CONNECT_SWAPPED);
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
}
