/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-view-private.h"

#include "app/toast.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels a frame for each pixel that the pointer is beyond the edge. */
#define DRAG_SPEED 0.3

/* Selected text of this size is offered to the middle button, too. */
#define PRIMARY_MAX ((guint64)64 * 1024)

typedef enum
{
  MOVE_CHARS,
  MOVE_WORDS,
  MOVE_LINES,
  MOVE_PAGES,
  MOVE_LINE_ENDS,
  MOVE_ENDS,
} Move;

static AppTextRow *
get_cursor_row (AppTextView *self)
{
  return app_text_view_get_row (self, app_text_source_find_line (self->source, self->cursor));
}

static guint64
get_position_before (const AppTextLine *line, gsize index)
{
  const char *before = g_utf8_prev_char (line->text->str + index);

  return app_text_line_get_position (line, (gsize)(before - line->text->str));
}

static guint64
move_back (AppTextView *self)
{
  const AppTextRow *row = get_cursor_row (self);
  gsize index = app_text_line_get_index (&row->line, self->cursor);

  if (index > 0)
    return get_position_before (&row->line, index);
  if (row->number == 0)
    return self->cursor;

  /* over the line break, or, where a line is folded, over its last character */
  row = app_text_view_get_row (self, row->number - 1);
  if (row->line.end < self->cursor || row->line.text->len == 0)
    return row->line.end;

  return get_position_before (&row->line, row->line.text->len);
}

static guint64
move_on (AppTextView *self)
{
  const AppTextRow *row = get_cursor_row (self);
  gsize index = app_text_line_get_index (&row->line, self->cursor);
  const char *text = row->line.text->str;
  guint64 position = self->cursor;

  while (position <= self->cursor && index < row->line.text->len)
    {
      index = (gsize)(g_utf8_next_char (text + index) - text);
      position = app_text_line_get_position (&row->line, index);
    }
  if (position > self->cursor || row->number + 1 >= app_text_source_get_n_lines (self->source))
    return position;

  return app_text_view_get_row (self, row->number + 1)->line.position;
}

static guint64
move_char (AppTextView *self, int step)
{
  return step > 0 ? move_on (self) : move_back (self);
}

static gboolean
is_word_at (const AppTextLine *line, gsize index)
{
  gunichar c;

  if (index >= line->text->len)
    return FALSE;

  c = g_utf8_get_char (line->text->str + index);

  return g_unichar_isalnum (c) || c == '_';
}

/* Moves @index to the end of its word, or to the beginning. */
static gsize
skip_word (const AppTextLine *line, gsize index, int step)
{
  const char *text = line->text->str;

  if (step > 0)
    {
      while (is_word_at (line, index))
        index = (gsize)(g_utf8_next_char (text + index) - text);
      return index;
    }

  while (index > 0 && is_word_at (line, (gsize)(g_utf8_prev_char (text + index) - text)))
    index = (gsize)(g_utf8_prev_char (text + index) - text);

  return index;
}

/* Over what is no word, then over a word, but not beyond the line. */
static guint64
move_word (AppTextView *self, int step)
{
  const AppTextLine *line = &get_cursor_row (self)->line;
  gsize index = app_text_line_get_index (line, self->cursor);
  const char *text = line->text->str;

  if (index == (step > 0 ? line->text->len : 0))
    return move_char (self, step);

  while (step > 0 && index < line->text->len && !is_word_at (line, index))
    index = (gsize)(g_utf8_next_char (text + index) - text);
  while (step < 0 && index > 0 &&
         !is_word_at (line, (gsize)(g_utf8_prev_char (text + index) - text)))
    index = (gsize)(g_utf8_prev_char (text + index) - text);

  return app_text_line_get_position (line, skip_word (line, index, step));
}

static guint64
move_lines (AppTextView *self, gint64 step)
{
  const AppTextRow *row = get_cursor_row (self);
  gint64 n_lines = (gint64)app_text_source_get_n_lines (self->source);
  gint64 line = CLAMP ((gint64)row->number + step, 0, n_lines - 1);
  int index, trailing;

  if (self->wish_x < 0)
    {
      PangoRectangle strong;

      pango_layout_get_cursor_pos (row->layout,
                                   (int)app_text_line_get_index (&row->line, self->cursor), &strong,
                                   NULL);
      self->wish_x = strong.x;
    }

  row = app_text_view_get_row (self, (guint64)line);
  pango_layout_xy_to_index (row->layout, self->wish_x, 0, &index, &trailing);
  for (; trailing > 0 && (gsize)index < row->line.text->len; trailing--)
    index = (int)(g_utf8_next_char (row->line.text->str + index) - row->line.text->str);

  return app_text_line_get_position (&row->line, (gsize)index);
}

