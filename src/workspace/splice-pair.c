/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/splice-private.h"

#include "workspace/scalar-private.h"

#include <string.h>

/* The order in which the keys of a request are written where they are not there yet. */
static const char *const key_order[] = { "format", "id",           "type",        "name",
                                         "url",    "params",       "path-params", "headers",
                                         "auth",   "subprotocols", "settings",    "messages",
                                         "sort",   "docs" };

static int
key_rank (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_order); i++)
    if (g_strcmp0 (key_order[i], name) == 0)
      return (int)i;

  return -1;
}

static gboolean
is_bare (const char *name)
{
  return g_str_has_prefix (name, "settings.") || strcmp (name, "sort") == 0 ||
         strcmp (name, "format") == 0 || strcmp (name, "disabled") == 0;
}

void
workspace_splice_append_scalar (WorkspaceSplice *splice,
                                GString *out,
                                const char *name,
                                const char *text,
                                guint indent,
                                gboolean is_flow)
{
  WorkspaceScalarContext context = { .is_flow = is_flow,
                                     .is_bare = is_bare (name),
                                     .indent = indent,
                                     .newline = splice->newline };

  if (splice->is_double)
    workspace_scalar_append_double (out, text);
  else
    workspace_scalar_append (out, text, &context);
}

/* Where the colon behind the key of @value is, or where it would be. */
static gsize
find_colon (WorkspaceSplice *splice, WorkspaceYamlNode *value, gboolean *found)
{
  gsize at = value->key->end;

  while (at < splice->len && strchr (" \t", splice->data[at]) != NULL)
    at++;
  *found = at < splice->len && splice->data[at] == ':';

  return *found ? at : value->key->end;
}

gsize
workspace_splice_pair_end (WorkspaceSplice *splice, WorkspaceYamlNode *value)
{
  gboolean found;
  gsize colon;

  if (value->end > value->props)
    return value->end;
  colon = find_colon (splice, value, &found);

  return found ? colon + 1 : colon;
}

/* A block that ends the file needs a line break to end itself. */
static void
end_block (WorkspaceSplice *splice, GString *text, gsize end)
{
  if (end == splice->len && strchr (text->str, '\n') != NULL)
    g_string_append (text, splice->newline);
}

/* A comment behind the old value belongs behind the header of the block, or it would be text; one
 * behind the header of an old block stays behind the new value. */
static gsize
keep_comment (WorkspaceSplice *splice, WorkspaceYamlNode *value, gsize end, GString *text)
{
  const char *line_break = strstr (text->str, splice->newline);
  gsize line_end = workspace_splice_line_end (splice, end);
  gsize from = end;

  if (value->style == WORKSPACE_YAML_BLOCK)
    {
      from = value->start;
      line_end = workspace_splice_line_end (splice, from);
      while (from < line_end && splice->data[from] != ' ' && splice->data[from] != '\t')
        from++;
    }
  else if (line_break == NULL)
    return end;

  if (!workspace_splice_is_blank (splice, from, line_end))
    g_string_insert_len (text, line_break == NULL ? -1 : line_break - text->str,
                         splice->data + from, (gssize)(line_end - from));

  return value->style == WORKSPACE_YAML_BLOCK ? end : line_end;
}

static gboolean
is_flow_around (WorkspaceYamlNode *node)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (workspace_splice_is_flow (node))
      return TRUE;

  return FALSE;
}

static void
append_styled (WorkspaceSplice *splice,
               GString *out,
               WorkspaceYamlNode *value,
               const char *name,
               const char *text)
{
  WorkspaceScalarContext context = {
    .style = value->kind == WORKSPACE_YAML_SCALAR ? value->style : WORKSPACE_YAML_PLAIN,
    .is_flow = is_flow_around (value),
    .is_bare = is_bare (name),
    .indent = workspace_splice_column (splice, value->parent->start) + 2,
    .newline = splice->newline,
  };

  if (splice->is_double)
    workspace_scalar_append_double (out, text);
  else
    workspace_scalar_append (out, text, &context);
}

