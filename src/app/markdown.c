/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <cmark.h>
#include <string.h>

#define LINE_SEPARATOR "\u2028"

/* Bytes at the end of a line that a text is not cut for; more than a character has. */
#define ROOM_MIN 64

/* Where the walk over the tree is. */
typedef struct
{
  GPtrArray *blocks;
  AppMarkdownBlock *block; /* the one that is being filled, NULL: none */
  gsize line_len;          /* bytes of its last line */
  GArray *numbers;         /* of each list around: the next number, 0: bullets */
  GPtrArray *urls;         /* of each link and image around */
  char *marker;            /* of the item that has no block yet */
  guint quotes;
  guint strong;
  guint emphasis;
  guint images;
} Walk;

static void
run_free (gpointer data)
{
  AppMarkdownRun *run = data;

  g_free (run->text);
  g_free (run->url);
  g_free (run);
}

static void
block_free (gpointer data)
{
  AppMarkdownBlock *block = data;

  g_free (block->marker);
  g_ptr_array_unref (block->runs);
  g_free (block);
}

gboolean
app_markdown_can_open (const char *url)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

static void
begin_block (Walk *walk, AppMarkdownKind kind)
{
  AppMarkdownBlock *block = g_new0 (AppMarkdownBlock, 1);

  block->kind = kind;
  block->quotes = MIN (walk->quotes, APP_MARKDOWN_DEPTH_MAX);
  block->depth = MIN (walk->numbers->len, APP_MARKDOWN_DEPTH_MAX);
  block->marker = g_steal_pointer (&walk->marker);
  block->runs = g_ptr_array_new_with_free_func (run_free);
  g_ptr_array_add (walk->blocks, block);
  walk->block = block;
  walk->line_len = 0;
}

static AppMarkdownStyle
get_style (const Walk *walk)
{
  AppMarkdownStyle style = APP_MARKDOWN_PLAIN;

  if (walk->strong > 0)
    style |= APP_MARKDOWN_STRONG;
  if (walk->emphasis > 0)
    style |= APP_MARKDOWN_EMPHASIS;
  if (walk->images > 0)
    style |= APP_MARKDOWN_IMAGE;

  return style;
}

static void
add_run (Walk *walk, const char *text, gsize len, AppMarkdownStyle style, const char *url)
{
  AppMarkdownRun *run = g_new0 (AppMarkdownRun, 1);

  if (walk->block == NULL)
    begin_block (walk, APP_MARKDOWN_PARAGRAPH);

  run->text = g_strndup (text, len);
  run->style = style;
  run->url = g_strdup (url);
  if (url != NULL && app_markdown_can_open (url))
    run->style |= APP_MARKDOWN_LINK;
  g_ptr_array_add (walk->block->runs, run);
  walk->line_len += len;
}

/* Returns: the bytes of @text that still fit on the line, at least one character, at a space where
 * there is one. */
static gsize
find_break (const char *text, gsize len, gsize room)
{
  gsize end = MIN (len, room);

  if (end == len)
    return len;
  while (end > 0 && text[end] != ' ')
    end--;
  if (end == 0)
    end = (gsize)(g_utf8_find_prev_char (text, text + room) - text);

  return MAX (end, 1);
}

static void
break_line (Walk *walk, AppMarkdownStyle style)
{
  add_run (walk, LINE_SEPARATOR, strlen (LINE_SEPARATOR), style, NULL);
  walk->line_len = 0;
}

static void
add_text (Walk *walk, const char *text, gsize len, AppMarkdownStyle style, const char *url)
{
  while (len > 0)
    {
      gsize room = APP_MARKDOWN_LINE_MAX - MIN (walk->line_len, APP_MARKDOWN_LINE_MAX);
      gsize n;

      if (len > room && room < ROOM_MIN)
        {
          break_line (walk, style);
          room = APP_MARKDOWN_LINE_MAX;
        }
      n = find_break (text, len, room);
      add_run (walk, text, n, style, url);
      text += n;
      len -= n;
      if (len > 0)
        break_line (walk, style);
    }
}

