/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define INDENT 2

#define RECORD_SEPARATOR '\x1e'

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* What may come next. */
typedef enum
{
  WANT_RECORD, /* a value or the end, outside of everything */
  WANT_VALUE,
  WANT_VALUE_OR_END, /* after [ */
  WANT_NAME,
  WANT_NAME_OR_END, /* after { */
  WANT_COLON,
  WANT_COMMA_OR_END,
} Want;

/* What the last byte was in the middle of. */
typedef enum
{
  IN_NOTHING,
  IN_STRING,
  IN_ESCAPE,
  IN_NUMBER,
  IN_LITERAL,
} Inside;

typedef enum
{
  NUMBER_START,
  NUMBER_MINUS,
  NUMBER_ZERO,
  NUMBER_INTEGER,
  NUMBER_POINT,
  NUMBER_FRACTION,
  NUMBER_E,
  NUMBER_SIGN,
  NUMBER_EXPONENT,
  NUMBER_WRONG,
} Number;

struct _BaseJsonFormat
{
  guint64 offset;
  guint depth;
  guint n_mark; /* bytes of the byte order mark that came */
  Want want;
  Inside inside;
  Number number;
  BaseJsonPart part;    /* of the string or word that is read */
  gboolean needs_break; /* a new line comes before the next token */
  gboolean has_values;  /* outside of everything: something was written */
  guint8 is_object[BASE_JSON_DEPTH_MAX];

  /* borrowed */
  const char *literal; /* what must still come of it */
  const char *problem;
  BaseJsonFunc on_part;
  gpointer user_data;
};

static void
emit (BaseJsonFormat *self, BaseJsonPart part, const char *text, gsize len)
{
  if (self->on_part != NULL && len > 0)
    self->on_part (part, text, len, self->user_data);
}

static void
emit_break (BaseJsonFormat *self)
{
  char text[1 + BASE_JSON_INDENT_MAX * INDENT];
  gsize len = 1 + (gsize)MIN (self->depth, BASE_JSON_INDENT_MAX) * INDENT;

  text[0] = '\n';
  memset (text + 1, ' ', len - 1);
  emit (self, BASE_JSON_LAYOUT, text, len);
}

static void
begin_token (BaseJsonFormat *self)
{
  if (self->needs_break)
    emit_break (self);
  self->needs_break = FALSE;
}

/* Returns: NULL, for the callers to return. */
static const char *
fail (BaseJsonFormat *self, const char *problem)
{
  self->problem = problem;

  return NULL;
}

static const char *
fail_want (BaseJsonFormat *self)
{
  switch (self->want)
    {
    case WANT_NAME:
    case WANT_NAME_OR_END:
      return fail (self, N_ ("A name in double quotes is expected here"));
    case WANT_COLON:
      return fail (self, N_ ("A colon is expected after the name"));
    case WANT_COMMA_OR_END:
      return fail (self, self->is_object[self->depth - 1] ? N_ ("A comma or } is expected here")
                                                          : N_ ("A comma or ] is expected here"));
    case WANT_RECORD:
    case WANT_VALUE:
    case WANT_VALUE_OR_END:
    default:
      return fail (self, N_ ("A value is expected here"));
    }
}

static gboolean
wants_value (const BaseJsonFormat *self)
{
  return self->want == WANT_RECORD || self->want == WANT_VALUE || self->want == WANT_VALUE_OR_END;
}

static gboolean
wants_name (const BaseJsonFormat *self)
{
  return self->want == WANT_NAME || self->want == WANT_NAME_OR_END;
}

static void
end_value (BaseJsonFormat *self)
{
  self->inside = IN_NOTHING;
  self->want = self->depth > 0 ? WANT_COMMA_OR_END : WANT_RECORD;
  if (self->depth > 0)
    return;

  self->needs_break = TRUE;
  self->has_values = TRUE;
}

