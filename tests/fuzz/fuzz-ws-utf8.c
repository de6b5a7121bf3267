/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte is the length of the pieces in which the rest is fed.
 */
#include "ws/utf8.h"

#include "../ws/utf8-oracle.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static Oracle
feed (WsUtf8 *state, const uint8_t *data, size_t len)
{
  if (!ws_utf8_feed (state, data, len))
    return ORACLE_DEAD;

  return ws_utf8_is_complete (state) ? ORACLE_WHOLE : ORACLE_OPEN;
}

/* What is known after each piece is what the table of RFC 3629 tells of all bytes so far. */
static void
check_pieces (const uint8_t *data, size_t len, size_t piece)
{
  WsUtf8 state = { 0 };
  Oracle answer = ORACLE_WHOLE;

  for (size_t i = 0; i < len && answer != ORACLE_DEAD; i += piece)
    {
      size_t n = piece < len - i ? piece : len - i;

      answer = feed (&state, data + i, n);
      if (answer != oracle_ask (data, i + n))
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 2)
    return 0;

  check_pieces (data + 1, size - 1, size - 1);
  check_pieces (data + 1, size - 1, data[0] > 0 ? data[0] : 1);

  return 0;
}
