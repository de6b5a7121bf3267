/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/node.h"

#include "workspace/edit-private.h"
#include "workspace/node-private.h"
#include "workspace/workspace-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (WorkspaceNode, workspace_node, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_URL,
  PROP_KIND,
  PROP_PROBLEM,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
workspace_node_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WorkspaceNode *self = WORKSPACE_NODE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_URL:
      g_value_set_string (value, workspace_node_get (self, "url"));
      break;
    case PROP_KIND:
      g_value_set_int (value, (int)self->kind);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
forget_rows (gpointer key, gpointer rows, gpointer unused)
{
  workspace_rows_forget_node (rows);
}

static void
workspace_node_finalize (GObject *object)
{
  WorkspaceNode *self = WORKSPACE_NODE (object);

  g_clear_object (&self->monitor);
  g_clear_object (&self->children);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  if (self->lists != NULL)
    g_hash_table_foreach (self->lists, forget_rows, NULL);
  g_clear_pointer (&self->yaml, workspace_yaml_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->edited, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->conflicts, g_hash_table_unref);
  g_free (self->file_name);
  g_free (self->id);
  g_free (self->type_name);
  g_free (self->name);
  g_free (self->problem);

  G_OBJECT_CLASS (workspace_node_parent_class)->finalize (object);
}