/* Returns: (nullable): the next bare address in @text; @len: its bytes. */
static const char *
find_address (const char *text, gsize *len)
{
  for (const char *at = strstr (text, "http"); at != NULL; at = strstr (at + 1, "http"))
    {
      const char *colon = at + (at[4] == 's' ? 5 : 4);

      if ((at > text && g_ascii_isalnum (at[-1])) || strncmp (colon, "://", 3) != 0)
        continue;
      *len = strcspn (at, " \t\n<>\"`");
      while (*len > 0 && strchr (".,;:!?)]}'*", at[*len - 1]) != NULL)
        (*len)--;
      if (at + *len > colon + 3)
        return at;
    }

  return NULL;
}

/* Returns: (nullable): of the innermost link or image around. */
static const char *
get_url (const Walk *walk)
{
  return walk->urls->len > 0 ? walk->urls->pdata[walk->urls->len - 1] : NULL;
}

static void
add_linked_text (Walk *walk, const char *text)
{
  const AppMarkdownStyle style = get_style (walk);
  const char *url = get_url (walk);
  const char *address;
  gsize len;

  if (url != NULL)
    {
      add_text (walk, text, strlen (text), style, url);
      return;
    }

  while ((address = find_address (text, &len)) != NULL)
    {
      g_autofree char *bare = g_strndup (address, len);

      add_text (walk, text, (gsize)(address - text), style, NULL);
      add_text (walk, address, len, style, bare);
      text = address + len;
    }
  add_text (walk, text, strlen (text), style, NULL);
}

static void
add_code (Walk *walk, const char *literal)
{
  gsize len = strlen (literal);
  g_autoptr (GString) folded = g_string_sized_new (len);
  gsize line = 0;

  while (len > 0 && literal[len - 1] == '\n')
    len--;
  for (const char *c = literal; c < literal + len; c = g_utf8_next_char (c))
    {
      if (line >= APP_MARKDOWN_LINE_MAX)
        {
          g_string_append_c (folded, '\n');
          line = 0;
        }
      g_string_append_len (folded, c, g_utf8_next_char (c) - c);
      line = *c == '\n' ? 0 : line + (gsize)(g_utf8_next_char (c) - c);
    }
  begin_block (walk, APP_MARKDOWN_CODE);
  add_run (walk, folded->str, folded->len, APP_MARKDOWN_LITERAL, NULL);
}

static void
enter_item (Walk *walk)
{
  guint *number = &g_array_index (walk->numbers, guint, walk->numbers->len - 1);

  g_free (walk->marker);
  walk->marker = *number == 0 ? g_strdup ("•") : g_strdup_printf ("%u.", *number - 1);
  if (*number > 0)
    (*number)++;
}

static void
enter_list (Walk *walk, cmark_node *node)
{
  /* one more than the number, so that a list can begin with 0 */
  const guint number = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST
                         ? (guint)MAX (cmark_node_get_list_start (node), 0) + 1
                         : 0;

  g_array_append_val (walk->numbers, number);
}

static void
add_html (Walk *walk, const char *literal)
{
  if (!g_str_has_prefix (literal, "<!--"))
    add_code (walk, literal);
}

/* A paragraph of a tight list keeps close to what is above. */
static gboolean
is_tight (cmark_node *node)
{
  cmark_node *item = cmark_node_parent (node);
  cmark_node *list = item != NULL ? cmark_node_parent (item) : NULL;

  return list != NULL && cmark_node_get_type (list) == CMARK_NODE_LIST &&
         cmark_node_get_list_tight (list);
}

static gboolean
enter_block (Walk *walk, cmark_node *node)
{
  switch ((int)cmark_node_get_type (node))
    {
    case CMARK_NODE_PARAGRAPH:
      begin_block (walk, APP_MARKDOWN_PARAGRAPH);
      walk->block->is_tight = is_tight (node);
      return TRUE;

    case CMARK_NODE_HEADING:
      begin_block (walk, APP_MARKDOWN_HEADING);
      walk->block->level = (guint)cmark_node_get_heading_level (node);
      return TRUE;

    case CMARK_NODE_CODE_BLOCK:
      add_code (walk, cmark_node_get_literal (node));
      return TRUE;

    case CMARK_NODE_HTML_BLOCK:
      add_html (walk, cmark_node_get_literal (node));
      return TRUE;

    case CMARK_NODE_THEMATIC_BREAK:
      begin_block (walk, APP_MARKDOWN_RULE);
      return TRUE;

    case CMARK_NODE_BLOCK_QUOTE:
      walk->quotes++;
      return TRUE;

    case CMARK_NODE_LIST:
      enter_list (walk, node);
      return TRUE;

    case CMARK_NODE_ITEM:
      enter_item (walk);
      return TRUE;

    default:
      return FALSE;
    }
}

