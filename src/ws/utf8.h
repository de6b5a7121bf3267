/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of a sequence that the end of a piece cut: zero-initialised at a message's start.
 */
typedef struct
{
  uint8_t pending[4]; /* the first bytes of an unfinished sequence */
  uint8_t n_pending;
} WsUtf8;

/* Checks the next @len bytes of a text (RFC 3629), continuing from @state.
 *
 * Returns false as soon as no continuation could make the text valid: a bad byte is found when it
 * comes, not when its sequence or message ends. After false, @state is undefined. The vector path
 * is chosen at run time. */
bool ws_utf8_feed (WsUtf8 *state, const uint8_t *data, size_t len);

/* Returns: whether a text may end here, i.e. no sequence is unfinished. */
bool ws_utf8_is_complete (const WsUtf8 *state);

/* Returns: whether all of @data is a valid text. */
bool ws_utf8_is_valid (const uint8_t *data, size_t len);
