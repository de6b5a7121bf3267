/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>

/* Trusts the CAs of the system in @context, or those of SSL_CERT_FILE and SSL_CERT_DIR, as every
 * program with OpenSSL does. */
gboolean net_trust_system (SSL_CTX *context);
