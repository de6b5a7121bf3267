/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lazy.h"

#include "workspace/node.h"

struct _AppLazy
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  GType panel_type;
};

G_DEFINE_FINAL_TYPE (AppLazy, app_lazy, ADW_TYPE_BIN)

enum
{
  PROP_PANEL_TYPE = 1,
  PROP_NODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_lazy_map (GtkWidget *widget)
{
  AppLazy *self = APP_LAZY (widget);

  if (adw_bin_get_child (ADW_BIN (self)) == NULL)
    {
      GtkWidget *panel = g_object_new (self->panel_type, NULL);

      g_object_bind_property (self, "node", panel, "node", G_BINDING_SYNC_CREATE);
      adw_bin_set_child (ADW_BIN (self), panel);
    }

  GTK_WIDGET_CLASS (app_lazy_parent_class)->map (widget);
}

static void
app_lazy_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppLazy *self = APP_LAZY (object);

  switch (prop_id)
    {
    case PROP_PANEL_TYPE:
      g_value_set_gtype (value, self->panel_type);
      break;

    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_lazy_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppLazy *self = APP_LAZY (object);

  switch (prop_id)
    {
    case PROP_PANEL_TYPE:
      self->panel_type = g_value_get_gtype (value);
      break;

    case PROP_NODE:
      if (g_set_object (&self->node, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_lazy_dispose (GObject *object)
{
  g_clear_object (&APP_LAZY (object)->node);

  G_OBJECT_CLASS (app_lazy_parent_class)->dispose (object);
}

static void
app_lazy_class_init (AppLazyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_lazy_dispose;
  object_class->get_property = app_lazy_get_property;
  object_class->set_property = app_lazy_set_property;
  GTK_WIDGET_CLASS (klass)->map = app_lazy_map;

  properties[PROP_PANEL_TYPE] = g_param_spec_gtype ("panel-type", NULL, NULL, GTK_TYPE_WIDGET,
                                                    flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE,
                                               flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_lazy_init (AppLazy *self)
{
}
