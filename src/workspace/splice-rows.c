/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/splice-private.h"

#include "workspace/scalar-private.h"

#include <string.h>

/* Where one item stands: [start, end) are whole lines in a list by indentation, with the comments
 * above; between brackets the item with the white space and comments round it, without commas. */
typedef struct
{
  gsize start;
  gsize dash;
  gsize end;
} Slot;

/* Lists whose items are plain texts. */
static gboolean
is_plain_list (const char *key)
{
  return strcmp (key, "subprotocols") == 0;
}

static gboolean
is_plain_row (const char *key, const WorkspaceSpliceRow *row)
{
  return is_plain_list (key) && row->columns[0] != NULL && row->columns[2] == NULL &&
         strcmp (row->columns[0], "value") == 0 && row->columns[1] != NULL;
}

static void
append_flow_row (WorkspaceSplice *splice,
                 GString *out,
                 const char *key,
                 const WorkspaceSpliceRow *row)
{
  if (is_plain_row (key, row))
    {
      workspace_splice_append_scalar (splice, out, key, row->columns[1], 0, TRUE);
      return;
    }

  g_string_append_c (out, '{');
  for (guint i = 0, n = 0; row->columns[i] != NULL; i += 2)
    {
      if (row->columns[i + 1] == NULL)
        continue;
      if (n++ > 0)
        g_string_append (out, ", ");
      workspace_scalar_append_key (out, row->columns[i]);
      g_string_append (out, ": ");
      workspace_splice_append_scalar (splice, out, row->columns[i], row->columns[i + 1], 0, TRUE);
    }
  g_string_append_c (out, '}');
}

/* Appends "- name: ..." with all its lines and a line break at the end. */
static void
append_block_row (WorkspaceSplice *splice,
                  GString *out,
                  const char *key,
                  const WorkspaceSpliceRow *row,
                  guint indent)
{
  guint n = 0;

  workspace_splice_append_indent (out, indent);
  g_string_append (out, "- ");
  for (guint i = 0; row->columns[i] != NULL && !is_plain_row (key, row); i += 2)
    {
      if (row->columns[i + 1] == NULL)
        continue;
      if (n++ > 0)
        {
          g_string_append (out, splice->newline);
          workspace_splice_append_indent (out, indent + 2);
        }
      workspace_scalar_append_key (out, row->columns[i]);
      g_string_append (out, ": ");
      workspace_splice_append_scalar (splice, out, row->columns[i], row->columns[i + 1], indent + 4,
                                      FALSE);
    }
  if (n == 0)
    append_flow_row (splice, out, key, row);
  g_string_append (out, splice->newline);
}

/* Behind the line break of the line of @at. */
static gsize
next_line (WorkspaceSplice *splice, gsize at)
{
  const char *end = memchr (splice->data + at, '\n', splice->len - at);

  return end == NULL ? splice->len : (gsize)(end - splice->data) + 1;
}

static gsize
skip_blank (WorkspaceSplice *splice, gsize at)
{
  while (at < splice->len && strchr (" \t\r", splice->data[at]) != NULL)
    at++;

  return at;
}

/* The dash of the next item at or below the line that begins at @at. */
static gsize
find_dash (WorkspaceSplice *splice, gsize at)
{
  while (at < splice->len)
    {
      gsize text = skip_blank (splice, at);

      if (text < splice->len && splice->data[text] == '-')
        return text;
      if (text < splice->len && splice->data[text] != '#' && splice->data[text] != '\n')
        break;
      at = next_line (splice, at);
    }
  splice->is_possible = FALSE;

  return splice->len;
}

static GArray *
find_block_slots (WorkspaceSplice *splice, WorkspaceYamlNode *list)
{
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (Slot));
  Slot slot = { .dash = list->start };

  slot.start = workspace_splice_line_start (splice, list->start);
  if (!workspace_splice_is_blank (splice, slot.start, slot.dash))
    splice->is_possible = FALSE;
  if (list->key != NULL && list->props == list->start)
    slot.start = MIN (slot.start, next_line (splice, list->key->end));

  for (WorkspaceYamlNode *item = list->children; item != NULL; item = item->next)
    {
      slot.end = next_line (splice, MAX (item->end, slot.dash + 1));
      g_array_append_val (slots, slot);
      if (item->next != NULL)
        slot = (Slot){ .start = slot.end, .dash = find_dash (splice, slot.end) };
    }

  return slots;
}

static void
edit_block_list (WorkspaceSplice *splice,
                 WorkspaceYamlNode *list,
                 const WorkspaceSpliceRow *rows,
                 guint n_rows)
{
  g_autoptr (GArray) slots = find_block_slots (splice, list);
  guint indent = workspace_splice_column (splice, list->start);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      const Slot *slot;

      if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append (out, splice->newline);
      if (rows[i].origin < 0)
        {
          append_block_row (splice, out, list->key->text, &rows[i], indent);
          continue;
        }
      slot = &g_array_index (slots, Slot, (guint)rows[i].origin);
      g_string_append_len (out, splice->data + slot->start, (gssize)(slot->end - slot->start));
    }

  workspace_splice_replace (splice, g_array_index (slots, Slot, 0).start,
                            g_array_index (slots, Slot, slots->len - 1).end, out);
}

