/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-colours.h"

#include <string.h>

typedef struct
{
  GArray *spans;

  /* borrowed */
  const char *line;
  const char *end;
} Line;

static void
add (Line *line, const char *start, const char *end, AppTextColour colour)
{
  AppTextSpan span = { (guint)(start - line->line), (guint)(end - start), colour };

  if (span.len > 0)
    g_array_append_val (line->spans, span);
}

/* Returns: behind the quote that ends the string, or the end of the line. */
static const char *
skip_string (const char *p, const char *end, gboolean is_escape)
{
  for (; p < end; p++)
    if (is_escape)
      is_escape = FALSE;
    else if (*p == '\\')
      is_escape = TRUE;
    else if (*p == '"')
      return p + 1;

  return end;
}

static const char *
take_string (Line *line, const char *start, const char *p, gboolean is_escape)
{
  const char *after = skip_string (p, line->end, is_escape);
  gboolean is_key = after < line->end && *after == ':';

  add (line, start, after, is_key ? APP_TEXT_KEY : APP_TEXT_STRING);

  return after;
}

static const char *
take_word (Line *line, const char *p)
{
  const char *start = p;

  while (p < line->end && (g_ascii_isalnum (*p) || strchr ("+-.", *p) != NULL))
    p++;
  add (line, start, p,
       *start == 't' || *start == 'f' || *start == 'n' ? APP_TEXT_LITERAL : APP_TEXT_NUMBER);

  return p;
}

static void
colour_json (Line *line, AppTextState state)
{
  const char *p = line->line;

  if (state.is_string)
    p = take_string (line, p, p, state.is_escape);

  while (p < line->end)
    {
      if (*p == '"')
        p = take_string (line, p, p + 1, FALSE);
      else if (g_ascii_isalnum (*p) || *p == '-')
        p = take_word (line, p);
      else if (*p != ' ' && (guchar)*p < 0x80)
        {
          add (line, p, p + 1, APP_TEXT_DIM);
          p++;
        }
      else
        p++;
    }
}

/* "Name: value"; the first line of a head has no such name. */
static void
colour_field (Line *line, const char *start)
{
  const char *colon = memchr (start, ':', (gsize)(line->end - start));
  const char *space = memchr (start, ' ', (gsize)(line->end - start));

  if (colon != NULL && (space == NULL || space > colon))
    add (line, start, colon + 1, APP_TEXT_KEY);
}

/* "    12.3 ms  > text": what went out and came in, what we say, what went wrong. Only the mark has
 * the colour: a line that goes on does not know of it. */
static void
colour_timeline (Line *line)
{
  const char *mark = line->line + strspn (line->line, " 0123456789.ms");

  add (line, line->line, mark, APP_TEXT_DIM);
  if (line->end - mark < 1)
    return;

  switch (*mark)
    {
    case '>':
      add (line, mark, mark + 1, APP_TEXT_OUT);
      break;
    case '<':
      add (line, mark, mark + 1, APP_TEXT_IN);
      break;
    case '!':
      add (line, mark, mark + 1, APP_TEXT_ERROR);
      return;
    default:
      add (line, mark, mark + 1, APP_TEXT_DIM);
      return;
    }
  if (line->end - mark > 2)
    colour_field (line, mark + 2);
}

static void
colour_masks (Line *line)
{
  const char *p = line->line;

  while ((p = g_strstr_len (p, line->end - p, "***")) != NULL)
    {
      add (line, p, p + 3, APP_TEXT_ESCAPE);
      p += 3;
    }
}

void
app_text_colours_append (GArray *spans,
                         AppTextSyntax syntax,
                         const char *text,
                         gsize len,
                         AppTextState state)
{
  Line line = { .spans = spans, .line = text, .end = text + len };

  switch (syntax)
    {
    case APP_TEXT_SYNTAX_JSON:
      colour_json (&line, state);
      break;
    case APP_TEXT_SYNTAX_HEAD:
      if (!state.is_continued)
        colour_field (&line, text);
      colour_masks (&line);
      break;
    case APP_TEXT_SYNTAX_TIMELINE:
      if (!state.is_continued)
        colour_timeline (&line);
      colour_masks (&line);
      break;
    case APP_TEXT_SYNTAX_NONE:
    default:
      break;
    }
}
