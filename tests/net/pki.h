/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Certificates made for a test and thrown away after it. */
typedef struct
{
  EVP_PKEY *key;
  X509 *certificate;
} Identity;

typedef struct
{
  const char *name;
  const char *alt_names; /* "DNS:a,IP:127.0.0.1", nullable */
  long from;             /* seconds from now */
  long to;
  gboolean is_authority;
} IdentityKind;

/* @issuer: NULL: self-signed. */
Identity *identity_new (const IdentityKind *kind, const Identity *issuer);

/* Writes files of the folder @dir. Returns: (transfer full): the path. */
char *identity_write_certificate (const Identity *self, const char *dir, const char *name);
char *identity_write_key (const Identity *self,
                          const char *dir,
                          const char *name,
                          const char *passphrase);
char *identity_write_pkcs12 (const Identity *self,
                             const char *dir,
                             const char *name,
                             const char *passphrase);

void identity_free (Identity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Identity, identity_free)
