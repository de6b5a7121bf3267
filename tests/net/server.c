/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct _Server
{
  GThread *thread;
  ServeFunc serve;
  gpointer user_data;
  char *path; /* of a unix socket */
  int fd;
  guint port;
  gint n_served;
};

static gpointer
run (gpointer data)
{
  Server *self = data;
  sigset_t signals;
  int fd;

  /* OpenSSL's own sockets raise it; in the thread under test it must stay deadly */
  sigemptyset (&signals);
  sigaddset (&signals, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);

  while ((fd = accept (self->fd, NULL, NULL)) >= 0)
    {
      g_atomic_int_inc (&self->n_served);
      self->serve (fd, self->user_data);
      close (fd);
    }

  return NULL;
}

static int
listen_inet (guint *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t len = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (fd, (struct sockaddr *)&address, len), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *)&address, &len), ==, 0);
  *port = ntohs (address.sin_port);

  return fd;
}

static int
listen_unix (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpuint (g_strlcpy (address.sun_path, path, sizeof address.sun_path), <,
                    sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *)&address, sizeof address), ==, 0);

  return fd;
}

Server *
server_new (const char *host, ServeFunc serve, gpointer user_data)
{
  Server *self = g_new0 (Server, 1);

  self->serve = serve;
  self->user_data = user_data;
  if (host[0] == '/')
    self->path = g_strdup (host);
  self->fd = self->path != NULL ? listen_unix (host) : listen_inet (&self->port);
  g_assert_cmpint (listen (self->fd, 16), ==, 0);
  self->thread = g_thread_new ("server", run, self);

  return self;
}

guint
server_get_port (Server *self)
{
  return self->port;
}

guint
server_get_n_served (Server *self)
{
  return (guint)g_atomic_int_get (&self->n_served);
}

void
server_free (Server *self)
{
  if (self == NULL)
    return;

  shutdown (self->fd, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->fd);
  if (self->path != NULL)
    unlink (self->path);
  g_free (self->path);
  g_free (self);
}

static gboolean
send_all (int fd, const void *data, gsize len)
{
  const char *p = data;

  while (len > 0)
    {
      gssize n = send (fd, p, len, MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      p += n;
      len -= (gsize)n;
    }

  return TRUE;
}

void
serve_echo (int fd, gpointer unused)
{
  char buffer[65536];
  gssize n;

  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    if (!send_all (fd, buffer, (gsize)n))
      break;
}

void
serve_silence (int fd, gpointer unused)
{
  char buffer[4096];

  while (recv (fd, buffer, sizeof buffer, 0) > 0)
    ;
}

void
serve_text (int fd, gpointer text)
{
  char buffer[4096];

  if (recv (fd, buffer, sizeof buffer, 0) > 0)
    send_all (fd, text, strlen (text));
}

void
serve_reset (int fd, gpointer unused)
{
  struct linger linger = { .l_onoff = 1 };
  char byte;

  (void)recv (fd, &byte, 1, 0);
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* Moves bytes both ways until one side ends. */
static void
join (int a, int b)
{
  struct pollfd fds[] = { { .fd = a, .events = POLLIN }, { .fd = b, .events = POLLIN } };
  char buffer[65536];

  while (poll (fds, 2, -1) > 0)
    for (guint i = 0; i < 2; i++)
      {
        gssize n = fds[i].revents != 0 ? recv (fds[i].fd, buffer, sizeof buffer, 0) : -1;

        if (fds[i].revents != 0 && (n <= 0 || !send_all (fds[1 - i].fd, buffer, (gsize)n)))
          return;
      }
}

/* The names of these tests all mean this machine. */
static int
connect_here (guint port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16)port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (connect (fd, (struct sockaddr *)&address, sizeof address), ==, 0);

  return fd;
}

/* Connects, says so with @answer, and moves bytes. */
static void
tunnel (int fd, guint port, const void *answer, gsize len)
{
  int other = connect_here (port);

  if (send_all (fd, answer, len))
    join (fd, other);
  close (other);
}

static gboolean
read_head (int fd, GString *head)
{
  char byte;

  g_string_truncate (head, 0);
  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      if (recv (fd, &byte, 1, 0) != 1)
        return FALSE;
      g_string_append_c (head, byte);
    }

  return TRUE;
}

