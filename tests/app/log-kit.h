/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/event-row.h"
#include "base/time.h"
#include "history/scratch.h"

/* What the tests of the list of events share: a log, and the rows that a person sees. */

static inline void
log_kit_append (HistoryWriter *writer, guint8 kind, guint8 flags, const char *text)
{
  HistoryEvent event = { .kind = kind,
                         .flags = flags,
                         .time = base_time_now (),
                         .frames = 1,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);
}

/* Messages "event 7" with their numbers; every tenth is a ping. */
static inline void
log_kit_append_many (HistoryWriter *writer, guint n_events)
{
  for (guint i = 0; i < n_events; i++)
    {
      guint64 number = history_writer_get_count (writer) + 1;
      g_autofree char *text = g_strdup_printf ("event %" G_GUINT64_FORMAT, number);

      log_kit_append (writer, number % 10 == 0 ? HISTORY_KIND_PING : HISTORY_KIND_MESSAGE,
                      number % 4 == 0 ? HISTORY_FLAG_OUT : 0, text);
    }
  history_writer_flush (writer);
}

/* Returns: where a row is within @list, in pixels. */
static inline double
log_kit_get_y (GtkWidget *list, AppEventRow *row)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row), list, &bounds));

  return (double)bounds.origin.y;
}

static inline int
log_kit_compare_rows (gconstpointer a, gconstpointer b, gpointer list)
{
  double left = log_kit_get_y (list, *(AppEventRow *const *)a);
  double right = log_kit_get_y (list, *(AppEventRow *const *)b);

  return left < right ? -1 : left > right;
}

/* Returns: (transfer container) (element-type AppEventRow): those that can be seen, from the top.
 */
static inline GPtrArray *
log_kit_list_rows (GtkWidget *list)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (APP_IS_EVENT_ROW (child) && gtk_widget_get_child_visible (child) &&
        gtk_widget_get_visible (child) &&
        log_kit_get_y (list, APP_EVENT_ROW (child)) < gtk_widget_get_height (list))
      g_ptr_array_add (rows, child);
  g_ptr_array_sort_with_data (rows, log_kit_compare_rows, list);

  return rows;
}

/* Returns: what the row at @index of @rows says. */
static inline const char *
log_kit_get_text (GPtrArray *rows, guint index)
{
  GtkWidget *child;

  g_assert_cmpuint (index, <, rows->len);
  child = gtk_widget_get_first_child (rows->pdata[index]);
  while (child != NULL && !GTK_IS_INSCRIPTION (child))
    child = gtk_widget_get_next_sibling (child);
  g_assert_nonnull (child);

  return gtk_inscription_get_text (GTK_INSCRIPTION (child));
}
