/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/rows-private.h"

#include "workspace/splice-private.h"

#include <string.h>

struct _WorkspaceRows
{
  GObject parent_instance;

  GPtrArray *rows;
  char *key;
  guint version; /* counts the versions of the file that origins speak of */

  /* borrowed */
  WorkspaceNode *node;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WorkspaceRows,
                               workspace_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return WORKSPACE_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return WORKSPACE_ROWS (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WorkspaceRows *self = WORKSPACE_ROWS (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
release_row (gpointer data)
{
  WorkspaceRow *row = data;

  if (row->rows != NULL)
    row->version = row->rows->version;
  row->rows = NULL;
  row->mark = -1;
  g_object_unref (row);
}

static void
workspace_rows_finalize (GObject *object)
{
  WorkspaceRows *self = WORKSPACE_ROWS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->key);

  G_OBJECT_CLASS (workspace_rows_parent_class)->finalize (object);
}

static void
workspace_rows_class_init (WorkspaceRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = workspace_rows_finalize;
}

/* The same for no two lists, so that a row cannot take the place of another list's. */
static guint
next_version (void)
{
  static guint version;

  return ++version;
}

static void
workspace_rows_init (WorkspaceRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (release_row);
  self->version = next_version ();
}

/* Calls @func for each column that is a text. */
typedef void (*ColumnFunc) (const char *column, const char *text, gpointer user_data);

static void
foreach_column (WorkspaceYamlNode *item, ColumnFunc func, gpointer user_data)
{
  item = workspace_yaml_follow (item);
  if (item->kind == WORKSPACE_YAML_SCALAR && item->text != NULL)
    func ("value", item->text, user_data);
  if (item->kind != WORKSPACE_YAML_MAPPING)
    return;

  for (WorkspaceYamlNode *child = item->children; child != NULL; child = child->next)
    {
      WorkspaceYamlNode *value = workspace_yaml_follow (child);

      if (value->kind == WORKSPACE_YAML_SCALAR && value->text != NULL && child->key->text != NULL)
        func (child->key->text, value->text, user_data);
    }
}

static void
apply_column (const char *column, const char *text, gpointer user_data)
{
  workspace_row_apply (user_data, column, text);
}

static WorkspaceRow *
row_new (WorkspaceRows *self, WorkspaceYamlNode *item, guint origin)
{
  WorkspaceRow *row = workspace_row_new (NULL);

  foreach_column (item, apply_column, row);
  row->origin = (int)origin;
  row->rows = self;

  return row;
}

static WorkspaceYamlNode *
first_item (WorkspaceYamlNode *list)
{
  list = workspace_yaml_follow (list);

  return list != NULL && list->kind == WORKSPACE_YAML_SEQUENCE ? list->children : NULL;
}

static guint
count_items (WorkspaceYamlNode *list)
{
  return first_item (list) == NULL ? 0 : workspace_yaml_follow (list)->n_children;
}

WorkspaceRows *
workspace_rows_new (WorkspaceNode *node, const char *key, WorkspaceYamlNode *list)
{
  WorkspaceRows *self = g_object_new (WORKSPACE_TYPE_ROWS, NULL);

  self->node = node;
  self->key = g_strdup (key);
  for (WorkspaceYamlNode *item = first_item (list); item != NULL; item = item->next)
    g_ptr_array_add (self->rows, row_new (self, item, self->rows->len));

  return self;
}

WorkspaceNode *
workspace_rows_get_node (WorkspaceRows *rows)
{
  return rows->node;
}

void
workspace_rows_forget_node (WorkspaceRows *rows)
{
  rows->node = NULL;
}

const char *
workspace_rows_get_key (WorkspaceRows *rows)
{
  return rows->key;
}

guint
workspace_rows_get_n (WorkspaceRows *rows)
{
  return rows->rows->len;
}

WorkspaceRow *
workspace_rows_get (WorkspaceRows *rows, guint position)
{
  return position < rows->rows->len ? rows->rows->pdata[position] : NULL;
}

gboolean
workspace_rows_find (WorkspaceRows *rows, WorkspaceRow *row, guint *position)
{
  return g_ptr_array_find (rows->rows, row, position);
}

void
workspace_rows_insert (WorkspaceRows *rows, guint position, WorkspaceRow *row)
{
  position = MIN (position, rows->rows->len);
  /* one that comes back is still the item that it was, with its comments, unless all was saved */
  if (row->version != rows->version)
    row->origin = -1;
  row->rows = rows;
  g_ptr_array_insert (rows->rows, (int)position, g_object_ref (row));
  g_list_model_items_changed (G_LIST_MODEL (rows), position, 0, 1);
}

void
workspace_rows_remove (WorkspaceRows *rows, guint position)
{
  g_ptr_array_remove_index (rows->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (rows), position, 1, 0);
}

void
workspace_rows_move (WorkspaceRows *rows, guint from, guint to)
{
  guint first = MIN (from, to);
  guint n = MAX (from, to) - first + 1;
  WorkspaceRow *row = g_ptr_array_steal_index (rows->rows, from);

  g_ptr_array_insert (rows->rows, (int)to, row);
  g_list_model_items_changed (G_LIST_MODEL (rows), first, n, n);
}

typedef struct
{
  WorkspaceRow *row;
  guint n_columns;
  gboolean is_same;
} Comparison;

static void
compare_column (const char *column, const char *text, gpointer user_data)
{
  Comparison *comparison = user_data;

  comparison->n_columns++;
  if (g_strcmp0 (workspace_row_get (comparison->row, column), text) != 0)
    comparison->is_same = FALSE;
}

static gboolean
is_same (WorkspaceRow *row, WorkspaceYamlNode *item)
{
  Comparison comparison = { row, 0, TRUE };

  foreach_column (item, compare_column, &comparison);

  return comparison.is_same && comparison.n_columns * 2 == row->columns->len;
}

gboolean
workspace_rows_differ (WorkspaceRows *rows, WorkspaceYamlNode *list)
{
  WorkspaceYamlNode *item = first_item (list);

  if (rows->rows->len != count_items (list))
    return TRUE;
  for (guint i = 0; i < rows->rows->len; i++, item = item->next)
    {
      WorkspaceRow *row = rows->rows->pdata[i];

      if (row->origin != (int)i || !is_same (row, item))
        return TRUE;
    }

  return FALSE;
}

gboolean
workspace_rows_lists_equal (WorkspaceYamlNode *a, WorkspaceYamlNode *b)
{
  WorkspaceYamlNode *item_b = first_item (b);

  if (count_items (a) != count_items (b))
    return FALSE;
  for (WorkspaceYamlNode *item = first_item (a); item != NULL; item = item->next)
    {
      g_autoptr (WorkspaceRow) row = workspace_row_new (NULL);

      foreach_column (item, apply_column, row);
      if (!is_same (row, item_b))
        return FALSE;
      item_b = item_b->next;
    }

  return TRUE;
}

/* Makes @row what @item has, in place, so that an editor on it keeps its cursor. */
static void
take_row (WorkspaceRow *row, WorkspaceYamlNode *item)
{
  g_autoptr (WorkspaceRow) fresh = workspace_row_new (NULL);

  foreach_column (item, apply_column, fresh);
  for (guint i = row->columns->len; i > 0; i -= 2)
    {
      g_autofree char *column = g_strdup (row->columns->pdata[i - 2]);

      if (workspace_row_get (fresh, column) == NULL)
        workspace_row_apply (row, column, NULL);
    }
  for (guint i = 0; i < fresh->columns->len; i += 2)
    if (g_strcmp0 (workspace_row_get (row, fresh->columns->pdata[i]),
                   fresh->columns->pdata[i + 1]) != 0)
      workspace_row_apply (row, fresh->columns->pdata[i], fresh->columns->pdata[i + 1]);
}

/* How many items at the beginning are the same as the rows. */
static guint
count_head (WorkspaceRows *self, WorkspaceYamlNode *const *items, guint n_items)
{
  guint n = MIN (self->rows->len, n_items);
  guint head = 0;

  while (head < n && is_same (self->rows->pdata[head], items[head]))
    head++;

  return head;
}

static guint
count_tail (WorkspaceRows *self, WorkspaceYamlNode *const *items, guint n_items, guint head)
{
  guint n = MIN (self->rows->len, n_items) - head;
  guint tail = 0;

  while (tail < n &&
         is_same (self->rows->pdata[self->rows->len - 1 - tail], items[n_items - 1 - tail]))
    tail++;

  return tail;
}

static GPtrArray *
list_items (WorkspaceYamlNode *list)
{
  GPtrArray *items = g_ptr_array_new ();

  for (WorkspaceYamlNode *item = first_item (list); item != NULL; item = item->next)
    g_ptr_array_add (items, item);

  return items;
}

gboolean
workspace_rows_take (WorkspaceRows *rows, WorkspaceYamlNode *list)
{
  g_autoptr (GPtrArray) items = list_items (list);
  WorkspaceYamlNode *const *data = (WorkspaceYamlNode *const *)items->pdata;
  guint head = count_head (rows, data, items->len);
  guint tail = count_tail (rows, data, items->len, head);
  guint n_old = rows->rows->len - head - tail;
  guint n_new = items->len - head - tail;
  guint n_kept = MIN (n_old, n_new);

  for (guint i = head; i < head + n_kept; i++)
    take_row (rows->rows->pdata[i], data[i]);
  if (n_old > n_kept)
    g_ptr_array_remove_range (rows->rows, head + n_kept, n_old - n_kept);
  for (guint i = head + n_kept; i < head + n_new; i++)
    g_ptr_array_insert (rows->rows, (int)i, row_new (rows, data[i], i));
  for (guint i = 0; i < rows->rows->len; i++)
    ((WorkspaceRow *)rows->rows->pdata[i])->origin = (int)i;
  rows->version = next_version ();

  if (n_old != n_new)
    g_list_model_items_changed (G_LIST_MODEL (rows), head + n_kept, n_old - n_kept, n_new - n_kept);

  return n_old > 0 || n_new > 0;
}

void
workspace_rows_mark (WorkspaceRows *rows)
{
  for (guint i = 0; i < rows->rows->len; i++)
    ((WorkspaceRow *)rows->rows->pdata[i])->mark = (int)i;
}

void
workspace_rows_settle (WorkspaceRows *rows)
{
  rows->version = next_version ();
  for (guint i = 0; i < rows->rows->len; i++)
    {
      WorkspaceRow *row = rows->rows->pdata[i];

      row->origin = row->mark;
    }
}

void
workspace_rows_rebase (WorkspaceRows *rows, WorkspaceYamlNode *list)
{
  g_autoptr (GPtrArray) items = list_items (list);

  rows->version = next_version ();
  for (guint i = 0; i < rows->rows->len; i++)
    {
      WorkspaceRow *row = rows->rows->pdata[i];

      row->origin = -1;
      for (guint j = 0; j < items->len && row->origin < 0; j++)
        if (items->pdata[j] != NULL && is_same (row, items->pdata[j]))
          {
            row->origin = (int)j;
            items->pdata[j] = NULL;
          }
    }
}
