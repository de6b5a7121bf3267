/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr */

#include "app/tree-model.h"

#include <string.h>

#define GROUP_OPEN "open-folders"
#define GROUP_PINS "pins"

/* The same request is in the list twice when it is pinned: the one on top is wrapped. */
#define APP_TYPE_TREE_PIN (app_tree_pin_get_type ())
G_DECLARE_FINAL_TYPE (AppTreePin, app_tree_pin, APP, TREE_PIN, GObject)

struct _AppTreePin
{
  GObject parent_instance;

  WorkspaceNode *node;
};

G_DEFINE_FINAL_TYPE (AppTreePin, app_tree_pin, G_TYPE_OBJECT)

struct _AppTreeModel
{
  GObject parent_instance;

  Workspace *workspace;
  GtkTreeListModel *list;
  GListStore *pins; /* of AppTreePin */
  GtkFilter *filter;
  char *text;          /* case folded; "": no filter */
  GHashTable *matches; /* WorkspaceNode -> Match */
  guint refresh_id;
  /* borrowed */
  WorkspaceState *state;
};

G_DEFINE_FINAL_TYPE (AppTreeModel, app_tree_model, G_TYPE_OBJECT)

enum
{
  REPLACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
app_tree_pin_dispose (GObject *object)
{
  g_clear_object (&APP_TREE_PIN (object)->node);

  G_OBJECT_CLASS (app_tree_pin_parent_class)->dispose (object);
}

static void
app_tree_pin_class_init (AppTreePinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_tree_pin_dispose;
}

static void
app_tree_pin_init (AppTreePin *self)
{
}

/* @folded: case folded. Most texts are ASCII, for which there is a faster way. */
static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *key = NULL;

  if (text == NULL)
    return FALSE;
  if (g_str_is_ascii (folded))
    return strcasestr (text, folded) != NULL;
  key = g_utf8_casefold (text, -1);

  return strstr (key, folded) != NULL;
}

typedef enum
{
  MATCH_NOT = 1, /* looked at, and no match */
  MATCH_BELOW,   /* something in it matches */
  MATCH_ITSELF,
} Match;

/* Each node is looked at once for each text, whatever the depth. */
static Match
find_match (AppTreeModel *self, WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (node);
  guint n_children = children != NULL ? g_list_model_get_n_items (children) : 0;
  Match match = GPOINTER_TO_INT (g_hash_table_lookup (self->matches, node));

  if (match != 0)
    return match;

  match = MATCH_NOT;
  if (contains (workspace_node_get_name (node), self->text) ||
      (workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET &&
       contains (workspace_node_get (node, "url"), self->text)))
    match = MATCH_ITSELF;
  for (guint i = 0; i < n_children && match == MATCH_NOT; i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (find_match (self, child) != MATCH_NOT)
        match = MATCH_BELOW;
    }
  g_hash_table_insert (self->matches, g_object_ref (node), GINT_TO_POINTER (match));

  return match;
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  AppTreeModel *self = user_data;

  if (find_match (self, item) != MATCH_NOT)
    return TRUE;
  for (WorkspaceNode *above = workspace_node_get_parent (item);
       above != NULL && workspace_node_get_parent (above) != NULL;
       above = workspace_node_get_parent (above))
    {
      if (find_match (self, above) == MATCH_ITSELF)
        return TRUE;
    }

  return FALSE;
}

static GListModel *
filter_children (AppTreeModel *self, GListModel *children)
{
  return G_LIST_MODEL (
    gtk_filter_list_model_new (g_object_ref (children), g_object_ref (self->filter)));
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  AppTreeModel *self = user_data;
  GListModel *children = WORKSPACE_IS_NODE (item) ? workspace_node_get_children (item) : NULL;

  if (children == NULL)
    return NULL;

  return *self->text != '\0' ? filter_children (self, children) : g_object_ref (children);
}

