/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-view-private.h"

#include "app/text-palette.h"

#include <adwaita.h>
#include <math.h>

/* Between two lines. */
#define LEADING 2

/* Until what is seen is told to assistive technology: while it changes all the time nobody could
 * listen. */
#define DESCRIBE_MS 300

#define MIN_WIDTH 120
#define MIN_LINES 3

/* As Adwaita draws selected text. */
#define SELECTION_ALPHA 0.3f

#define NUMBER_ALPHA 0.7f

enum
{
  PROP_SOURCE = 1,
  PROP_SHOWS_NUMBERS,
  PROP_FOLLOWS_END,
  N_PROPS,
  /* of GtkScrollable */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTextView,
                               app_text_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static GParamSpec *properties[N_PROPS];

static GtkAdjustment *
get_vertical (AppTextView *self)
{
  return self->adjustments[GTK_ORIENTATION_VERTICAL];
}

static double
get_value (AppTextView *self)
{
  GtkAdjustment *vertical = get_vertical (self);

  return vertical != NULL ? floor (gtk_adjustment_get_value (vertical)) : 0;
}

static guint64
get_n_lines (AppTextView *self)
{
  return self->source != NULL ? app_text_source_get_n_lines (self->source) : 0;
}

static void
row_free (gpointer data)
{
  AppTextRow *row = data;

  g_clear_object (&row->layout);
  app_text_line_clear (&row->line);
  g_free (row);
}

static void
invalidate_rows (AppTextView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ((AppTextRow *)g_ptr_array_index (self->rows, i))->is_valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_colour (PangoAttrList *attributes, const AppTextSpan *span, const GdkRGBA *colour)
{
  PangoAttribute *attribute = pango_attr_foreground_new ((guint16)(colour->red * G_MAXUINT16),
                                                         (guint16)(colour->green * G_MAXUINT16),
                                                         (guint16)(colour->blue * G_MAXUINT16));

  attribute->start_index = span->start;
  attribute->end_index = span->start + span->len;
  pango_attr_list_change (attributes, attribute);
}

static void
lay_out (AppTextView *self, AppTextRow *row)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (row->layout == NULL)
    row->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  for (guint i = 0; i < row->line.spans->len; i++)
    {
      const AppTextSpan *span = &g_array_index (row->line.spans, AppTextSpan, i);
      const GdkRGBA *colour = app_text_palette_get (span->colour, is_dark);

      if (colour != NULL)
        append_colour (attributes, span, colour);
    }
  pango_layout_set_text (row->layout, row->line.text->str, (int)row->line.text->len);
  pango_layout_set_attributes (row->layout, attributes);
}

AppTextRow *
app_text_view_get_row (AppTextView *self, guint64 number)
{
  AppTextRow *row = g_ptr_array_index (self->rows, (guint)(number % self->rows->len));

  if (row->is_valid && row->number == number)
    return row;

  app_text_source_get_line (self->source, number, &row->line);
  lay_out (self, row);
  row->number = number;
  row->is_valid = TRUE;

  return row;
}

static void
set_n_rows (AppTextView *self, guint n)
{
  if (self->rows->len >= n)
    return;

  /* a row's place depends on their number */
  invalidate_rows (self);
  while (self->rows->len < n)
    {
      AppTextRow *row = g_new0 (AppTextRow, 1);

      app_text_line_init (&row->line);
      g_ptr_array_add (self->rows, row);
    }
}

static void
measure_font (AppTextView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int ascent = pango_font_metrics_get_ascent (metrics);
  int descent = pango_font_metrics_get_descent (metrics);

  self->char_width = (double)pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE;
  self->char_width = MAX (self->char_width, 1);
  self->line_height = PANGO_PIXELS_CEIL (ascent + descent) + LEADING;
  pango_font_metrics_unref (metrics);
}

static void
forget_font (AppTextView *self)
{
  self->line_height = 0;
  for (guint i = 0; i < self->rows->len; i++)
    g_clear_object (&((AppTextRow *)g_ptr_array_index (self->rows, i))->layout);
  invalidate_rows (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
describe (AppTextView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 n_lines = get_n_lines (self);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint64 line = n_lines > 0 ? app_text_view_get_line_at (self, 0) : 0;
  guint64 last = n_lines > 0 ? app_text_view_get_line_at (self, height) : 0;

  for (; n_lines > 0 && line <= last; line++)
    {
      AppTextRow *row = app_text_view_get_row (self, line);

      if (text->len > 0 && row->line.number != 0)
        g_string_append_c (text, '\n');
      g_string_append_len (text, row->line.text->str, (gssize)row->line.text->len);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

static gboolean
on_describe (gpointer user_data)
{
  AppTextView *self = user_data;

  self->describe_timeout = 0;
  if (self->rows->len > 0)
    describe (self);

  return G_SOURCE_REMOVE;
}

static void
queue_describe (AppTextView *self)
{
  if (self->describe_timeout == 0)
    self->describe_timeout = g_timeout_add (DESCRIBE_MS, on_describe, self);
}

guint64
app_text_view_get_line_at (AppTextView *self, double y)
{
  double line = (get_value (self) + y - APP_TEXT_VIEW_PAD_Y) / MAX (self->line_height, 1);
  guint64 n_lines = get_n_lines (self);

  return line <= 0 || n_lines == 0 ? 0 : MIN ((guint64)line, n_lines - 1);
}

static void
remember_top (AppTextView *self)
{
  if (self->rows->len > 0 && get_n_lines (self) > 0)
    self->top = app_text_view_get_row (self, app_text_view_get_line_at (self, APP_TEXT_VIEW_PAD_Y))
                  ->line.position;
}

static void
on_scrolled (AppTextView *self)
{
  if (!self->is_allocating)
    remember_top (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_describe (self);
}

static double
get_full_height (AppTextView *self)
{
  return (double)get_n_lines (self) * self->line_height + 2 * APP_TEXT_VIEW_PAD_Y;
}

static gboolean
is_at_end (AppTextView *self)
{
  GtkAdjustment *vertical = get_vertical (self);

  return vertical != NULL && gtk_adjustment_get_value (vertical) >=
                               gtk_adjustment_get_upper (vertical) -
                                 gtk_adjustment_get_page_size (vertical) - self->line_height;
}

static double
get_top_value (AppTextView *self)
{
  guint64 line;

  if (self->source == NULL || self->top == 0)
    return 0;

  line = app_text_source_find_line (self->source, self->top);

  return line == 0 ? 0 : (double)line * self->line_height;
}

static void
configure (AppTextView *self, int width, int height, gboolean is_end)
{
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *vertical = get_vertical (self);
  double upper = MAX (get_full_height (self), height);
  double value = get_value (self);

  if (horizontal != NULL)
    gtk_adjustment_configure (horizontal, 0, 0, width, 1, width, width);
  if (vertical == NULL)
    return;

  /* folded in another way: what was on top is on top again */
  if (self->line_height > 0 &&
      app_text_source_find_line (self->source, self->top) != (guint64)(value / self->line_height))
    value = get_top_value (self);
  if (is_end)
    value = upper;
  gtk_adjustment_configure (vertical, CLAMP (value, 0, upper - height), 0, upper,
                            self->line_height * 3, height * 0.9, height);
}

static int
get_gutter (AppTextView *self)
{
  int digits = 2;

  for (guint64 n = get_n_lines (self); n >= 100; n /= 10)
    digits++;

  return self->shows_numbers ? (int)ceil (digits * self->char_width) + APP_TEXT_VIEW_PAD_X : 0;
}

static void
app_text_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppTextView *self = APP_TEXT_VIEW (widget);
  gboolean is_end = self->follows_end && !self->is_sent && is_at_end (self) &&
                    self->line_height > 0;
  double room;

  self->is_allocating = TRUE;
  if (self->line_height == 0)
    measure_font (self);
  self->gutter = get_gutter (self);
  room = (width - self->gutter - 2 * APP_TEXT_VIEW_PAD_X) / self->char_width;
  self->columns = (guint)MAX (room, 1);
  if (self->source != NULL)
    {
      app_text_source_set_columns (self->source, self->columns);
      set_n_rows (self, (guint)(height / self->line_height + 3));
      configure (self, width, height, is_end);
      self->is_sent = FALSE;
    }
  self->is_allocating = FALSE;

  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
app_text_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  AppTextView *self = APP_TEXT_VIEW (widget);

  if (self->line_height == 0)
    measure_font (self);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                          ? MIN_WIDTH
                          : MIN_LINES * self->line_height + 2 * APP_TEXT_VIEW_PAD_Y;
}

static void
get_accent (GtkWidget *widget, GdkRGBA *colour)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, "accent_bg_color", colour))
    gtk_style_context_get_color (context, colour);
}

static void
snapshot_range (AppTextView *self, GtkSnapshot *snapshot, AppTextRow *row, const GdkRGBA *colour)
{
  guint64 from = MIN (self->anchor, self->cursor), to = MAX (self->anchor, self->cursor);
  PangoLayoutLine *line = pango_layout_get_line_readonly (row->layout, 0);
  float height = (float)self->line_height;
  g_autofree int *ranges = NULL;
  int n_ranges;

  if (to <= row->line.position || from > row->line.end || from == to)
    return;

  pango_layout_line_get_x_ranges (line, (int)app_text_line_get_index (&row->line, from),
                                  (int)app_text_line_get_index (&row->line, to), &ranges,
                                  &n_ranges);
  for (int i = 0; i + 1 < 2 * n_ranges; i += 2)
    {
      float x = (float)ranges[i] / PANGO_SCALE;
      float width = (float)ranges[i + 1] / PANGO_SCALE - x;

      gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, 0, width, height));
    }

