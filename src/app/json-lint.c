/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-lint.h"

#include <glib/gi18n.h>
#include <string.h>

/* What may come next. */
typedef enum
{
  WANT_VALUE,
  WANT_VALUE_OR_END, /* after [ */
  WANT_NAME,
  WANT_NAME_OR_END, /* after { */
  WANT_COLON,
  WANT_COMMA_OR_END,
  WANT_NOTHING,
} Want;

typedef struct
{
  char bracket;
  gsize offset;
} Opener;

typedef struct
{
  const char *at;
  Want want;
  GArray *openers;
  gsize comma;         /* offset of the last one */
  gboolean is_joined;  /* a template stands right before: what follows may be a part of it */
  gboolean has_tags;   /* {% %} */
  gboolean is_stopped; /* a problem was found */
  AppJsonProblem *problem;

  /* borrowed */
  const char *text;
  const char *end;
} Lint;

static void
fail (Lint *lint, const char *begin, const char *end, const char *message)
{
  if (lint->is_stopped)
    return;

  lint->is_stopped = TRUE;
  lint->problem->offset = (gsize)(begin - lint->text);
  lint->problem->len = (gsize)(end - begin);
  lint->problem->message = message;
}

static void
fail_structure (Lint *lint, const char *begin, const char *end, const char *message)
{
  if (!lint->has_tags)
    fail (lint, begin, end, message);
}

static gboolean
looks_at (const Lint *lint, const char *at, const char *mark)
{
  return lint->end - at >= 2 && at[0] == mark[0] && at[1] == mark[1];
}

/* Returns: what follows the two characters @mark, NULL when they do not come any more. */
static const char *
find_after (const Lint *lint, const char *at, const char *mark)
{
  const char *found = g_strstr_len (at, lint->end - at, mark);

  return found != NULL ? found + 2 : NULL;
}

static char
get_bracket (const Lint *lint)
{
  guint n = lint->openers->len;

  return n > 0 ? g_array_index (lint->openers, Opener, n - 1).bracket : '\0';
}

static void
after_value (Lint *lint)
{
  lint->want = lint->openers->len > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
}

static const char *
describe_want (const Lint *lint)
{
  switch (lint->want)
    {
    case WANT_VALUE:
    case WANT_VALUE_OR_END:
      return N_ ("A value is expected here");
    case WANT_NAME:
    case WANT_NAME_OR_END:
      return N_ ("A name in double quotes is expected here");
    case WANT_COLON:
      return N_ ("A colon is expected after the name");
    case WANT_COMMA_OR_END:
      return get_bracket (lint) == '[' ? N_ ("A comma or ] is expected here")
                                       : N_ ("A comma or } is expected here");
    case WANT_NOTHING:
    default:
      return N_ ("Nothing may follow the value");
    }
}

/* A scalar from @begin to @lint->at. */
static void
take_scalar (Lint *lint, const char *begin, gboolean is_string, gboolean was_joined)
{
  switch (lint->want)
    {
    case WANT_VALUE:
    case WANT_VALUE_OR_END:
      after_value (lint);
      break;
    case WANT_NAME:
    case WANT_NAME_OR_END:
      if (is_string)
        lint->want = WANT_COLON;
      else
        fail_structure (lint, begin, lint->at, describe_want (lint));
      break;
    case WANT_COLON:
    case WANT_COMMA_OR_END:
    case WANT_NOTHING:
    default:
      if (!was_joined)
        fail_structure (lint, begin, lint->at, describe_want (lint));
      break;
    }
}

/* {{ }}: a value, a name, or a part of the one that it touches. */
static void
take_template (Lint *lint)
{
  const char *begin = lint->at;
  const char *end = find_after (lint, begin + 2, "}}");

  if (end == NULL)
    {
      fail (lint, begin, begin + 2, N_ ("This template is not closed with }}"));
      return;
    }

  lint->at = end;
  take_scalar (lint, begin, TRUE, TRUE);
  lint->is_joined = TRUE;
}

/* {% %} and {# #}: nothing to see. */
static void
skip_tag (Lint *lint, const char *mark, const char *message)
{
  const char *end = find_after (lint, lint->at + 2, mark);

  if (end == NULL)
    fail (lint, lint->at, lint->at + 2, message);
  else
    lint->at = end;
}

