/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-pool.h"

void
app_event_pool_init (AppEventPool *pool, GtkWidget *parent)
{
  pool->rows = g_ptr_array_new ();
  pool->n_used = 0;
  pool->parent = parent;
}

void
app_event_pool_clear (AppEventPool *pool)
{
  if (pool->rows == NULL)
    return;

  for (guint i = 0; i < pool->rows->len; i++)
    gtk_widget_unparent (pool->rows->pdata[i]);
  g_clear_pointer (&pool->rows, g_ptr_array_unref);
  pool->n_used = 0;
}

/* A hidden row has no place, and is not read to anybody. */
static void
set_shown (GtkWidget *row, gboolean is_shown)
{
  if (gtk_widget_get_child_visible (row) == is_shown)
    return;

  gtk_widget_set_child_visible (row, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown, -1);
}

void
app_event_pool_grow (AppEventPool *pool, guint n_rows)
{
  while (pool->rows->len < n_rows)
    {
      GtkWidget *row = app_event_row_new ();

      gtk_widget_set_parent (row, pool->parent);
      set_shown (row, FALSE);
      g_ptr_array_add (pool->rows, row);
    }
}

/* Moves the rows that show one of @numbers to its place in @rows. */
static void
keep_rows (AppEventPool *pool, GPtrArray *rows, const guint64 *numbers, guint n_numbers)
{
  for (guint i = 0; i < pool->rows->len; i++)
    {
      guint64 number = app_event_row_get_number (pool->rows->pdata[i]);

      for (guint j = 0; j < n_numbers && number != 0; j++)
        if (numbers[j] == number && rows->pdata[j] == NULL)
          {
            rows->pdata[j] = g_steal_pointer (&pool->rows->pdata[i]);
            break;
          }
    }
}

/* Fills the places that are free with the rows that are left, in their order. */
static void
fill_up (AppEventPool *pool, GPtrArray *rows)
{
  guint next = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      if (rows->pdata[i] != NULL)
        continue;
      while (pool->rows->pdata[next] == NULL)
        next++;
      rows->pdata[i] = g_steal_pointer (&pool->rows->pdata[next]);
    }
}

static void
order_children (AppEventPool *pool)
{
  for (guint i = 0; i < pool->rows->len; i++)
    gtk_widget_insert_after (pool->rows->pdata[i], pool->parent,
                             i == 0 ? NULL : pool->rows->pdata[i - 1]);
}

void
app_event_pool_bind (AppEventPool *pool,
                     HistoryReader *reader,
                     const guint64 *numbers,
                     guint n_numbers,
                     int width)
{
  GPtrArray *rows = g_ptr_array_new ();

  g_return_if_fail (n_numbers <= pool->rows->len);

  g_ptr_array_set_size (rows, (int)pool->rows->len);
  keep_rows (pool, rows, numbers, n_numbers);
  fill_up (pool, rows);
  g_ptr_array_unref (pool->rows);
  pool->rows = rows;
  pool->n_used = n_numbers;
  order_children (pool);

  /* the oldest first: its data lies before that of the others, and what is read ahead serves them
   */
  for (guint i = n_numbers; i > 0; i--)
    app_event_row_bind (rows->pdata[i - 1], reader, numbers[i - 1], width);
}

void
app_event_pool_forget (AppEventPool *pool)
{
  for (guint i = 0; i < pool->rows->len; i++)
    app_event_row_unbind (pool->rows->pdata[i]);
}

void
app_event_pool_place (AppEventPool *pool, int y, int width, int row_height)
{
  for (guint i = 0; i < pool->rows->len; i++)
    {
      GtkWidget *row = pool->rows->pdata[i];
      int minimum;

      set_shown (row, i < pool->n_used);
      if (i >= pool->n_used)
        continue;

      /* GTK wants every child measured before it is given a place */
      gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (row,
                                &(GtkAllocation){ 0, y + (int)i * row_height, MAX (width, minimum),
                                                  row_height },
                                -1);
    }
}
