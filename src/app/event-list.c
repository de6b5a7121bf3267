/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-list.h"

#include "app/event-copy.h"
#include "app/event-pool.h"
#include "app/toast.h"

#include <math.h>

/* Rows that a list would like to show. */
#define NATURAL_ROWS 12

struct _AppEventList
{
  GtkWidget parent_instance;

  HistoryView *view;    /* nullable */
  GSignalGroup *events; /* of the view */
  char *folder;         /* nullable: of the log that the rows show */
  AppEventPool pool;
  GdkFrameClock *clock; /* while realized */
  GtkAdjustment *adjustments[2];
  guint64 selected;
  guint64 n_new;
  gboolean has_grown; /* the log is to be looked at */
  gboolean is_bind_queued;
  gboolean is_allocating;
  double next_top; /* where another height puts the list in the next frame; negative: where it is */
  int width, height; /* of the last layout */
  int row_height;
  guint64 first_row; /* that was laid out */
  /* borrowed */
  GtkWidget *menu;
};

enum
{
  PROP_VIEW = 1,
  PROP_SELECTED,
  PROP_N_NEW,
  N_PROPS,
  /* of GtkScrollable */
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (AppEventList,
                               app_event_list,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static GtkAdjustment *
get_vertical (AppEventList *self)
{
  return self->adjustments[GTK_ORIENTATION_VERTICAL];
}

static double
get_top (AppEventList *self)
{
  return get_vertical (self) == NULL ? 0 : gtk_adjustment_get_value (get_vertical (self));
}

static guint64
get_n_rows (AppEventList *self)
{
  return self->view == NULL ? 0 : history_view_get_n_rows (self->view);
}

static void
set_n_new (AppEventList *self, guint64 n_new)
{
  if (self->n_new == n_new)
    return;

  self->n_new = n_new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NEW]);
}

static gboolean
is_following (AppEventList *self)
{
  return get_top (self) <= 0;
}

/* The adjustment holds pixels as doubles: exact up to 2^53 of them. */
static void
configure (AppEventList *self, double top, int height)
{
  double upper = (double)get_n_rows (self) * self->row_height;

  if (get_vertical (self) == NULL)
    return;

  gtk_adjustment_configure (get_vertical (self), CLAMP (top, 0, MAX (upper - height, 0)), 0,
                            MAX (upper, height), self->row_height,
                            MAX (height - self->row_height, self->row_height), height);
}

/* Finds the first row that can be seen. Returns: how many can be, at least in part. */
static guint
find_seen (AppEventList *self)
{
  guint64 n_places = (guint64)(gtk_widget_get_height (GTK_WIDGET (self)) / self->row_height) + 2;
  guint64 n_rows = get_n_rows (self);

  self->first_row = (guint64)floor (get_top (self) / self->row_height);

  return (guint)MIN (n_places, n_rows > self->first_row ? n_rows - self->first_row : 0);
}

static void
bind_rows (AppEventList *self)
{
  guint n = find_seen (self);
  g_autoptr (GArray) numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);

  for (guint i = 0; i < n; i++)
    {
      guint64 number = history_view_get_number (self->view, self->first_row + i);

      g_array_append_val (numbers, number);
    }
  app_event_pool_grow (&self->pool, n);
  app_event_pool_bind (&self->pool,
                       self->view == NULL ? NULL : history_view_get_reader (self->view),
                       (const guint64 *)(gpointer)numbers->data, n,
                       gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < n; i++)
    app_event_row_set_selected (self->pool.rows->pdata[i],
                                g_array_index (numbers, guint64, i) == self->selected);
}

/* Returns: whether what can be seen is what the rows show. */
static gboolean
are_rows_right (AppEventList *self)
{
  guint n = find_seen (self);

  if (n != self->pool.n_used)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (app_event_row_get_number (self->pool.rows->pdata[i]) !=
        history_view_get_number (self->view, self->first_row + i))
      return FALSE;

  return TRUE;
}

