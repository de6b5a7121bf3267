/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace.h"
#include "workspace/yaml-private.h"

#include <libfyaml.h>
#include <string.h>

/* Blocks are about as large as the file, so that small files make small trees. */
#define ARENA_MIN 1024
#define ARENA_MAX 65536

struct _WorkspaceYaml
{
  GBytes *bytes;
  GPtrArray *arena; /* blocks that all nodes and texts lie in */
  gsize arena_used;
  gsize arena_size;
  WorkspaceYamlNode *root;
  guint n_nodes;
};

typedef struct
{
  WorkspaceYaml *yaml;
  GHashTable *anchors; /* name -> the last node that had it */
  GHashTable *keys;    /* set of the keys met, of all mappings: WorkspaceYamlNode */
  GArray *tails;       /* of each open collection the last child: WorkspaceYamlNode * */
  const char *data;
  gsize len;
  gsize cursor; /* behind the last token */
  GError **error;

  /* borrowed */
  WorkspaceYamlNode *parent; /* the innermost open collection */
  WorkspaceYamlNode *key;    /* of the mapping, waiting for its value */
  struct fy_parser *parser;
} Reader;

static gpointer
arena_alloc (WorkspaceYaml *yaml, gsize size)
{
  char *block;

  size = (size + 7) & ~(gsize)7;
  if (yaml->arena_used + size > yaml->arena_size)
    {
      yaml->arena_size = MAX (size, CLAMP (g_bytes_get_size (yaml->bytes), ARENA_MIN, ARENA_MAX));
      yaml->arena_used = 0;
      g_ptr_array_add (yaml->arena, g_malloc (yaml->arena_size));
    }

  block = g_ptr_array_index (yaml->arena, yaml->arena->len - 1);
  block += yaml->arena_used;
  yaml->arena_used += size;

  return block;
}

static const char *
arena_text (WorkspaceYaml *yaml, const char *text, gsize len)
{
  char *copy = arena_alloc (yaml, len + 1);

  memcpy (copy, text, len);
  copy[len] = '\0';

  return copy;
}

static void
locate (const char *data, gsize offset, guint *line, guint *column)
{
  const char *start = data;

  *line = 1;
  for (const char *p = data; p < data + offset; p++)
    if (*p == '\n')
      {
        (*line)++;
        start = p + 1;
      }
  *column = (guint)g_utf8_strlen (start, data + offset - start) + 1;
}

static gboolean G_GNUC_PRINTF (3, 4) fail (Reader *reader, gsize offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line, column;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  locate (reader->data, MIN (offset, reader->len), &line, &column);
  g_set_error (reader->error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT, "line %u, column %u: %s",
               line, column, message);

  return FALSE;
}

static gboolean
is_null (const char *text, gsize len)
{
  static const char *const names[] = { "", "~", "null", "Null", "NULL" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == len && memcmp (names[i], text, len) == 0)
      return TRUE;

  return FALSE;
}

/* From @offset over white space, comments and the indicators between a key and its value. */
static gsize
skip_to_value (Reader *reader, gsize offset)
{
  while (offset < reader->len)
    {
      char c = reader->data[offset];

      if (c == '#' && offset > 0 && strchr (" \t\n\r", reader->data[offset - 1]) != NULL)
        while (offset < reader->len && reader->data[offset] != '\n')
          offset++;
      else if (strchr (" \t\n\r:-?,", c) != NULL)
        offset++;
      else
        break;
    }

  return offset;
}

static gboolean
has_keep (Reader *reader, gsize header, gsize header_end)
{
  for (gsize i = header; i < header_end && reader->data[i] != ' '; i++)
    if (reader->data[i] == '+')
      return TRUE;

  return FALSE;
}

static gsize
trim_one (Reader *reader, gsize start, gsize end, char c)
{
  return end > start && reader->data[end - 1] == c ? end - 1 : end;
}

