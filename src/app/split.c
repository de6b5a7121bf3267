/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/split.h"

/* A panel of two readable columns begins here at 100 % text; children that need more have it. */
#define NARROW_WIDTH 800

/* The stacked children may be as low as this together; they scroll. */
#define MIN_HEIGHT 240

#define DEFAULT_WIDE_SHARE 0.45
#define DEFAULT_TALL_SHARE 0.5

struct _AppSplit
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  double shares[2]; /* by GtkOrientation */
  int extent;       /* what the shares are of, at the last allocation */
  gboolean is_placing;
};

G_DEFINE_FINAL_TYPE (AppSplit, app_split, GTK_TYPE_WIDGET)

enum
{
  PROP_START_CHILD = 1,
  PROP_END_CHILD,
  PROP_WIDE_SHARE,
  PROP_TALL_SHARE,
  PROP_IS_WIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkOrientation
get_orientation (AppSplit *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned));
}

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
measure_start (AppSplit *self, GtkOrientation orientation)
{
  return measure_child (gtk_paned_get_start_child (self->paned), orientation, -1);
}

static int
measure_end (AppSplit *self, GtkOrientation orientation)
{
  return measure_child (gtk_paned_get_end_child (self->paned), orientation, -1);
}

/* A place where no child is cut, as far as there is one. */
static int
clamp_position (AppSplit *self, int position)
{
  GtkOrientation orientation = get_orientation (self);
  int lower = measure_start (self, orientation);
  int upper = self->extent - measure_end (self, orientation);

  return CLAMP (position, MIN (lower, MAX (upper, 0)), MAX (upper, 0));
}

static void
place_handle (AppSplit *self)
{
  int position = (int)(self->shares[get_orientation (self)] * self->extent + 0.5);

  self->is_placing = TRUE;
  gtk_paned_set_position (self->paned, clamp_position (self, position));
  self->is_placing = FALSE;
}

static void
on_position (AppSplit *self)
{
  GtkOrientation orientation = get_orientation (self);

  if (self->is_placing || self->extent == 0)
    return;

  self->shares[orientation] = (double)clamp_position (self, gtk_paned_get_position (self->paned)) /
                              self->extent;
  place_handle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[orientation == GTK_ORIENTATION_HORIZONTAL
                                                          ? PROP_WIDE_SHARE
                                                          : PROP_TALL_SHARE]);
}

static void
app_split_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  AppSplit *self = APP_SPLIT (widget);

  /* always that of the stacked children: else a window could not be made narrow enough for it */
  *minimum = orientation == GTK_ORIENTATION_VERTICAL
               ? MIN_HEIGHT
               : MAX (measure_start (self, orientation), measure_end (self, orientation));
  *natural = *minimum;
}

static void
app_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppSplit *self = APP_SPLIT (widget);
  int needed = measure_start (self, GTK_ORIENTATION_HORIZONTAL) +
               measure_end (self, GTK_ORIENTATION_HORIZONTAL);
  GtkOrientation orientation = width >= MAX (NARROW_WIDTH, needed) ? GTK_ORIENTATION_HORIZONTAL
                                                                   : GTK_ORIENTATION_VERTICAL;
  gboolean is_turned = orientation != get_orientation (self);
  int extent = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;

  if (is_turned)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), orientation);
  if (is_turned || extent != self->extent)
    {
      self->extent = extent;
      place_handle (self);
    }
  self->is_placing = TRUE;
  gtk_widget_allocate (GTK_WIDGET (self->paned), width, height, baseline, NULL);
  self->is_placing = FALSE;
  if (is_turned)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WIDE]);
}

static void
app_split_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSplit *self = APP_SPLIT (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, gtk_paned_get_start_child (self->paned));
      break;
    case PROP_END_CHILD:
      g_value_set_object (value, gtk_paned_get_end_child (self->paned));
      break;
    case PROP_WIDE_SHARE:
      g_value_set_double (value, self->shares[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_TALL_SHARE:
      g_value_set_double (value, self->shares[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_IS_WIDE:
      g_value_set_boolean (value, get_orientation (self) == GTK_ORIENTATION_HORIZONTAL);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_share (AppSplit *self, GtkOrientation orientation, double share)
{
  self->shares[orientation] = share;
  if (self->extent > 0 && orientation == get_orientation (self))
    place_handle (self);
}

static void
app_split_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppSplit *self = APP_SPLIT (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      gtk_paned_set_start_child (self->paned, g_value_get_object (value));
      break;
    case PROP_END_CHILD:
      gtk_paned_set_end_child (self->paned, g_value_get_object (value));
      break;
    case PROP_WIDE_SHARE:
      set_share (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_double (value));
      break;
    case PROP_TALL_SHARE:
      set_share (self, GTK_ORIENTATION_VERTICAL, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
app_split_dispose (GObject *object)
{
  AppSplit *self = APP_SPLIT (object);

  if (self->paned != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->paned, self);
      gtk_widget_unparent (GTK_WIDGET (self->paned));
      self->paned = NULL;
    }

  G_OBJECT_CLASS (app_split_parent_class)->dispose (object);
}

static void
app_split_class_init (AppSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_split_dispose;
  object_class->get_property = app_split_get_property;
  object_class->set_property = app_split_set_property;
  widget_class->measure = app_split_measure;
  widget_class->size_allocate = app_split_size_allocate;

  properties[PROP_START_CHILD] = g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET,
                                                      flags);
  properties[PROP_END_CHILD] = g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET,
                                                    flags);
  properties[PROP_WIDE_SHARE] = g_param_spec_double ("wide-share", NULL, NULL, 0, 1,
                                                     DEFAULT_WIDE_SHARE, flags);
  properties[PROP_TALL_SHARE] = g_param_spec_double ("tall-share", NULL, NULL, 0, 1,
                                                     DEFAULT_TALL_SHARE, flags);
  properties[PROP_IS_WIDE] = g_param_spec_boolean ("is-wide", NULL, NULL, TRUE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_split_init (AppSplit *self)
{
  self->shares[GTK_ORIENTATION_HORIZONTAL] = DEFAULT_WIDE_SHARE;
  self->shares[GTK_ORIENTATION_VERTICAL] = DEFAULT_TALL_SHARE;
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  /* else it would scale what has just been placed for the new size */
  gtk_paned_set_resize_start_child (self->paned, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->paned), GTK_WIDGET (self));
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (on_position), self);
}
