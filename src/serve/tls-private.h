/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>

/* What a server with TLS needs: with the PEM files, or with a throw-away certificate when
 * @cert_file is NULL.
 *
 * @cert_file: nullable. @key_file: nullable: the key is in @cert_file. @pem: set to the throw-away
 * certificate, (transfer full), NULL with files.
 * Returns: (transfer full): NULL with @error. */
SSL_CTX *serve_tls_new (const char *cert_file, const char *key_file, char **pem, GError **error);
