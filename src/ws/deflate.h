/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The parameters of permessage-deflate (RFC 7692 section 7.1). 0 bits: parameter absent. */
typedef struct
{
  bool server_no_context_takeover;
  bool client_no_context_takeover;
  uint8_t server_max_window_bits; /* 8 to 15, 0 absent */
  uint8_t client_max_window_bits; /* 8 to 15, 0 absent; WS_DEFLATE_BITS_ANY in an offer: no value */
} WsDeflateParams;

#define WS_DEFLATE_BITS_ANY 0xff

/* Reads one extension element of a Sec-WebSocket-Extensions list: the text between two commas.
 *
 * @is_offer: the text comes from a client (client_max_window_bits may have no value).
 * Returns WS_OK; WS_ERROR_EXTENSION_NOT_OFFERED when it is another extension;
 * WS_ERROR_EXTENSION_PARAMETER for unknown, repeated or ill-valued parameters;
 * WS_ERROR_EXTENSION_SYNTAX. */
WsStatus
ws_deflate_params_read (const char *text, size_t len, bool is_offer, WsDeflateParams *params);

/* Writes "permessage-deflate; ..." with a NUL. @size of at least 160 always suffices.
 * Returns: the length without the NUL. */
size_t ws_deflate_params_write (const WsDeflateParams *params, char *out, size_t size);

/* Client: checks the server's @answer against our @offer (section 7.1). */
WsStatus ws_deflate_check_answer (const WsDeflateParams *offer, const WsDeflateParams *answer);

/* Server: what to answer to a client's @offer when we would like @wanted. */
void ws_deflate_answer (const WsDeflateParams *offer,
                        const WsDeflateParams *wanted,
                        WsDeflateParams *answer);
