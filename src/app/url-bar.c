/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/url-bar.h"

#include "exchange/session.h"
#include "workspace/node.h"

struct _AppUrlBar
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  ExchangeSession *session;
};

G_DEFINE_FINAL_TYPE (AppUrlBar, app_url_bar, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_url_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppUrlBar *self = APP_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_url_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppUrlBar *self = APP_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NODE:
      if (g_set_object (&self->node, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SESSION:
      if (g_set_object (&self->session, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_url_bar_dispose (GObject *object)
{
  AppUrlBar *self = APP_URL_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_URL_BAR);
  g_clear_object (&self->node);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (app_url_bar_parent_class)->dispose (object);
}

static void
app_url_bar_class_init (AppUrlBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_url_bar_dispose;
  object_class->get_property = app_url_bar_get_property;
  object_class->set_property = app_url_bar_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, EXCHANGE_TYPE_SESSION,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/url-bar.ui");
}

static void
app_url_bar_init (AppUrlBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
