/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-list.h"

#include "history/view.h"

struct _AppEventList
{
  AdwBin parent_instance;

  HistoryView *view;
};

G_DEFINE_FINAL_TYPE (AppEventList, app_event_list, ADW_TYPE_BIN)

enum
{
  PROP_VIEW = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_event_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppEventList *self = APP_EVENT_LIST (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_event_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppEventList *self = APP_EVENT_LIST (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      if (g_set_object (&self->view, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_event_list_dispose (GObject *object)
{
  AppEventList *self = APP_EVENT_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_EVENT_LIST);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (app_event_list_parent_class)->dispose (object);
}

static void
app_event_list_class_init (AppEventListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_event_list_dispose;
  object_class->get_property = app_event_list_get_property;
  object_class->set_property = app_event_list_set_property;

  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, HISTORY_TYPE_VIEW, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/event-list.ui");
}

static void
app_event_list_init (AppEventList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
