/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/folder-page.h"

#include "app/auth-panel.h"
#include "app/docs-panel.h"
#include "app/headers-panel.h"
#include "app/lazy.h"
#include "app/node-watch.h"
#include "app/tab-button.h"
#include "workspace/workspace.h"

#include <glib/gi18n.h>

struct _AppFolderPage
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;

  /* template children */
  GtkLabel *title;
  GtkLabel *count;
  AppTabButton *auth_tab;
  AppTabButton *headers_tab;
  AppTabButton *docs_tab;
};

G_DEFINE_FINAL_TYPE (AppFolderPage, app_folder_page, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Requests inside, however deep. */
static guint
count_requests (WorkspaceNode *folder)
{
  GListModel *children = workspace_node_get_children (folder);
  guint n = 0;

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      n += workspace_node_get_kind (child) == WORKSPACE_KIND_FOLDER ? count_requests (child) : 1;
    }

  return n;
}

static guint64
count_headers (WorkspaceNode *node)
{
  GListModel *rows = workspace_node_get_rows (node, "headers");
  guint64 n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      n += workspace_row_is_enabled (row) ? 1 : 0;
    }

  return n;
}

static gboolean
has_auth (WorkspaceNode *node)
{
  const char *type = workspace_node_get (node, "auth.type");

  return type != NULL && !g_str_equal (type, "inherit");
}

static void
refresh (GtkWidget *widget)
{
  AppFolderPage *self = APP_FOLDER_PAGE (widget);
  WorkspaceNode *node = self->node;
  g_autofree char *count = NULL;
  guint n;

  if (node == NULL)
    return;

  n = count_requests (node);
  count = g_strdup_printf (ngettext ("%u request", "%u requests", n), n);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->title, workspace_node_get_parent (node) != NULL
                                      ? workspace_node_get_name (node)
                                      : workspace_get_name (workspace_node_get_workspace (node)));
  g_object_set (self->auth_tab, "has-dot", has_auth (node), NULL);
  g_object_set (self->headers_tab, "count", count_headers (node), NULL);
  g_object_set (self->docs_tab, "has-dot", workspace_node_get (node, "docs") != NULL, NULL);
}

static void
app_folder_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppFolderPage *self = APP_FOLDER_PAGE (object);

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
app_folder_page_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  AppFolderPage *self = APP_FOLDER_PAGE (object);

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
app_folder_page_dispose (GObject *object)
{
  AppFolderPage *self = APP_FOLDER_PAGE (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_FOLDER_PAGE);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_folder_page_parent_class)->dispose (object);
}

static void
app_folder_page_class_init (AppFolderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_folder_page_dispose;
  object_class->get_property = app_folder_page_get_property;
  object_class->set_property = app_folder_page_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/folder-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFolderPage, title);
  gtk_widget_class_bind_template_child (widget_class, AppFolderPage, count);
  gtk_widget_class_bind_template_child (widget_class, AppFolderPage, auth_tab);
  gtk_widget_class_bind_template_child (widget_class, AppFolderPage, headers_tab);
  gtk_widget_class_bind_template_child (widget_class, AppFolderPage, docs_tab);
}

static void
app_folder_page_init (AppFolderPage *self)
{
  g_type_ensure (APP_TYPE_AUTH_PANEL);
  g_type_ensure (APP_TYPE_DOCS_PANEL);
  g_type_ensure (APP_TYPE_HEADERS_PANEL);
  g_type_ensure (APP_TYPE_LAZY);
  g_type_ensure (APP_TYPE_TAB_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
}
