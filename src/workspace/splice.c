/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/splice-private.h"
#include "workspace/workspace.h"

#include "workspace/scalar-private.h"

#include <string.h>

/* What aliases become when they are written out; a few of them can name a billion of values. */
#define MAX_FLOW ((gsize)1024 * 1024)

typedef struct
{
  GString *text;
  gsize start;
  gsize end;
} Edit;

/* What is asked for, and how to see that it was done. */
typedef struct
{
  const char *key;
  const char *column; /* NULL: a value or rows */
  const char *text;
  const WorkspaceSpliceRow *rows;
  guint n_rows;
  guint index;
} Wish;

static void
edit_clear (gpointer data)
{
  Edit *edit = data;

  g_string_free (edit->text, TRUE);
}

static int
edit_compare (gconstpointer a, gconstpointer b)
{
  const Edit *edit_a = a;
  const Edit *edit_b = b;

  if (edit_a->start != edit_b->start)
    return edit_a->start < edit_b->start ? -1 : 1;

  return edit_a->end == edit_b->end ? 0 : edit_a->end < edit_b->end ? -1 : 1;
}

static void
splice_init (WorkspaceSplice *splice, WorkspaceYaml *yaml)
{
  const char *first;

  *splice = (WorkspaceSplice){ .yaml = yaml, .is_possible = TRUE };
  splice->data = g_bytes_get_data (workspace_yaml_get_bytes (yaml), &splice->len);
  if (splice->data == NULL)
    splice->data = "";
  first = memchr (splice->data, '\n', splice->len);
  splice->newline = first != NULL && first > splice->data && first[-1] == '\r' ? "\r\n" : "\n";
  splice->edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  g_array_set_clear_func (splice->edits, edit_clear);
}

static void
splice_clear (WorkspaceSplice *splice)
{
  g_array_unref (splice->edits);
}

void
workspace_splice_replace (WorkspaceSplice *splice, gsize start, gsize end, GString *text)
{
  Edit edit = { text, start, end };

  g_array_append_val (splice->edits, edit);
}

gsize
workspace_splice_line_start (WorkspaceSplice *splice, gsize at)
{
  while (at > 0 && splice->data[at - 1] != '\n')
    at--;
  if (at == 0 && splice->len >= 3 && memcmp (splice->data, "\xef\xbb\xbf", 3) == 0)
    at = 3;

  return at;
}

gsize
workspace_splice_line_end (WorkspaceSplice *splice, gsize at)
{
  const char *end = memchr (splice->data + at, '\n', splice->len - at);
  gsize offset = end == NULL ? splice->len : (gsize)(end - splice->data);

  if (offset > at && splice->data[offset - 1] == '\r')
    offset--;

  return offset;
}

guint
workspace_splice_column (WorkspaceSplice *splice, gsize at)
{
  gsize start = workspace_splice_line_start (splice, at);

  return at > start ? (guint)(at - start) : 0;
}

gboolean
workspace_splice_is_blank (WorkspaceSplice *splice, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (strchr (" \t\r\n", splice->data[i]) == NULL)
      return FALSE;

  return TRUE;
}

void
workspace_splice_append_indent (GString *out, guint indent)
{
  for (guint i = 0; i < indent; i++)
    g_string_append_c (out, ' ');
}

gboolean
workspace_splice_is_flow (WorkspaceYamlNode *collection)
{
  return collection != NULL && collection->style == WORKSPACE_YAML_FLOW;
}

/* Writes what an alias names in place of the alias. */
static gboolean
append_flow (GString *out, WorkspaceYamlNode *node, guint depth)
{
  gboolean is_mapping;

  node = workspace_yaml_follow (node);
  if (out->len > MAX_FLOW || depth > WORKSPACE_YAML_MAX_DEPTH)
    return FALSE;
  if (node->kind == WORKSPACE_YAML_SCALAR)
    {
      WorkspaceScalarContext context = { .style = node->style,
                                         .is_flow = TRUE,
                                         .is_bare = node->style == WORKSPACE_YAML_PLAIN,
                                         .newline = "\n" };

      if (node->text == NULL)
        g_string_append (out, "null");
      else
        workspace_scalar_append (out, node->text, &context);
      return TRUE;
    }

  is_mapping = node->kind == WORKSPACE_YAML_MAPPING;
  g_string_append_c (out, is_mapping ? '{' : '[');
  for (WorkspaceYamlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child != node->children)
        g_string_append (out, ", ");
      if (is_mapping)
        {
          if (!append_flow (out, child->key, depth + 1))
            return FALSE;
          g_string_append (out, ": ");
        }
      if (!append_flow (out, child, depth + 1))
        return FALSE;
    }
  g_string_append_c (out, is_mapping ? '}' : ']');

  return TRUE;
}

