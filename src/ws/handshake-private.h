/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/buffer-private.h"
#include "ws/conn.h"

/* The characters of a Sec-WebSocket-Key and a Sec-WebSocket-Accept. */
#define WS_KEY_LEN    24
#define WS_ACCEPT_LEN 28

/* What both sides settled on. The strings are borrowed from the heads that it was read from. */
typedef struct
{
  const char *subprotocol; /* nullable */
  bool has_deflate;
  WsDeflateParams deflate;
} WsAgreement;

/* RFC 6455 section 4.2.2, number 5.4. Writes WS_ACCEPT_LEN characters and a NUL. */
void ws_handshake_write_accept (const char *key, char out[WS_ACCEPT_LEN + 1]);

/* Appends the request head to @out as ws_conn_start() describes it. @offer may be NULL.
 * Returns WS_OK, WS_ERROR_HEAD_SYNTAX or WS_ERROR_MEMORY. */
WsStatus ws_handshake_write_request (const WsRequest *request,
                                     const char *key,
                                     const WsDeflateParams *offer,
                                     WsBuffer *out);

/* Client: checks a 101 against the request as it went out (RFC 6455 section 4.1).
 * Returns WS_OK and fills @agreed, or the first rule that the answer breaks. */
WsStatus
ws_handshake_check_response (const WsHead *asked, const WsHead *answer, WsAgreement *agreed);

/* Server: RFC 6455 section 4.2.1. */
WsStatus ws_handshake_check_request (const WsHead *request);

/* Server: picks the first offer that can be taken (RFC 7692 section 5).
 * Returns: whether there was one. */
bool ws_handshake_choose_deflate (const WsHead *request,
                                  const WsDeflateParams *wanted,
                                  WsDeflateParams *answer);

/* Appends the head of any other answer with a body of @body_len bytes, after which the connection
 * is closed. */
WsStatus ws_handshake_write_refusal (uint16_t status,
                                     const WsHeader *headers,
                                     size_t n_headers,
                                     size_t body_len,
                                     WsBuffer *out);

/* Appends the 101 that agrees to @agreed with @headers behind it. */
WsStatus ws_handshake_write_agreement (const WsHead *request,
                                       const WsAgreement *agreed,
                                       const WsHeader *headers,
                                       size_t n_headers,
                                       WsBuffer *out);