/* The parser's mark runs into the blank and comment lines behind the text; the end that we want is
 * in front of the last line break of the text. */
static gsize
trim_block (Reader *reader, gsize header, gsize end)
{
  const char *line_end = memchr (reader->data + header, '\n', reader->len - header);
  gsize header_end = line_end == NULL ? reader->len : (gsize)(line_end - reader->data);
  const char *trimmed = has_keep (reader, header, header_end) ? " \t" : " \t\r\n";

  while (end > header_end && strchr (trimmed, reader->data[end - 1]) != NULL)
    end--;
  end = trim_one (reader, header_end, end, '\n');
  end = trim_one (reader, header_end, end, '\r');

  return end > header_end ? end : trim_one (reader, header, header_end, '\r');
}

/* Returns: FALSE: the token has no place, because there is nothing of it in the file. */
static gboolean
get_place (struct fy_token *token, gsize *start, gsize *end)
{
  const struct fy_mark *first = token == NULL ? NULL : fy_token_start_mark (token);
  const struct fy_mark *last = token == NULL ? NULL : fy_token_end_mark (token);

  if (first == NULL || last == NULL)
    return FALSE;
  *start = first->input_pos;
  *end = last->input_pos;

  return TRUE;
}

static void
place_scalar (Reader *reader, WorkspaceYamlNode *node, struct fy_token *token)
{
  enum fy_scalar_style style = FYSS_PLAIN;
  gsize start = reader->cursor;
  gsize end = reader->cursor;

  if (get_place (token, &start, &end))
    style = fy_token_scalar_style (token);

  if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED)
    {
      node->style = style == FYSS_SINGLE_QUOTED ? WORKSPACE_YAML_SINGLE : WORKSPACE_YAML_DOUBLE;
      start--;
      end++;
    }
  else if (style == FYSS_LITERAL || style == FYSS_FOLDED)
    {
      node->style = WORKSPACE_YAML_BLOCK;
      start = skip_to_value (reader, reader->cursor);
      end = trim_block (reader, start, end);
    }
  node->start = (guint32)start;
  node->end = (guint32)end;
}

static void
read_scalar (Reader *reader, WorkspaceYamlNode *node, struct fy_token *token)
{
  const char *text = "";
  gsize len = 0;

  place_scalar (reader, node, token);
  if (node->style == WORKSPACE_YAML_PLAIN)
    {
      text = reader->data + node->start;
      len = node->end - node->start;
    }
  /* the text is what stands there, but where there is something to fold or to unescape */
  if (token != NULL && (node->style != WORKSPACE_YAML_PLAIN || memchr (text, '\n', len) != NULL))
    text = fy_token_get_text (token, &len);
  if (text == NULL)
    text = "";
  if (node->style != WORKSPACE_YAML_PLAIN || !is_null (text, len))
    node->text = arena_text (reader->yaml, text, len);
}

static gboolean
is_inside (WorkspaceYamlNode *node, WorkspaceYamlNode *ancestor)
{
  for (; node != NULL; node = node->parent)
    if (node == ancestor)
      return TRUE;

  return FALSE;
}

static gboolean
read_alias (Reader *reader, WorkspaceYamlNode *node, struct fy_token *token)
{
  g_autofree char *name = NULL;
  gsize start, end;

  if (!get_place (token, &start, &end) || start == 0)
    return fail (reader, reader->cursor, "an alias without a name");

  name = g_strndup (reader->data + start, end - start);
  node->start = (guint32)start - 1;
  node->end = (guint32)end;
  node->target = g_hash_table_lookup (reader->anchors, name);
  if (node->target == NULL)
    return fail (reader, node->start, "“*%s” names nothing", name);
  if (is_inside (reader->parent, node->target))
    return fail (reader, node->start, "“*%s” refers to what it lies in", name);

  return TRUE;
}

