/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define WS_SHA1_LEN 20

/* SHA-1 (RFC 3174) of the two strings behind each other. It is here because RFC 6455 section 4.2.2
 * builds Sec-WebSocket-Accept from it; it keeps no secret. */
void ws_sha1 (const char *first, const char *second, uint8_t digest[WS_SHA1_LEN]);