static GListModel *
create_root (AppTreeModel *self)
{
  GListModel *children = workspace_node_get_children (workspace_get_root (self->workspace));
  GListStore *parts;

  if (*self->text != '\0')
    return filter_children (self, children);

  parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (parts, self->pins);
  g_list_store_append (parts, children);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

static gboolean
is_kept_open (AppTreeModel *self, WorkspaceNode *node)
{
  return workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER &&
         workspace_state_is_set (self->state, GROUP_OPEN, workspace_node_get_id (node));
}

/* Opens what was left open below @parent, or at the top when that is NULL. */
static void
restore_open (AppTreeModel *self, GtkTreeListRow *parent)
{
  GListModel *items = parent != NULL ? gtk_tree_list_row_get_children (parent)
                                     : gtk_tree_list_model_get_model (self->list);

  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GtkTreeListRow) row = NULL;

      if (!WORKSPACE_IS_NODE (item) || !is_kept_open (self, WORKSPACE_NODE (item)))
        continue;
      row = parent != NULL ? gtk_tree_list_row_get_child_row (parent, i)
                           : gtk_tree_list_model_get_child_row (self->list, i);
      gtk_tree_list_row_set_expanded (row, TRUE);
      restore_open (self, row);
    }
}

/* What a pin stands for may be gone, or come back by an undo or with the next git pull. */
static void
refresh_pins (AppTreeModel *self)
{
  g_auto (GStrv) ids = workspace_state_list (self->state, GROUP_PINS);
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->pins));
  gboolean is_same;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      WorkspaceNode *node = workspace_find_by_id (self->workspace, ids[i]);
      AppTreePin *pin;

      if (node == NULL)
        continue;
      pin = g_object_new (APP_TYPE_TREE_PIN, NULL);
      pin->node = g_object_ref (node);
      g_ptr_array_add (pins, pin);
    }

  is_same = n_shown == pins->len;
  for (guint i = 0; i < pins->len && is_same; i++)
    {
      g_autoptr (AppTreePin) shown = g_list_model_get_item (G_LIST_MODEL (self->pins), i);

      is_same = shown->node == ((AppTreePin *)pins->pdata[i])->node;
    }
  if (!is_same)
    g_list_store_splice (self->pins, 0, n_shown, pins->pdata, pins->len);
}

static gboolean
on_refresh (gpointer user_data)
{
  AppTreeModel *self = user_data;

  self->refresh_id = 0;
  g_hash_table_remove_all (self->matches);
  refresh_pins (self);

  return G_SOURCE_REMOVE;
}

/* Later, as a list must not be changed while another tells of its change. */
static void
on_items_changed (AppTreeModel *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (on_refresh, self);
}

