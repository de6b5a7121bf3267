/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/stream-private.h"

#include "net/error.h"

#include <errno.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _NetStream
{
  NetTransfer *transfer; /* with TLS; else NULL */
  NetTimings timings;
  int fd;

  /* borrowed */
  CURL *easy; /* of @transfer */
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
net_stream_new_tls (NetTransfer *transfer, const NetTimings *timings)
{
  NetStream *self = g_new0 (NetStream, 1);
  curl_socket_t fd = CURL_SOCKET_BAD;

  self->transfer = transfer;
  self->easy = net_transfer_get_easy (transfer);
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

/* What the texts of OpenSSL, as libcurl hands them on, mean for the person. */
static const struct
{
  const char *part;
  NetError code;
  const char *sentence;
} tls_failures[] = {
  { "unexpected eof", NET_ERROR_TLS,
    "The TLS stream was cut without its closing message: something may be missing at the end." },
  { "certificate required", NET_ERROR_TLS,
    "The server wants a client certificate, and none was given." },
  { "Connection reset", NET_ERROR_STREAM, "The connection was reset by the other side." },
  { "Broken pipe", NET_ERROR_STREAM, "The connection was closed by the other side." },
};

static NetIo
fail_tls (NetStream *self, CURLcode result, const char *what, GError **error)
{
  const char *text = net_transfer_get_error (self->transfer);

  if (result == CURLE_AGAIN)
    return NET_IO_WOULD_BLOCK;

  for (guint i = 0; i < G_N_ELEMENTS (tls_failures); i++)
    if (strstr (text, tls_failures[i].part) != NULL)
      {
        g_set_error_literal (error, NET_ERROR, (int)tls_failures[i].code, tls_failures[i].sentence);
        return NET_IO_ERROR;
      }

  g_set_error (error, NET_ERROR, NET_ERROR_TLS, "%s through TLS failed: %s.", what,
               *text != '\0' ? text : curl_easy_strerror (result));
  return NET_IO_ERROR;
}

static NetIo
recv_tls (NetStream *self, void *buffer, gsize size, gsize *n_read, GError **error)
{
  CURLcode result = curl_easy_recv (self->easy, buffer, size, n_read);

  if (result != CURLE_OK)
    return fail_tls (self, result, "Reading", error);

  return *n_read > 0 ? NET_IO_OK : NET_IO_END;
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
  struct curl_tlssessioninfo *info = NULL;
  BIO *memory;
  char *data = NULL;
  long len;

  if (curl_easy_getinfo (self->easy, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK ||
      info->backend != CURLSSLBACKEND_OPENSSL || info->internals == NULL)
    return;

  memory = BIO_new (BIO_s_mem ());
  SSL_set0_wbio (info->internals, memory);
  (void)SSL_shutdown (info->internals);
  len = BIO_get_mem_data (memory, &data);
  if (len > 0)
    (void)send (self->fd, data, (gsize)len, MSG_NOSIGNAL);
}

void
net_stream_shutdown (NetStream *stream)
{
  if (stream->easy != NULL)
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
