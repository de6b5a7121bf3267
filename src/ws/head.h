/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A header field. The strings are NUL-terminated, as typed or received: case, order and duplicates
 * are kept everywhere. Received values have the white space around them removed and no NUL in them.
 */
typedef struct
{
  const char *name;
  const char *value;
} WsHeader;

typedef struct
{
  uint32_t max_bytes;   /* of a whole head, start line and blank line included */
  uint32_t max_headers; /* fields */
} WsHeadLimits;

/* A received HTTP/1.x request or response head (RFC 9112). Zero-initialise it; owns its memory. */
typedef struct
{
  char *text; /* private: the head's bytes, cut into strings */
  size_t len; /* bytes of the head on the wire */
  WsHeader *headers;
  size_t n_headers;
  /* borrowed: from @text */
  const char *method; /* of a request, else NULL */
  const char *target; /* of a request, else NULL */
  const char *reason; /* of a response, may be "", else NULL */
  uint16_t status;    /* of a response, else 0 */
  uint8_t minor;      /* of HTTP/1.minor */
} WsHead;

typedef enum
{
  WS_HEAD_REQUEST,
  WS_HEAD_RESPONSE,
} WsHeadKind;

/* Reads one head from the start of @data.
 *
 * Returns WS_OK and fills @head (clear it with ws_head_clear()); WS_NEED_MORE while the blank line
 * has not come and no limit or rule is broken; or a WS_ERROR_HEAD_*, WS_ERROR_HTTP_VERSION,
 * WS_ERROR_MEMORY. Folded lines, bare LF, bare CR, NUL, a space before the colon and an empty or
 * non-token name are refused (RFC 9112 sections 2.2, 5.1 and 5.2). HTTP/1.0 and 1.1 are read. Cost
 * is linear in the bytes received so far over all calls when @scanned (start it at 0) is handed
 * back unchanged. */
WsStatus ws_head_read (WsHeadKind kind,
                       const uint8_t *data,
                       size_t len,
                       const WsHeadLimits *limits,
                       size_t *scanned,
                       WsHead *head);

void ws_head_clear (WsHead *head);

/* Returns: (nullable): the value of the first field called @name (case does not matter), borrowed.
 */
const char *ws_head_get (const WsHead *head, const char *name);

/* Returns: whether a comma list (RFC 9110 section 5.6.1) over all fields called @name holds @token,
 * case ignored. */
bool ws_head_has_token (const WsHead *head, const char *name, const char *token);