static void
write_out_alias (WorkspaceYamlNode *node, gpointer user_data)
{
  WorkspaceSplice *splice = user_data;
  GString *text;

  if (node->kind != WORKSPACE_YAML_ALIAS || !splice->is_possible)
    return;

  text = g_string_new (NULL);
  splice->is_possible = append_flow (text, node, 0);
  workspace_splice_replace (splice, node->start, node->end, text);
}

typedef struct
{
  WorkspaceSplice *splice;
  gboolean is_cut; /* something is named that an edit touches */
} AliasCheck;

static void
check_alias (WorkspaceYamlNode *node, gpointer user_data)
{
  AliasCheck *check = user_data;
  GArray *edits = check->splice->edits;

  if (node->kind != WORKSPACE_YAML_ALIAS || check->is_cut)
    return;

  /* where what is named begins in front of the edit and ends behind it, its value changes, too */
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      if (edit->start <= node->target->end && edit->end >= node->target->props)
        check->is_cut = TRUE;
    }
}

static gboolean
is_alias_cut (WorkspaceSplice *splice)
{
  AliasCheck check = { splice, FALSE };

  workspace_yaml_foreach (splice->yaml, check_alias, &check);

  return check.is_cut;
}

static WorkspaceYaml *
apply (WorkspaceSplice *splice)
{
  g_autoptr (GString) out = g_string_sized_new (splice->len + 256);
  g_autoptr (GBytes) bytes = NULL;
  gsize at = 0;

  if (!splice->is_possible)
    return NULL;
  g_array_sort (splice->edits, edit_compare);
  for (guint i = 0; i < splice->edits->len; i++)
    {
      const Edit *edit = &g_array_index (splice->edits, Edit, i);

      if (edit->start < at || edit->end > splice->len)
        return NULL;
      g_string_append_len (out, splice->data + at, (gssize)(edit->start - at));
      g_string_append_len (out, edit->text->str, (gssize)edit->text->len);
      at = edit->end;
    }
  g_string_append_len (out, splice->data + at, (gssize)(splice->len - at));

  bytes = g_string_free_to_bytes (g_steal_pointer (&out));

  return workspace_yaml_parse (bytes, NULL);
}

static WorkspaceYaml *
write_out_aliases (WorkspaceYaml *yaml)
{
  WorkspaceSplice splice;
  WorkspaceYaml *result;

  splice_init (&splice, yaml);
  workspace_yaml_foreach (yaml, write_out_alias, &splice);
  result = apply (&splice);
  splice_clear (&splice);

  return result;
}

const char *
workspace_splice_get_cell (WorkspaceYamlNode *node, const char *column)
{
  node = workspace_yaml_follow (node);
  if (node == NULL)
    return NULL;
  if (node->kind == WORKSPACE_YAML_SCALAR)
    return strcmp (column, "value") == 0 ? node->text : NULL;

  node = workspace_yaml_follow (workspace_yaml_member (node, column));

  return node != NULL && node->kind == WORKSPACE_YAML_SCALAR ? node->text : NULL;
}

static gboolean
is_row_there (WorkspaceYaml *before, WorkspaceYamlNode *item, const Wish *wish, guint index)
{
  const WorkspaceSpliceRow *row = &wish->rows[index];
  WorkspaceYamlNode *origin;

  if (row->origin < 0)
    {
      for (guint i = 0; row->columns[i] != NULL; i += 2)
        if (g_strcmp0 (workspace_splice_get_cell (item, row->columns[i]), row->columns[i + 1]) != 0)
          return FALSE;
      return TRUE;
    }

  origin = workspace_yaml_item (workspace_yaml_find (before, wish->key), (guint)row->origin);
  origin = workspace_yaml_follow (origin);
  item = workspace_yaml_follow (item);
  if (origin == NULL || origin->kind != item->kind || origin->n_children != item->n_children)
    return FALSE;

  return origin->kind != WORKSPACE_YAML_SCALAR || g_strcmp0 (origin->text, item->text) == 0;
}

