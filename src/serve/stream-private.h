/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/stream.h"

#include <openssl/ssl.h>

/* The server's end of a connected stream of bytes, plain or TLS, that never blocks. */
typedef struct
{
  int fd; /* owned; -1: cleared */
  SSL *ssl;
  gboolean wants_write; /* TLS cannot read on before it has written: watch for G_IO_OUT */
} ServeStream;

/* Takes @fd, which does not block. @tls (nullable): borrowed, TLS with this.
 * Returns FALSE when memory is short; @fd is closed then. */
gboolean serve_stream_init (ServeStream *stream, int fd, SSL_CTX *tls);

/* Closes at once; nothing lingers. */
void serve_stream_clear (ServeStream *stream);

/* Receives at most @size bytes; @n_read > 0 with NET_IO_OK. */
NetIo serve_stream_recv (ServeStream *stream, void *buffer, gsize size, gsize *n_read);

/* Sends some of @data; @n_sent > 0 with NET_IO_OK. */
NetIo serve_stream_send (ServeStream *stream, const void *data, gsize len, gsize *n_sent);

/* Returns: whether received bytes wait inside, although the descriptor may be silent. */
gboolean serve_stream_has_buffered (const ServeStream *stream);

/* Says that nothing more will be sent: close_notify with TLS, then the end of the stream. */
void serve_stream_shutdown (ServeStream *stream);

/* Makes serve_stream_clear() reset the connection: the peer reads nothing and is not to wait for an
 * end that would stand behind what it does not read. */
void serve_stream_reset (ServeStream *stream);
