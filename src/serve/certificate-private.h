/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>

/* Makes a throw-away key and a certificate for localhost, 127.0.0.1 and ::1 that it signs itself,
 * good for 30 days, and gives both to @tls. Nothing of it is ever on disk.
 *
 * Returns: (transfer full): the certificate as PEM, for a client to trust; NULL with @error. */
char *serve_certificate_make (SSL_CTX *tls, GError **error);
