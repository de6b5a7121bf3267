/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node-watch.h"

struct _AppNodeWatch
{
  WorkspaceNode *node;
  GPtrArray *watched; /* (element-type WorkspaceNode): the node and the folders above it */
  guint idle;
  gboolean is_stale;

  /* borrowed */
  GtkWidget *widget;
  AppNodeWatchFunc refresh;
};

static void
on_changed (AppNodeWatch *watch)
{
  app_node_watch_queue (watch);
}

static void
unwatch (AppNodeWatch *watch)
{
  for (guint i = 0; i < watch->watched->len; i++)
    g_signal_handlers_disconnect_by_data (watch->watched->pdata[i], watch);
  g_ptr_array_set_size (watch->watched, 0);
}

/* The folders above are found anew each time: a node may have been moved. */
static void
watch_all (AppNodeWatch *watch)
{
  unwatch (watch);
  for (WorkspaceNode *node = watch->node; node != NULL; node = workspace_node_get_parent (node))
    {
      g_ptr_array_add (watch->watched, g_object_ref (node));
      g_signal_connect_swapped (node, "changed", G_CALLBACK (on_changed), watch);
    }
}

static void
refresh_now (AppNodeWatch *watch)
{
  g_clear_handle_id (&watch->idle, g_source_remove);
  watch->is_stale = FALSE;
  watch_all (watch);
  watch->refresh (watch->widget);
}

static gboolean
on_idle (gpointer data)
{
  AppNodeWatch *watch = data;

  watch->idle = 0;
  refresh_now (watch);

  return G_SOURCE_REMOVE;
}

static void
on_map (AppNodeWatch *watch)
{
  if (watch->is_stale)
    refresh_now (watch);
}

void
app_node_watch_queue (AppNodeWatch *watch)
{
  watch->is_stale = TRUE;
  if (watch->idle == 0 && gtk_widget_get_mapped (watch->widget))
    watch->idle = g_idle_add (on_idle, watch);
}

AppNodeWatch *
app_node_watch_new (GtkWidget *widget, AppNodeWatchFunc refresh)
{
  AppNodeWatch *watch = g_new0 (AppNodeWatch, 1);

  watch->widget = widget;
  watch->refresh = refresh;
  watch->watched = g_ptr_array_new_with_free_func (g_object_unref);
  watch->is_stale = TRUE;
  g_signal_connect_swapped (widget, "map", G_CALLBACK (on_map), watch);

  return watch;
}

void
app_node_watch_set_node (AppNodeWatch *watch, WorkspaceNode *node)
{
  if (!g_set_object (&watch->node, node))
    return;

  watch->is_stale = TRUE;
  if (gtk_widget_get_mapped (watch->widget))
    refresh_now (watch);
  else
    unwatch (watch);
}

void
app_node_watch_free (AppNodeWatch *watch)
{
  unwatch (watch);
  g_signal_handlers_disconnect_by_data (watch->widget, watch);
  g_clear_handle_id (&watch->idle, g_source_remove);
  g_ptr_array_unref (watch->watched);
  g_clear_object (&watch->node);
  g_free (watch);
}