static void
measure_row (AppEventList *self)
{
  int height;

  app_event_pool_grow (&self->pool, 1);
  gtk_widget_measure (self->pool.rows->pdata[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                      NULL);
  self->row_height = MAX (height, 1);
}

static void
app_event_list_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  AppEventList *self = APP_EVENT_LIST (widget);

  measure_row (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    gtk_widget_measure (self->pool.rows->pdata[0], orientation, -1, minimum, natural, NULL, NULL);
  else
    {
      *minimum = self->row_height;
      *natural = NATURAL_ROWS * self->row_height;
    }
}

/* Has rows bound before the layout of the next frame: what is bound or made within one would ask
 * for another. Nothing wakes up for a list that is not seen. */
static void
queue_bind (AppEventList *self)
{
  self->is_bind_queued = TRUE;
  if (self->clock != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_UPDATE);
}

/* After all that moves the list in this frame, like a scrolled window that rolls on. */
static void
on_update (GdkFrameClock *clock, AppEventList *self)
{
  if (!self->is_bind_queued || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->has_grown && self->view != NULL)
    history_view_refresh (self->view);
  self->has_grown = FALSE;
  /* here and not in the layout: a scrollbar that comes or goes asks for one */
  if (self->height > 0)
    configure (self, self->next_top >= 0 ? self->next_top : get_top (self), self->height);
  self->next_top = -1;
  if (is_following (self))
    set_n_new (self, 0);
  bind_rows (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  self->is_bind_queued = FALSE;
}

/* Returns: where the list must be so that @row can be seen: where it is, if it can be. */
static double
get_top_for_row (AppEventList *self, guint64 row, int height)
{
  double y = (double)row * self->row_height, top = get_top (self);

  if (y < top || row == 0)
    return y;

  return MAX (top, y + self->row_height - height);
}

/* The place of the list when it has another height: an event that was picked stays in sight, also
 * when its preview takes the place in which it was. */
static double
get_top_for_height (AppEventList *self, int height)
{
  guint64 row;

  if (self->selected == 0 || height >= self->height || self->view == NULL ||
      !history_view_find_row (self->view, self->selected, &row) ||
      (double)row * self->row_height >= get_top (self) + self->height ||
      (double)(row + 1) * self->row_height <= get_top (self))
    return get_top (self);

  return get_top_for_row (self, row, height);
}

static void
app_event_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppEventList *self = APP_EVENT_LIST (widget);
  double top;

  self->is_allocating = TRUE;
  measure_row (self);
  /* text may have been left out for lack of place */
  if (width > self->width)
    app_event_pool_forget (&self->pool);
  self->width = width;
  if (height != self->height)
    {
      self->next_top = get_top_for_height (self, height);
      self->height = height;
      queue_bind (self);
    }
  top = get_top (self);
  if (!are_rows_right (self))
    queue_bind (self);
  app_event_pool_place (&self->pool, (int)((double)self->first_row * self->row_height - top), width,
                        self->row_height);
  self->is_allocating = FALSE;

  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
app_event_list_realize (GtkWidget *widget)
{
  AppEventList *self = APP_EVENT_LIST (widget);

  GTK_WIDGET_CLASS (app_event_list_parent_class)->realize (widget);

  g_set_object (&self->clock, gtk_widget_get_frame_clock (widget));
  g_signal_connect_after (self->clock, "update", G_CALLBACK (on_update), self);
}

static void
app_event_list_unrealize (GtkWidget *widget)
{
  AppEventList *self = APP_EVENT_LIST (widget);

  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);

  GTK_WIDGET_CLASS (app_event_list_parent_class)->unrealize (widget);
}

static void
app_event_list_map (GtkWidget *widget)
{
  AppEventList *self = APP_EVENT_LIST (widget);

  GTK_WIDGET_CLASS (app_event_list_parent_class)->map (widget);

  app_event_list_refresh (self);
}

static void
on_added (HistoryView *view, guint64 n, AppEventList *self)
{
  if (!is_following (self))
    {
      set_n_new (self, self->n_new + n);
      configure (self, get_top (self) + (double)n * self->row_height,
                 gtk_widget_get_height (GTK_WIDGET (self)));
    }
  queue_bind (self);
}

/* The same numbers are other events in another log. */
static void
forget_other_log (AppEventList *self)
{
  const char *folder = self->view == NULL ? NULL : history_view_get_folder (self->view);

  if (g_strcmp0 (folder, self->folder) == 0)
    return;

  g_free (self->folder);
  self->folder = g_strdup (folder);
  app_event_pool_forget (&self->pool);
  set_n_new (self, 0);
  configure (self, 0, gtk_widget_get_height (GTK_WIDGET (self)));
  app_event_list_select (self, 0);
}

static void
on_changed (HistoryView *view, AppEventList *self)
{
  forget_other_log (self);
  set_n_new (self, MIN (self->n_new, get_n_rows (self)));
  queue_bind (self);
}

static void
on_scrolled (GtkAdjustment *adjustment, AppEventList *self)
{
  /* who shows how many are new would ask for another layout within this one */
  if (is_following (self) && !self->is_allocating)
    set_n_new (self, 0);
  queue_bind (self);
}

static void
set_view (AppEventList *self, HistoryView *view)
{
  if (!g_set_object (&self->view, view))
    return;

  g_signal_group_set_target (self->events, view);
  forget_other_log (self);
  app_event_list_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
set_selected (AppEventList *self, guint64 number)
{
  if (self->selected == number)
    return;

  self->selected = number;
  queue_bind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
scroll_to_row (AppEventList *self, guint64 row)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  configure (self, get_top_for_row (self, row, height), height);
  queue_bind (self);
}

/* @by: rows; positive: towards older events. */
static void
move_selection (AppEventList *self, gint64 by)
{
  guint64 n_rows = get_n_rows (self), row = 0;

  if (n_rows == 0)
    return;

  if (self->selected == 0 || !history_view_find_row (self->view, self->selected, &row))
    row = self->first_row;
  else if (by < 0)
    row = row > (guint64)-by ? row - (guint64)-by : 0;
  else
    row = n_rows - 1 - row > (guint64)by ? row + (guint64)by : n_rows - 1;
  set_selected (self, history_view_get_number (self->view, row));
  scroll_to_row (self, row);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        AppEventList *self)
{
  gint64 page = MAX (gtk_widget_get_height (GTK_WIDGET (self)) / MAX (self->row_height, 1) - 1, 1);

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Up:
      move_selection (self, -1);
      break;
    case GDK_KEY_Down:
      move_selection (self, 1);
      break;
    case GDK_KEY_Page_Up:
      move_selection (self, -page);
      break;
    case GDK_KEY_Page_Down:
      move_selection (self, page);
      break;
    case GDK_KEY_Home:
      move_selection (self, G_MININT64 + 1);
      break;
    case GDK_KEY_End:
      move_selection (self, G_MAXINT64);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  return GDK_EVENT_STOP;
}

static guint64
find_number_at (AppEventList *self, double y)
{
  if (self->view == NULL || y < 0)
    return 0;

  return history_view_get_number (self->view,
                                  (guint64)floor ((get_top (self) + y) / self->row_height));
}

static void
show_menu (AppEventList *self, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, AppEventList *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  guint64 number = find_number_at (self, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (number == 0)
    return;
  if (button == GDK_BUTTON_SECONDARY)
    {
      set_selected (self, number);
      show_menu (self, x, y);
    }
  else if (button == GDK_BUTTON_PRIMARY)
    set_selected (self, n_press == 1 && number == self->selected ? 0 : number);
}

static void
copy (AppEventList *self, AppEventCopyFormat format)
{
  HistoryReader *reader = self->view == NULL ? NULL : history_view_get_reader (self->view);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (reader == NULL || self->selected == 0)
    return;

  text = app_event_copy_dup (reader, self->selected, format, &error);
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  else
    app_toast_show (GTK_WIDGET (self), error->message);
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (APP_EVENT_LIST (widget), APP_EVENT_COPY_TEXT);
}

static void
on_copy_as (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const formats[] = {
    [APP_EVENT_COPY_TEXT] = "text",
    [APP_EVENT_COPY_HEX] = "hex",
    [APP_EVENT_COPY_BASE64] = "base64",
    [APP_EVENT_COPY_JSON] = "json",
  };
  const char *format = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i], format))
      copy (APP_EVENT_LIST (widget), (AppEventCopyFormat)i);
}