static void
read_props (Reader *reader, WorkspaceYamlNode *node, struct fy_token *anchor, struct fy_token *tag)
{
  gsize start, end;

  if (get_place (anchor, &start, &end) && start > 0)
    {
      node->props = (guint32)start - 1;
      reader->cursor = MAX (reader->cursor, end);
      g_hash_table_insert (reader->anchors, g_strndup (reader->data + start, end - start), node);
    }
  if (get_place (tag, &start, &end))
    {
      node->props = MIN (node->props, (guint32)start);
      reader->cursor = MAX (reader->cursor, end);
    }
}

static guint
key_hash (gconstpointer data)
{
  const WorkspaceYamlNode *key = data;

  return g_direct_hash (key->parent) ^ g_str_hash (key->text);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const WorkspaceYamlNode *key_a = a;
  const WorkspaceYamlNode *key_b = b;

  return key_a->parent == key_b->parent && strcmp (key_a->text, key_b->text) == 0;
}

static gboolean
check_key (Reader *reader, WorkspaceYamlNode *key)
{
  if (key->text != NULL && !g_hash_table_add (reader->keys, key))
    return fail (reader, key->start, "“%s” is there twice", key->text);

  return TRUE;
}

/* Hangs @node into the tree: as the document, an item, a key or the value of the last key. */
static gboolean
attach (Reader *reader, WorkspaceYamlNode *node)
{
  WorkspaceYamlNode *parent = reader->parent;
  WorkspaceYamlNode **tail;

  node->parent = parent;
  if (parent == NULL)
    {
      reader->yaml->root = node;
      return TRUE;
    }
  if (parent->kind == WORKSPACE_YAML_MAPPING && reader->key == NULL)
    {
      reader->key = node;
      return check_key (reader, node);
    }

  node->key = g_steal_pointer (&reader->key);
  tail = &g_array_index (reader->tails, WorkspaceYamlNode *, reader->tails->len - 1);
  if (*tail == NULL)
    parent->children = node;
  else
    (*tail)->next = node;
  *tail = node;
  parent->n_children++;

  return TRUE;
}

static void
open_collection (Reader *reader, WorkspaceYamlNode *node, struct fy_token *token)
{
  WorkspaceYamlNode *none = NULL;
  gsize start = reader->cursor;
  gsize end = start;

  get_place (token, &start, &end);
  node->style = end > start ? WORKSPACE_YAML_FLOW : WORKSPACE_YAML_INDENT;
  node->start = node->end = (guint32)start;
  g_array_append_val (reader->tails, none);
}

static void
close_collection (Reader *reader, struct fy_token *token)
{
  WorkspaceYamlNode *node = reader->parent;
  WorkspaceYamlNode *last = g_array_index (reader->tails, WorkspaceYamlNode *,
                                           reader->tails->len - 1);
  gsize start = reader->cursor;
  gsize end = reader->cursor;

  get_place (token, &start, &end);
  if (node->style == WORKSPACE_YAML_FLOW)
    node->end = (guint32)end;
  else if (last != NULL)
    node->end = MAX (last->end, last->key == NULL ? 0 : last->key->end);

  g_array_set_size (reader->tails, reader->tails->len - 1);
  reader->parent = node->parent;
  reader->cursor = MAX (reader->cursor, node->end);
  /* a collection that is itself a key has its value still to come */
  reader->key = NULL;
  if (node->parent != NULL && node->parent->kind == WORKSPACE_YAML_MAPPING && node->key == NULL)
    reader->key = node;
}

