/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/inherit.h"

#include <string.h>

WorkspaceNode *
workspace_inherit_find_auth (WorkspaceNode *node)
{
  for (; node != NULL; node = workspace_node_get_parent (node))
    {
      const char *type = workspace_node_get (node, "auth.type");

      if (type != NULL && strcmp (type, "inherit") != 0)
        return node;
    }

  return NULL;
}

static gboolean
has_name (GPtrArray *rows, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const char *other = workspace_row_get (rows->pdata[i], "name");

      if (other != NULL && g_ascii_strcasecmp (other, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Adds the enabled headers of @node in front of those that are further in. */
static void
prepend_headers (GPtrArray *inner, WorkspaceNode *node)
{
  GListModel *rows = workspace_node_get_rows (node, "headers");
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *name = workspace_row_get (row, "name");

      if (name != NULL && *name != '\0' && workspace_row_is_enabled (row) &&
          !has_name (inner, name))
        g_ptr_array_add (own, g_steal_pointer (&row));
    }
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_insert (inner, (int)i, g_object_ref (own->pdata[i]));
}

GPtrArray *
workspace_inherit_collect_headers (WorkspaceNode *node)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (; node != NULL; node = workspace_node_get_parent (node))
    prepend_headers (rows, node);

  return rows;
}
