/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/stream-private.h"

#include "net/error.h"
#include "net/tls-text-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _NetStream
{
  NetTransfer *transfer; /* with TLS; else NULL */
  NetTimings timings;
  int fd;
  gboolean is_nested; /* TLS inside of a proxy's TLS */

  /* borrowed, of @transfer */
  CURL *easy;
  SSL *ssl;
};

NetStream *
net_stream_new_plain (int fd, const NetTimings *timings)
{
  NetStream *self = g_new0 (NetStream, 1);

  self->fd = fd;
  self->timings = *timings;

  return self;
}

NetStream *
net_stream_new_tls (NetTransfer *transfer, SSL *ssl, gboolean is_nested, const NetTimings *timings)
{
  NetStream *self = g_new0 (NetStream, 1);
  curl_socket_t fd = CURL_SOCKET_BAD;

  self->transfer = transfer;
  self->easy = net_transfer_get_easy (transfer);
  self->ssl = ssl;
  self->is_nested = is_nested;
  self->timings = *timings;
  (void)curl_easy_getinfo (self->easy, CURLINFO_ACTIVESOCKET, &fd);
  self->fd = fd;

  return self;
}

static NetIo
fail_plain (const char *what, GError **error)
{
  int cause = errno;

  if (cause == EAGAIN)
    return NET_IO_WOULD_BLOCK;

  g_set_error (error, NET_ERROR, NET_ERROR_STREAM, "%s failed: %s.", what, g_strerror (cause));
  return NET_IO_ERROR;
}

static NetIo
fail_tls (NetStream *self, CURLcode result, const char *what, GError **error)
{
  const char *text = net_transfer_get_error (self->transfer);
  gboolean is_lost = strstr (text, "Connection reset") != NULL ||
                     strstr (text, "Broken pipe") != NULL;

  if (result == CURLE_AGAIN)
    return NET_IO_WOULD_BLOCK;

  g_set_error (error, NET_ERROR, is_lost ? NET_ERROR_STREAM : NET_ERROR_TLS,
               "%s through TLS failed: %s.", what,
               *text != '\0' ? net_tls_text_explain (text) : curl_easy_strerror (result));
  return NET_IO_ERROR;
}

static NetIo
recv_tls (NetStream *self, void *buffer, gsize size, gsize *n_read, GError **error)
{
  CURLcode result = curl_easy_recv (self->easy, buffer, size, n_read);

  if (result != CURLE_OK)
    return fail_tls (self, result, "Reading", error);

  if (*n_read > 0)
    return NET_IO_OK;

  /* libcurl does not tell an end that was said from one that was not (RFC 8446 section 6.1) */
  if (SSL_get_shutdown (self->ssl) & SSL_RECEIVED_SHUTDOWN)
    return NET_IO_END;

  g_set_error_literal (error, NET_ERROR, NET_ERROR_TLS,
                       "The TLS stream was cut without its closing message: something may be "
                       "missing at the end.");
  return NET_IO_ERROR;
}

NetIo
net_stream_recv (NetStream *stream, void *buffer, gsize size, gsize *n_read, GError **error)
{
  gssize n;

  g_return_val_if_fail (size > 0, NET_IO_WOULD_BLOCK);

  if (stream->easy != NULL)
    return recv_tls (stream, buffer, size, n_read, error);

  do
    n = recv (stream->fd, buffer, size, 0);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    return fail_plain ("Reading from the connection", error);

  *n_read = (gsize)n;
  return n > 0 ? NET_IO_OK : NET_IO_END;
}

static NetIo
send_tls (NetStream *self, const void *data, gsize len, gsize *n_sent, GError **error)
{
  CURLcode result = curl_easy_send (self->easy, data, len, n_sent);

  return result == CURLE_OK ? NET_IO_OK : fail_tls (self, result, "Writing", error);
}

NetIo
net_stream_send (NetStream *stream, const void *data, gsize len, gsize *n_sent, GError **error)
{
  gssize n;

  g_return_val_if_fail (len > 0, NET_IO_WOULD_BLOCK);

  if (stream->easy != NULL)
    return send_tls (stream, data, len, n_sent, error);

  do
    n = send (stream->fd, data, len, MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    return fail_plain ("Writing to the connection", error);

  *n_sent = (gsize)n;
  return NET_IO_OK;
}

int
net_stream_get_fd (NetStream *stream)
{
  return stream->fd;
}

const NetTimings *
net_stream_get_timings (NetStream *stream)
{
  return &stream->timings;
}

/* libcurl has no call for a close_notify, and OpenSSL may write through libcurl's own functions
 * only inside a call of libcurl: so it writes the message into memory, and we send it. */
static void
send_close_notify (NetStream *self)
{
  BIO *memory = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long len;

  SSL_set0_wbio (self->ssl, memory);
  (void)SSL_shutdown (self->ssl);
  len = BIO_get_mem_data (memory, &data);
  if (len > 0)
    (void)send (self->fd, data, (gsize)len, MSG_NOSIGNAL);
}

void
net_stream_shutdown (NetStream *stream)
{
  if (stream->easy != NULL && !stream->is_nested)
    send_close_notify (stream);

  (void)shutdown (stream->fd, SHUT_WR);
}

void
net_stream_free (NetStream *stream)
{
  if (stream == NULL)
    return;

  if (stream->transfer != NULL)
    net_transfer_free (stream->transfer);
  else
    close (stream->fd);
  g_free (stream);
}
