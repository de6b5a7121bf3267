/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/certificate-private.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define DAY (24L * 60 * 60)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

typedef struct
{
  int nid;
  const char *value;
} Extension;

static const Extension extensions[] = {
  { NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1" },
  { NID_basic_constraints, "critical,CA:FALSE" },
  { NID_key_usage, "critical,digitalSignature" },
  { NID_ext_key_usage, "serverAuth" },
  { NID_subject_key_identifier, "hash" },
};

static gboolean
add_extensions (X509 *certificate)
{
  X509V3_CTX context;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, certificate, certificate, NULL, NULL, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autoptr (X509_EXTENSION) extension = X509V3_EXT_conf_nid (NULL, &context, extensions[i].nid,
                                                                  extensions[i].value);

      if (extension == NULL || X509_add_ext (certificate, extension, -1) != 1)
        return FALSE;
    }

  return TRUE;
}

/* A serial number that was used before with the same name confuses browsers: they remember. */
static gboolean
set_serial (X509 *certificate)
{
  guint64 serial = 0;

  if (RAND_bytes ((unsigned char *)&serial, sizeof serial) != 1)
    return FALSE;

  return ASN1_INTEGER_set_uint64 (X509_get_serialNumber (certificate), serial >> 1 | 1) == 1;
}

static gboolean
set_name (X509 *certificate)
{
  X509_NAME *name = X509_get_subject_name (certificate);
  const unsigned char *text = (const unsigned char *)"localhost";

  return X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1 &&
         X509_set_issuer_name (certificate, name) == 1;
}

static X509 *
make_certificate (EVP_PKEY *key)
{
  g_autoptr (X509) certificate = X509_new ();

  if (certificate == NULL || X509_set_version (certificate, X509_VERSION_3) != 1 ||
      !set_serial (certificate) || !set_name (certificate) ||
      X509_gmtime_adj (X509_getm_notBefore (certificate), -DAY) == NULL ||
      X509_gmtime_adj (X509_getm_notAfter (certificate), 30 * DAY) == NULL ||
      X509_set_pubkey (certificate, key) != 1 || !add_extensions (certificate) ||
      X509_sign (certificate, key, EVP_sha256 ()) == 0)
    return NULL;

  return g_steal_pointer (&certificate);
}

static char *
dup_pem (X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long len;

  if (bio == NULL || PEM_write_bio_X509 (bio, certificate) != 1)
    return NULL;
  len = BIO_get_mem_data (bio, &text);

  return g_strndup (text, (gsize)len);
}

char *
serve_certificate_make (SSL_CTX *tls, GError **error)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) certificate = key != NULL ? make_certificate (key) : NULL;

  if (certificate == NULL || SSL_CTX_use_certificate (tls, certificate) != 1 ||
      SSL_CTX_use_PrivateKey (tls, key) != 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "A certificate for localhost could not be made: %s.",
                   ERR_reason_error_string (ERR_get_error ()));
      ERR_clear_error ();
      return NULL;
    }

  return dup_pem (certificate);
}