static gboolean
is_done (WorkspaceYaml *before, WorkspaceYaml *after, const Wish *wish)
{
  WorkspaceYamlNode *list;

  if (wish->rows == NULL && wish->column == NULL)
    return g_strcmp0 (workspace_yaml_get (after, wish->key), wish->text) == 0;

  list = workspace_yaml_follow (workspace_yaml_find (after, wish->key));
  if (wish->column != NULL)
    return g_strcmp0 (workspace_splice_get_cell (workspace_yaml_item (list, wish->index),
                                                 wish->column),
                      wish->text) == 0;

  if ((list == NULL ? 0 : list->n_children) != wish->n_rows)
    return FALSE;
  for (guint i = 0; i < wish->n_rows; i++)
    if (!is_row_there (before, workspace_yaml_item (list, i), wish, i))
      return FALSE;

  return TRUE;
}

/* Whatever form the file has: no other key may change with it. */
static gboolean
are_others_same (WorkspaceYaml *before, WorkspaceYaml *after, const char *path)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (before);
  WorkspaceYamlNode *other = workspace_yaml_get_root (after);
  gsize len = strcspn (path, ".");
  guint budget = 2 * WORKSPACE_YAML_MAX_NODES;

  if (root == NULL || root->kind != WORKSPACE_YAML_MAPPING)
    return TRUE;
  other = other == NULL ? NULL : other->children;
  for (WorkspaceYamlNode *value = root->children; value != NULL; value = value->next)
    {
      const char *key = value->key->text;

      if (key == NULL || (strlen (key) == len && strncmp (key, path, len) == 0))
        continue;
      /* in the same order */
      while (other != NULL && g_strcmp0 (other->key->text, key) != 0)
        other = other->next;
      if (!workspace_yaml_equal (value, other, &budget))
        return FALSE;
    }

  return TRUE;
}

static void
edit (WorkspaceSplice *splice, const Wish *wish)
{
  WorkspaceYamlNode *list;

  if (wish->rows != NULL)
    workspace_splice_edit_rows (splice, wish->key, wish->rows, wish->n_rows);
  else if (wish->column == NULL)
    workspace_splice_edit_path (splice, wish->key, wish->text);
  else
    {
      list = workspace_yaml_find (splice->yaml, wish->key);
      workspace_splice_edit_cell (splice, workspace_yaml_item (list, wish->index), wish->column,
                                  wish->text);
    }
}

static WorkspaceYaml *
attempt (WorkspaceYaml *yaml, const Wish *wish, gboolean is_double)
{
  g_autoptr (WorkspaceYaml) result = NULL;
  WorkspaceSplice splice;

  splice_init (&splice, yaml);
  splice.is_double = is_double;
  edit (&splice, wish);
  if (!is_alias_cut (&splice))
    result = apply (&splice);
  splice_clear (&splice);

  if (result == NULL || !is_done (yaml, result, wish) || !are_others_same (yaml, result, wish->key))
    return NULL;

  return g_steal_pointer (&result);
}

/* The text as it is; where aliases are in the way without them; where a reader of YAML takes a
 * scalar for something else all in double quotes. */
static WorkspaceYaml *
fulfil (WorkspaceYaml *yaml, const Wish *wish, GError **error)
{
  g_autoptr (WorkspaceYaml) plain = NULL;
  WorkspaceYaml *result = attempt (yaml, wish, FALSE);

  if (result == NULL)
    plain = write_out_aliases (yaml);
  if (plain != NULL)
    result = attempt (plain, wish, FALSE);
  if (plain != NULL && result == NULL)
    result = attempt (plain, wish, TRUE);

  if (result == NULL)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT,
                 "“%s” stands in the file in a form that cannot be changed here.", wish->key);

  return result;
}

WorkspaceYaml *
workspace_splice_set (WorkspaceYaml *yaml, const char *path, const char *text, GError **error)
{
  Wish wish = { .key = path, .text = text };

  return fulfil (yaml, &wish, error);
}

WorkspaceYaml *
workspace_splice_set_cell (WorkspaceYaml *yaml,
                           const char *key,
                           guint index,
                           const char *column,
                           const char *text,
                           GError **error)
{
  Wish wish = { .key = key, .column = column, .text = text, .index = index };

  return fulfil (yaml, &wish, error);
}

WorkspaceYaml *
workspace_splice_set_rows (WorkspaceYaml *yaml,
                           const char *key,
                           const WorkspaceSpliceRow *rows,
                           guint n_rows,
                           GError **error)
{
  static const WorkspaceSpliceRow none = { 0 };
  Wish wish = { .key = key, .rows = n_rows == 0 ? &none : rows, .n_rows = n_rows };

  return fulfil (yaml, &wish, error);
}
