/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* accept4 */

#include "serve/server.h"

#include "base/time.h"
#include "net/poller.h"
#include "serve/client-private.h"
#include "serve/tls-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* Connections at once. Each costs a descriptor and little memory; this bounds both. */
#define CLIENTS_MAX 65536

#define ACCEPTS_PER_TURN 256
#define BACKLOG          4096

/* How long nobody is accepted when the descriptors are used up: the listening socket stays
 * readable, and asking it again at once would be a busy loop. */
#define ACCEPT_PAUSE (WS_SECOND / 10)

struct _ServeServer
{
  char *host;
  char *cert_file;
  char *key_file;
  char *certificate; /* PEM, of the throw-away one */
  GSocket *socket;
  NetWatch *watch; /* NULL before the start, as the hub */
  ServeTimer pause;
  ServeHub hub;
  guint16 port;
  gboolean use_tls;
  /* borrowed */
  void (*log) (const char *line, gpointer user_data);
  gpointer log_data;
};

/* Ten thousand connections are ten thousand descriptors. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit (RLIMIT_NOFILE, &limit); /* the old limit serves as well, for fewer */
}

static void
pause_accepting (ServeServer *server)
{
  net_watch_set_condition (server->watch, 0);
  serve_timers_set (server->hub.timers, &server->pause, server->hub.now + ACCEPT_PAUSE);
}

static void
on_pause_over (guint64 now, gpointer user_data)
{
  ServeServer *server = user_data;

  net_watch_set_condition (server->watch, G_IO_IN);
}

static void
on_connection (int listener, GIOCondition condition, gpointer user_data)
{
  ServeServer *server = user_data;

  server->hub.now = base_time_monotonic ();
  for (guint i = 0; i < ACCEPTS_PER_TURN; i++)
    {
      int fd;

      if (server->hub.clients.length >= CLIENTS_MAX)
        {
          pause_accepting (server);
          return;
        }

      fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0)
        {
          if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            pause_accepting (server);
          return;
        }
      /* an echo is not to wait for the acknowledgement of the one before */
      (void)setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
      serve_client_new (&server->hub, fd);
    }
}

static GInetAddress *
find_address (const char *host, GError **error)
{
  GInetAddress *address = g_inet_address_new_from_string (host);
  g_autoptr (GResolver) resolver = NULL;
  GList *found;

  if (address != NULL)
    return address;

  resolver = g_resolver_get_default ();
  found = g_resolver_lookup_by_name (resolver, host, NULL, error);
  if (found == NULL)
    return NULL;
  address = g_object_ref (found->data);
  g_resolver_free_addresses (found);

  return address;
}

/* Returns: (transfer full): a socket that listens; NULL with @error. */
static GSocket *
listen_on (GInetAddress *host, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (host), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

static gboolean
open_socket (ServeServer *server, GError **error)
{
  g_autoptr (GInetAddress) host = find_address (server->host, error);
  g_autoptr (GSocketAddress) local = NULL;

  if (host != NULL)
    server->socket = listen_on (host, server->port, error);
  if (server->socket != NULL)
    local = g_socket_get_local_address (server->socket, error);
  if (local == NULL)
    {
      g_prefix_error (error, "The server cannot listen on %s, port %u: ", server->host,
                      server->port);
      return FALSE;
    }
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));

  return TRUE;
}

ServeServer *
serve_server_new (const ServeOptions *options,
                  void (*log) (const char *line, gpointer user_data),
                  gpointer user_data)
{
  ServeServer *server;

  g_return_val_if_fail (options != NULL && options->host != NULL, NULL);

  server = g_new0 (ServeServer, 1);
  server->host = g_strdup (options->host);
  server->cert_file = g_strdup (options->cert_file);
  server->key_file = g_strdup (options->key_file);
  server->port = options->port;
  server->use_tls = options->use_tls;
  server->log = log;
  server->log_data = user_data;

  return server;
}

gboolean
serve_server_start (ServeServer *server, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  SSL_CTX *tls = NULL;

  g_return_val_if_fail (server->socket == NULL, FALSE);

  if (server->use_tls)
    {
      tls = serve_tls_new (server->cert_file, server->key_file, &server->certificate, error);
      if (tls == NULL)
        return FALSE;
    }
  if (!open_socket (server, error))
    {
      SSL_CTX_free (tls);
      g_clear_object (&server->socket);
      return FALSE;
    }

  raise_descriptor_limit ();
  serve_hub_init (&server->hub, context, tls);
  server->hub.log = server->log;
  server->hub.log_data = server->log_data;
  server->pause.func = on_pause_over;
  server->pause.user_data = server;
  server->watch = net_watch_new (context, g_socket_get_fd (server->socket), G_IO_IN, on_connection,
                                 server);

  return TRUE;
}

guint16
serve_server_get_port (ServeServer *server)
{
  return server->socket != NULL ? server->port : 0;
}

char *
serve_server_dup_url (ServeServer *server)
{
  const char *scheme = server->use_tls ? "wss" : "ws";
  gboolean is_ipv6 = strchr (server->host, ':') != NULL;

  return g_strdup_printf (is_ipv6 ? "%s://[%s]:%u" : "%s://%s:%u", scheme, server->host,
                          server->port);
}

char *
serve_server_dup_certificate (ServeServer *server)
{
  return g_strdup (server->certificate);
}

void
serve_server_free (ServeServer *server)
{
  if (server->watch != NULL)
    {
      net_watch_free (server->watch);
      serve_timers_set (server->hub.timers, &server->pause, 0);
      serve_hub_clear (&server->hub);
    }
  g_clear_object (&server->socket);
  g_free (server->host);
  g_free (server->cert_file);
  g_free (server->key_file);
  g_free (server->certificate);
  g_free (server);
}
