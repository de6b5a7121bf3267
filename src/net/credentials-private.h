/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dial.h"

#include <openssl/ssl.h>

/* The CAs to trust and the certificate to show, read from the files that the options name. */
typedef struct _NetCredentials NetCredentials;

/* Returns: (transfer full): NULL with @error of NET_ERROR_TLS: which file, and what is wrong with
 * it. */
NetCredentials *net_credentials_load (const NetDialOptions *options, GError **error);

/* Trusts the file's CAs in @context, in place of the system's unless @also_system. */
gboolean net_credentials_trust (NetCredentials *self, SSL_CTX *context, gboolean also_system);

/* Shows the client certificate in @context, if there is one. */
gboolean net_credentials_show (NetCredentials *self, SSL_CTX *context);

void net_credentials_free (NetCredentials *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetCredentials, net_credentials_free)
