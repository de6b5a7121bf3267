/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/request-page.h"

#include "app/auth-panel.h"
#include "app/body-panel.h"
#include "app/docs-panel.h"
#include "app/headers-panel.h"
#include "app/params-panel.h"
#include "app/response-pane.h"
#include "app/settings-panel.h"
#include "app/split.h"
#include "app/tab-button.h"
#include "app/url-bar.h"
#include "workspace/node.h"

struct _AppRequestPage
{
  AdwBin parent_instance;

  WorkspaceNode *node;
};

G_DEFINE_FINAL_TYPE (AppRequestPage, app_request_page, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_request_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

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
app_request_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      if (g_set_object (&self->node, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_request_page_dispose (GObject *object)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_REQUEST_PAGE);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_request_page_parent_class)->dispose (object);
}

static void
app_request_page_class_init (AppRequestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_request_page_dispose;
  object_class->get_property = app_request_page_get_property;
  object_class->set_property = app_request_page_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/request-page.ui");
}

static void
app_request_page_init (AppRequestPage *self)
{
  g_type_ensure (APP_TYPE_AUTH_PANEL);
  g_type_ensure (APP_TYPE_BODY_PANEL);
  g_type_ensure (APP_TYPE_DOCS_PANEL);
  g_type_ensure (APP_TYPE_HEADERS_PANEL);
  g_type_ensure (APP_TYPE_PARAMS_PANEL);
  g_type_ensure (APP_TYPE_RESPONSE_PANE);
  g_type_ensure (APP_TYPE_SETTINGS_PANEL);
  g_type_ensure (APP_TYPE_SPLIT);
  g_type_ensure (APP_TYPE_TAB_BUTTON);
  g_type_ensure (APP_TYPE_URL_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
}