static const char *
open_bracket (BaseJsonFormat *self, const char *p)
{
  if (!wants_value (self))
    return fail_want (self);
  if (self->depth == BASE_JSON_DEPTH_MAX)
    return fail (self, N_ ("This is nested too deeply"));

  begin_token (self);
  emit (self, BASE_JSON_MARK, p, 1);
  self->is_object[self->depth++] = *p == '{';
  self->want = *p == '{' ? WANT_NAME_OR_END : WANT_VALUE_OR_END;
  self->needs_break = TRUE;

  return p + 1;
}

static const char *
close_bracket (BaseJsonFormat *self, const char *p)
{
  gboolean is_empty = self->want == WANT_NAME_OR_END || self->want == WANT_VALUE_OR_END;

  if (!is_empty && self->want != WANT_COMMA_OR_END)
    return fail_want (self);
  if (self->is_object[self->depth - 1] != (*p == '}'))
    return fail_want (self);

  self->depth--;
  self->needs_break = FALSE;
  if (!is_empty)
    emit_break (self);
  emit (self, BASE_JSON_MARK, p, 1);
  end_value (self);

  return p + 1;
}

static const char *
take_comma (BaseJsonFormat *self, const char *p)
{
  if (self->want != WANT_COMMA_OR_END)
    return fail_want (self);

  emit (self, BASE_JSON_MARK, p, 1);
  self->want = self->is_object[self->depth - 1] ? WANT_NAME : WANT_VALUE;
  self->needs_break = TRUE;

  return p + 1;
}

static const char *
take_colon (BaseJsonFormat *self, const char *p)
{
  if (self->want != WANT_COLON)
    return fail_want (self);

  emit (self, BASE_JSON_MARK, p, 1);
  emit (self, BASE_JSON_LAYOUT, " ", 1);
  self->want = WANT_VALUE;

  return p + 1;
}

static const char *
skip_string (BaseJsonFormat *self, const char *p, const char *end)
{
  for (; p < end; p++)
    if (self->inside == IN_ESCAPE)
      self->inside = IN_STRING;
    else if (*p == '\\')
      self->inside = IN_ESCAPE;
    else if (*p == '"')
      return p;

  return end;
}

/* @start: the quote or the next piece; @p: behind the quote. */
static const char *
take_string (BaseJsonFormat *self, const char *start, const char *p, const char *end)
{
  const char *quote = skip_string (self, p, end);
  const char *after = quote < end ? quote + 1 : end;

  emit (self, self->part, start, (gsize)(after - start));
  if (quote == end)
    return end;

  if (self->part == BASE_JSON_STRING)
    {
      end_value (self);
    }
  else
    {
      self->inside = IN_NOTHING;
      self->want = WANT_COLON;
    }

  return after;
}

static const char *
begin_string (BaseJsonFormat *self, const char *p, const char *end)
{
  if (!wants_value (self) && !wants_name (self))
    return fail_want (self);

  begin_token (self);
  self->part = wants_name (self) ? BASE_JSON_KEY : BASE_JSON_STRING;
  self->inside = IN_STRING;

  return take_string (self, p, p + 1, end);
}

