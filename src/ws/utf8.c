/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C (0x8080808080808080)

typedef enum
{
  SEQUENCE_BAD,
  SEQUENCE_UNFINISHED,
  SEQUENCE_WHOLE,
} Sequence;

/* RFC 3629 section 4; 0: never the first byte of a sequence. */
static size_t
sequence_len (uint8_t lead)
{
  if (lead < 0x80)
    return 1;
  if (lead < 0xc2)
    return 0;
  if (lead < 0xe0)
    return 2;
  if (lead < 0xf0)
    return 3;

  return lead <= 0xf4 ? 4 : 0;
}

/* The second byte is where overlong forms, surrogates and numbers above 10FFFF show. */
static bool
is_second (uint8_t lead, uint8_t byte)
{
  uint8_t first = 0x80, last = 0xbf;

  if (lead == 0xe0)
    first = 0xa0;
  else if (lead == 0xed)
    last = 0x9f;
  else if (lead == 0xf0)
    first = 0x90;
  else if (lead == 0xf4)
    last = 0x8f;

  return byte >= first && byte <= last;
}

/* Looks at the sequence that starts at @data, of which @len bytes (at least 1) are there. */
static Sequence
check_sequence (const uint8_t *data, size_t len, size_t *need)
{
  *need = sequence_len (data[0]);
  if (*need == 0)
    return SEQUENCE_BAD;

  if (*need > 1 && len > 1 && !is_second (data[0], data[1]))
    return SEQUENCE_BAD;

  for (size_t i = 2; i < *need && i < len; i++)
    if ((data[i] & 0xc0) != 0x80)
      return SEQUENCE_BAD;

  return len < *need ? SEQUENCE_UNFINISHED : SEQUENCE_WHOLE;
}

static const uint8_t *
skip_ascii (const uint8_t *data, const uint8_t *end)
{
  uint64_t word;

  for (; (size_t)(end - data) >= sizeof word; data += sizeof word)
    {
      memcpy (&word, data, sizeof word);
      if ((word & HIGH_BITS) != 0)
        break;
    }

  while (data < end && *data < 0x80)
    data++;

  return data;
}

bool
ws_utf8_feed (WsUtf8 *state, const uint8_t *data, size_t len)
{
  const uint8_t *end = data + len;
  Sequence found = SEQUENCE_WHOLE;
  size_t need;

  while (state->n_pending > 0 && data < end)
    {
      state->pending[state->n_pending++] = *data++;
      found = check_sequence (state->pending, state->n_pending, &need);
      if (found == SEQUENCE_BAD)
        return false;
      if (found == SEQUENCE_WHOLE)
        state->n_pending = 0;
    }

  while ((data = skip_ascii (data, end)) < end)
    {
      found = check_sequence (data, (size_t)(end - data), &need);
      if (found == SEQUENCE_BAD)
        return false;
      if (found == SEQUENCE_UNFINISHED)
        {
          state->n_pending = (uint8_t)(end - data);
          memcpy (state->pending, data, state->n_pending);
          return true;
        }
      data += need;
    }

  return true;
}

bool
ws_utf8_is_complete (const WsUtf8 *state)
{
  return state->n_pending == 0;
}

bool
ws_utf8_is_valid (const uint8_t *data, size_t len)
{
  WsUtf8 state = { 0 };

  return ws_utf8_feed (&state, data, len) && ws_utf8_is_complete (&state);
}
