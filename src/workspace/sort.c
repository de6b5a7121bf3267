/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/structure-private.h"

#include <math.h>

/* Between neighbours there is room for ten that come between without a new number for others. */
#define SORT_STEP 1000.0

static WorkspaceNode *
child_at (WorkspaceNode *parent, guint position)
{
  g_autoptr (WorkspaceNode) child = g_list_model_get_item (G_LIST_MODEL (parent->children),
                                                           position);

  return child; /* the list keeps it */
}

static void
set_sort (WorkspaceNode *node, double sort)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  workspace_node_set (node, "sort", g_ascii_formatd (text, sizeof text, "%.12g", sort));
}

/* The middle, whole where there is a whole number between. Returns: FALSE: there is no room. */
static gboolean
find_middle (WorkspaceNode *before, WorkspaceNode *after, double *sort)
{
  double low = before == NULL ? 0 : before->sort;
  double high = after == NULL ? WORKSPACE_SORT_NONE : after->sort;

  if (low == WORKSPACE_SORT_NONE)
    return FALSE;
  if (before == NULL && high <= 0)
    low = high - 2 * SORT_STEP;
  if (high == WORKSPACE_SORT_NONE)
    *sort = floor (low / SORT_STEP) * SORT_STEP + SORT_STEP;
  else
    *sort = (low + high) / 2;
  if (floor (*sort) > low && floor (*sort) < high)
    *sort = floor (*sort);
  /* as exact as it is written */
  *sort = round (*sort * 1e4) / 1e4;

  return *sort > low && *sort < high && fabs (*sort) < 1e11;
}

static void
renumber (WorkspaceNode *parent, WorkspaceNode *node, guint position)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (parent->children));

  for (guint i = 0; i < n; i++)
    if (child_at (parent, i) != node)
      g_ptr_array_add (order, child_at (parent, i));
  g_ptr_array_insert (order, (int)MIN (position, order->len), node);

  for (guint i = 0; i < order->len; i++)
    set_sort (order->pdata[i], (i + 1) * SORT_STEP);
}

/* Gives @node, a child of @parent already, the number that puts it before @before. */
void
workspace_sort_put_before (WorkspaceNode *parent, WorkspaceNode *node, WorkspaceNode *before)
{
  WorkspaceNode *previous = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (parent->children));
  guint position = 0;
  double sort;

  for (guint i = 0; i < n; i++)
    {
      WorkspaceNode *child = child_at (parent, i);

      if (child == before)
        break;
      if (child == node)
        continue;
      previous = child;
      position++;
    }

  if (find_middle (previous, before, &sort))
    set_sort (node, sort);
  else
    renumber (parent, node, position);
}