void
workspace_splice_replace_scalar (WorkspaceSplice *splice,
                                 WorkspaceYamlNode *value,
                                 const char *name,
                                 const char *text)
{
  GString *out = g_string_new (NULL);
  gsize start = value->props;
  gsize end = value->end;
  gboolean found = TRUE;

  if (value->key != NULL && (end <= start || value->style == WORKSPACE_YAML_INDENT))
    {
      start = find_colon (splice, value, &found);
      g_string_append (out, found ? " " : ": ");
      start += found ? 1 : 0;
      end = MAX (start, value->end);
      if (found && end == start && is_flow_around (value) && start < splice->len &&
          splice->data[start] == ' ')
        end++;
    }
  append_styled (splice, out, value, name, text);
  end = keep_comment (splice, value, end, out);
  end_block (splice, out, end);
  workspace_splice_replace (splice, start, end, out);
}

static void
remove_flow_pair (WorkspaceSplice *splice, WorkspaceYamlNode *value, WorkspaceYamlNode *previous)
{
  gsize start = value->key->props;
  gsize end = workspace_splice_pair_end (splice, value);

  if (value->next != NULL)
    end = value->next->key->props;
  else if (previous != NULL)
    start = workspace_splice_pair_end (splice, previous);

  workspace_splice_replace (splice, start, end, g_string_new (NULL));
}

static void
remove_block_pair (WorkspaceSplice *splice, WorkspaceYamlNode *value)
{
  gsize start = value->key->props;
  gsize end = workspace_splice_pair_end (splice, value);
  gsize line_start = workspace_splice_line_start (splice, start);

  if (!workspace_splice_is_blank (splice, line_start, start))
    {
      /* "- a: b": what follows moves up to the dash */
      if (value->next == NULL)
        splice->is_possible = FALSE;
      else
        workspace_splice_replace (splice, start, value->next->key->props, g_string_new (NULL));
      return;
    }

  end = workspace_splice_line_end (splice, end);
  if (end < splice->len && splice->data[end] == '\r')
    end++;
  if (end < splice->len)
    end++;
  workspace_splice_replace (splice, line_start, end, g_string_new (NULL));
}

static WorkspaceYamlNode *
find_previous (WorkspaceYamlNode *value)
{
  WorkspaceYamlNode *previous = NULL;

  for (WorkspaceYamlNode *child = value->parent->children; child != value; child = child->next)
    previous = child;

  return previous;
}

void
workspace_splice_remove_pair (WorkspaceSplice *splice, WorkspaceYamlNode *value)
{
  WorkspaceYamlNode *map = value->parent;

  if (map->n_children == 1 && map->key != NULL)
    workspace_splice_remove_pair (splice, map);
  else if (map->n_children == 1 && map->parent != NULL)
    workspace_splice_replace (splice, map->start, map->end, g_string_new ("{}"));
  else if (workspace_splice_is_flow (map))
    remove_flow_pair (splice, value, find_previous (value));
  else
    remove_block_pair (splice, value);
}

/* Behind which pair of the mapping @name belongs; NULL: in front of all. */
static WorkspaceYamlNode *
find_place (WorkspaceYamlNode *map, const char *name)
{
  WorkspaceYamlNode *best = NULL;
  WorkspaceYamlNode *last = NULL;
  int rank = key_rank (name);
  int best_rank = -1;

  for (WorkspaceYamlNode *child = map->children; child != NULL; child = child->next)
    {
      int child_rank = key_rank (child->key->text);

      last = child;
      if (child_rank > best_rank && child_rank < rank)
        {
          best = child;
          best_rank = child_rank;
        }
    }

  return map->parent == NULL && rank >= 0 ? best : last;
}

