/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-rows.h"

#include <string.h>

typedef struct
{
  AppField *field;
  char *description;
  guint position;
} Removed;

struct _AppFieldRowsUndo
{
  WorkspaceNode *node;
  char *key;
  GPtrArray *removed; /* (element-type Removed), in the order of their places */
};

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  app_field_free (removed->field);
  g_free (removed->description);
  g_free (removed);
}

AppFieldKind
app_field_rows_get_kind (const char *key)
{
  if (g_str_equal (key, "headers"))
    return APP_FIELD_HEADER;
  if (g_str_equal (key, "subprotocols"))
    return APP_FIELD_TEXT;

  return APP_FIELD_PARAM;
}

void
app_field_rows_insert (WorkspaceNode *node,
                       const char *key,
                       guint position,
                       const AppField *field,
                       const char *description)
{
  const char *columns[9] = { NULL };
  gsize n = 0;

  if (app_field_rows_get_kind (key) != APP_FIELD_TEXT)
    {
      columns[n++] = "name";
      columns[n++] = field->name;
    }
  /* a parameter without a value goes out without "=" */
  if (app_field_rows_get_kind (key) != APP_FIELD_PARAM || *field->value != '\0')
    {
      columns[n++] = "value";
      columns[n++] = field->value;
    }
  if (description != NULL)
    {
      columns[n++] = "description";
      columns[n++] = description;
    }
  if (!field->is_enabled)
    {
      columns[n++] = "disabled";
      columns[n++] = "true";
    }
  workspace_node_insert_row (node, key, position, columns);
}

static AppField *
field_new_from_row (WorkspaceRow *row)
{
  return app_field_new (workspace_row_get (row, "name"), workspace_row_get (row, "value"),
                        workspace_row_is_enabled (row));
}

/* Returns: (transfer full) (element-type AppField) */
static GPtrArray *
list_fields (WorkspaceNode *node, const char *key)
{
  GListModel *rows = workspace_node_get_rows (node, key);
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)app_field_free);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      g_ptr_array_add (fields, field_new_from_row (row));
    }

  return fields;
}

char *
app_field_rows_dup_text (WorkspaceNode *node, const char *key)
{
  g_autoptr (GPtrArray) fields = list_fields (node, key);
  const AppFieldKind kind = app_field_rows_get_kind (key);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const AppField *field = fields->pdata[i];

      app_field_text_append (text, kind, field->name, field->value, field->is_enabled);
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_equal (gconstpointer a, gconstpointer b)
{
  const AppField *left = a;
  const AppField *right = b;

  return strcmp (left->name, right->name) == 0 && strcmp (left->value, right->value) == 0 &&
         left->is_enabled == right->is_enabled;
}

/* What two lists have in common at their beginning and at their end. */
static void
find_common (const GPtrArray *old, const GPtrArray *new, guint *head, guint *tail)
{
  const guint n = MIN (old->len, new->len);

  *head = 0;
  *tail = 0;
  while (*head < n && is_equal (old->pdata[*head], new->pdata[*head]))
    (*head)++;
  while (*tail < n - *head &&
         is_equal (old->pdata[old->len - 1 - *tail], new->pdata[new->len - 1 - *tail]))
    (*tail)++;
}

gboolean
app_field_rows_is_text (WorkspaceNode *node, const char *key, const char *text)
{
  g_autoptr (GPtrArray) old = list_fields (node, key);
  g_autoptr (GPtrArray) new = app_field_text_parse (text, app_field_rows_get_kind (key));
  guint head, tail;

  find_common (old, new, &head, &tail);

  return old->len == new->len &&head == old->len;
}

static void
write_row (WorkspaceNode *node,
           const char *key,
           guint position,
           const AppField *old,
           const AppField *field)
{
  g_autoptr (WorkspaceRow) row = g_list_model_get_item (workspace_node_get_rows (node, key),
                                                        position);

  if (strcmp (old->name, field->name) != 0)
    workspace_row_set (row, "name", field->name);
  if (strcmp (old->value, field->value) != 0)
    workspace_row_set (row, "value", field->value);
  if (old->is_enabled != field->is_enabled)
    workspace_row_set_enabled (row, field->is_enabled);
}

void
app_field_rows_set_text (WorkspaceNode *node, const char *key, const char *text)
{
  g_autoptr (GPtrArray) old = list_fields (node, key);
  g_autoptr (GPtrArray) new = app_field_text_parse (text, app_field_rows_get_kind (key));
  guint head, tail, n_old, n_new;

  find_common (old, new, &head, &tail);
  n_old = old->len - head - tail;
  n_new = new->len - head - tail;

  for (guint i = head; i < head + MIN (n_old, n_new); i++)
    write_row (node, key, i, old->pdata[i], new->pdata[i]);
  for (guint i = n_old; i > n_new; i--)
    workspace_node_remove_row (node, key, head + i - 1);
  for (guint i = n_old; i < n_new; i++)
    app_field_rows_insert (node, key, head + i, new->pdata[head + i], NULL);
}

static AppFieldRowsUndo *
undo_new (WorkspaceNode *node, const char *key)
{
  AppFieldRowsUndo *undo = g_new (AppFieldRowsUndo, 1);

  undo->node = g_object_ref (node);
  undo->key = g_strdup (key);
  undo->removed = g_ptr_array_new_with_free_func (removed_free);

  return undo;
}

static void
remember (AppFieldRowsUndo *undo, guint position)
{
  GListModel *rows = workspace_node_get_rows (undo->node, undo->key);
  g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, position);
  Removed *removed;

  if (row == NULL)
    return;

  removed = g_new (Removed, 1);
  removed->field = field_new_from_row (row);
  removed->description = g_strdup (workspace_row_get (row, "description"));
  removed->position = position;
  g_ptr_array_add (undo->removed, removed);
}

AppFieldRowsUndo *
app_field_rows_remove (WorkspaceNode *node, const char *key, guint position)
{
  AppFieldRowsUndo *undo = undo_new (node, key);

  remember (undo, position);
  workspace_node_remove_row (node, key, position);

  return undo;
}

AppFieldRowsUndo *
app_field_rows_remove_all (WorkspaceNode *node, const char *key)
{
  AppFieldRowsUndo *undo = undo_new (node, key);
  const guint n = g_list_model_get_n_items (workspace_node_get_rows (node, key));

  for (guint i = 0; i < n; i++)
    remember (undo, i);
  for (guint i = n; i > 0; i--)
    workspace_node_remove_row (node, key, i - 1);

  return undo;
}

void
app_field_rows_put_back (AppFieldRowsUndo *undo)
{
  for (guint i = 0; i < undo->removed->len; i++)
    {
      const Removed *removed = undo->removed->pdata[i];
      const guint n = g_list_model_get_n_items (workspace_node_get_rows (undo->node, undo->key));

      app_field_rows_insert (undo->node, undo->key, MIN (removed->position, n), removed->field,
                             removed->description);
    }
}

void
app_field_rows_undo_free (AppFieldRowsUndo *undo)
{
  g_ptr_array_unref (undo->removed);
  g_free (undo->key);
  g_object_unref (undo->node);
  g_free (undo);
}
