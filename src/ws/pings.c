/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/pings-private.h"

#include <string.h>

/* FNV-1a. A peer that forges a collision fools nobody but its own statistics. */
static uint32_t
hash_payload (const uint8_t *payload, size_t len)
{
  uint32_t hash = 2166136261;

  for (size_t i = 0; i < len; i++)
    hash = (hash ^ payload[i]) * 16777619;

  return hash;
}

static void
remove_pings (WsPings *pings, size_t from, size_t n)
{
  pings->n_pings -= n;
  memmove (&pings->pings[from], &pings->pings[from + n],
           (pings->n_pings - from) * sizeof pings->pings[0]);
}

void
ws_pings_add (WsPings *pings, const void *payload, size_t len, uint64_t now)
{
  /* the oldest stays: it is the one that a deadline hangs on */
  if (pings->n_pings == WS_PINGS_MAX)
    remove_pings (pings, 1, 1);

  pings->pings[pings->n_pings++] = (WsPing){ .sent = now, .hash = hash_payload (payload, len) };
}

uint64_t
ws_pings_answer (WsPings *pings, const void *payload, size_t len, uint64_t now)
{
  uint32_t hash = hash_payload (payload, len);

  for (size_t i = 0; i < pings->n_pings; i++)
    {
      uint64_t sent = pings->pings[i].sent;

      if (pings->pings[i].hash != hash)
        continue;

      remove_pings (pings, 0, i + 1);
      return now > sent ? now - sent : 1;
    }

  return 0;
}

uint64_t
ws_pings_get_oldest (const WsPings *pings)
{
  return pings->n_pings > 0 ? pings->pings[0].sent : 0;
}
