/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The table of RFC 3629 section 4, read byte by byte: slow and plain, to compare with. */
typedef enum
{
  ORACLE_DEAD, /* nothing that follows can make it valid */
  ORACLE_OPEN, /* ends within a sequence */
  ORACLE_WHOLE,
} Oracle;

static const struct
{
  uint8_t lead_first, lead_last, second_first, second_last;
  size_t len;
} oracle_rows[] = {
  { 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
  { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
  { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

static inline Oracle
oracle_ask_sequence (const uint8_t *data, size_t len, size_t *need)
{
  size_t row = 0, n_rows = sizeof oracle_rows / sizeof oracle_rows[0];

  while (row < n_rows &&
         (data[0] < oracle_rows[row].lead_first || data[0] > oracle_rows[row].lead_last))
    row++;
  if (row == n_rows)
    return ORACLE_DEAD;

  *need = oracle_rows[row].len;
  for (size_t i = 1; i < *need && i < len; i++)
    {
      uint8_t first = i == 1 ? oracle_rows[row].second_first : 0x80;
      uint8_t last = i == 1 ? oracle_rows[row].second_last : 0xbf;

      if (data[i] < first || data[i] > last)
        return ORACLE_DEAD;
    }

  return len < *need ? ORACLE_OPEN : ORACLE_WHOLE;
}

static inline Oracle
oracle_ask (const uint8_t *data, size_t len)
{
  Oracle answer = ORACLE_WHOLE;
  size_t need = 0;

  for (size_t i = 0; i < len && answer == ORACLE_WHOLE; i += need)
    answer = oracle_ask_sequence (data + i, len - i, &need);

  return answer;
}

static inline Oracle
oracle_feed (WsUtf8 *state, const uint8_t *data, size_t len)
{
  if (!ws_utf8_feed (state, data, len))
    return ORACLE_DEAD;

  return ws_utf8_is_complete (state) ? ORACLE_WHOLE : ORACLE_OPEN;
}

/* Returns: whether what is known after each piece of @data is what the table knows of all bytes so
 * far, so that nothing is found late. */
static inline bool
oracle_agrees (const uint8_t *data, size_t len, size_t piece)
{
  WsUtf8 state = { 0 };
  Oracle answer = ORACLE_WHOLE;

  for (size_t i = 0; i < len && answer != ORACLE_DEAD; i += piece)
    {
      size_t n = piece < len - i ? piece : len - i;

      answer = oracle_feed (&state, data + i, n);
      if (answer != oracle_ask (data, i + n))
        return false;
    }

  return true;
}