/* Over white space, line breaks and comments. */
static gsize
skip_trivia (WorkspaceSplice *splice, gsize at)
{
  while (at < splice->len)
    if (splice->data[at] == '#')
      at = next_line (splice, at);
    else if (strchr (" \t\r\n", splice->data[at]) != NULL)
      at++;
    else
      break;

  return at;
}

/* Returns: the next line when nothing but a comment is left of this one, else @at. */
static gsize
rest_of_line (WorkspaceSplice *splice, gsize at)
{
  gsize rest = skip_blank (splice, at);

  if (rest < splice->len && (splice->data[rest] == '\n' || splice->data[rest] == '#'))
    return next_line (splice, rest);

  return at;
}

/* @dash is where the item ends; @end is behind its comma and what stands there on the same line. */
static GArray *
find_flow_slots (WorkspaceSplice *splice, WorkspaceYamlNode *list)
{
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (Slot));
  gsize start = rest_of_line (splice, list->start + 1);

  for (WorkspaceYamlNode *item = list->children; item != NULL; item = item->next)
    {
      Slot slot = { .start = start, .dash = item->end, .end = item->end };
      gsize comma = skip_trivia (splice, item->end);

      if (comma < splice->len && splice->data[comma] == ',')
        slot.end = comma + 1;
      slot.end = rest_of_line (splice, slot.end);
      g_array_append_val (slots, slot);
      start = slot.end;
    }

  return slots;
}

/* Without its comma: that depends on the place. */
static void
append_flow_slot (WorkspaceSplice *splice, GString *out, const Slot *slot, gboolean is_last)
{
  const char *comma = memchr (splice->data + slot->dash, ',', slot->end - slot->dash);
  gsize at = skip_trivia (splice, slot->dash);
  gsize rest = slot->dash;

  if (out->len > 0 && strchr (" \n", out->str[out->len - 1]) == NULL &&
      strchr (" \t\r\n", splice->data[slot->start]) == NULL)
    g_string_append_c (out, ' ');
  g_string_append_len (out, splice->data + slot->start, (gssize)(slot->dash - slot->start));
  if (comma != NULL && at < slot->end && splice->data[at] == ',')
    {
      g_string_append_len (out, splice->data + rest, (gssize)(at - rest));
      rest = at + 1;
    }
  if (!is_last)
    g_string_append_c (out, ',');
  g_string_append_len (out, splice->data + rest, (gssize)(slot->end - rest));
}

static void
append_new_flow_row (WorkspaceSplice *splice,
                     GString *out,
                     WorkspaceYamlNode *list,
                     const WorkspaceSpliceRow *row,
                     gboolean is_last)
{
  gboolean is_line = out->len == 0 ? rest_of_line (splice, list->start + 1) > list->start + 1
                                   : out->str[out->len - 1] == '\n';

  if (is_line && list->children != NULL)
    workspace_splice_append_indent (out, workspace_splice_column (splice, list->children->props));
  else if (out->len > 0)
    g_string_append_c (out, ' ');
  append_flow_row (splice, out, list->key->text, row);
  if (!is_last)
    g_string_append_c (out, ',');
  if (is_line)
    g_string_append (out, splice->newline);
}

static void
edit_flow_list (WorkspaceSplice *splice,
                WorkspaceYamlNode *list,
                const WorkspaceSpliceRow *rows,
                guint n_rows)
{
  g_autoptr (GArray) slots = find_flow_slots (splice, list);
  gsize start = list->start + 1;
  gsize end = start;
  GString *out = g_string_new (NULL);

  if (slots->len > 0)
    {
      start = g_array_index (slots, Slot, 0).start;
      end = g_array_index (slots, Slot, slots->len - 1).end;
    }
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].origin < 0)
      append_new_flow_row (splice, out, list, &rows[i], i + 1 == n_rows);
    else
      append_flow_slot (splice, out, &g_array_index (slots, Slot, (guint)rows[i].origin),
                        i + 1 == n_rows);

  /* the first one stands behind the bracket as the first one stood */
  if (start == list->start + 1 && out->len > 0 && out->str[0] == ' ' && splice->data[start] != ' ')
    g_string_erase (out, 0, 1);
  workspace_splice_replace (splice, start, end, out);
}

static GString *
make_list (WorkspaceSplice *splice,
           const char *key,
           const WorkspaceSpliceRow *rows,
           guint n_rows,
           guint indent)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    append_block_row (splice, out, key, &rows[i], indent);
  g_string_truncate (out, out->len - strlen (splice->newline));
  g_string_prepend (out, splice->newline);

  return out;
}

