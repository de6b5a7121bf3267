/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The demo and test server: the engine in the server role behind the paths that its page at /
 * lists. Runs on the main context that is the thread's default when it is started. */
typedef struct _ServeServer ServeServer;

typedef struct
{
  char *host;       /* address to listen on: "127.0.0.1" */
  guint16 port;     /* 0: the system picks one */
  gboolean use_tls; /* with a throw-away certificate for localhost unless the files are given */
  char *cert_file;  /* PEM chain, nullable */
  char *key_file;   /* PEM, nullable */
} ServeOptions;

/* @options: borrowed for the call. @log: (nullable): told one line a request. */
ServeServer *serve_server_new (const ServeOptions *options,
                               void (*log) (const char *line, gpointer user_data),
                               gpointer user_data);

/* Listens. Returns FALSE with @error: the address is taken, a certificate cannot be read. */
gboolean serve_server_start (ServeServer *server, GError **error);

/* Returns: the port listened on, 0 before the start. */
guint16 serve_server_get_port (ServeServer *server);

/* Returns: (transfer full): "ws://127.0.0.1:8080" or wss. */
char *serve_server_dup_url (ServeServer *server);

/* Returns: (transfer full) (nullable): PEM of the throw-away certificate, for a client to trust. */
char *serve_server_dup_certificate (ServeServer *server);

/* Closes everything and frees. */
void serve_server_free (ServeServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServeServer, serve_server_free)
