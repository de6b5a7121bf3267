/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A connected stream of bytes, plain or TLS, that never blocks. For one thread. */
typedef struct _NetStream NetStream;

typedef enum
{
  NET_IO_OK,
  NET_IO_WOULD_BLOCK,
  NET_IO_END, /* the peer closed in order */
  NET_IO_ERROR,
} NetIo;

/* Phases of the dial in microseconds since its start; 0: did not happen. */
typedef struct
{
  gint64 resolved;
  gint64 connected;
  gint64 secured;
} NetTimings;

/* Receives at most @size bytes, @n_read > 0 with NET_IO_OK. Decrypted bytes may wait inside
 * although the descriptor is silent: call until NET_IO_WOULD_BLOCK before waiting.
 * @error (NET_ERROR_STREAM, or NET_ERROR_TLS when the stream was cut without a close_notify or is
 * corrupt) is set with NET_IO_ERROR. */
NetIo net_stream_recv (NetStream *stream, void *buffer, gsize size, gsize *n_read, GError **error);

/* Sends some of @data, @n_sent > 0 with NET_IO_OK. After NET_IO_WOULD_BLOCK the next call must
 * begin with the same bytes and have at least as many: TLS has already sealed them. */
NetIo
net_stream_send (NetStream *stream, const void *data, gsize len, gsize *n_sent, GError **error);

/* Returns: the descriptor to watch, owned by the stream. */
int net_stream_get_fd (NetStream *stream);

/* Returns: borrowed. */
const NetTimings *net_stream_get_timings (NetStream *stream);

/* Says that no more will be sent (shutdown of the write side, close_notify with TLS). */
void net_stream_shutdown (NetStream *stream);

/* Closes at once; no blocking, nothing lingers. */
void net_stream_free (NetStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetStream, net_stream_free)