/* Returns: what follows the escape at @at, NULL after a problem. */
static const char *
skip_escape (Lint *lint, const char *at)
{
  const char *digits = at + 2;

  if (lint->end - at < 2 || strchr ("\"\\/bfnrtu", at[1]) == NULL)
    {
      fail (lint, at, MIN (digits, lint->end), N_ ("JSON has no such escape"));
      return NULL;
    }
  if (at[1] != 'u')
    return digits;

  for (int i = 0; i < 4; i++)
    if (digits + i >= lint->end || !g_ascii_isxdigit (digits[i]))
      {
        fail (lint, at, MIN (digits + i, lint->end), N_ ("Four hex digits must follow \\u"));
        return NULL;
      }

  return digits + 4;
}

/* Returns: what follows the string that begins at @begin, NULL after a problem. */
static const char *
skip_string (Lint *lint, const char *begin)
{
  const char *at = begin + 1;

  while (at != NULL && at < lint->end && *at != '"')
    {
      const char *after = looks_at (lint, at, "{{") ? find_after (lint, at, "}}") : NULL;

      if (after != NULL)
        at = after;
      else if (*at == '\\')
        at = skip_escape (lint, at);
      else if (*at == '\n')
        {
          fail (lint, begin, at, N_ ("This string is not closed on its line"));
          return NULL;
        }
      else if ((guchar)*at < 0x20)
        {
          fail (lint, at, at + 1, N_ ("Control characters must be escaped in a string"));
          return NULL;
        }
      else
        at++;
    }
  if (at != NULL && at >= lint->end)
    {
      fail (lint, begin, lint->end, N_ ("This string is not closed"));
      return NULL;
    }

  return at != NULL ? at + 1 : NULL;
}

static void
take_string (Lint *lint, gboolean was_joined)
{
  const char *begin = lint->at;
  const char *end = skip_string (lint, begin);

  if (end == NULL)
    return;

  lint->at = end;
  take_scalar (lint, begin, TRUE, was_joined);
}

static gsize
count_digits (const char *at, const char *end)
{
  gsize n = 0;

  while (at + n < end && g_ascii_isdigit (at[n]))
    n++;

  return n;
}

/* Returns: what follows the digits at @at, NULL when there are none. */
static const char *
skip_digits (const char *at, const char *end)
{
  gsize n = count_digits (at, end);

  return n > 0 ? at + n : NULL;
}

static const char *
skip_exponent (const char *at, const char *end)
{
  if (at < end && (*at == '+' || *at == '-'))
    at++;

  return skip_digits (at, end);
}

static gboolean
is_number (const char *at, const char *end)
{
  gsize n;

  if (at < end && *at == '-')
    at++;
  n = count_digits (at, end);
  if (n == 0 || (n > 1 && *at == '0'))
    return FALSE;

  at += n;
  if (at < end && *at == '.')
    at = skip_digits (at + 1, end);
  if (at != NULL && at < end && (*at == 'e' || *at == 'E'))
    at = skip_exponent (at + 1, end);

  return at == end;
}

static gboolean
is_literal (const char *at, gsize len)
{
  return (len == 4 && memcmp (at, "true", 4) == 0) || (len == 5 && memcmp (at, "false", 5) == 0) ||
         (len == 4 && memcmp (at, "null", 4) == 0);
}

static const char *
describe_word (const char *begin, const char *end)
{
  if (*begin == '\'')
    return N_ ("Strings have double quotes in JSON");
  if (*begin == '/' || *begin == '#')
    return N_ ("JSON has no comments");
  if (g_ascii_isdigit (*begin) || *begin == '-' || *begin == '+' || *begin == '.')
    return N_ ("This is no number in JSON");

  return N_ ("true, false, null or a string in double quotes is expected here");
}

/* A number, a literal, or what is neither. A template may be a part of it: 1{{ x }}. */
static void
take_word (Lint *lint, gboolean was_joined)
{
  const char *begin = lint->at;
  const char *end = begin;
  gboolean is_joined;

  while (end < lint->end && strchr (" \t\r\n,:[]{}\"", *end) == NULL)
    end++;
  if (end == begin)
    end = g_utf8_next_char (begin);
  is_joined = was_joined || looks_at (lint, end, "{{");
  lint->at = end;

  if ((lint->want == WANT_NAME || lint->want == WANT_NAME_OR_END) && !is_joined)
    fail_structure (lint, begin, end, describe_want (lint));
  else if (!is_joined && !is_number (begin, end) && !is_literal (begin, (gsize)(end - begin)))
    fail (lint, begin, end, describe_word (begin, end));
  else
    take_scalar (lint, begin, FALSE, is_joined);
}

