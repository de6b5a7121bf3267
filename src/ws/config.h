/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/deflate.h"
#include "ws/head.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum
{
  WS_ROLE_CLIENT,
  WS_ROLE_SERVER,
} WsRole;

/* Times are nanoseconds of any monotonic clock that never returns 0; 0 in a duration: never. */
#define WS_SECOND UINT64_C (1000000000)

typedef struct
{
  WsHeadLimits head;      /* 64 KiB, 256 fields */
  uint32_t max_body;      /* bytes kept of a refusal's body: 1 MiB */
  uint64_t max_message;   /* payload bytes after inflating: 64 MiB; at most UINT32_MAX */
  uint64_t max_frame;     /* payload bytes of one frame on the wire: as max_message */
  uint32_t max_fragments; /* frames of one message: 1,000,000 */
  uint64_t max_output;    /* bytes waiting in ws_conn_peek_output(): 128 MiB */
} WsLimits;

typedef struct
{
  WsRole role;
  WsLimits limits;
  bool use_deflate;        /* client: offer it; server: accept it */
  WsDeflateParams deflate; /* client: the offer; server: what we would like */
  uint32_t deflate_from;   /* messages shorter than this go out uncompressed: 128 */
  bool auto_pong;
  uint64_t handshake_timeout; /* from ws_conn_start() to open: 30 s */
  uint64_t close_timeout;     /* from our Close to the peer's end of stream: 5 s */
  uint64_t ping_interval;     /* 0: send no pings of our own */
  uint64_t ping_timeout;      /* without a pong for our oldest ping; 0: wait for ever */
  void (*fill_random) (void *out, size_t len, void *data); /* must not fail, unpredictable */
  void *random_data;                                       /* borrowed */
} WsConfig;

/* Fills @config with the defaults named above; the deflate offer is a plain one with
 * client_max_window_bits. fill_random has to be set by the caller. */
void ws_config_init (WsConfig *config, WsRole role);