static void
insert_flow_pair (WorkspaceSplice *splice,
                  WorkspaceYamlNode *map,
                  WorkspaceYamlNode *place,
                  GString *pair)
{
  gsize at = place == NULL ? map->start + 1 : workspace_splice_pair_end (splice, place);

  if (place != NULL)
    g_string_prepend (pair, ", ");
  else if (map->n_children > 0)
    g_string_append (pair, ", ");
  workspace_splice_replace (splice, at, at, pair);
}

/* A block that ends with the file and not with a line break would get one more line break. */
static gboolean
is_open_end (WorkspaceSplice *splice, WorkspaceYamlNode *node)
{
  if (splice->len == 0 || splice->data[splice->len - 1] == '\n')
    return FALSE;
  while (node->children != NULL)
    for (node = node->children; node->next != NULL; node = node->next)
      continue;

  return node->style == WORKSPACE_YAML_BLOCK &&
         workspace_splice_line_end (splice, node->end) == splice->len;
}

static void
insert_block_pair (WorkspaceSplice *splice,
                   WorkspaceYamlNode *map,
                   WorkspaceYamlNode *place,
                   GString *pair)
{
  guint indent = workspace_splice_column (splice, map->start);
  g_autofree char *spaces = g_strnfill (indent, ' ');
  gsize at;

  if (place == NULL || is_open_end (splice, place))
    {
      at = (place == NULL ? map->children : place)->key->props;
      g_string_append (pair, splice->newline);
      g_string_append (pair, spaces);
    }
  else
    {
      at = workspace_splice_line_end (splice, workspace_splice_pair_end (splice, place));
      g_string_prepend (pair, spaces);
      g_string_prepend (pair, splice->newline);
      if (at == splice->len)
        g_string_append (pair, splice->newline);
    }
  workspace_splice_replace (splice, at, at, pair);
}

void
workspace_splice_insert_pair (WorkspaceSplice *splice,
                              WorkspaceYamlNode *map,
                              const char *name,
                              GString *pair)
{
  if (map == NULL)
    {
      if (splice->len > 0 && splice->data[splice->len - 1] != '\n')
        g_string_prepend (pair, splice->newline);
      g_string_append (pair, splice->newline);
      workspace_splice_replace (splice, splice->len, splice->len, pair);
    }
  else if (workspace_splice_is_flow (map))
    insert_flow_pair (splice, map, find_place (map, name), pair);
  else
    insert_block_pair (splice, map, find_place (map, name), pair);
}

typedef struct
{
  const char *path; /* the whole of it */
  const char *text;
  char **names; /* what of the path is not there yet */
  guint indent;
  gboolean is_flow;
} Nested;

/* Appends "auth:", its lines or brackets, and in them what is left of the path. */
static void
append_nested (WorkspaceSplice *splice, GString *out, Nested *nested)
{
  guint n_open = g_strv_length (nested->names) - 1;
  guint indent = nested->indent;

  for (guint i = 0; i < n_open; i++)
    {
      workspace_scalar_append_key (out, nested->names[i]);
      g_string_append (out, nested->is_flow ? ": {" : ":");
      indent += 2;
      if (!nested->is_flow)
        {
          g_string_append (out, splice->newline);
          workspace_splice_append_indent (out, indent);
        }
    }
  workspace_scalar_append_key (out, nested->names[n_open]);
  g_string_append (out, ": ");
  workspace_splice_append_scalar (splice, out, nested->path, nested->text, indent + 2,
                                  nested->is_flow);
  for (guint i = 0; nested->is_flow && i < n_open; i++)
    g_string_append_c (out, '}');
}

static void
insert_nested (WorkspaceSplice *splice, WorkspaceYamlNode *map, Nested *nested)
{
  GString *pair = g_string_new (NULL);

  nested->is_flow = map != NULL && (workspace_splice_is_flow (map) || is_flow_around (map));
  nested->indent = map == NULL ? 0 : workspace_splice_column (splice, map->start);
  append_nested (splice, pair, nested);
  workspace_splice_insert_pair (splice, map, nested->names[0], pair);
}