static void
enter_inline (Walk *walk, cmark_node *node)
{
  switch ((int)cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      add_linked_text (walk, cmark_node_get_literal (node));
      break;

    case CMARK_NODE_SOFTBREAK:
      add_text (walk, " ", 1, get_style (walk), NULL);
      break;

    case CMARK_NODE_LINEBREAK:
      break_line (walk, get_style (walk));
      break;

    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
      add_text (walk, cmark_node_get_literal (node), strlen (cmark_node_get_literal (node)),
                get_style (walk) | APP_MARKDOWN_LITERAL, get_url (walk));
      break;

    case CMARK_NODE_EMPH:
      walk->emphasis++;
      break;

    case CMARK_NODE_STRONG:
      walk->strong++;
      break;

    case CMARK_NODE_IMAGE:
      walk->images++;
      g_ptr_array_add (walk->urls, (gpointer)cmark_node_get_url (node));
      break;

    case CMARK_NODE_LINK:
      g_ptr_array_add (walk->urls, (gpointer)cmark_node_get_url (node));
      break;

    default:
      break;
    }
}

static void
leave_image (Walk *walk, cmark_node *node)
{
  const char *url = cmark_node_get_url (node);
  const gboolean has_words = cmark_node_first_child (node) != NULL;
  g_autofree char *text = g_strdup_printf (has_words ? " (%s)" : "%s", url);

  add_text (walk, text, strlen (text), get_style (walk), url);
  walk->images--;
  g_ptr_array_set_size (walk->urls, (gint)walk->urls->len - 1);
}

static void
leave (Walk *walk, cmark_node *node)
{
  switch ((int)cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      walk->quotes--;
      break;

    case CMARK_NODE_LIST:
      g_array_set_size (walk->numbers, walk->numbers->len - 1);
      break;

    case CMARK_NODE_ITEM:
      if (walk->marker != NULL)
        begin_block (walk, APP_MARKDOWN_PARAGRAPH);
      break;

    case CMARK_NODE_EMPH:
      walk->emphasis--;
      break;

    case CMARK_NODE_STRONG:
      walk->strong--;
      break;

    case CMARK_NODE_LINK:
      g_ptr_array_set_size (walk->urls, (gint)walk->urls->len - 1);
      break;

    case CMARK_NODE_IMAGE:
      leave_image (walk, node);
      break;

    default:
      break;
    }
}

static cmark_node *
parse_document (const char *text)
{
  const gsize len = strlen (text);
  const char *end = text + MIN (len, APP_MARKDOWN_MAX);
  cmark_node *document;

  if (len > APP_MARKDOWN_MAX)
    end = g_utf8_find_prev_char (text, end);
  document = cmark_parse_document (text, (gsize)(end - text), CMARK_OPT_VALIDATE_UTF8);
  /* an address is cut at each _ and & otherwise */
  cmark_consolidate_text_nodes (document);

  return document;
}

GPtrArray *
app_markdown_parse (const char *text)
{
  cmark_node *document = parse_document (text);
  cmark_iter *iter = cmark_iter_new (document);
  Walk walk = {
    .blocks = g_ptr_array_new_with_free_func (block_free),
    .numbers = g_array_new (FALSE, FALSE, sizeof (guint)),
    .urls = g_ptr_array_new (),
  };
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_EXIT)
        leave (&walk, node);
      else if (!enter_block (&walk, node) && walk.block != NULL)
        enter_inline (&walk, node);
    }

  cmark_iter_free (iter);
  cmark_node_free (document);
  g_array_unref (walk.numbers);
  g_ptr_array_unref (walk.urls);
  g_free (walk.marker);

  return walk.blocks;
}
