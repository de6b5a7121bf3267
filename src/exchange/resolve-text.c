/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve-private.h"

#include <string.h>

#define TOKEN_MARKS "!#$%&'*+-.^_`|~"

/* A text goes out as it was typed, with what looks like a template in it. */
static char *
dup_as_sent (const char *text)
{
  return g_strdup (text);
}

char *
exchange_resolve_dup_value (WorkspaceNode *node, const char *key)
{
  return dup_as_sent (workspace_node_get (node, key));
}

char *
exchange_resolve_dup_cell (WorkspaceRow *row, const char *column)
{
  return dup_as_sent (workspace_row_get (row, column));
}

gboolean
exchange_resolve_is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (TOKEN_MARKS, *text) == NULL)
      return FALSE;

  return TRUE;
}

gboolean
exchange_resolve_each_row (ExchangeResolve *resolve,
                           const char *key,
                           ExchangeResolveRowFunc func,
                           GError **error)
{
  GListModel *rows = workspace_node_get_rows (resolve->node, key);
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      if (workspace_row_is_enabled (row) && !func (resolve, row, error))
        return FALSE;
    }

  return TRUE;
}
