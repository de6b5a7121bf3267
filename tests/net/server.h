/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A server in a thread of its own, on a free port of this machine: one connection after another. */
typedef struct _Server Server;

/* Serves a connection to its end; @fd is closed by the caller. */
typedef void (*ServeFunc) (int fd, gpointer user_data);

/* @host: "127.0.0.1", or the path of a unix socket. */
Server *server_new (const char *host, ServeFunc serve, gpointer user_data);
guint server_get_port (Server *self);
guint server_get_n_served (Server *self);
void server_free (Server *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

/* Ways to serve */

/* Sends back what comes, until the end. */
void serve_echo (int fd, gpointer unused);
/* Says nothing, until the other side closes. */
void serve_silence (int fd, gpointer unused);
/* Reads something, then says the text and closes. */
void serve_text (int fd, gpointer text);
/* Resets the connection at the first byte that comes. */
void serve_reset (int fd, gpointer unused);

/* An HTTP proxy. */
typedef struct
{
  const char *credentials; /* what must stand in Proxy-Authorization, nullable */
  GString *request;        /* the last one */
} HttpProxy;
void serve_http_proxy (int fd, gpointer http_proxy);

/* A SOCKS proxy, version 4, 4a and 5 (RFC 1928, RFC 1929). */
typedef struct
{
  const char *user; /* of version 5; NULL: none is wanted */
  const char *password;
  guint8 answer;   /* what to answer in place of connecting; 0: connect */
  GString *target; /* "4 ip port", "4a name port", "5 ip port", "5 name port" */
} SocksProxy;
void serve_socks_proxy (int fd, gpointer socks_proxy);