  /* the line break is selected, too */
  if (to > row->line.end)
    {
      PangoRectangle extents;

      pango_layout_get_extents (row->layout, NULL, &extents);
      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT ((float)extents.width / PANGO_SCALE, 0,
                                                      (float)gtk_widget_get_width (
                                                        GTK_WIDGET (self)),
                                                      height));
    }
}

static void
snapshot_cursor (AppTextView *self, GtkSnapshot *snapshot, AppTextRow *row, const GdkRGBA *colour)
{
  PangoRectangle strong;
  gsize index;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || self->cursor < row->line.position ||
      app_text_source_find_line (self->source, self->cursor) != row->number)
    return;

  index = app_text_line_get_index (&row->line, self->cursor);
  pango_layout_get_cursor_pos (row->layout, (int)index, &strong, NULL);
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float)strong.x / PANGO_SCALE, 1, 1,
                                                  (float)self->line_height - 2));
}

static void
snapshot_number (AppTextView *self, GtkSnapshot *snapshot, const AppTextRow *row)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA colour = *app_text_palette_get (APP_TEXT_DIM, is_dark);
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (!self->shows_numbers || row->line.number == 0)
    return;

  text = g_strdup_printf ("%" G_GUINT64_FORMAT, row->line.number);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float)(-APP_TEXT_VIEW_PAD_X - width), 0));
  colour.alpha = NUMBER_ALPHA;
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_row (AppTextView *self, GtkSnapshot *snapshot, AppTextRow *row, const GdkRGBA *selection)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  snapshot_range (self, snapshot, row, selection);
  snapshot_number (self, snapshot, row);
  gtk_snapshot_append_layout (snapshot, row->layout, &colour);
  snapshot_cursor (self, snapshot, row, &colour);
}