static void
open_bracket (Lint *lint)
{
  const Opener opener = { *lint->at, (gsize)(lint->at - lint->text) };

  if (lint->want != WANT_VALUE && lint->want != WANT_VALUE_OR_END)
    fail_structure (lint, lint->at, lint->at + 1, describe_want (lint));

  g_array_append_val (lint->openers, opener);
  lint->want = opener.bracket == '[' ? WANT_VALUE_OR_END : WANT_NAME_OR_END;
  lint->at++;
}

static void
close_bracket (Lint *lint)
{
  const char opener = *lint->at == ']' ? '[' : '{';

  if (lint->openers->len == 0)
    fail_structure (lint, lint->at, lint->at + 1, N_ ("This bracket was never opened"));
  else if (get_bracket (lint) != opener)
    fail_structure (lint, lint->at, lint->at + 1,
                    opener == '{' ? N_ ("A ] is expected here") : N_ ("A } is expected here"));
  else if (lint->want == WANT_VALUE || lint->want == WANT_NAME)
    {
      if (get_bracket (lint) == '{' && lint->want == WANT_VALUE)
        fail_structure (lint, lint->at, lint->at + 1, describe_want (lint));
      else
        fail_structure (lint, lint->text + lint->comma, lint->text + lint->comma + 1,
                        N_ ("The last one has no comma after it in JSON"));
    }
  else if (lint->want == WANT_COLON)
    fail_structure (lint, lint->at, lint->at + 1, describe_want (lint));

  if (lint->openers->len > 0)
    g_array_set_size (lint->openers, lint->openers->len - 1);
  after_value (lint);
  lint->at++;
}

static void
take_comma (Lint *lint)
{
  if (lint->want != WANT_COMMA_OR_END)
    fail_structure (lint, lint->at, lint->at + 1, describe_want (lint));

  lint->comma = (gsize)(lint->at - lint->text);
  lint->want = get_bracket (lint) == '{' ? WANT_NAME : WANT_VALUE;
  lint->at++;
}

static void
take_colon (Lint *lint)
{
  if (lint->want != WANT_COLON)
    fail_structure (lint, lint->at, lint->at + 1, describe_want (lint));

  lint->want = WANT_VALUE;
  lint->at++;
}

static void
take_token (Lint *lint)
{
  gboolean was_joined = lint->is_joined;

  lint->is_joined = FALSE;
  if (looks_at (lint, lint->at, "{{"))
    take_template (lint);
  else if (looks_at (lint, lint->at, "{%"))
    skip_tag (lint, "%}", N_ ("This template tag is not closed with %}"));
  else if (looks_at (lint, lint->at, "{#"))
    skip_tag (lint, "#}", N_ ("This template comment is not closed with #}"));
  else if (g_ascii_isspace (*lint->at))
    lint->at++;
  else if (*lint->at == '"')
    take_string (lint, was_joined);
  else if (*lint->at == '{' || *lint->at == '[')
    open_bracket (lint);
  else if (*lint->at == '}' || *lint->at == ']')
    close_bracket (lint);
  else if (*lint->at == ',')
    take_comma (lint);
  else if (*lint->at == ':')
    take_colon (lint);
  else
    take_word (lint, was_joined);
}

static void
finish (Lint *lint, gboolean is_empty)
{
  if (lint->openers->len > 0)
    {
      const Opener *opener = &g_array_index (lint->openers, Opener, lint->openers->len - 1);
      const char *at = lint->text + opener->offset;

      fail_structure (lint, at, at + 1, N_ ("This bracket is not closed"));
    }
  else if (lint->want != WANT_NOTHING && !is_empty)
    fail_structure (lint, lint->end, lint->end, describe_want (lint));
}

gboolean
app_json_lint (const char *text, gsize len, AppJsonProblem *problem)
{
  Lint lint = { .at = text, .text = text, .end = text + len, .problem = problem };
  gboolean is_empty = TRUE;

  lint.openers = g_array_new (FALSE, FALSE, sizeof (Opener));
  lint.has_tags = g_strstr_len (text, (gssize)len, "{%") != NULL;
  while (lint.at < lint.end && !lint.is_stopped)
    {
      is_empty = is_empty && g_ascii_isspace (*lint.at);
      take_token (&lint);
    }
  if (!lint.is_stopped)
    finish (&lint, is_empty);
  g_array_unref (lint.openers);

  return !lint.is_stopped;
}