static gboolean
read_node (Reader *reader, struct fy_event *event)
{
  WorkspaceYamlNode *node;
  gboolean is_collection = FALSE;

  if (++reader->yaml->n_nodes > WORKSPACE_YAML_MAX_NODES)
    return fail (reader, reader->cursor, "more than %d values", WORKSPACE_YAML_MAX_NODES);
  if (reader->tails->len >= WORKSPACE_YAML_MAX_DEPTH)
    return fail (reader, reader->cursor, "nested deeper than %d", WORKSPACE_YAML_MAX_DEPTH);

  node = arena_alloc (reader->yaml, sizeof *node);
  *node = (WorkspaceYamlNode){ .props = G_MAXUINT32 };

  if (event->type == FYET_SCALAR)
    {
      read_props (reader, node, event->scalar.anchor, event->scalar.tag);
      read_scalar (reader, node, event->scalar.value);
    }
  else if (event->type == FYET_ALIAS)
    {
      node->kind = WORKSPACE_YAML_ALIAS;
      if (!read_alias (reader, node, event->alias.anchor))
        return FALSE;
    }
  else
    {
      is_collection = TRUE;
      node->kind = event->type == FYET_MAPPING_START ? WORKSPACE_YAML_MAPPING
                                                     : WORKSPACE_YAML_SEQUENCE;
      if (event->type == FYET_MAPPING_START)
        read_props (reader, node, event->mapping_start.anchor, event->mapping_start.tag);
      else
        read_props (reader, node, event->sequence_start.anchor, event->sequence_start.tag);
    }

  if (!attach (reader, node))
    return FALSE;
  if (is_collection)
    {
      open_collection (reader, node,
                       event->type == FYET_MAPPING_START ? event->mapping_start.mapping_start
                                                         : event->sequence_start.sequence_start);
      reader->parent = node;
      reader->key = NULL;
    }
  node->props = MIN (node->props, node->start);
  reader->cursor = MAX (reader->cursor, is_collection ? node->start : node->end);

  return TRUE;
}

static gboolean
check_document (Reader *reader, struct fy_token *token)
{
  gsize start = reader->cursor;
  gsize end;

  if (reader->yaml->root == NULL)
    return TRUE;
  get_place (token, &start, &end);

  return fail (reader, start, "a second document begins here");
}

static gboolean
read_event (Reader *reader, struct fy_event *event)
{
  switch (event->type)
    {
    case FYET_SCALAR:
    case FYET_ALIAS:
    case FYET_MAPPING_START:
    case FYET_SEQUENCE_START:
      return read_node (reader, event);
    case FYET_MAPPING_END:
      close_collection (reader, event->mapping_end.mapping_end);
      return TRUE;
    case FYET_SEQUENCE_END:
      close_collection (reader, event->sequence_end.sequence_end);
      return TRUE;
    case FYET_DOCUMENT_START:
      return check_document (reader, event->document_start.document_start);
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_END:
    default:
      return TRUE;
    }
}

static gboolean
fail_parser (Reader *reader, struct fy_diag *diag)
{
  void *iter = NULL;
  struct fy_diag_error *found = fy_diag_errors_iterate (diag, &iter);

  if (found == NULL || found->msg == NULL)
    return fail (reader, reader->cursor, "this is not YAML");

  g_set_error (reader->error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT, "line %d, column %d: %s",
               MAX (found->line, 1), MAX (found->column, 1), found->msg);

  return FALSE;
}

static gboolean
read_events (Reader *reader, struct fy_diag *diag)
{
  struct fy_event *event;
  gboolean ok = TRUE;

  if (fy_parser_set_string (reader->parser, reader->data, reader->len) != 0)
    return fail_parser (reader, diag);

  while (ok && (event = fy_parser_parse (reader->parser)) != NULL)
    {
      ok = read_event (reader, event);
      fy_parser_event_free (reader->parser, event);
    }
  if (ok && fy_parser_get_stream_error (reader->parser))
    return fail_parser (reader, diag);

  return ok;
}

static void
swallow (struct fy_diag *diag, void *user, const char *buf, size_t len)
{
}