static void
app_text_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppTextView *self = APP_TEXT_VIEW (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA selection;
  guint64 last;

  if (self->rows->len == 0 || get_n_lines (self) == 0)
    return;

  get_accent (widget, &selection);
  selection.alpha = SELECTION_ALPHA;
  last = app_text_view_get_line_at (self, height);
  for (guint64 line = app_text_view_get_line_at (self, 0); line <= last; line++)
    {
      double y = (double)line * self->line_height + APP_TEXT_VIEW_PAD_Y - get_value (self);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT ((float)(self->gutter + APP_TEXT_VIEW_PAD_X),
                                                    (float)y));
      snapshot_row (self, snapshot, app_text_view_get_row (self, line), &selection);
      gtk_snapshot_restore (snapshot);
    }
}

guint64
app_text_view_get_position_at (AppTextView *self, double x, double y)
{
  AppTextRow *row;
  int index, trailing;

  if (self->rows->len == 0 || get_n_lines (self) == 0)
    return 0;

  row = app_text_view_get_row (self, app_text_view_get_line_at (self, y));
  x -= self->gutter + APP_TEXT_VIEW_PAD_X;
  pango_layout_xy_to_index (row->layout, (int)(x * PANGO_SCALE), 0, &index, &trailing);
  for (; trailing > 0 && (gsize)index < row->line.text->len; trailing--)
    index = (int)(g_utf8_next_char (row->line.text->str + index) - row->line.text->str);

  return app_text_line_get_position (&row->line, (gsize)index);
}

static void
show_line (AppTextView *self, guint64 line)
{
  GtkAdjustment *vertical = get_vertical (self);
  double y = (double)line * self->line_height;

  if (vertical != NULL)
    gtk_adjustment_clamp_page (vertical, y, y + self->line_height + 2 * APP_TEXT_VIEW_PAD_Y);
}