/* The grammar of numbers, RFC 8259 section 6. */
static Number
step_number (Number number, char c)
{
  static const struct
  {
    Number zero, digit, point, e, sign;
  } next[] = {
    [NUMBER_START] = { NUMBER_ZERO, NUMBER_INTEGER, NUMBER_WRONG, NUMBER_WRONG, NUMBER_MINUS },
    [NUMBER_MINUS] = { NUMBER_ZERO, NUMBER_INTEGER, NUMBER_WRONG, NUMBER_WRONG, NUMBER_WRONG },
    [NUMBER_ZERO] = { NUMBER_WRONG, NUMBER_WRONG, NUMBER_POINT, NUMBER_E, NUMBER_WRONG },
    [NUMBER_INTEGER] = { NUMBER_INTEGER, NUMBER_INTEGER, NUMBER_POINT, NUMBER_E, NUMBER_WRONG },
    [NUMBER_POINT] = { NUMBER_FRACTION, NUMBER_FRACTION, NUMBER_WRONG, NUMBER_WRONG, NUMBER_WRONG },
    [NUMBER_FRACTION] = { NUMBER_FRACTION, NUMBER_FRACTION, NUMBER_WRONG, NUMBER_E, NUMBER_WRONG },
    [NUMBER_E] = { NUMBER_EXPONENT, NUMBER_EXPONENT, NUMBER_WRONG, NUMBER_WRONG, NUMBER_SIGN },
    [NUMBER_SIGN] = { NUMBER_EXPONENT, NUMBER_EXPONENT, NUMBER_WRONG, NUMBER_WRONG, NUMBER_WRONG },
    [NUMBER_EXPONENT] = { NUMBER_EXPONENT, NUMBER_EXPONENT, NUMBER_WRONG, NUMBER_WRONG,
                          NUMBER_WRONG },
  };

  if (c == '0')
    return next[number].zero;
  if (g_ascii_isdigit (c))
    return next[number].digit;
  if (c == '.')
    return next[number].point;
  if (c == 'e' || c == 'E')
    return next[number].e;

  return c == '-' || (c == '+' && number == NUMBER_E) ? next[number].sign : NUMBER_WRONG;
}

static gboolean
is_whole (const BaseJsonFormat *self)
{
  if (self->inside == IN_LITERAL)
    return *self->literal == '\0';

  return self->number == NUMBER_ZERO || self->number == NUMBER_INTEGER ||
         self->number == NUMBER_FRACTION || self->number == NUMBER_EXPONENT;
}

static const char *
fail_word (BaseJsonFormat *self)
{
  return fail (self, self->part == BASE_JSON_NUMBER ? N_ ("This is no number in JSON")
                                                    : N_ ("This is neither true, false nor null"));
}

/* Returns: whether @c may stand in a number or literal, wherever. */
static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '+' || c == '.';
}

static gboolean
step_word (BaseJsonFormat *self, char c)
{
  Number next;

  if (self->inside == IN_LITERAL)
    {
      if (*self->literal != c)
        return FALSE;
      self->literal++;
      return TRUE;
    }

  if (self->number == NUMBER_MINUS && c == 'I')
    {
      self->inside = IN_LITERAL;
      self->literal = "nfinity";
      return TRUE;
    }
  next = step_number (self->number, c);
  if (next != NUMBER_WRONG)
    self->number = next;

  return next != NUMBER_WRONG;
}

static const char *
take_word (BaseJsonFormat *self, const char *p, const char *end)
{
  const char *start = p;

  while (p < end && is_word (*p) && step_word (self, *p))
    p++;
  emit (self, self->part, start, (gsize)(p - start));
  if (p > start)
    return p;

  /* what comes now is no part of it */
  if (is_word (*p) || !is_whole (self))
    return fail_word (self);
  end_value (self);

  return p;
}

