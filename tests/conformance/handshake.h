/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The server's half of the opening handshake, RFC 6455 section 4.2. */

/* What a server answers to an offer of permessage-deflate. */
typedef struct
{
  gboolean no_takeover; /* client_no_context_takeover */
  guint bits;           /* client_max_window_bits, 0: absent */
} DeflateAnswer;

/* The parts of a good 101; put together they are HANDSHAKE_HEAD. {accept} is filled in,
 * and {lower}: the same in lower case.
 */
#define HANDSHAKE_101        "HTTP/1.1 101 Switching Protocols\r\n"
#define HANDSHAKE_UPGRADE    "Upgrade: websocket\r\n"
#define HANDSHAKE_CONNECTION "Connection: Upgrade\r\n"
#define HANDSHAKE_ACCEPT     "Sec-WebSocket-Accept: {accept}\r\n"
#define HANDSHAKE_START      HANDSHAKE_101 HANDSHAKE_UPGRADE HANDSHAKE_CONNECTION HANDSHAKE_ACCEPT
#define HANDSHAKE_HEAD       HANDSHAKE_START "\r\n"

/* Returns: (nullable): the rule that @request breaks, static. */
const char *handshake_find_fault (const char *request);

/* Returns: (transfer full): @head with {accept} and {lower} replaced. */
char *handshake_fill (const char *head, const char *request);

/* Returns: whether @request offers what @answer answers. */
gboolean handshake_is_offered (const char *request, const DeflateAnswer *answer);

/* Returns: (transfer full): the whole 101 with @answer, or without an extension when it is NULL. */
char *handshake_write (const DeflateAnswer *answer);