static guint64
find_target (AppTextView *self, Move move, int step)
{
  int page = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) / MAX (1, self->line_height) - 1);

  switch (move)
    {
    case MOVE_CHARS:
      return move_char (self, step);
    case MOVE_WORDS:
      return move_word (self, step);
    case MOVE_LINES:
      return move_lines (self, step);
    case MOVE_PAGES:
      return move_lines (self, (gint64)step * page);
    case MOVE_LINE_ENDS:
      return step < 0 ? get_cursor_row (self)->line.position : get_cursor_row (self)->line.end;
    case MOVE_ENDS:
    default:
      return step < 0 ? 0 : app_text_source_get_end (self->source);
    }
}

static gboolean
on_move (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  AppTextView *self = APP_TEXT_VIEW (widget);
  int move, step, wish_x = self->wish_x;
  gboolean extend;
  guint64 target;

  if (self->source == NULL || self->rows->len == 0)
    return FALSE;

  g_variant_get (args, "(iib)", &move, &step, &extend);
  if (move != MOVE_LINES && move != MOVE_PAGES)
    wish_x = self->wish_x = -1;
  target = find_target (self, (Move)move, step);
  if (move == MOVE_LINES || move == MOVE_PAGES)
    wish_x = self->wish_x;
  app_text_view_set_cursor (self, target, extend);
  self->wish_x = wish_x;

  return TRUE;
}

static void
add_move (GtkWidgetClass *klass, guint key, GdkModifierType modifiers, Move move, int step)
{
  gtk_widget_class_add_binding (klass, key, modifiers, on_move, "(iib)", move, step, FALSE);
  gtk_widget_class_add_binding (klass, key, modifiers | GDK_SHIFT_MASK, on_move, "(iib)", move,
                                step, TRUE);
}

static void
on_select_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppTextView *self = APP_TEXT_VIEW (widget);

  if (self->source != NULL)
    app_text_view_select (self, 0, app_text_source_get_end (self->source));
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppTextView *self = APP_TEXT_VIEW (widget);
  guint64 from, to;
  GString *text;

  if (self->source == NULL || !app_text_view_get_selection (self, &from, &to))
    return;

  text = app_text_source_dup_text (self->source, from, to);
  if (text == NULL)
    {
      app_toast_show (widget, _ ("This is too long for the clipboard. Save it instead."));
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  g_string_free (text, TRUE);
}

static void
offer_primary (AppTextView *self)
{
  guint64 from, to;
  GString *text;

  if (!app_text_view_get_selection (self, &from, &to) || to - from > PRIMARY_MAX)
    return;

  text = app_text_source_dup_text (self->source, from, to);
  if (text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text->str);
  g_string_free (text, TRUE);
}

static void
select_word_at (AppTextView *self, double x, double y)
{
  guint64 position = app_text_view_get_position_at (self, x, y);
  const AppTextLine *line;
  gsize index;

  self->cursor = position;
  line = &get_cursor_row (self)->line;
  index = app_text_line_get_index (line, position);
  app_text_view_select (self, app_text_line_get_position (line, skip_word (line, index, -1)),
                        app_text_line_get_position (line, skip_word (line, index, 1)));
}

/* The whole line of the text, however often it is folded. */
static void
select_line_at (AppTextView *self, double y)
{
  guint64 n_lines = app_text_source_get_n_lines (self->source);
  guint64 first = app_text_view_get_line_at (self, y), last = first;
  guint64 from;

  while (first > 0 && app_text_view_get_row (self, first)->line.number == 0)
    first--;
  while (last + 1 < n_lines && app_text_view_get_row (self, last + 1)->line.number == 0)
    last++;
  from = app_text_view_get_row (self, first)->line.position;
  app_text_view_select (self, from, app_text_view_get_row (self, last)->line.end);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, AppTextView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->source == NULL || self->rows->len == 0)
    return;

  self->wish_x = -1;
  self->is_dragging = n_press == 1;
  if (n_press == 1)
    app_text_view_set_cursor (self, app_text_view_get_position_at (self, x, y),
                              (state & GDK_SHIFT_MASK) != 0);
  else if (n_press == 2)
    select_word_at (self, x, y);
  else if (n_press == 3)
    select_line_at (self, y);
  offer_primary (self);
}

