/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/settings-panel.h"

#include "app/node-watch.h"
#include "app/sessions.h"
#include "app/setting-row.h"

#include <glib/gi18n.h>

struct _AppSettingsPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;
  GSignalGroup *session;
  GPtrArray *rows; /* (element-type AppSettingRow), borrowed; made when they are first seen */

  /* template children */
  GtkBox *box;
  GtkWidget *live;

  /* borrowed */
  WorkspacePreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppSettingsPanel, app_settings_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
make_rows (AppSettingsPanel *self)
{
  gsize n;
  const ExchangeSetting *settings = exchange_settings_list (&n);
  GtkWidget *group = NULL;

  for (gsize i = 0; i < n; i++)
    {
      GtkWidget *row = app_setting_row_new (&settings[i], self->preferences);

      if (i == 0 || !g_str_equal (settings[i].group, settings[i - 1].group))
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (settings[i].group));
          gtk_box_append (self->box, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_live (AppSettingsPanel *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  gtk_widget_set_visible (self->live, session != NULL && exchange_session_is_live (session));
}

static void
refresh (GtkWidget *widget)
{
  AppSettingsPanel *self = APP_SETTINGS_PANEL (widget);

  if (self->node == NULL)
    return;

  if (self->rows->len == 0)
    make_rows (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      app_setting_row_set_node (self->rows->pdata[i], self->node);
      app_setting_row_refresh (self->rows->pdata[i]);
    }
  show_live (self);
}

static void
on_preferences_changed (AppSettingsPanel *self)
{
  app_node_watch_queue (self->watch);
}

static void
set_node (AppSettingsPanel *self, WorkspaceNode *node)
{
  const gboolean is_request = node != NULL &&
                              workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET;

  if (!g_set_object (&self->node, node))
    return;

  g_signal_group_set_target (self->session, is_request
                                              ? app_sessions_get (app_sessions_get_default (), node)
                                              : NULL);
  show_live (self);
  app_node_watch_set_node (self->watch, node);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
app_settings_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSettingsPanel *self = APP_SETTINGS_PANEL (object);

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
app_settings_panel_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  AppSettingsPanel *self = APP_SETTINGS_PANEL (object);

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
app_settings_panel_dispose (GObject *object)
{
  AppSettingsPanel *self = APP_SETTINGS_PANEL (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_SETTINGS_PANEL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_settings_panel_parent_class)->dispose (object);
}

static void
app_settings_panel_class_init (AppSettingsPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_settings_panel_dispose;
  object_class->get_property = app_settings_panel_get_property;
  object_class->set_property = app_settings_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/settings-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSettingsPanel, box);
  gtk_widget_class_bind_template_child (widget_class, AppSettingsPanel, live);
}

static void
app_settings_panel_init (AppSettingsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
  self->session = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (show_live), self);
  self->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (on_preferences_changed), self,
                           G_CONNECT_SWAPPED);
}
