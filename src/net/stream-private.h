/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/stream.h"
#include "net/transfer-private.h"

#include <openssl/ssl.h>

/* Returns: (transfer full): a stream without TLS over the connected, non-blocking @fd, which it
 * owns from now on. */
NetStream *net_stream_new_plain (int fd, const NetTimings *timings);

/* Returns: (transfer full): a stream over the connected @transfer, which it owns from now on. @ssl:
 * of @transfer. @is_nested: @ssl goes through the TLS of a proxy. */
NetStream *
net_stream_new_tls (NetTransfer *transfer, SSL *ssl, gboolean is_nested, const NetTimings *timings);
