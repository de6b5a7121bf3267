/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body-panel.h"

#include "workspace/node.h"

struct _AppBodyPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
};

G_DEFINE_FINAL_TYPE (AppBodyPanel, app_body_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_body_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

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
app_body_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

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
app_body_panel_dispose (GObject *object)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_BODY_PANEL);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_body_panel_parent_class)->dispose (object);
}

static void
app_body_panel_class_init (AppBodyPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_body_panel_dispose;
  object_class->get_property = app_body_panel_get_property;
  object_class->set_property = app_body_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/body-panel.ui");
}

static void
app_body_panel_init (AppBodyPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