static void
extend_to_pointer (AppTextView *self)
{
  self->cursor = app_text_view_get_position_at (self, self->drag_x, self->drag_y);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.copy", self->anchor != self->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_drag_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AppTextView *self = APP_TEXT_VIEW (widget);
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double height = gtk_widget_get_height (widget);
  double beyond = self->drag_y < 0 ? self->drag_y : MAX (0, self->drag_y - height);

  gtk_adjustment_set_value (vertical, gtk_adjustment_get_value (vertical) + beyond * DRAG_SPEED);
  extend_to_pointer (self);

  return G_SOURCE_CONTINUE;
}

void
app_text_view_stop_drag (AppTextView *self)
{
  if (self->drag_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag_tick);
  self->drag_tick = 0;
}

static void
on_drag_update (GtkGestureDrag *gesture, double offset_x, double offset_y, AppTextView *self)
{
  gboolean is_outside;
  double x, y;

  if (!self->is_dragging || self->source == NULL || self->rows->len == 0)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->drag_x = x + offset_x;
  self->drag_y = y + offset_y;
  is_outside = self->drag_y < 0 || self->drag_y > gtk_widget_get_height (GTK_WIDGET (self));
  if (is_outside && self->drag_tick == 0)
    self->drag_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_drag_tick, NULL, NULL);
  else if (!is_outside)
    app_text_view_stop_drag (self);
  extend_to_pointer (self);
}

static void
on_drag_end (GtkGestureDrag *gesture, double offset_x, double offset_y, AppTextView *self)
{
  app_text_view_stop_drag (self);
  if (self->is_dragging && self->source != NULL)
    offer_primary (self);
  self->is_dragging = FALSE;
}

static GtkWidget *
menu_new (AppTextView *self)
{
  g_autoptr (GMenu) model = g_menu_new ();
  GtkWidget *menu;

  g_menu_append (model, _ ("_Copy"), "text.copy");
  g_menu_append (model, _ ("Select _All"), "text.select-all");
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, GTK_WIDGET (self));

  return menu;
}

static void
show_menu (AppTextView *self, double x, double y)
{
  if (self->menu == NULL)
    self->menu = menu_new (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_secondary_pressed (GtkGestureClick *gesture, int n_press, double x, double y, AppTextView *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  show_menu (self, x, y);
}

static void
on_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_menu (APP_TEXT_VIEW (widget), APP_TEXT_VIEW_PAD_X, APP_TEXT_VIEW_PAD_Y);
}

void
app_text_view_class_add_input (GtkWidgetClass *klass)
{
  const GdkModifierType control = GDK_CONTROL_MASK;

  add_move (klass, GDK_KEY_Left, 0, MOVE_CHARS, -1);
  add_move (klass, GDK_KEY_Right, 0, MOVE_CHARS, 1);
  add_move (klass, GDK_KEY_Left, control, MOVE_WORDS, -1);
  add_move (klass, GDK_KEY_Right, control, MOVE_WORDS, 1);
  add_move (klass, GDK_KEY_Up, 0, MOVE_LINES, -1);
  add_move (klass, GDK_KEY_Down, 0, MOVE_LINES, 1);
  add_move (klass, GDK_KEY_Page_Up, 0, MOVE_PAGES, -1);
  add_move (klass, GDK_KEY_Page_Down, 0, MOVE_PAGES, 1);
  add_move (klass, GDK_KEY_Home, 0, MOVE_LINE_ENDS, -1);
  add_move (klass, GDK_KEY_End, 0, MOVE_LINE_ENDS, 1);
  add_move (klass, GDK_KEY_Home, control, MOVE_ENDS, -1);
  add_move (klass, GDK_KEY_End, control, MOVE_ENDS, 1);

  gtk_widget_class_install_action (klass, "text.copy", NULL, on_copy);
  gtk_widget_class_install_action (klass, "text.select-all", NULL, on_select_all);
  gtk_widget_class_install_action (klass, "text.menu", NULL, on_menu);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, control, "text.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Insert, control, "text.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_a, control, "text.select-all", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "text.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "text.menu", NULL);
}

void
app_text_view_add_input (AppTextView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (on_secondary_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));

  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
