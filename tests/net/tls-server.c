/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

TlsServer *
tls_server_new (const Identity *identity, TlsWay way)
{
  TlsServer *self = g_new0 (TlsServer, 1);

  self->way = way;
  self->context = SSL_CTX_new (TLS_server_method ());
  g_assert_cmpint (SSL_CTX_use_cert_and_key (self->context, identity->certificate, identity->key,
                                             NULL, 1),
                   ==, 1);
  /* a session ticket would be unread when the connection is closed, which would reset it */
  SSL_CTX_set_num_tickets (self->context, 0);

  return self;
}

void
tls_server_free (TlsServer *self)
{
  if (self == NULL)
    return;

  SSL_CTX_free (self->context);
  g_free (self);
}

static void
echo (SSL *ssl, TlsWay way)
{
  char buffer[16384];
  int n;

  while ((n = SSL_read (ssl, buffer, sizeof buffer)) > 0 && way != TLS_CUT)
    {
      if (way == TLS_CLOSE)
        {
          SSL_shutdown (ssl);
          return;
        }
      if (way == TLS_ECHO)
        SSL_write (ssl, buffer, n);
    }

  if (way == TLS_HEARS_END && SSL_get_error (ssl, n) == SSL_ERROR_ZERO_RETURN)
    SSL_write (ssl, "end", 3);
  else if (way == TLS_HEARS_END)
    SSL_write (ssl, "cut", 3);
}

typedef struct
{
  const TlsServer *server;
  int fd;
} Inside;

static gpointer
run_inside (gpointer data)
{
  Inside *inside = data;

  inside->server->inner (inside->fd, inside->server->inner_data);
  shutdown (inside->fd, SHUT_RDWR);

  return NULL;
}

static gboolean
move (SSL *ssl, int fd, const struct pollfd *fds)
{
  char buffer[16384];
  gssize n;

  if (fds[0].revents != 0)
    {
      n = SSL_read (ssl, buffer, sizeof buffer);
      if (n <= 0 || send (fd, buffer, (gsize)n, MSG_NOSIGNAL) != n)
        return FALSE;
    }
  if (fds[1].revents != 0)
    {
      n = recv (fd, buffer, sizeof buffer, 0);
      if (n <= 0 || SSL_write (ssl, buffer, (int)n) != n)
        return FALSE;
    }

  return TRUE;
}

static void
serve_inside (SSL *ssl, int fd, const TlsServer *self)
{
  Inside inside = { .server = self };
  int pair[2];
  struct pollfd fds[2] = { { .fd = fd, .events = POLLIN }, { .events = POLLIN } };
  GThread *thread;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  fds[1].fd = pair[0];
  inside.fd = pair[1];
  thread = g_thread_new ("inside", run_inside, &inside);

  while (poll (fds, 2, -1) > 0 && move (ssl, pair[0], fds))
    ;

  shutdown (pair[0], SHUT_RDWR);
  g_thread_join (thread);
  close (pair[0]);
  close (pair[1]);
}

void
serve_tls (int fd, gpointer tls_server)
{
  TlsServer *self = tls_server;
  SSL *ssl = SSL_new (self->context);

  SSL_set_fd (ssl, fd);
  if (SSL_accept (ssl) == 1)
    {
      if (self->inner != NULL)
        serve_inside (ssl, fd, self);
      else
        echo (ssl, self->way);
    }
  SSL_free (ssl);
}