void
serve_http_proxy (int fd, gpointer http_proxy)
{
  static const char refusal[] = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                "Proxy-Authenticate: Basic realm=\"test\"\r\n"
                                "Content-Length: 0\r\nConnection: close\r\n\r\n";
  static const char answer[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  HttpProxy *self = http_proxy;
  g_auto (GStrv) words = NULL;

  if (!read_head (fd, self->request))
    return;

  if (self->credentials != NULL && strstr (self->request->str, self->credentials) == NULL)
    {
      send_all (fd, refusal, strlen (refusal));
      return;
    }

  words = g_strsplit (self->request->str, " ", 3);
  g_assert_cmpstr (words[0], ==, "CONNECT");
  tunnel (fd, (guint)g_ascii_strtoull (strrchr (words[1], ':') + 1, NULL, 10), answer,
          strlen (answer));
}

static gboolean
recv_all (int fd, guint8 *data, gsize len)
{
  return len == 0 || recv (fd, data, len, MSG_WAITALL) == (gssize)len;
}

static char *
recv_string (int fd, gsize len)
{
  char *text = g_malloc0 (len + 1);

  g_assert_true (recv_all (fd, (guint8 *)text, len));
  return text;
}

/* Up to and with the NUL. */
static char *
recv_line (int fd)
{
  GString *line = g_string_new (NULL);
  guint8 byte;

  while (recv_all (fd, &byte, 1) && byte != 0)
    g_string_append_c (line, (char)byte);

  return g_string_free (line, FALSE);
}

static void
serve_socks4 (int fd, SocksProxy *self)
{
  guint8 request[7];
  guint8 answer[8] = { 0, 90 };
  g_autofree char *user = NULL;
  g_autofree char *name = NULL;
  guint port;

  if (!recv_all (fd, request, sizeof request))
    return;

  port = (guint)request[1] << 8 | request[2];
  user = recv_line (fd);
  if (request[3] == 0 && request[4] == 0 && request[5] == 0)
    name = recv_line (fd);

  if (name != NULL)
    g_string_printf (self->target, "4a %s %u", name, port);
  else
    g_string_printf (self->target, "4 %u.%u.%u.%u %u", request[3], request[4], request[5],
                     request[6], port);

  if (self->answer == 0)
    {
      tunnel (fd, port, answer, sizeof answer);
      return;
    }

  answer[1] = self->answer;
  send_all (fd, answer, sizeof answer);
}

static gboolean
log_in (int fd, SocksProxy *self)
{
  guint8 methods[256];
  guint8 head[2];
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  guint8 status[2] = { 1, 0 };

  if (!recv_all (fd, head, 1) || !recv_all (fd, methods, head[0]))
    return FALSE;

  if (self->user == NULL)
    return send_all (fd, "\x05\x00", 2);
  if (memchr (methods, 2, head[0]) == NULL)
    {
      send_all (fd, "\x05\xff", 2);
      return FALSE;
    }

  send_all (fd, "\x05\x02", 2);
  g_assert_true (recv_all (fd, head, 2));
  user = recv_string (fd, head[1]);
  g_assert_true (recv_all (fd, head, 1));
  password = recv_string (fd, head[0]);
  status[1] = strcmp (user, self->user) != 0 || strcmp (password, self->password) != 0;
  send_all (fd, status, 2);

  return status[1] == 0;
}

static void
serve_socks5 (int fd, SocksProxy *self)
{
  guint8 head[4];
  guint8 address[16];
  guint8 port[2];
  guint8 answer[10] = { 5, self->answer, 0, 1 };

  if (!log_in (fd, self) || !recv_all (fd, head, 4))
    return;

  if (head[3] == 3)
    {
      g_autofree char *name = NULL;

      g_assert_true (recv_all (fd, address, 1));
      name = recv_string (fd, address[0]);
      g_string_printf (self->target, "5 %s", name);
    }
  else
    {
      char text[INET6_ADDRSTRLEN];

      g_assert_true (recv_all (fd, address, head[3] == 1 ? 4 : 16));
      inet_ntop (head[3] == 1 ? AF_INET : AF_INET6, address, text, sizeof text);
      g_string_printf (self->target, "5 %s", text);
    }

  g_assert_true (recv_all (fd, port, 2));
  g_string_append_printf (self->target, " %u", (guint)port[0] << 8 | port[1]);
  if (self->answer == 0)
    tunnel (fd, (guint)port[0] << 8 | port[1], answer, sizeof answer);
  else
    send_all (fd, answer, sizeof answer);
}

void
serve_socks_proxy (int fd, gpointer socks_proxy)
{
  guint8 version;

  if (!recv_all (fd, &version, 1))
    return;
  if (version == 4)
    serve_socks4 (fd, socks_proxy);
  else
    serve_socks5 (fd, socks_proxy);
}