/* libfyaml writes to stderr, FYPCF_QUIET or not, unless it has a diag of its own. */
static struct fy_diag *
make_diag (void)
{
  struct fy_diag_cfg config;
  struct fy_diag *diag;

  fy_diag_cfg_default (&config);
  config.fp = NULL;
  config.output_fn = swallow;
  config.level = FYET_ERROR;
  config.colorize = false;
  diag = fy_diag_create (&config);
  fy_diag_set_collect_errors (diag, true);

  return diag;
}

/* libfyaml 0.7.12 puts a simple key into its list of spare ones twice when a tab follows the ":" of
 * a "?" key: destroying the parser then frees it twice. Where that can have happened a few kB stay
 * behind instead. */
static gboolean
may_destroy (Reader *reader, gboolean ok)
{
  return ok || memchr (reader->data, '\t', reader->len) == NULL ||
         memchr (reader->data, '?', reader->len) == NULL;
}

static gboolean
read_document (Reader *reader)
{
  struct fy_diag *diag = make_diag ();
  /* a closing bracket at the left edge is common, though the specification forbids it */
  struct fy_parse_cfg config = { .flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 |
                                          FYPCF_SLOPPY_FLOW_INDENTATION,
                                 .diag = diag };
  gboolean ok;

  reader->parser = fy_parser_create (&config);
  ok = read_events (reader, diag);
  if (may_destroy (reader, ok))
    fy_parser_destroy (reader->parser);
  fy_diag_destroy (diag);

  return ok;
}

