/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/narrow-bin.h"

struct _AppNarrowBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int natural_width;
};

G_DEFINE_FINAL_TYPE (AppNarrowBin, app_narrow_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  PROP_NATURAL_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
app_narrow_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
app_narrow_bin_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  AppNarrowBin *self = APP_NARROW_BIN (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->natural_width);
}

static void
app_narrow_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppNarrowBin *self = APP_NARROW_BIN (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
set_child (AppNarrowBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
app_narrow_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppNarrowBin *self = APP_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;

    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_narrow_bin_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppNarrowBin *self = APP_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;

    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_narrow_bin_dispose (GObject *object)
{
  set_child (APP_NARROW_BIN (object), NULL);

  G_OBJECT_CLASS (app_narrow_bin_parent_class)->dispose (object);
}

static void
app_narrow_bin_class_init (AppNarrowBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_narrow_bin_dispose;
  object_class->get_property = app_narrow_bin_get_property;
  object_class->set_property = app_narrow_bin_set_property;
  widget_class->get_request_mode = app_narrow_bin_get_request_mode;
  widget_class->measure = app_narrow_bin_measure;
  widget_class->size_allocate = app_narrow_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_narrow_bin_init (AppNarrowBin *self)
{
}
