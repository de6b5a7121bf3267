/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/headers-panel.h"

#include "app/field-list.h"
#include "app/key-value-table.h"
#include "app/node-watch.h"
#include "app/sessions.h"
#include "exchange/resolve.h"
#include "workspace/inherit.h"

#include <glib/gi18n.h>

struct _AppHeadersPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;

  /* template children */
  GtkWidget *subprotocols;
  AppFieldList *inherited;
  AppFieldList *automatic;
};

G_DEFINE_FINAL_TYPE (AppHeadersPanel, app_headers_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Returns: whether the value is shown only when it is asked for: credentials, and the key of the
 * Auth tab, whatever its field is called. */
static gboolean
is_secret (WorkspaceNode *node, const char *name)
{
  static const char *const names[] = { "Authorization", "Cookie", "Proxy-Authorization" };
  WorkspaceNode *auth = workspace_inherit_find_auth (node);
  const char *key = auth != NULL ? workspace_node_get (auth, "auth.key") : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;

  return key != NULL && g_ascii_strcasecmp (key, name) == 0;
}

/* Adds the rows of @folder that reach the node: those that nothing further in replaces. */
static void
add_from_folder (GPtrArray *items, WorkspaceNode *node, WorkspaceNode *folder, GPtrArray *reaching)
{
  GListModel *rows = workspace_node_get_rows (folder, "headers");
  g_autofree char *section = NULL;

  section = workspace_node_get_parent (folder) == NULL
              ? g_strdup (_ ("From the Workspace"))
              : g_strdup_printf (_ ("From Folder “%s”"), workspace_node_get_name (folder));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *name = workspace_row_get (row, "name");
      const char *value = workspace_row_get (row, "value");

      if (name != NULL && g_ptr_array_find (reaching, row, NULL))
        app_field_list_items_add (items, section, name, value != NULL ? value : "",
                                  is_secret (node, name));
    }
}

static void
refresh_inherited (AppHeadersPanel *self)
{
  g_autoptr (GPtrArray) reaching = workspace_inherit_collect_headers (self->node);
  GPtrArray *items = app_field_list_items_new ();

  for (WorkspaceNode *folder = workspace_node_get_parent (self->node); folder != NULL;
       folder = workspace_node_get_parent (folder))
    add_from_folder (items, self->node, folder, reaching);
  app_field_list_take (self->inherited, items);
}

/* Returns: whether @header is one of the rows, so that it is shown there already. */
static gboolean
is_row (const ExchangeHeader *header, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = workspace_row_get (rows->pdata[i], "name");
      const char *value = workspace_row_get (rows->pdata[i], "value");

      if (g_strcmp0 (name, header->name) == 0 &&
          g_strcmp0 (value != NULL ? value : "", header->value) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
refresh_automatic (AppHeadersPanel *self)
{
  GPtrArray *items = app_field_list_items_new ();

  if (workspace_node_get_kind (self->node) != WORKSPACE_KIND_FOLDER)
    {
      AppSessions *sessions = app_sessions_get_default ();
      Workspace *workspace = workspace_node_get_workspace (self->node);
      g_autoptr (GPtrArray) rows = workspace_inherit_collect_headers (self->node);
      g_autoptr (GPtrArray) headers =
        exchange_resolve_dup_headers (self->node, app_sessions_get_preferences (sessions),
                                      app_sessions_get_cookie_jar (sessions, workspace));

      for (guint i = 0; i < headers->len; i++)
        {
          const ExchangeHeader *header = headers->pdata[i];

          if (!is_row (header, rows))
            app_field_list_items_add (items, _ ("Sent Automatically"), header->name, header->value,
                                      is_secret (self->node, header->name));
        }
    }

  app_field_list_take (self->automatic, items);
}

static void
refresh (GtkWidget *widget)
{
  AppHeadersPanel *self = APP_HEADERS_PANEL (widget);

  if (self->node == NULL)
    return;

  refresh_inherited (self);
  refresh_automatic (self);
}

static void
set_node (AppHeadersPanel *self, WorkspaceNode *node)
{
  const gboolean is_request = node != NULL &&
                              workspace_node_get_kind (node) != WORKSPACE_KIND_FOLDER;

  if (!g_set_object (&self->node, node))
    return;

  gtk_widget_set_visible (self->subprotocols, is_request);
  g_object_set (self->subprotocols, "node", is_request ? node : NULL, NULL);
  app_node_watch_set_node (self->watch, node);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
app_headers_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppHeadersPanel *self = APP_HEADERS_PANEL (object);

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
app_headers_panel_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AppHeadersPanel *self = APP_HEADERS_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      set_node (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_headers_panel_dispose (GObject *object)
{
  AppHeadersPanel *self = APP_HEADERS_PANEL (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_HEADERS_PANEL);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_headers_panel_parent_class)->dispose (object);
}

static void
app_headers_panel_class_init (AppHeadersPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_headers_panel_dispose;
  object_class->get_property = app_headers_panel_get_property;
  object_class->set_property = app_headers_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/headers-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHeadersPanel, subprotocols);
  gtk_widget_class_bind_template_child (widget_class, AppHeadersPanel, inherited);
  gtk_widget_class_bind_template_child (widget_class, AppHeadersPanel, automatic);
}

static void
app_headers_panel_init (AppHeadersPanel *self)
{
  g_type_ensure (APP_TYPE_KEY_VALUE_TABLE);
  g_type_ensure (APP_TYPE_FIELD_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
}
