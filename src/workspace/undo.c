/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/undo-private.h"

#include <string.h>

typedef struct
{
  char *label;
  GArray *changes; /* of WorkspaceChange, in the order in which they were done */
} Step;

struct _WorkspaceUndo
{
  GPtrArray *steps; /* of Step */
  Step *open;       /* between begin and end */
  guint n_done;     /* of steps; those behind can be done again */
  guint depth;
  gboolean is_busy; /* undoing: what happens meanwhile is not noted */
  WorkspaceUndoFunc func;

  /* borrowed */
  gpointer user_data;
};

static void
change_clear (gpointer data)
{
  WorkspaceChange *change = data;

  g_clear_object (&change->node);
  g_clear_object (&change->row);
  g_clear_object (&change->parent_before);
  g_clear_object (&change->parent_after);
  g_free (change->key);
  g_free (change->before);
  g_free (change->after);
  g_free (change->trash);
}

static Step *
step_new (const char *label)
{
  Step *step = g_new0 (Step, 1);

  step->label = g_strdup (label);
  step->changes = g_array_new (FALSE, FALSE, sizeof (WorkspaceChange));
  g_array_set_clear_func (step->changes, change_clear);

  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->label);
  g_array_unref (step->changes);
  g_free (step);
}

WorkspaceUndo *
workspace_undo_new (WorkspaceUndoFunc func, gpointer user_data)
{
  WorkspaceUndo *undo = g_new0 (WorkspaceUndo, 1);

  undo->steps = g_ptr_array_new_with_free_func (step_free);
  undo->func = func;
  undo->user_data = user_data;

  return undo;
}

void
workspace_undo_free (WorkspaceUndo *undo)
{
  g_clear_pointer (&undo->open, step_free);
  g_ptr_array_unref (undo->steps);
  g_free (undo);
}

static void
push (WorkspaceUndo *undo, Step *step)
{
  g_ptr_array_set_size (undo->steps, (int)undo->n_done);
  g_ptr_array_add (undo->steps, step);
  if (undo->steps->len > WORKSPACE_UNDO_MAX)
    g_ptr_array_remove_index (undo->steps, 0);
  undo->n_done = undo->steps->len;
}

void
workspace_undo_begin (WorkspaceUndo *undo, const char *label)
{
  if (undo->depth++ == 0)
    undo->open = step_new (label);
}

gboolean
workspace_undo_end (WorkspaceUndo *undo)
{
  Step *step;

  g_return_val_if_fail (undo->depth > 0, FALSE);

  if (--undo->depth > 0)
    return undo->open->changes->len > 0;
  step = g_steal_pointer (&undo->open);
  if (step->changes->len == 0)
    {
      step_free (step);
      return FALSE;
    }
  push (undo, step);

  return TRUE;
}

/* Typing in one place is one step. */
static gboolean
coalesce (WorkspaceUndo *undo, const WorkspaceChange *change)
{
  Step *last = undo->n_done == 0 ? NULL : undo->steps->pdata[undo->n_done - 1];
  WorkspaceChange *previous;

  if (last == NULL || last->changes->len != 1 || undo->n_done < undo->steps->len)
    return FALSE;
  previous = &g_array_index (last->changes, WorkspaceChange, 0);
  if (previous->kind != change->kind || previous->node != change->node ||
      previous->row != change->row || g_strcmp0 (previous->key, change->key) != 0)
    return FALSE;
  if (change->kind != WORKSPACE_CHANGE_VALUE && change->kind != WORKSPACE_CHANGE_CELL)
    return FALSE;

  g_free (previous->after);
  previous->after = g_strdup (change->after);

  return TRUE;
}

void
workspace_undo_note (WorkspaceUndo *undo, const char *label, const WorkspaceChange *change)
{
  WorkspaceChange copy = *change;
  Step *step;

  if (undo->is_busy || (undo->open == NULL && coalesce (undo, change)))
    {
      change_clear (&copy);
      return;
    }

  step = undo->open == NULL ? step_new (label) : undo->open;
  g_array_append_val (step->changes, copy);
  if (undo->open == NULL)
    push (undo, step);
}

static gboolean
step_back (WorkspaceUndo *undo, Step *step, GError **error)
{
  for (guint i = step->changes->len; i > 0; i--)
    if (!undo->func (&g_array_index (step->changes, WorkspaceChange, i - 1), TRUE, undo->user_data,
                     error))
      return FALSE;

  return TRUE;
}

static gboolean
step_forward (WorkspaceUndo *undo, Step *step, GError **error)
{
  for (guint i = 0; i < step->changes->len; i++)
    if (!undo->func (&g_array_index (step->changes, WorkspaceChange, i), FALSE, undo->user_data,
                     error))
      return FALSE;

  return TRUE;
}

gboolean
workspace_undo_step_back (WorkspaceUndo *undo, GError **error)
{
  gboolean ok;

  if (undo->n_done == 0 || undo->is_busy || undo->depth > 0)
    return FALSE;

  undo->is_busy = TRUE;
  ok = step_back (undo, undo->steps->pdata[undo->n_done - 1], error);
  undo->n_done--;
  if (!ok)
    g_ptr_array_set_size (undo->steps, (int)undo->n_done);
  undo->is_busy = FALSE;

  return ok;
}

gboolean
workspace_undo_step_forward (WorkspaceUndo *undo, GError **error)
{
  gboolean ok;

  if (undo->n_done == undo->steps->len || undo->is_busy || undo->depth > 0)
    return FALSE;

  undo->is_busy = TRUE;
  ok = step_forward (undo, undo->steps->pdata[undo->n_done], error);
  if (ok)
    undo->n_done++;
  else
    g_ptr_array_set_size (undo->steps, (int)undo->n_done);
  undo->is_busy = FALSE;

  return ok;
}

const char *
workspace_undo_get_undo_label (WorkspaceUndo *undo)
{
  return undo->n_done == 0 ? NULL : ((Step *)undo->steps->pdata[undo->n_done - 1])->label;
}

const char *
workspace_undo_get_redo_label (WorkspaceUndo *undo)
{
  return undo->n_done == undo->steps->len ? NULL
                                          : ((Step *)undo->steps->pdata[undo->n_done])->label;
}
