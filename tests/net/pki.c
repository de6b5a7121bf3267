/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pki.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

static void
add_extension (X509 *certificate, int nid, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, nid, value);

  g_assert_nonnull (extension);
  g_assert_true (X509_add_ext (certificate, extension, -1));
  X509_EXTENSION_free (extension);
}

Identity *
identity_new (const IdentityKind *kind, const Identity *issuer)
{
  static long serial = 1;
  Identity *self = g_new0 (Identity, 1);
  X509 *certificate = X509_new ();
  X509_NAME *name = X509_get_subject_name (certificate);

  self->key = EVP_EC_gen ("P-256");
  self->certificate = certificate;
  if (issuer == NULL)
    issuer = self;

  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), serial++);
  X509_gmtime_adj (X509_getm_notBefore (certificate), kind->from);
  X509_gmtime_adj (X509_getm_notAfter (certificate), kind->to);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const guint8 *)kind->name, -1, -1, 0);
  X509_set_issuer_name (certificate, X509_get_subject_name (issuer->certificate));
  X509_set_pubkey (certificate, self->key);
  if (kind->alt_names != NULL)
    add_extension (certificate, NID_subject_alt_name, kind->alt_names);
  if (kind->is_authority)
    add_extension (certificate, NID_basic_constraints, "critical,CA:TRUE");
  g_assert_cmpint (X509_sign (certificate, issuer->key, EVP_sha256 ()), >, 0);

  return self;
}

static FILE *
create (const char *dir, const char *name, char **path)
{
  FILE *file;

  *path = g_build_filename (dir, name, NULL);
  file = fopen (*path, "we");
  g_assert_nonnull (file);

  return file;
}

char *
identity_write_certificate (const Identity *self, const char *dir, const char *name)
{
  char *path;
  FILE *file = create (dir, name, &path);

  g_assert_true (PEM_write_X509 (file, self->certificate));
  g_assert_cmpint (fclose (file), ==, 0);

  return path;
}

char *
identity_write_key (const Identity *self, const char *dir, const char *name, const char *passphrase)
{
  char *path;
  FILE *file = create (dir, name, &path);

  g_assert_true (
    PEM_write_PKCS8PrivateKey (file, self->key, passphrase != NULL ? EVP_aes_128_cbc () : NULL,
                               passphrase, passphrase != NULL ? (int)strlen (passphrase) : 0, NULL,
                               NULL));
  g_assert_cmpint (fclose (file), ==, 0);

  return path;
}

char *
identity_write_pkcs12 (const Identity *self,
                       const char *dir,
                       const char *name,
                       const char *passphrase)
{
  PKCS12 *store = PKCS12_create (passphrase, "test", self->key, self->certificate, NULL, 0, 0, 0, 0,
                                 0);
  char *path;
  FILE *file = create (dir, name, &path);

  g_assert_nonnull (store);
  g_assert_true (i2d_PKCS12_fp (file, store));
  g_assert_cmpint (fclose (file), ==, 0);
  PKCS12_free (store);

  return path;
}

void
identity_free (Identity *self)
{
  if (self == NULL)
    return;

  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
  g_free (self);
}