static void
replace_list (AppTreeModel *self)
{
  gboolean is_filtered = *self->text != '\0';

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->list = gtk_tree_list_model_new (create_root (self), FALSE, is_filtered, create_children,
                                        self, NULL);
  if (!is_filtered)
    restore_open (self, NULL);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
app_tree_model_dispose (GObject *object)
{
  AppTreeModel *self = APP_TREE_MODEL (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->pins);
  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (app_tree_model_parent_class)->dispose (object);
}

static void
app_tree_model_finalize (GObject *object)
{
  AppTreeModel *self = APP_TREE_MODEL (object);

  g_hash_table_unref (self->matches);
  g_free (self->text);

  G_OBJECT_CLASS (app_tree_model_parent_class)->finalize (object);
}

static void
app_tree_model_class_init (AppTreeModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_tree_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_tree_model_finalize;

  signals[REPLACED] = g_signal_new ("replaced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_tree_model_init (AppTreeModel *self)
{
  self->text = g_strdup ("");
  self->pins = g_list_store_new (APP_TYPE_TREE_PIN);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->matches = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

AppTreeModel *
app_tree_model_new (Workspace *workspace, WorkspaceState *state)
{
  AppTreeModel *self = g_object_new (APP_TYPE_TREE_MODEL, NULL);

  self->workspace = g_object_ref (workspace);
  self->state = state;
  refresh_pins (self);
  replace_list (self);

  return self;
}

GtkTreeListModel *
app_tree_model_get_list (AppTreeModel *self)
{
  g_return_val_if_fail (APP_IS_TREE_MODEL (self), NULL);

  return self->list;
}

WorkspaceNode *
app_tree_model_get_node (GtkTreeListRow *row, gboolean *is_pin)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  gboolean is_wrapped = APP_IS_TREE_PIN (item);

  if (is_pin != NULL)
    *is_pin = is_wrapped;

  return is_wrapped ? APP_TREE_PIN (item)->node : (WorkspaceNode *)item;
}

void
app_tree_model_set_filter (AppTreeModel *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  g_return_if_fail (APP_IS_TREE_MODEL (self));

  g_strstrip (folded);
  if (strcmp (folded, self->text) == 0)
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  g_hash_table_remove_all (self->matches);
  /* a new list is built in one go, a filter that changes tells of each gap that opens or closes */
  replace_list (self);
}

gboolean
app_tree_model_is_filtered (AppTreeModel *self)
{
  g_return_val_if_fail (APP_IS_TREE_MODEL (self), FALSE);

  return *self->text != '\0';
}

static guint
find_item (GListModel *items, gpointer wanted)
{
  guint n_items = g_list_model_get_n_items (items);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if ((gpointer)item == wanted)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* Returns: (transfer full) (nullable): the row of @node, the folders above it opened. */
static GtkTreeListRow *
reveal_row (AppTreeModel *self, WorkspaceNode *node)
{
  WorkspaceNode *parent = workspace_node_get_parent (node);
  g_autoptr (GtkTreeListRow) above = NULL;
  GListModel *items;
  guint index;

  if (parent == NULL)
    return NULL;

  if (workspace_node_get_parent (parent) == NULL)
    {
      index = find_item (gtk_tree_list_model_get_model (self->list), node);
      return index != GTK_INVALID_LIST_POSITION
               ? gtk_tree_list_model_get_child_row (self->list, index)
               : NULL;
    }

  above = reveal_row (self, parent);
  if (above == NULL)
    return NULL;
  gtk_tree_list_row_set_expanded (above, TRUE);
  items = gtk_tree_list_row_get_children (above);
  index = items != NULL ? find_item (items, node) : GTK_INVALID_LIST_POSITION;

  return index != GTK_INVALID_LIST_POSITION ? gtk_tree_list_row_get_child_row (above, index) : NULL;
}

guint
app_tree_model_reveal (AppTreeModel *self, WorkspaceNode *node)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_val_if_fail (APP_IS_TREE_MODEL (self), GTK_INVALID_LIST_POSITION);
  g_return_val_if_fail (WORKSPACE_IS_NODE (node), GTK_INVALID_LIST_POSITION);

  row = reveal_row (self, node);

  return row != NULL ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
}

void
app_tree_model_remember (AppTreeModel *self, GtkTreeListRow *row)
{
  WorkspaceNode *node = app_tree_model_get_node (row, NULL);
  gboolean is_open = gtk_tree_list_row_get_expanded (row);

  g_return_if_fail (APP_IS_TREE_MODEL (self));

  /* a filter opens everything, which is not what was left open */
  if (*self->text != '\0' || node == NULL)
    return;

  if (is_open != workspace_state_is_set (self->state, GROUP_OPEN, workspace_node_get_id (node)))
    workspace_state_set (self->state, GROUP_OPEN, workspace_node_get_id (node),
                         is_open ? "true" : NULL);
  if (is_open)
    restore_open (self, row);
}

gboolean
app_tree_model_is_pinned (AppTreeModel *self, WorkspaceNode *node)
{
  g_return_val_if_fail (APP_IS_TREE_MODEL (self), FALSE);

  return workspace_state_is_set (self->state, GROUP_PINS, workspace_node_get_id (node));
}

void
app_tree_model_set_pinned (AppTreeModel *self, WorkspaceNode *node, gboolean is_pinned)
{
  g_return_if_fail (APP_IS_TREE_MODEL (self));

  workspace_state_set (self->state, GROUP_PINS, workspace_node_get_id (node),
                       is_pinned ? "true" : NULL);
  refresh_pins (self);
}

guint
app_tree_model_get_n_pins (AppTreeModel *self)
{
  g_return_val_if_fail (APP_IS_TREE_MODEL (self), 0);

  return *self->text == '\0' ? g_list_model_get_n_items (G_LIST_MODEL (self->pins)) : 0;
}
