/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki.h"
#include "server.h"

typedef enum
{
  TLS_ECHO,
  TLS_CUT,       /* closes without a close_notify at the first bytes */
  TLS_CLOSE,     /* closes in order at the first bytes */
  TLS_HEARS_END, /* says "end" when the other side ended in order, "cut" when not */
} TlsWay;

typedef struct
{
  SSL_CTX *context;
  TlsWay way;
  ServeFunc inner; /* serves what is inside, with @inner_data; nullable */
  gpointer inner_data;
} TlsServer;

TlsServer *tls_server_new (const Identity *identity, TlsWay way);
void serve_tls (int fd, gpointer tls_server);
void tls_server_free (TlsServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsServer, tls_server_free)