/* Directives change what the rest means (%YAML 1.1), and no request needs one. */
static gboolean
check_directives (Reader *reader)
{
  const char *end = reader->data + reader->len;
  const char *line = reader->data;

  if (reader->len >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3;
  while (line < end && strchr ("%#\r\n", *line) != NULL)
    {
      const char *next = memchr (line, '\n', (gsize)(end - line));

      if (*line == '%')
        return fail (reader, (gsize)(line - reader->data), "directives are not supported");
      line = next == NULL ? end : next + 1;
    }

  return TRUE;
}

static gboolean
check_text (Reader *reader)
{
  const char *end;

  if (reader->len > WORKSPACE_YAML_MAX_SIZE)
    {
      g_autofree char *size = g_format_size_full (WORKSPACE_YAML_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (reader->error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT,
                   "The file is larger than %s.", size);
      return FALSE;
    }
  if (!g_utf8_validate_len (reader->data, reader->len, &end))
    return fail (reader, (gsize)(end - reader->data), "this is not UTF-8 text");

  /* YAML takes it for a line break, nobody else does: nobody would see what is meant */
  for (const char *cr = memchr (reader->data, '\r', reader->len); cr != NULL;
       cr = memchr (cr + 1, '\r', reader->len - (gsize)(cr + 1 - reader->data)))
    if (cr + 1 == reader->data + reader->len || cr[1] != '\n')
      return fail (reader, (gsize)(cr - reader->data), "a carriage return without a line feed");

  return TRUE;
}

WorkspaceYaml *
workspace_yaml_parse (GBytes *bytes, GError **error)
{
  g_autoptr (WorkspaceYaml) yaml = g_atomic_rc_box_new0 (WorkspaceYaml);
  g_autoptr (GHashTable) anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new (key_hash, key_equal);
  g_autoptr (GArray) tails = g_array_new (FALSE, FALSE, sizeof (WorkspaceYamlNode *));
  Reader reader = { .yaml = yaml,
                    .anchors = anchors,
                    .keys = keys,
                    .tails = tails,
                    .error = error };

  yaml->bytes = g_bytes_ref (bytes);
  yaml->arena = g_ptr_array_new_with_free_func (g_free);
  reader.data = g_bytes_get_data (bytes, &reader.len);
  if (reader.len == 0)
    return g_steal_pointer (&yaml);
  if (!check_text (&reader) || !check_directives (&reader) || !read_document (&reader))
    return NULL;

  return g_steal_pointer (&yaml);
}

WorkspaceYaml *
workspace_yaml_ref (WorkspaceYaml *yaml)
{
  return g_atomic_rc_box_acquire (yaml);
}

static void
yaml_clear (gpointer data)
{
  WorkspaceYaml *yaml = data;

  g_bytes_unref (yaml->bytes);
  g_ptr_array_unref (yaml->arena);
}

void
workspace_yaml_unref (WorkspaceYaml *yaml)
{
  g_atomic_rc_box_release_full (yaml, yaml_clear);
}

GBytes *
workspace_yaml_get_bytes (WorkspaceYaml *yaml)
{
  return yaml->bytes;
}

WorkspaceYamlNode *
workspace_yaml_get_root (WorkspaceYaml *yaml)
{
  return yaml->root;
}

void
workspace_yaml_locate (WorkspaceYaml *yaml, WorkspaceYamlNode *node, guint *line, guint *column)
{
  locate (g_bytes_get_data (yaml->bytes, NULL), node->props, line, column);
}

WorkspaceYamlNode *
workspace_yaml_follow (WorkspaceYamlNode *node)
{
  return node != NULL && node->kind == WORKSPACE_YAML_ALIAS ? node->target : node;
}

WorkspaceYamlNode *
workspace_yaml_member (WorkspaceYamlNode *node, const char *key)
{
  node = workspace_yaml_follow (node);
  if (node == NULL || node->kind != WORKSPACE_YAML_MAPPING)
    return NULL;

  for (WorkspaceYamlNode *child = node->children; child != NULL; child = child->next)
    if (g_strcmp0 (child->key->text, key) == 0)
      return child;

  return NULL;
}

WorkspaceYamlNode *
workspace_yaml_find (WorkspaceYaml *yaml, const char *path)
{
  WorkspaceYamlNode *node = yaml->root;

  while (node != NULL)
    {
      const char *dot = strchr (path, '.');
      g_autofree char *name = dot == NULL ? NULL : g_strndup (path, (gsize)(dot - path));

      node = workspace_yaml_member (node, name == NULL ? path : name);
      if (dot == NULL)
        return node;
      path = dot + 1;
    }

  return NULL;
}

const char *
workspace_yaml_get (WorkspaceYaml *yaml, const char *path)
{
  WorkspaceYamlNode *node = workspace_yaml_follow (workspace_yaml_find (yaml, path));

  return node != NULL && node->kind == WORKSPACE_YAML_SCALAR ? node->text : NULL;
}

WorkspaceYamlNode *
workspace_yaml_item (WorkspaceYamlNode *node, guint index)
{
  node = workspace_yaml_follow (node);
  if (node == NULL || node->kind != WORKSPACE_YAML_SEQUENCE)
    return NULL;

  node = node->children;
  for (; node != NULL && index > 0; index--)
    node = node->next;

  return node;
}

gboolean
workspace_yaml_equal (WorkspaceYamlNode *a, WorkspaceYamlNode *b, guint *budget)
{
  a = workspace_yaml_follow (a);
  b = workspace_yaml_follow (b);
  if (*budget == 0)
    return TRUE;
  (*budget)--;
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind || a->n_children != b->n_children || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;

  b = b->children;
  for (a = a->children; a != NULL; a = a->next, b = b->next)
    if (!workspace_yaml_equal (a, b, budget) ||
        (a->key != NULL && !workspace_yaml_equal (a->key, b->key, budget)))
      return FALSE;

  return TRUE;
}

static void
foreach_below (WorkspaceYamlNode *node, WorkspaceYamlFunc func, gpointer user_data)
{
  func (node, user_data);
  for (WorkspaceYamlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->key != NULL)
        foreach_below (child->key, func, user_data);
      foreach_below (child, func, user_data);
    }
}

void
workspace_yaml_foreach (WorkspaceYaml *yaml, WorkspaceYamlFunc func, gpointer user_data)
{
  if (yaml->root != NULL)
    foreach_below (yaml->root, func, user_data);
}
