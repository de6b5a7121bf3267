/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* More pings than this in flight: the ones between the oldest and the newest are not timed. */
#define WS_PINGS_MAX 8

typedef struct
{
  uint64_t sent; /* when */
  uint32_t hash; /* of the payload */
} WsPing;

/* The pings of ours that wait for a pong, oldest first. Zero-initialise it. */
typedef struct
{
  WsPing pings[WS_PINGS_MAX];
  size_t n_pings;
} WsPings;

void ws_pings_add (WsPings *pings, const void *payload, size_t len, uint64_t now);

/* A pong came. It answers the oldest ping with its payload and, as RFC 6455 section 5.5.3 allows,
 * all before it. Returns: the time since that ping, at least 1; 0 when there is none. */
uint64_t ws_pings_answer (WsPings *pings, const void *payload, size_t len, uint64_t now);

/* Returns: when the oldest was sent; 0 when none waits. */
uint64_t ws_pings_get_oldest (const WsPings *pings);