static void
workspace_node_class_init (WorkspaceNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = workspace_node_get_property;
  object_class->finalize = workspace_node_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, WORKSPACE_KIND_FOLDER,
                                            WORKSPACE_KIND_BROKEN, WORKSPACE_KIND_FOLDER, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", WORKSPACE_TYPE_NODE,
                                          G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
workspace_node_init (WorkspaceNode *self)
{
  self->sort = WORKSPACE_SORT_NONE;
}

WorkspaceNode *
workspace_node_new (Workspace *workspace,
                    WorkspaceNode *parent,
                    gboolean is_folder,
                    WorkspaceContent *content)
{
  WorkspaceNode *self = g_object_new (WORKSPACE_TYPE_NODE, NULL);

  self->workspace = workspace;
  self->parent = parent;
  self->file_name = g_steal_pointer (&content->name);
  self->yaml = g_steal_pointer (&content->yaml);
  self->problem = g_steal_pointer (&content->problem);
  self->stamp = content->stamp;
  self->kind = WORKSPACE_KIND_BROKEN;
  if (is_folder)
    {
      self->children = g_list_store_new (WORKSPACE_TYPE_NODE);
      self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
      self->kind = WORKSPACE_KIND_FOLDER;
    }
  workspace_node_update (self);

  return self;
}

gboolean
workspace_node_is_folder (WorkspaceNode *node)
{
  return node->children != NULL;
}

gboolean
workspace_node_is_editable (WorkspaceNode *node)
{
  return node->problem == NULL && node->workspace != NULL &&
         (node->kind == WORKSPACE_KIND_FOLDER || node->kind == WORKSPACE_KIND_WEBSOCKET);
}

/* The value as it is now, without remembering that it was asked for. */
static const char *
peek (WorkspaceNode *self, const char *key)
{
  gpointer value;

  if (self->values != NULL && g_hash_table_lookup_extended (self->values, key, NULL, &value))
    return value;

  return self->yaml == NULL ? NULL : workspace_yaml_get (self->yaml, key);
}

static char *
name_from_file (WorkspaceNode *self)
{
  gsize len = strlen (self->file_name);

  if (self->children == NULL && g_str_has_suffix (self->file_name, ".yaml"))
    len -= strlen (".yaml");

  return g_strndup (self->file_name, len);
}

/* Returns: whether @field had another text. */
static gboolean
replace (char **field, char *text)
{
  if (g_strcmp0 (*field, text) == 0)
    {
      g_free (text);
      return FALSE;
    }
  g_free (*field);
  *field = text;

  return TRUE;
}

static WorkspaceKind
derive_kind (WorkspaceNode *self)
{
  if (self->children != NULL)
    return WORKSPACE_KIND_FOLDER;
  if (self->problem != NULL)
    return WORKSPACE_KIND_BROKEN;

  return g_strcmp0 (self->type_name, "websocket") == 0 ? WORKSPACE_KIND_WEBSOCKET
                                                       : WORKSPACE_KIND_UNKNOWN;
}

static const char *
derive_type (WorkspaceNode *self)
{
  const char *type = self->children != NULL  ? "folder"
                     : self->problem != NULL ? ""
                                             : peek (self, "type");

  return type == NULL ? "" : type;
}

void
workspace_node_update (WorkspaceNode *node)
{
  const char *name = peek (node, "name");
  const char *sort = peek (node, "sort");
  const char *id = peek (node, "id");
  WorkspaceKind kind;

  replace (&node->type_name, g_strdup (derive_type (node)));
  kind = derive_kind (node);
  /* a file that broke just now stays where it was */
  if (node->problem == NULL)
    node->sort = sort == NULL ? WORKSPACE_SORT_NONE : g_ascii_strtod (sort, NULL);
  if (isnan (node->sort))
    node->sort = WORKSPACE_SORT_NONE;
  if (id != NULL && *id != '\0' && !node->has_given_id)
    replace (&node->id, g_strdup (id));

  if (replace (&node->name,
               name == NULL || *name == '\0' ? name_from_file (node) : g_strdup (name)))
    g_object_notify_by_pspec (G_OBJECT (node), properties[PROP_NAME]);
  if (kind != node->kind)
    {
      node->kind = kind;
      g_object_notify_by_pspec (G_OBJECT (node), properties[PROP_KIND]);
    }
}

void
workspace_node_set_problem (WorkspaceNode *node, char *problem)
{
  if (replace (&node->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (node), properties[PROP_PROBLEM]);
}

void
workspace_node_emit_changed (WorkspaceNode *node, const char *key)
{
  if (strcmp (key, "url") == 0)
    g_object_notify_by_pspec (G_OBJECT (node), properties[PROP_URL]);
  g_signal_emit (node, signals[SIGNAL_CHANGED], g_quark_from_string (key));
}

WorkspaceKind
workspace_node_get_kind (WorkspaceNode *node)
{
  return node->kind;
}

Workspace *
workspace_node_get_workspace (WorkspaceNode *node)
{
  return node->workspace;
}

const char *
workspace_node_get_id (WorkspaceNode *node)
{
  return node->id;
}

const char *
workspace_node_get_type_name (WorkspaceNode *node)
{
  return node->type_name;
}

const char *
workspace_node_get_name (WorkspaceNode *node)
{
  return node->name;
}

const char *
workspace_node_get_problem (WorkspaceNode *node)
{
  return node->problem;
}

WorkspaceNode *
workspace_node_get_parent (WorkspaceNode *node)
{
  return node->parent;
}

GListModel *
workspace_node_get_children (WorkspaceNode *node)
{
  return node->children == NULL ? NULL : G_LIST_MODEL (node->children);
}

char *
workspace_node_dup_place (WorkspaceNode *node)
{
  g_autofree char *parent = NULL;

  if (node->parent == NULL)
    return g_build_filename (workspace_get_folder (node->workspace), node->file_name, NULL);
  parent = workspace_node_dup_place (node->parent);

  return g_build_filename (parent, node->file_name, NULL);
}

char *
workspace_node_dup_file_path (WorkspaceNode *node)
{
  g_autofree char *place = workspace_node_dup_place (node);

  if (node->children == NULL || node == node->workspace->meta)
    return g_steal_pointer (&place);

  return g_build_filename (place, WORKSPACE_FOLDER_FILE, NULL);
}

char *
workspace_node_dup_path (WorkspaceNode *node)
{
  g_autofree char *name = NULL;
  g_autofree char *parent = NULL;

  if (node->parent == NULL)
    return g_strdup ("");
  name = name_from_file (node);
  parent = workspace_node_dup_path (node->parent);

  return *parent == '\0' ? g_steal_pointer (&name) : g_strconcat (parent, "/", name, NULL);
}

GFile *
workspace_node_dup_file (WorkspaceNode *node)
{
  g_autofree char *path = NULL;

  if (node->workspace == NULL || !workspace_stamp_is_set (&node->stamp))
    return NULL;
  path = workspace_node_dup_file_path (node);

  return g_file_new_for_path (path);
}

static GHashTable *
ensure_values (WorkspaceNode *self)
{
  if (self->values == NULL)
    self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self->values;
}

const char *
workspace_node_get (WorkspaceNode *node, const char *key)
{
  gpointer value = NULL;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node) && key != NULL, NULL);

  if (!g_hash_table_lookup_extended (ensure_values (node), key, NULL, &value))
    {
      value = g_strdup (node->yaml == NULL ? NULL : workspace_yaml_get (node->yaml, key));
      g_hash_table_insert (node->values, g_strdup (key), value);
    }

  return value;
}