void
app_text_view_set_cursor (AppTextView *self, guint64 position, gboolean extend)
{
  if (self->source == NULL)
    return;

  self->cursor = position;
  if (!extend)
    self->anchor = position;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.copy", self->anchor != self->cursor);
  show_line (self, app_text_source_find_line (self->source, position));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_changed (AppTextView *self, gboolean is_new)
{
  invalidate_rows (self);
  queue_describe (self);
  if (is_new)
    {
      self->top = self->anchor = self->cursor = 0;
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.copy", FALSE);
    }
  if (is_new && get_vertical (self) != NULL)
    gtk_adjustment_set_value (get_vertical (self), 0);

  /* its own change of columns is dealt with in there */
  if (!self->is_allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (AppTextView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] == adjustment && adjustment != NULL)
    return;

  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_clear_object (&self->adjustments[orientation]);
  self->adjustments[orientation] = g_object_ref_sink (
    adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (self->adjustments[orientation], "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
app_text_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppTextView *self = APP_TEXT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    case PROP_SHOWS_NUMBERS:
      g_value_set_boolean (value, self->shows_numbers);
      break;
    case PROP_FOLLOWS_END:
      g_value_set_boolean (value, self->follows_end);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_shows_numbers (AppTextView *self, gboolean shows_numbers)
{
  if (self->shows_numbers == shows_numbers)
    return;

  self->shows_numbers = shows_numbers;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_NUMBERS]);
}

static void
set_follows_end (AppTextView *self, gboolean follows_end)
{
  if (self->follows_end == follows_end)
    return;

  self->follows_end = follows_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWS_END]);
}

static void
app_text_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppTextView *self = APP_TEXT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SOURCE:
      app_text_view_set_source (self, g_value_get_object (value));
      break;
    case PROP_SHOWS_NUMBERS:
      set_shows_numbers (self, g_value_get_boolean (value));
      break;
    case PROP_FOLLOWS_END:
      set_follows_end (self, g_value_get_boolean (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_text_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (app_text_view_parent_class)->css_changed (widget, change);
  forget_font (APP_TEXT_VIEW (widget));
}

static void
app_text_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (app_text_view_parent_class)->system_setting_changed (widget, setting);
  forget_font (APP_TEXT_VIEW (widget));
}

static void
app_text_view_dispose (GObject *object)
{
  AppTextView *self = APP_TEXT_VIEW (object);

  app_text_view_stop_drag (self);
  app_text_view_set_source (self, NULL);
  g_clear_handle_id (&self->describe_timeout, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_VERTICAL]);

  G_OBJECT_CLASS (app_text_view_parent_class)->dispose (object);
}

static void
app_text_view_finalize (GObject *object)
{
  AppTextView *self = APP_TEXT_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_VERTICAL]);

  G_OBJECT_CLASS (app_text_view_parent_class)->finalize (object);
}

static void
app_text_view_class_init (AppTextViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_text_view_dispose;
  object_class->finalize = app_text_view_finalize;
  object_class->get_property = app_text_view_get_property;
  object_class->set_property = app_text_view_set_property;
  widget_class->measure = app_text_view_measure;
  widget_class->size_allocate = app_text_view_size_allocate;
  widget_class->snapshot = app_text_view_snapshot;
  widget_class->css_changed = app_text_view_css_changed;
  widget_class->system_setting_changed = app_text_view_system_setting_changed;

  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, APP_TYPE_TEXT_SOURCE, flags);
  properties[PROP_SHOWS_NUMBERS] = g_param_spec_boolean ("shows-numbers", NULL, NULL, FALSE, flags);
  properties[PROP_FOLLOWS_END] = g_param_spec_boolean ("follows-end", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "text-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  app_text_view_class_add_input (widget_class);
}

static void
app_text_view_init (AppTextView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->wish_x = -1;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "text");
  gtk_widget_add_css_class (widget, "view");
  gtk_widget_add_css_class (widget, "monospace");
  gtk_widget_add_css_class (widget, "source");
  gtk_widget_action_set_enabled (widget, "text.copy", FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE, -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (invalidate_rows), self, G_CONNECT_SWAPPED);
  app_text_view_add_input (self);
}

GtkWidget *
app_text_view_new (void)
{
  return g_object_new (APP_TYPE_TEXT_VIEW, NULL);
}

void
app_text_view_set_source (AppTextView *self, AppTextSource *source)
{
  g_return_if_fail (APP_IS_TEXT_VIEW (self));

  if (self->source == source)
    return;

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_object (source, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
}

guint
app_text_view_get_columns (AppTextView *self)
{
  return self->columns;
}

void
app_text_view_scroll_to (AppTextView *self, guint64 position)
{
  g_return_if_fail (APP_IS_TEXT_VIEW (self));

  self->top = position;
  self->is_sent = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

guint64
app_text_view_get_top (AppTextView *self)
{
  return self->top;
}

void
app_text_view_select (AppTextView *self, guint64 from, guint64 to)
{
  g_return_if_fail (APP_IS_TEXT_VIEW (self));

  self->anchor = from;
  self->cursor = to;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.copy", from != to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
app_text_view_get_selection (AppTextView *self, guint64 *from, guint64 *to)
{
  *from = MIN (self->anchor, self->cursor);
  *to = MAX (self->anchor, self->cursor);

  return *from < *to;
}
