/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-view.h"

/* A line that can be seen: kept until another one needs its place. */
typedef struct
{
  PangoLayout *layout;
  AppTextLine line;
  guint64 number;
  gboolean is_valid;
} AppTextRow;

struct _AppTextView
{
  GtkWidget parent_instance;

  AppTextSource *source;
  GtkAdjustment *adjustments[2]; /* of GtkOrientation */
  GtkScrollablePolicy policies[2];
  GPtrArray *rows; /* AppTextRow: line n in place n modulo their number */
  GtkWidget *menu;

  /* pixels; 0: not measured yet */
  double char_width;
  int line_height;
  int gutter;
  guint columns;

  guint64 top;    /* position of the first line that is seen */
  guint64 anchor; /* where the selection began, */
  guint64 cursor; /* and where it ends */
  int wish_x;     /* where a move up or down would like to be, -1: where it is */

  double drag_x, drag_y;
  guint drag_tick;
  guint describe_timeout;
  gboolean shows_numbers;
  gboolean follows_end;
  gboolean is_allocating;
  gboolean is_dragging;
  gboolean is_sent; /* to a place, which counts more than following the end */
};

/* Space around the text. */
#define APP_TEXT_VIEW_PAD_X 9
#define APP_TEXT_VIEW_PAD_Y 6

/* text-view-input.c */
void app_text_view_class_add_input (GtkWidgetClass *widget_class);
void app_text_view_add_input (AppTextView *self);
void app_text_view_stop_drag (AppTextView *self);

/* Returns: the row of line @number, laid out; borrowed until the next call. */
AppTextRow *app_text_view_get_row (AppTextView *self, guint64 number);

/* Moves cursor and, unless @extend, anchor; scrolls so that the cursor is seen. */
void app_text_view_set_cursor (AppTextView *self, guint64 position, gboolean extend);

/* Returns: the line at @y pixels below the top of the view, one that exists. */
guint64 app_text_view_get_line_at (AppTextView *self, double y);

/* Returns: the position at a place of the view. */
guint64 app_text_view_get_position_at (AppTextView *self, double x, double y);