/* In place of what is no mapping. */
static void
replace_nested (WorkspaceSplice *splice, WorkspaceYamlNode *value, Nested *nested)
{
  gboolean found;
  gsize colon = find_colon (splice, value, &found);
  gsize start = MAX (value->props, colon + 1);
  gsize end = MAX (value->end, start);
  GString *pair;

  if (!found)
    {
      splice->is_possible = FALSE;
      return;
    }

  pair = g_string_new (NULL);
  nested->is_flow = is_flow_around (value);
  nested->indent = workspace_splice_column (splice, value->parent->start) + 2;
  if (nested->is_flow)
    {
      g_string_append (pair, start == value->props ? "{" : " {");
      append_nested (splice, pair, nested);
      g_string_append_c (pair, '}');
      workspace_splice_replace (splice, start, end, pair);
      return;
    }

  g_string_append (pair, splice->newline);
  workspace_splice_append_indent (pair, nested->indent);
  append_nested (splice, pair, nested);
  if (end > start)
    workspace_splice_replace (splice, start, end, g_string_new (NULL));
  end = workspace_splice_line_end (splice, end);
  end_block (splice, pair, end);
  workspace_splice_replace (splice, end, end, pair);
}

void
workspace_splice_set_member (WorkspaceSplice *splice,
                             WorkspaceYamlNode *map,
                             const char *name,
                             const char *text)
{
  WorkspaceYamlNode *value = workspace_yaml_member (map, name);
  char *names[] = { (char *)name, NULL };
  Nested nested = { .path = name, .text = text, .names = names };

  if (value == NULL && text != NULL)
    insert_nested (splice, map, &nested);
  else if (value != NULL && text != NULL)
    workspace_splice_replace_scalar (splice, value, name, text);
  else if (value != NULL)
    workspace_splice_remove_pair (splice, value);
}

static gboolean
is_null (WorkspaceYamlNode *node)
{
  return node == NULL || (node->kind == WORKSPACE_YAML_SCALAR && node->text == NULL);
}

/* Goes down the path as far as it is there. Returns: the value at its end or, with names left, what
 * stands there that is no mapping; NULL: nothing is in @map under the next name. */
static WorkspaceYamlNode *
walk (WorkspaceSplice *splice, WorkspaceYamlNode **map, Nested *nested)
{
  WorkspaceYamlNode *value = workspace_yaml_member (*map, nested->names[0]);

  while (value != NULL && nested->names[1] != NULL && value->kind == WORKSPACE_YAML_MAPPING)
    {
      *map = value;
      nested->names++;
      value = workspace_yaml_member (*map, nested->names[0]);
    }
  /* what the alias names is not meant */
  if (value != NULL && value->kind == WORKSPACE_YAML_ALIAS && nested->names[1] != NULL)
    splice->is_possible = FALSE;

  return value;
}

static void
edit_value (WorkspaceSplice *splice, WorkspaceYamlNode *value, Nested *nested)
{
  gboolean is_end = nested->names[1] == NULL;

  if (is_end && nested->text == NULL)
    workspace_splice_remove_pair (splice, value);
  else if (is_end)
    workspace_splice_replace_scalar (splice, value, nested->path, nested->text);
  else if (nested->text != NULL)
    {
      nested->names++;
      replace_nested (splice, value, nested);
    }
}

void
workspace_splice_edit_path (WorkspaceSplice *splice, const char *path, const char *text)
{
  g_auto (GStrv) names = g_strsplit (path, ".", WORKSPACE_YAML_MAX_DEPTH);
  Nested nested = { .path = path, .text = text, .names = names };
  WorkspaceYamlNode *map = workspace_yaml_get_root (splice->yaml);
  WorkspaceYamlNode *value;

  if (is_null (map))
    map = NULL;
  else if (map->kind != WORKSPACE_YAML_MAPPING)
    splice->is_possible = FALSE;
  value = walk (splice, &map, &nested);
  if (!splice->is_possible)
    return;

  if (value != NULL)
    edit_value (splice, value, &nested);
  else if (text != NULL)
    insert_nested (splice, map, &nested);
}
