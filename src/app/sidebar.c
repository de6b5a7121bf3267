/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar.h"

#include "workspace/workspace.h"

struct _AppSidebar
{
  AdwBin parent_instance;

  Workspace *workspace;
};

G_DEFINE_FINAL_TYPE (AppSidebar, app_sidebar, ADW_TYPE_BIN)

enum
{
  PROP_WORKSPACE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSidebar *self = APP_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppSidebar *self = APP_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      if (g_set_object (&self->workspace, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_sidebar_dispose (GObject *object)
{
  AppSidebar *self = APP_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_SIDEBAR);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (app_sidebar_parent_class)->dispose (object);
}

static void
app_sidebar_class_init (AppSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_sidebar_dispose;
  object_class->get_property = app_sidebar_get_property;
  object_class->set_property = app_sidebar_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL,
                                                    WORKSPACE_TYPE_WORKSPACE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/sidebar.ui");
}

static void
app_sidebar_init (AppSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
