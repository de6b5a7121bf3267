/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/stream-private.h"

#include <errno.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

gboolean
serve_stream_init (ServeStream *stream, int fd, SSL_CTX *tls)
{
  *stream = (ServeStream){ .fd = fd };
  if (tls == NULL)
    return TRUE;

  stream->ssl = SSL_new (tls);
  if (stream->ssl == NULL || SSL_set_fd (stream->ssl, fd) != 1)
    {
      ERR_clear_error ();
      serve_stream_clear (stream);
      return FALSE;
    }
  SSL_set_accept_state (stream->ssl);

  return TRUE;
}

void
serve_stream_clear (ServeStream *stream)
{
  SSL_free (stream->ssl);
  stream->ssl = NULL;
  if (stream->fd >= 0)
    close (stream->fd);
  stream->fd = -1;
}

static NetIo
finish_plain (gssize result, gsize *n_bytes)
{
  if (result > 0)
    {
      *n_bytes = (gsize)result;
      return NET_IO_OK;
    }
  if (result == 0)
    return NET_IO_END;

  return errno == EAGAIN || errno == EINTR ? NET_IO_WOULD_BLOCK : NET_IO_ERROR;
}

static NetIo
finish_tls (ServeStream *stream, int result)
{
  NetIo io;

  stream->wants_write = FALSE;
  if (result > 0)
    return NET_IO_OK;

  switch (SSL_get_error (stream->ssl, result))
    {
    case SSL_ERROR_WANT_WRITE:
      stream->wants_write = TRUE;
      return NET_IO_WOULD_BLOCK;

    case SSL_ERROR_WANT_READ:
      return NET_IO_WOULD_BLOCK;

    case SSL_ERROR_ZERO_RETURN:
      io = NET_IO_END;
      break;

    default:
      io = NET_IO_ERROR;
      break;
    }
  ERR_clear_error ();

  return io;
}

NetIo
serve_stream_recv (ServeStream *stream, void *buffer, gsize size, gsize *n_read)
{
  if (stream->ssl == NULL)
    return finish_plain (recv (stream->fd, buffer, size, 0), n_read);

  return finish_tls (stream, SSL_read_ex (stream->ssl, buffer, size, n_read));
}

NetIo
serve_stream_send (ServeStream *stream, const void *data, gsize len, gsize *n_sent)
{
  if (stream->ssl == NULL)
    return finish_plain (send (stream->fd, data, len, MSG_NOSIGNAL), n_sent);

  return finish_tls (stream, SSL_write_ex (stream->ssl, data, len, n_sent));
}

gboolean
serve_stream_has_buffered (const ServeStream *stream)
{
  return stream->ssl != NULL && SSL_pending (stream->ssl) > 0;
}

void
serve_stream_shutdown (ServeStream *stream)
{
  if (stream->ssl != NULL && SSL_is_init_finished (stream->ssl))
    {
      /* may not fit into a full socket: the end of the stream says the same */
      if (SSL_shutdown (stream->ssl) < 0)
        ERR_clear_error ();
    }
  shutdown (stream->fd, SHUT_WR);
}

void
serve_stream_reset (ServeStream *stream)
{
  struct linger at_once = { .l_onoff = 1 };

  (void)setsockopt (stream->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}
