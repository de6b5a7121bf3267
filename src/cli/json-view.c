/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-view.h"

#include <string.h>

#include "base/text.h"

/* Deeper than anybody reads. */
#define DEPTH_MAX 64

typedef struct
{
  GString *out;
  const CliStyle *style;
  guint depth;
  gboolean is_compact;
} View;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && is_space (*p))
    p++;

  return p;
}

/* Returns: behind the closing quote of the string that begins at @p; NULL when it has none. */
static const char *
skip_string (const char *p, const char *end)
{
  for (p++; p < end; p++)
    {
      if (*p == '"')
        return p + 1;
      if (*p == '\\')
        p++;
    }

  return NULL;
}

static gboolean
is_bracket (char c)
{
  return c == '{' || c == '}' || c == '[' || c == ']';
}

/* The brackets that are open. */
typedef struct
{
  char closers[DEPTH_MAX];
  guint depth;
} Nesting;

/* Returns: whether the bracket @c fits. */
static gboolean
nest (Nesting *nesting, char c)
{
  if (c == '}' || c == ']')
    return nesting->depth > 0 && nesting->closers[--nesting->depth] == c;

  if (nesting->depth == DEPTH_MAX)
    return FALSE;
  nesting->closers[nesting->depth++] = c == '{' ? '}' : ']';

  return TRUE;
}

/* Returns: behind a run of numbers, words, separators and white space, which is not empty; NULL
 * when there is anything else or when white space parts two words, as it never does in JSON. */
static const char *
skip_plain (const char *p, const char *end)
{
  const char *start = p;

  for (; p < end && *p != '"' && !is_bracket (*p); p++)
    {
      const char *next = skip_space (p, end);

      if (*p == '\0' || (!is_space (*p) && !g_ascii_isalnum (*p) && strchr ("-+.,:", *p) == NULL))
        return NULL;
      if (next > p && p > start && next < end && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (*next))
        return NULL;
    }

  return p;
}

/* Whether brackets match and strings end. This decides how text is laid out and no more, so the
 * grammar of RFC 8259 need not be checked. */
static gboolean
is_json (const char *text, gsize len)
{
  Nesting nesting = { .depth = 0 };
  const char *end = text + len, *p = skip_space (text, end);

  if (p == end || (*p != '{' && *p != '['))
    return FALSE;

  while (p != NULL && p < end)
    {
      if (*p == '"')
        p = skip_string (p, end);
      else if (!is_bracket (*p))
        p = skip_plain (p, end);
      else if (nest (&nesting, *p))
        p++;
      else
        return FALSE;
    }

  return p != NULL && nesting.depth == 0;
}

static void
break_line (View *view)
{
  if (view->is_compact)
    return;

  g_string_append_c (view->out, '\n');
  for (guint i = 0; i < view->depth; i++)
    g_string_append (view->out, "  ");
}

/* Returns: behind the string. */
static const char *
append_string (View *view, const char *p, const char *end)
{
  const char *after = skip_string (p, end);
  const char *next = skip_space (after, end);
  gboolean is_key = next < end && *next == ':';

  if (is_key)
    g_string_append (view->out, cli_style_get_colour (view->style, CLI_COLOUR_KEY));
  base_text_append_visible (view->out, p, (gsize)(after - p), FALSE);
  if (is_key)
    g_string_append (view->out, cli_style_get_colour (view->style, CLI_COLOUR_NONE));

  return after;
}

/* Returns: behind the bracket; behind both when nothing is between them. */
static const char *
append_opening (View *view, const char *p, const char *end)
{
  const char *next = skip_space (p + 1, end);

  g_string_append_c (view->out, *p);
  if (*next == '}' || *next == ']')
    {
      g_string_append_c (view->out, *next);
      return next + 1;
    }

  view->depth++;
  break_line (view);

  return p + 1;
}

/* Returns: behind the character at @p, which stands outside of strings. */
static const char *
append_mark (View *view, const char *p, const char *end)
{
  switch (*p)
    {
    case '{':
    case '[':
      return append_opening (view, p, end);
    case '}':
    case ']':
      view->depth--;
      break_line (view);
      g_string_append_c (view->out, *p);
      break;
    case ',':
      g_string_append_c (view->out, ',');
      break_line (view);
      break;
    case ':':
      g_string_append (view->out, view->is_compact ? ":" : ": ");
      break;
    default:
      if (!is_space (*p))
        g_string_append_c (view->out, *p);
      else if (view->is_compact)
        g_string_append_c (view->out, ' ');
    }

  return p + 1;
}

gboolean
cli_json_append_readable (GString *out,
                          const char *text,
                          gsize len,
                          guint width,
                          const CliStyle *style)
{
  View view = { .out = out, .style = style };
  const char *end = text + len;

  if (!is_json (text, len))
    return FALSE;

  view.is_compact = len <= width && memchr (text, '\n', len) == NULL;
  for (const char *p = text; p < end;)
    p = *p == '"' ? append_string (&view, p, end) : append_mark (&view, p, end);

  return TRUE;
}
