/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/error.h"
#include "net/stream.h"
#include "net/url.h"

#include <gio/gio.h>

/* How to reach a server. Strings are nullable. */
typedef struct
{
  char
    *proxy; /* http://, https://, socks5://, socks5h://, socks4:// with user:password@; NULL: the
               usual environment variables (for ws as http, for wss as https; no_proxy); "": none */
  char *unix_socket; /* a path: connect there instead of to the host */
  gboolean insecure; /* do not verify the server's certificate */
  char *ca_file;     /* PEM; in place of the system's */
  char *cert_file;   /* client certificate: PEM, or PKCS#12 by its content */
  char *key_file;    /* PEM; NULL: it is in @cert_file */
  char *passphrase;  /* of the key or the PKCS#12 */
  guint timeout_ms;  /* for everything until connected; 0: none */
} NetDialOptions;

NetDialOptions *net_dial_options_new (void);
NetDialOptions *net_dial_options_copy (const NetDialOptions *options);
void net_dial_options_free (NetDialOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetDialOptions, net_dial_options_free)

typedef enum
{
  NET_STEP_RESOLVE,     /* host, addresses */
  NET_STEP_CONNECT,     /* address, port, state: connecting, failed (and error), connected; the
                           address of a unix socket is its path, without a port */
  NET_STEP_TLS,         /* version, cipher, alpn */
  NET_STEP_CERTIFICATE, /* depth (0: the server's own), subject, issuer, not_before, not_after,
                           names, sha256, and error where it is not trusted */
  NET_STEP_NOTE,        /* proxy, line: what a proxy was asked and answered */
} NetStep;

/* One step that was made. @text: a sentence. @json: members of a JSON object without the braces
 * ("\"host\":\"x\",\"addresses\":[...]"), as listed above. */
typedef void (*NetStepFunc) (NetStep step, const char *text, const char *json, gpointer user_data);

/* Connects to @url: name resolution, proxy, TCP with both address families, TLS. Works on the
 * thread's default main context, blocks nowhere, and is cancelled at every step without a wait.
 * @on_step (nullable) is called from that context with the same @user_data, never after @callback.
 * The chain of certificates is told also when it is refused. @options is copied. */
void net_dial_async (const NetUrl *url,
                     const NetDialOptions *options,
                     GCancellable *cancellable,
                     NetStepFunc on_step,
                     GAsyncReadyCallback callback,
                     gpointer user_data);

/* Returns: (transfer full): the connected stream; NULL with @error of NET_ERROR or
 * G_IO_ERROR_CANCELLED. */
NetStream *net_dial_finish (GAsyncResult *result, GError **error);
