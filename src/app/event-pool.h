/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/event-row.h"

/* The widgets of a list of events: as many as can be seen, each bound to another event as the list
 * moves. Those in use come first, in the order in which they are seen, in the tree of widgets as
 * well: that is the order in which they are read to who cannot see them. */
typedef struct
{
  GPtrArray *rows; /* of AppEventRow, borrowed: they are children of @parent */
  guint n_used;
  /* borrowed */
  GtkWidget *parent;
} AppEventPool;

void app_event_pool_init (AppEventPool *pool, GtkWidget *parent);

/* Removes the rows from their parent; the pool can be cleared again. */
void app_event_pool_clear (AppEventPool *pool);

/* Makes rows until there are @n_rows. Not within a layout: a new widget asks for another one. */
void app_event_pool_grow (AppEventPool *pool, guint n_rows);

/* Shows the @n_numbers events of @reader, at most as many as there are rows: a row that shows one
 * of them already stays as it is. @width: of the list, in pixels. Not within a layout. */
void app_event_pool_bind (AppEventPool *pool,
                          HistoryReader *reader,
                          const guint64 *numbers,
                          guint n_numbers,
                          int width);

/* Forgets the events, so that all of them are read anew. */
void app_event_pool_forget (AppEventPool *pool);

/* Gives each row its place, the first at @y. */
void app_event_pool_place (AppEventPool *pool, int y, int width, int row_height);
