/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/stream.h"
#include "net/transfer-private.h"

/* Returns: (transfer full): a stream without TLS over the connected, non-blocking @fd, which it
 * owns from now on. */
NetStream *net_stream_new_plain (int fd, const NetTimings *timings);

/* Returns: (transfer full): a stream over the connected @transfer, which it owns from now on. */
NetStream *net_stream_new_tls (NetTransfer *transfer, const NetTimings *timings);
