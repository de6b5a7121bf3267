/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/conn.h"

/* What bench-peer and bench-engine share: both ends of the engine, and frames made beforehand. */

/* Fills @config for a measurement: no deadlines, random bytes from a generator that costs nothing.
 */
void frames_init_config (WsConfig *config, WsRole role, bool use_deflate);

/* Many whole frames of a server, one after the other: at most about 1 MiB, so that they stay in the
 * sender's cache, but at least one. */
typedef struct
{
  uint8_t *data;
  size_t len;
  uint64_t n_messages;
} FramesBatch;

/* Fills @batch with messages of @size bytes: ASCII that looks like JSON, also when @opcode is
 * binary. @server: open. */
void frames_batch_init (FramesBatch *batch, WsConn *server, WsOpcode opcode, size_t size);

void frames_batch_clear (FramesBatch *batch);
