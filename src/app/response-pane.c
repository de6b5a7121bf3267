/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-pane.h"

#include "app/events-panel.h"
#include "exchange/session.h"
#include "history/view.h"
#include "workspace/node.h"

struct _AppResponsePane
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  ExchangeSession *session;
  GSignalGroup *changes; /* of the session */
  HistoryView *view;
  /* borrowed: the template's */
  AppEventsPanel *events;
};

G_DEFINE_FINAL_TYPE (AppResponsePane, app_response_pane, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
on_folder (AppResponsePane *self)
{
  history_view_set_folder (self->view, self->session == NULL
                                         ? NULL
                                         : exchange_session_get_folder (self->session));
  app_events_panel_refresh (self->events);
}

static void
on_grew (AppResponsePane *self)
{
  app_events_panel_refresh (self->events);
}

static void
set_session (AppResponsePane *self, ExchangeSession *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->changes, session);
  on_folder (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
app_response_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

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
app_response_pane_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      if (g_set_object (&self->node, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_response_pane_dispose (GObject *object)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  if (self->changes != NULL)
    g_signal_group_set_target (self->changes, NULL);
  g_clear_object (&self->changes);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the template would let go of one that is bound */
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_RESPONSE_PANE);
  g_clear_object (&self->view);
  g_clear_object (&self->node);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (app_response_pane_parent_class)->dispose (object);
}

static void
app_response_pane_class_init (AppResponsePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_response_pane_dispose;
  object_class->get_property = app_response_pane_get_property;
  object_class->set_property = app_response_pane_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, EXCHANGE_TYPE_SESSION,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_EVENTS_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/response-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, events);
}

static void
app_response_pane_init (AppResponsePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = history_view_new ();
  g_object_set (self->events, "view", self->view, NULL);
  self->changes = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->changes, "notify::folder", G_CALLBACK (on_folder), self);
  g_signal_group_connect_swapped (self->changes, "grew", G_CALLBACK (on_grew), self);
}
