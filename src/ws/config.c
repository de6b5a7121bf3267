/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/config.h"

#define KIB ((uint64_t)1024)
#define MIB (1024 * KIB)

void
ws_config_init (WsConfig *config, WsRole role)
{
  *config = (WsConfig){
    .role = role,
    .limits = {
      .head = { .max_bytes = (uint32_t)(64 * KIB), .max_headers = 256 },
      .max_body = (uint32_t)MIB,
      .max_message = 64 * MIB,
      .max_frame = 64 * MIB,
      .max_fragments = 1000000,
      .max_output = 128 * MIB,
    },
    .use_deflate = true,
    .deflate = { .client_max_window_bits = role == WS_ROLE_CLIENT ? WS_DEFLATE_BITS_ANY : 0 },
    .deflate_from = 128,
    .auto_pong = true,
    .handshake_timeout = 30 * WS_SECOND,
    .close_timeout = 5 * WS_SECOND,
  };
}