void
workspace_node_apply (WorkspaceNode *node, const char *key, const char *value)
{
  const char *saved = node->yaml == NULL ? NULL : workspace_yaml_get (node->yaml, key);
  g_autofree char *valid = value == NULL ? NULL : g_utf8_make_valid (value, -1);

  if (node->edited == NULL)
    node->edited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_strcmp0 (saved, valid) == 0)
    g_hash_table_remove (node->edited, key);
  else if (!g_hash_table_contains (node->edited, key))
    g_hash_table_insert (node->edited, g_strdup (key), GUINT_TO_POINTER (++node->n_edits));
  g_hash_table_insert (ensure_values (node), g_strdup (key), g_steal_pointer (&valid));

  workspace_node_update (node);
  if (strcmp (key, "sort") == 0)
    workspace_node_resort (node);
  workspace_node_emit_changed (node, key);
}

void
workspace_node_set (WorkspaceNode *node, const char *key, const char *value)
{
  g_return_if_fail (WORKSPACE_IS_NODE (node) && key != NULL);

  if (!workspace_node_is_editable (node) || g_strcmp0 (workspace_node_get (node, key), value) == 0)
    return;
  workspace_edit_value (node, key, value);
}

WorkspaceRows *
workspace_node_peek_rows (WorkspaceNode *node, const char *key)
{
  return node->lists == NULL ? NULL : g_hash_table_lookup (node->lists, key);
}

WorkspaceRows *
workspace_node_ensure_rows (WorkspaceNode *node, const char *key)
{
  WorkspaceRows *rows = workspace_node_peek_rows (node, key);

  if (rows == NULL)
    {
      if (node->lists == NULL)
        node->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      rows = workspace_rows_new (node, key,
                                 node->yaml == NULL ? NULL : workspace_yaml_find (node->yaml, key));
      g_hash_table_insert (node->lists, g_strdup (key), rows);
    }

  return rows;
}

GListModel *
workspace_node_get_rows (WorkspaceNode *node, const char *key)
{
  g_return_val_if_fail (WORKSPACE_IS_NODE (node) && key != NULL, NULL);

  return G_LIST_MODEL (workspace_node_ensure_rows (node, key));
}

WorkspaceRow *
workspace_node_insert_row (WorkspaceNode *node,
                           const char *key,
                           guint position,
                           const char *const *columns)
{
  WorkspaceRows *rows;
  g_autoptr (WorkspaceRow) row = NULL;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node) && key != NULL, NULL);

  if (!workspace_node_is_editable (node))
    return NULL;
  rows = workspace_node_ensure_rows (node, key);
  row = workspace_row_new (columns);
  workspace_edit_insert (rows, position, row);

  return row;
}

void
workspace_node_remove_row (WorkspaceNode *node, const char *key, guint position)
{
  WorkspaceRows *rows;

  g_return_if_fail (WORKSPACE_IS_NODE (node) && key != NULL);

  rows = workspace_node_ensure_rows (node, key);
  if (workspace_node_is_editable (node) && position < workspace_rows_get_n (rows))
    workspace_edit_remove (rows, position);
}

void
workspace_node_move_row (WorkspaceNode *node, const char *key, guint from, guint to)
{
  WorkspaceRows *rows;
  guint n;

  g_return_if_fail (WORKSPACE_IS_NODE (node) && key != NULL);

  rows = workspace_node_ensure_rows (node, key);
  n = workspace_rows_get_n (rows);
  if (workspace_node_is_editable (node) && from < n && to < n && from != to)
    workspace_edit_move (rows, from, to);
}
