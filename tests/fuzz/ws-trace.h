/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/conn.h"

#include <stdlib.h>
#include <string.h>

/* What the fuzz targets of the connection share: all events of a run in one number. */

#define TRACE_NOW 1000

static inline void
check (bool holds)
{
  if (!holds)
    abort ();
}

static inline void
trace_random (void *out, size_t len, void *data)
{
  memset (out, 0x5a, len);
}

static inline void
trace_bytes (uint64_t *trace, const void *data, size_t len)
{
  const uint8_t *bytes = data;

  for (size_t i = 0; i < len; i++)
    *trace = (*trace ^ bytes[i]) * UINT64_C (1099511628211);
}

static inline void
trace_event (uint64_t *trace, const WsEvent *event)
{
  const uint64_t facts[] = {
    event->kind,          event->status,   event->opcode,        event->is_outgoing,
    event->is_compressed, event->is_clean, event->code,          event->n_frames,
    event->wire_len,      event->rtt,      (uint64_t)event->len,
  };

  trace_bytes (trace, facts, sizeof facts);
  trace_bytes (trace, event->data, event->len);
}

/* Feeds @data in pieces, each in memory of its own, and calls @on_event for what comes. */
static inline void
trace_feed (WsConn *conn,
            const uint8_t *data,
            size_t len,
            size_t piece,
            void (*on_event) (WsConn *conn, const WsEvent *event, uint64_t *trace),
            uint64_t *trace)
{
  WsEvent event;

  for (size_t n; len > 0; data += n, len -= n)
    {
      uint8_t *room = ws_conn_get_room (conn, &n), *own = NULL;

      if (room == NULL || n > piece)
        n = piece;
      if (n > len)
        n = len;
      if (room == NULL)
        {
          room = own = malloc (n);
          check (own != NULL);
        }

      memcpy (room, data, n);
      ws_conn_feed (conn, room, n);
      while (ws_conn_next_event (conn, TRACE_NOW, &event) == WS_OK)
        on_event (conn, &event, trace);
      free (own);
    }

  ws_conn_feed_end (conn);
  while (ws_conn_next_event (conn, TRACE_NOW, &event) == WS_OK)
    on_event (conn, &event, trace);

  check (ws_conn_get_state (conn) == WS_STATE_CLOSED);
}
