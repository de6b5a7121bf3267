/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include "wire.h"

#include <string.h>

typedef struct
{
  const char *name;
  StepKind kind;
  guint8 opcode;
} Word;

static const Word words[] = {
  { "text", STEP_FRAME, WIRE_TEXT },
  { "binary", STEP_FRAME, WIRE_BINARY },
  { "cont", STEP_FRAME, WIRE_CONTINUATION },
  { "close", STEP_FRAME, WIRE_CLOSE },
  { "ping", STEP_FRAME, WIRE_PING },
  { "pong", STEP_FRAME, WIRE_PONG },
  { "frame", STEP_FRAME, 0 },
  { "raw", STEP_RAW, 0 },
  { "chop", STEP_CHOP, 0 },
  { "sync", STEP_SYNC, 0 },
  { "wait", STEP_WAIT, 0 },
  { "drip", STEP_DRIP, 0 },
  { "flood", STEP_FLOOD, 0 },
  { "deaf", STEP_DEAF, 0 },
  { "hear", STEP_HEAR, 0 },
  { "drop", STEP_DROP, 0 },
  { "reset", STEP_RESET, 0 },
  { "mute", STEP_MUTE, 0 },
  { "hold", STEP_HOLD, 0 },
};

typedef struct
{
  const char *text; /* the whole, for complaints */
  const char *at;
} Cursor;

static void
skip_spaces (Cursor *cursor)
{
  while (g_ascii_isspace (*cursor->at))
    cursor->at++;
}

static guint64
take_number (Cursor *cursor)
{
  char *end = NULL;
  guint64 number = g_ascii_strtoull (cursor->at, &end, 10);

  if (end == cursor->at)
    g_error ("a number was expected at \"%s\" of \"%s\"", cursor->at, cursor->text);
  cursor->at = end;

  return number;
}

static char *
take_word (Cursor *cursor)
{
  const char *start = cursor->at;

  while (g_ascii_isalpha (*cursor->at) || *cursor->at == '=')
    cursor->at++;
  if (cursor->at == start)
    g_error ("a word was expected at \"%s\" of \"%s\"", start, cursor->text);

  return g_strndup (start, (gsize)(cursor->at - start));
}

static void
take_literal (Cursor *cursor, GByteArray *part)
{
  const char *end = strchr (cursor->at + 1, '\'');

  if (end == NULL)
    g_error ("a quote is missing in \"%s\"", cursor->text);
  g_byte_array_append (part, (const guint8 *)cursor->at + 1, (guint)(end - cursor->at - 1));
  cursor->at = end + 1;
}

static void
take_hex (Cursor *cursor, GByteArray *part)
{
  cursor->at++;
  while (*cursor->at != '>')
    {
      int high = g_ascii_xdigit_value (cursor->at[0]);
      int low = high < 0 ? -1 : g_ascii_xdigit_value (cursor->at[1]);
      guint8 octet = (guint8)(high << 4 | low);

      if (low < 0)
        g_error ("two hex digits were expected at \"%s\" of \"%s\"", cursor->at, cursor->text);
      g_byte_array_append (part, &octet, 1);
      cursor->at += 2;
      skip_spaces (cursor);
    }
  cursor->at++;
}

/* Doubles @part until it has @len octets: a 16 MiB payload comes from a short one. */
static void
repeat_part (GByteArray *part, gsize len)
{
  gsize have = part->len;

  g_assert (have > 0);
  g_byte_array_set_size (part, (guint)len);
  while (have < len)
    {
      gsize more = MIN (have, len - have);

      memcpy (part->data + have, part->data, more);
      have += more;
    }
}

static void
take_part (Cursor *cursor, Step *step)
{
  g_autoptr (GByteArray) part = g_byte_array_new ();

  if (*cursor->at == '\'')
    take_literal (cursor, part);
  else
    take_hex (cursor, part);
  if (*cursor->at == '*')
    {
      cursor->at++;
      repeat_part (part, take_number (cursor));
    }
  if (step->payload->len == 0)
    {
      /* the one part of most payloads, which may have many MiB */
      g_byte_array_unref (step->payload);
      step->payload = g_steal_pointer (&part);
    }
  else
    g_byte_array_append (step->payload, part->data, part->len);
}

static void
take_flag (Cursor *cursor, Step *step)
{
  g_autofree char *name = take_word (cursor);

  if (g_str_equal (name, "more"))
    step->is_more = TRUE;
  else if (g_str_equal (name, "masked"))
    step->is_masked = TRUE;
  else if (g_str_equal (name, "deflate"))
    step->is_deflated = TRUE;
  else if (g_str_equal (name, "rsv="))
    step->rsv = (guint8)take_number (cursor);
  else
    g_error ("\"%s\" is no flag, in \"%s\"", name, cursor->text);
}

/* The number of a Close is the head of its payload; that of `frame` is its opcode. */
static void
apply_number (Step *step, const Word *word, guint64 number)
{
  const guint8 code[] = { (guint8)(number >> 8), (guint8)number };

  step->number = (guint)number;
  if (word->kind == STEP_FRAME && word->opcode == WIRE_CLOSE)
    g_byte_array_append (step->payload, code, sizeof code);
  else if (word->kind == STEP_FRAME)
    step->opcode = (guint8)number;
}

static const Word *
find_word (const Cursor *cursor, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return &words[i];

  g_error ("\"%s\" is no step, in \"%s\"", name, cursor->text);
}

static Step
take_step (Cursor *cursor)
{
  g_autofree char *name = take_word (cursor);
  const Word *word = find_word (cursor, name);
  Step step = { .kind = word->kind, .opcode = word->opcode, .payload = g_byte_array_new () };

  for (skip_spaces (cursor); *cursor->at != '\0' && *cursor->at != ';'; skip_spaces (cursor))
    if (*cursor->at == '\'' || *cursor->at == '<')
      take_part (cursor, &step);
    else if (*cursor->at == '/')
      {
        cursor->at++;
        step.cut = take_number (cursor);
      }
    else if (g_ascii_isdigit (*cursor->at))
      apply_number (&step, word, take_number (cursor));
    else
      take_flag (cursor, &step);

  return step;
}

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_byte_array_unref (step->payload);
}

GArray *
script_parse (const char *text)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Cursor cursor = { .text = text, .at = text };

  g_array_set_clear_func (steps, step_clear);
  for (skip_spaces (&cursor); *cursor.at != '\0'; skip_spaces (&cursor))
    {
      Step step = take_step (&cursor);

      g_array_append_val (steps, step);
      if (*cursor.at == ';')
        cursor.at++;
    }

  return steps;
}