static const char *
begin_word (BaseJsonFormat *self, const char *p, const char *end)
{
  static const char *const literals[] = { "true", "false", "null", "NaN", "Infinity" };

  if (!wants_value (self))
    return fail_want (self);

  self->inside = IN_NUMBER;
  self->number = NUMBER_START;
  self->part = BASE_JSON_NUMBER;
  for (gsize i = 0; i < G_N_ELEMENTS (literals); i++)
    if (*p == literals[i][0])
      {
        self->inside = IN_LITERAL;
        self->literal = literals[i];
        self->part = g_ascii_islower (*p) ? BASE_JSON_LITERAL : BASE_JSON_NUMBER;
      }

  /* a word like this cannot even begin */
  if (self->inside == IN_NUMBER && *p != '-' && !g_ascii_isdigit (*p))
    return fail_want (self);
  begin_token (self);

  return take_word (self, p, end);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static const char *
take_space (BaseJsonFormat *self, const char *p, const char *end)
{
  const char *start = p;

  while (p < end && is_space (*p))
    p++;
  emit (self, BASE_JSON_SPACE, start, (gsize)(p - start));

  return p;
}

/* It stands at the end of the line of the value before it. */
static const char *
take_separator (BaseJsonFormat *self, const char *p)
{
  emit (self, BASE_JSON_SEPARATOR, p, 1);
  self->needs_break = self->has_values;

  return p + 1;
}

static gboolean
is_separator (const BaseJsonFormat *self, char c)
{
  return self->want == WANT_RECORD && (c == RECORD_SEPARATOR || c == '\0');
}

static const char *
take_token (BaseJsonFormat *self, const char *p, const char *end)
{
  if (is_space (*p))
    return take_space (self, p, end);

  switch (*p)
    {
    case '{':
    case '[':
      return open_bracket (self, p);
    case '}':
    case ']':
      return close_bracket (self, p);
    case ',':
      return take_comma (self, p);
    case ':':
      return take_colon (self, p);
    case '"':
      return begin_string (self, p, end);
    default:
      return is_separator (self, *p) ? take_separator (self, p) : begin_word (self, p, end);
    }
}

static const char *
take_mark (BaseJsonFormat *self, const char *p)
{
  if (*p != byte_order_mark[self->n_mark])
    return fail_want (self);

  self->n_mark++;
  emit (self, BASE_JSON_SEPARATOR, p, 1);

  return p + 1;
}

static const char *
take_any (BaseJsonFormat *self, const char *p, const char *end)
{
  if (self->offset < strlen (byte_order_mark) &&
      (self->n_mark > 0 ? self->offset == self->n_mark
                        : *p == byte_order_mark[0] && self->offset == 0))
    return take_mark (self, p);

  switch (self->inside)
    {
    case IN_STRING:
    case IN_ESCAPE:
      return take_string (self, p, p, end);
    case IN_NUMBER:
    case IN_LITERAL:
      return take_word (self, p, end);
    case IN_NOTHING:
    default:
      return take_token (self, p, end);
    }
}

BaseJsonFormat *
base_json_format_new (BaseJsonFunc on_part, gpointer user_data)
{
  BaseJsonFormat *self = g_new0 (BaseJsonFormat, 1);

  self->on_part = on_part;
  self->user_data = user_data;

  return self;
}

gboolean
base_json_format_feed (BaseJsonFormat *self, const char *text, gsize len)
{
  const char *p = text, *end = text + len;

  g_return_val_if_fail (self != NULL, FALSE);

  while (self->problem == NULL && p < end)
    {
      const char *next = take_any (self, p, end);

      if (next == NULL)
        break;
      self->offset += (gsize)(next - p);
      p = next;
    }

  return self->problem == NULL;
}

gboolean
base_json_format_end (BaseJsonFormat *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->problem != NULL)
    return FALSE;

  if ((self->inside == IN_NUMBER || self->inside == IN_LITERAL) && is_whole (self))
    end_value (self);
  if (self->inside != IN_NOTHING || self->depth > 0)
    self->problem = N_ ("The text ends before the value does");
  else if (!self->has_values)
    self->problem = N_ ("A value is expected here");

  return self->problem == NULL;
}

const char *
base_json_format_get_problem (BaseJsonFormat *self)
{
  return self->problem;
}

guint64
base_json_format_get_offset (BaseJsonFormat *self)
{
  return self->offset;
}

void
base_json_format_free (BaseJsonFormat *self)
{
  g_free (self);
}

gboolean
base_json_looks_like (const char *text, gsize len)
{
  gsize i = 0;

  if (len >= 3 && memcmp (text, byte_order_mark, 3) == 0)
    i = 3;
  while (i < len && (is_space (text[i]) || text[i] == RECORD_SEPARATOR))
    i++;

  return i < len && (text[i] == '{' || text[i] == '[');
}

void
base_json_append_part (BaseJsonPart part, const char *text, gsize len, gpointer out)
{
  if (part != BASE_JSON_SPACE)
    g_string_append_len (out, text, (gssize)len);
}