static GString *
make_flow_list (WorkspaceSplice *splice,
                const char *key,
                const WorkspaceSpliceRow *rows,
                guint n_rows)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < n_rows; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_flow_row (splice, out, key, &rows[i]);
    }

  return g_string_append_c (out, ']');
}

static void
insert_list (WorkspaceSplice *splice, const char *key, const WorkspaceSpliceRow *rows, guint n_rows)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (splice->yaml);
  guint indent = 2;
  GString *pair;

  if (root != NULL && root->kind == WORKSPACE_YAML_SCALAR && root->text == NULL)
    root = NULL;
  if (root != NULL)
    indent += workspace_splice_column (splice, root->start);
  if (workspace_splice_is_flow (root))
    {
      pair = make_flow_list (splice, key, rows, n_rows);
      g_string_prepend_c (pair, ' ');
    }
  else
    pair = make_list (splice, key, rows, n_rows, indent);

  g_string_prepend_c (pair, ':');
  g_string_prepend (pair, key);
  workspace_splice_insert_pair (splice, root, key, pair);
}

/* In place of [] or nothing. */
static void
fill_list (WorkspaceSplice *splice,
           WorkspaceYamlNode *list,
           const WorkspaceSpliceRow *rows,
           guint n_rows)
{
  gsize end = workspace_splice_pair_end (splice, list);
  const char *key = list->key->text;
  GString *out;

  if (workspace_splice_is_flow (list->parent))
    {
      out = make_flow_list (splice, key, rows, n_rows);
      if (list->end == list->props)
        g_string_prepend_c (out, ' ');
      workspace_splice_replace (splice, list->end == list->props ? end : list->props, end, out);
      return;
    }

  if (list->end > list->props)
    workspace_splice_replace (splice, list->props, list->end, g_string_new (NULL));
  end = workspace_splice_line_end (splice, end);
  out = make_list (splice, key, rows, n_rows,
                   workspace_splice_column (splice, list->parent->start) + 2);
  if (end == splice->len)
    g_string_append (out, splice->newline);
  workspace_splice_replace (splice, end, end, out);
}

static void
edit_list (WorkspaceSplice *splice,
           WorkspaceYamlNode *list,
           const WorkspaceSpliceRow *rows,
           guint n_rows)
{
  gboolean is_null = list->kind == WORKSPACE_YAML_SCALAR && list->text == NULL;

  if (!is_null && list->kind != WORKSPACE_YAML_SEQUENCE)
    splice->is_possible = FALSE;
  else if (n_rows == 0)
    workspace_splice_remove_pair (splice, list);
  else if (is_null || (list->n_children == 0 && !workspace_splice_is_flow (list->parent)))
    fill_list (splice, list, rows, n_rows);
  else if (workspace_splice_is_flow (list))
    edit_flow_list (splice, list, rows, n_rows);
  else
    edit_block_list (splice, list, rows, n_rows);
}

void
workspace_splice_edit_rows (WorkspaceSplice *splice,
                            const char *key,
                            const WorkspaceSpliceRow *rows,
                            guint n_rows)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (splice->yaml);
  WorkspaceYamlNode *list = workspace_yaml_member (root, key);

  if (root != NULL && root->kind != WORKSPACE_YAML_MAPPING &&
      (root->kind != WORKSPACE_YAML_SCALAR || root->text != NULL))
    splice->is_possible = FALSE;
  else if (list != NULL)
    edit_list (splice, list, rows, n_rows);
  else if (n_rows > 0)
    insert_list (splice, key, rows, n_rows);
}

/* "text" becomes {value: text, column: ...}. */
static void
widen_item (WorkspaceSplice *splice, WorkspaceYamlNode *item, const char *column, const char *text)
{
  const char *columns[] = { "value", item->text, column, text, NULL };
  WorkspaceSpliceRow row = { -1, columns };
  GString *out = g_string_new (NULL);

  if (item->text == NULL || item->end == item->start)
    splice->is_possible = FALSE;
  append_flow_row (splice, out, "", &row);
  workspace_splice_replace (splice, item->props, item->end, out);
}

void
workspace_splice_edit_cell (WorkspaceSplice *splice,
                            WorkspaceYamlNode *item,
                            const char *column,
                            const char *text)
{
  gboolean is_scalar = item != NULL && item->kind == WORKSPACE_YAML_SCALAR;

  if (is_scalar && strcmp (column, "value") != 0)
    widen_item (splice, item, column, text);
  else if (item == NULL || item->kind == WORKSPACE_YAML_ALIAS ||
           item->kind == WORKSPACE_YAML_SEQUENCE ||
           (is_scalar && (text == NULL || item->start == item->end)))
    splice->is_possible = FALSE;
  else if (is_scalar)
    workspace_splice_replace_scalar (splice, item, column, text);
  else
    workspace_splice_set_member (splice, item, column, text);
}