static void
on_deselect (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_selected (APP_EVENT_LIST (widget), 0);
}

static void
on_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppEventList *self = APP_EVENT_LIST (widget);
  guint64 row;

  if (self->selected != 0 && history_view_find_row (self->view, self->selected, &row))
    show_menu (self, self->row_height, (double)row * self->row_height - get_top (self));
}

static void
set_adjustment (AppEventList *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **slot = &self->adjustments[orientation];

  if (*slot == adjustment)
    return;

  if (*slot != NULL)
    g_signal_handlers_disconnect_by_data (*slot, self);
  g_set_object (slot, adjustment);
  if (adjustment != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  queue_bind (self);
}

static void
app_event_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppEventList *self = APP_EVENT_LIST (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_SELECTED:
      g_value_set_uint64 (value, self->selected);
      break;
    case PROP_N_NEW:
      g_value_set_uint64 (value, self->n_new);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
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
      set_view (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      set_selected (self, g_value_get_uint64 (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_event_list_dispose (GObject *object)
{
  AppEventList *self = APP_EVENT_LIST (object);

  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_signal_group_set_target (self->events, NULL);
  g_clear_object (&self->view);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_EVENT_LIST);
  app_event_pool_clear (&self->pool);

  G_OBJECT_CLASS (app_event_list_parent_class)->dispose (object);
}

static void
app_event_list_finalize (GObject *object)
{
  AppEventList *self = APP_EVENT_LIST (object);

  g_object_unref (self->events);
  g_free (self->folder);

  G_OBJECT_CLASS (app_event_list_parent_class)->finalize (object);
}

static void
app_event_list_class_init (AppEventListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = app_event_list_get_property;
  object_class->set_property = app_event_list_set_property;
  object_class->dispose = app_event_list_dispose;
  object_class->finalize = app_event_list_finalize;
  widget_class->measure = app_event_list_measure;
  widget_class->size_allocate = app_event_list_size_allocate;
  widget_class->realize = app_event_list_realize;
  widget_class->unrealize = app_event_list_unrealize;
  widget_class->map = app_event_list_map;

  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, HISTORY_TYPE_VIEW, flags);
  properties[PROP_SELECTED] = g_param_spec_uint64 ("selected", NULL, NULL, 0, G_MAXUINT64, 0,
                                                   flags);
  properties[PROP_N_NEW] = g_param_spec_uint64 ("n-new", NULL, NULL, 0, G_MAXUINT64, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_install_action (widget_class, "event.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "event.copy-as", "s", on_copy_as);
  gtk_widget_class_install_action (widget_class, "event.deselect", NULL, on_deselect);
  gtk_widget_class_install_action (widget_class, "event.menu", NULL, on_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "event.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "event.copy-as", "s", "json");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "event.deselect", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "event.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "event.menu",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/event-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppEventList, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_set_css_name (widget_class, "event-list");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
app_event_list_init (AppEventList *self)
{
  self->row_height = 1;
  self->next_top = -1;
  app_event_pool_init (&self->pool, GTK_WIDGET (self));
  self->events = g_signal_group_new (HISTORY_TYPE_VIEW);
  g_signal_group_connect (self->events, "added", G_CALLBACK (on_added), self);
  g_signal_group_connect (self->events, "changed", G_CALLBACK (on_changed), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

GtkWidget *
app_event_list_new (void)
{
  return g_object_new (APP_TYPE_EVENT_LIST, NULL);
}

guint64
app_event_list_get_selected (AppEventList *self)
{
  return self->selected;
}

void
app_event_list_select (AppEventList *self, guint64 number)
{
  guint64 row;

  g_return_if_fail (APP_IS_EVENT_LIST (self));

  set_selected (self, number);
  if (number != 0 && self->view != NULL && history_view_find_row (self->view, number, &row))
    scroll_to_row (self, row);
}

void
app_event_list_refresh (AppEventList *self)
{
  g_return_if_fail (APP_IS_EVENT_LIST (self));

  self->has_grown = TRUE;
  queue_bind (self);
}

void
app_event_list_go_to_newest (AppEventList *self)
{
  g_return_if_fail (APP_IS_EVENT_LIST (self));

  scroll_to_row (self, 0);
}

void
app_event_list_go_to_oldest (AppEventList *self)
{
  guint64 n_rows;

  g_return_if_fail (APP_IS_EVENT_LIST (self));

  n_rows = get_n_rows (self);
  if (n_rows > 0)
    scroll_to_row (self, n_rows - 1);
}
