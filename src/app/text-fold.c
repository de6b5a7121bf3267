/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-fold.h"

#include <string.h>

/* So many lines are counted at most to find one. */
#define STRIDE 32

#define TAB 8

struct _AppTextFold
{
  GArray *places; /* of each STRIDEth line */
  AppTextPlace last;
  guint64 n_lines;
  gsize len;
  guint columns;
  guint indent;
  gboolean has_strings;
};

/* The columns that base_text_append_visible() makes of a character that is not shown as it is. */
#define ESCAPE_NAMED   2 /* \e */
#define ESCAPE_BYTE    4 /* \x00 */
#define ESCAPE_UNICODE 6 /* \u202e */

static guint
get_control_width (char c, guint column)
{
  if (c == '\t')
    return TAB - column % TAB;

  return c == '\r' || c == '\x1b' ? ESCAPE_NAMED : ESCAPE_BYTE;
}

static guint
get_unicode_width (gunichar c)
{
  if (c < 0xa0 || c == 0x061c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
      (c >= 0x2060 && c <= 0x206f) || c == 0xfeff)
    return ESCAPE_UNICODE;
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/* Returns: the bytes of the character at @p; @width: its columns. */
static gsize
measure (const char *p, gsize left, guint column, guint *width)
{
  gunichar c;

  if ((guchar)*p < 0x80)
    {
      *width = *p >= 0x20 && *p < 0x7f ? 1 : get_control_width (*p, column);
      return 1;
    }

  c = g_utf8_get_char_validated (p, (gssize)left);
  if (c >= (gunichar)-2)
    {
      *width = ESCAPE_BYTE;
      return 1;
    }
  *width = get_unicode_width (c);

  return (gsize)(g_utf8_next_char (p) - p);
}

static void
note_string (AppTextPlace *place, char c)
{
  if (place->is_escape)
    place->is_escape = FALSE;
  else if (c == '"')
    place->is_string = !place->is_string;
  else if (c == '\\' && place->is_string)
    place->is_escape = TRUE;
}

/* A line is rather folded behind these, if that leaves it long enough. */
static gboolean
is_good_end (char c)
{
  return c == ' ' || c == ',' || c == ';';
}

/* Moves @place to the next line; @end: where this one ends. Returns: FALSE when there is none. */
static gboolean
next_line (const AppTextFold *self, const char *text, gsize len, AppTextPlace *place, gsize *end)
{
  AppTextPlace good = { 0 };
  gsize start = (gsize)place->offset, i = start;
  guint column = place->is_continued ? self->indent : 0;

  while (i < len && text[i] != '\n')
    {
      guint width;
      gsize n = measure (text + i, len - i, column, &width);

      if (column + width > self->columns && i > start)
        {
          *place = good.offset > start ? good : *place;
          place->is_continued = TRUE;
          *end = (gsize)(place->offset = good.offset > start ? good.offset : i);
          return TRUE;
        }
      column += width;
      if (self->has_strings)
        note_string (place, text[i]);
      i += n;
      if (is_good_end (text[i - 1]) && column > self->columns * 2 / 3)
        {
          good = *place;
          good.offset = i;
        }
    }

  *end = i;
  if (i == len)
    return FALSE;

  /* no JSON string goes on behind a line break */
  *place = (AppTextPlace){ .offset = i + 1, .number = place->number + 1 };

  return TRUE;
}

AppTextFold *
app_text_fold_new (guint columns, guint indent, gboolean has_strings)
{
  AppTextFold *self = g_new0 (AppTextFold, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (AppTextPlace));
  self->columns = MAX (columns, 1);
  self->indent = indent < columns / 2 ? indent : 0;
  self->has_strings = has_strings;
  self->n_lines = 1;
  self->last.number = 1;
  g_array_append_val (self->places, self->last);

  return self;
}

void
app_text_fold_free (AppTextFold *self)
{
  g_array_unref (self->places);
  g_free (self);
}

void
app_text_fold_extend (AppTextFold *self, const char *text, gsize len)
{
  AppTextPlace place = self->last;
  gsize end;

  self->len = len;
  while (next_line (self, text, len, &place, &end))
    {
      self->last = place;
      if (self->n_lines++ % STRIDE == 0)
        g_array_append_val (self->places, place);
    }
}

guint
app_text_fold_get_columns (const AppTextFold *self)
{
  return self->columns;
}

guint
app_text_fold_get_indent (const AppTextFold *self)
{
  return self->indent;
}

guint64
app_text_fold_get_n_lines (const AppTextFold *self)
{
  return self->n_lines;
}

static const AppTextPlace *
get_place (const AppTextFold *self, guint64 i)
{
  return &g_array_index (self->places, AppTextPlace, (guint)i);
}

void
app_text_fold_get_line (const AppTextFold *self,
                        const char *text,
                        guint64 line,
                        AppTextPlace *place,
                        gsize *end)
{
  AppTextPlace next;

  line = MIN (line, self->n_lines - 1);
  next = *get_place (self, line / STRIDE);
  for (guint64 i = 0; i <= line % STRIDE; i++)
    {
      *place = next;
      next_line (self, text, self->len, &next, end);
    }
}

guint64
app_text_fold_find_line (const AppTextFold *self, const char *text, guint64 offset)
{
  guint64 low = 0, high = self->places->len, line;
  AppTextPlace place;
  gsize end;

  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;

      if (get_place (self, middle)->offset <= offset)
        low = middle;
      else
        high = middle;
    }

  place = *get_place (self, low);
  line = low * STRIDE;
  while (next_line (self, text, self->len, &place, &end) && place.offset <= offset)
    line++;

  return line;
}
