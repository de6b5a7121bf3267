/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/credentials-private.h"

#include "net/trust-private.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <string.h>
#include <unistd.h>

/* The bundle of all public CAs is a quarter of a mebibyte; a device or a film given by mistake must
 * not fill the memory. */
#define FILE_MAX (16 * 1024 * 1024)

struct _NetCredentials
{
  STACK_OF (X509) * authorities; /* NULL: the system's */
  X509 *certificate;             /* nullable */
  EVP_PKEY *key;
  STACK_OF (X509) * chain; /* what stands between @certificate and its CA */
};

/* Passed to OpenSSL where it may want the passphrase. */
typedef struct
{
  const char *passphrase;
  gboolean was_asked;
} Asking;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

static gboolean
fail (GError **error, const char *path, const char *what)
{
  ERR_clear_error ();
  g_set_error (error, NET_ERROR, NET_ERROR_TLS, "The file “%s” %s.", path, what);

  return FALSE;
}

static gboolean
fill (GByteArray *data, int fd)
{
  guint8 buffer[16384];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0 && data->len <= FILE_MAX)
    g_byte_array_append (data, buffer, (guint)n);

  return n == 0;
}

/* Read once and whole, as a shell's <(command) can be read only once. */
static GByteArray *
read_file (const char *path, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean is_whole = fd >= 0 && fill (data, fd);
  int cause = errno;

  if (fd >= 0)
    close (fd);

  if (!is_whole)
    {
      g_autofree char *what = data->len > FILE_MAX
                                ? g_strdup ("is too large for certificates or a key")
                                : g_strconcat ("cannot be read: ", g_strerror (cause), NULL);

      fail (error, path, what);
      return NULL;
    }

  return g_steal_pointer (&data);
}

static BIO *
open_data (const GByteArray *data)
{
  return BIO_new_mem_buf (data->data != NULL ? data->data : (const guint8 *)"", (int)data->len);
}

static int
on_passphrase (char *buffer, int size, int is_writing, void *user_data)
{
  Asking *asking = user_data;
  gsize len = asking->passphrase != NULL ? strlen (asking->passphrase) : 0;

  asking->was_asked = TRUE;
  if (asking->passphrase == NULL || len > (gsize)size)
    return -1;
  memcpy (buffer, asking->passphrase, len);

  return (int)len;
}

/* Returns: how the file was not opened. */
static const char *
passphrase_complaint (const char *passphrase)
{
  return passphrase == NULL ? "is encrypted: its passphrase is needed"
                            : "does not open with this passphrase";
}

static STACK_OF (X509) * read_pem_certificates (const GByteArray *data)
{
  g_autoptr (BIO) bio = open_data (data);
  STACK_OF (X509) *found = sk_X509_new_null ();
  X509 *certificate;

  while ((certificate = PEM_read_bio_X509_AUX (bio, NULL, NULL, NULL)) != NULL)
    sk_X509_push (found, certificate);
  ERR_clear_error ();

  return found;
}

static gboolean
load_authorities (NetCredentials *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) data = read_file (path, error);

  if (data == NULL)
    return FALSE;

  self->authorities = read_pem_certificates (data);
  if (sk_X509_num (self->authorities) == 0)
    return fail (error, path, "has no certificate in PEM form, as a file of CAs must");

  return TRUE;
}

static gboolean
load_pem_key (NetCredentials *self,
              const GByteArray *data,
              const char *path,
              const char *passphrase,
              GError **error)
{
  g_autoptr (BIO) bio = open_data (data);
  Asking asking = { .passphrase = passphrase };

  self->key = PEM_read_bio_PrivateKey (bio, NULL, on_passphrase, &asking);
  if (self->key != NULL)
    return TRUE;

  return fail (error, path,
               asking.was_asked ? passphrase_complaint (passphrase)
                                : "has no private key in PEM form");
}

static gboolean
load_pem (NetCredentials *self,
          const GByteArray *data,
          const NetDialOptions *options,
          GError **error)
{
  const char *key_path = options->key_file != NULL ? options->key_file : options->cert_file;
  g_autoptr (GByteArray) key_data = NULL;

  self->chain = read_pem_certificates (data);
  self->certificate = sk_X509_shift (self->chain);
  if (self->certificate == NULL)
    return fail (error, options->cert_file, "has no certificate, neither PEM nor PKCS#12");

  if (options->key_file == NULL)
    return load_pem_key (self, data, key_path, options->passphrase, error);

  key_data = read_file (key_path, error);
  return key_data != NULL && load_pem_key (self, key_data, key_path, options->passphrase, error);
}

/* An empty passphrase is written in two ways. */
static gboolean
opens_with (PKCS12 *store, const char *passphrase)
{
  if (!PKCS12_mac_present (store))
    return TRUE;
  if (passphrase != NULL)
    return PKCS12_verify_mac (store, passphrase, -1);

  return PKCS12_verify_mac (store, NULL, 0) || PKCS12_verify_mac (store, "", 0);
}

static gboolean
load_pkcs12 (NetCredentials *self, PKCS12 *store, const NetDialOptions *options, GError **error)
{
  const char *passphrase = options->passphrase;

  if (!opens_with (store, passphrase))
    return fail (error, options->cert_file, passphrase_complaint (passphrase));

  if (!PKCS12_parse (store, passphrase != NULL ? passphrase : "", &self->key, &self->certificate,
                     &self->chain))
    return fail (error, options->cert_file,
                 "is PKCS#12 in a cipher that is not offered any more: write it anew with a "
                 "present-day one");

  if (self->key == NULL || self->certificate == NULL)
    return fail (error, options->cert_file, "is PKCS#12 without a certificate and its key");

  return TRUE;
}

/* PKCS#12 is DER, which nothing in PEM can be read as. */
static PKCS12 *
read_pkcs12 (const GByteArray *data)
{
  const guint8 *bytes = data->data;
  PKCS12 *store = data->len > 0 ? d2i_PKCS12 (NULL, &bytes, (long)data->len) : NULL;

  ERR_clear_error ();
  return store;
}

static gboolean
load_certificate (NetCredentials *self, const NetDialOptions *options, GError **error)
{
  g_autoptr (GByteArray) data = read_file (options->cert_file, error);
  PKCS12 *store;
  gboolean is_loaded;

  if (data == NULL)
    return FALSE;

  store = read_pkcs12 (data);
  is_loaded = store != NULL ? load_pkcs12 (self, store, options, error)
                            : load_pem (self, data, options, error);
  PKCS12_free (store);
  if (!is_loaded)
    return FALSE;

  if (!X509_check_private_key (self->certificate, self->key))
    return fail (error, options->key_file != NULL ? options->key_file : options->cert_file,
                 "has a key that does not belong to the client certificate");

  return TRUE;
}

static gboolean
load (NetCredentials *self, const NetDialOptions *options, GError **error)
{
  if (options->ca_file != NULL && !load_authorities (self, options->ca_file, error))
    return FALSE;

  return options->cert_file == NULL || load_certificate (self, options, error);
}

NetCredentials *
net_credentials_load (const NetDialOptions *options, GError **error)
{
  NetCredentials *self;

  if (options->cert_file == NULL && options->key_file != NULL)
    {
      fail (error, options->key_file, "is a key without a client certificate to go with it");
      return NULL;
    }

  self = g_new0 (NetCredentials, 1);
  if (!load (self, options, error))
    g_clear_pointer (&self, net_credentials_free);

  return self;
}

gboolean
net_credentials_trust (NetCredentials *self, SSL_CTX *context, gboolean also_system)
{
  X509_STORE *store = SSL_CTX_get_cert_store (context);

  for (int i = 0; i < sk_X509_num (self->authorities); i++)
    if (!X509_STORE_add_cert (store, sk_X509_value (self->authorities, i)))
      return FALSE;

  X509_STORE_set_flags (store, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);

  return (self->authorities != NULL && !also_system) || net_trust_system (context);
}

gboolean
net_credentials_show (NetCredentials *self, SSL_CTX *context)
{
  return self->certificate == NULL ||
         SSL_CTX_use_cert_and_key (context, self->certificate, self->key, self->chain, 1) == 1;
}

void
net_credentials_free (NetCredentials *self)
{
  if (self == NULL)
    return;

  sk_X509_pop_free (self->authorities, X509_free);
  sk_X509_pop_free (self->chain, X509_free);
  X509_free (self->certificate);
  EVP_PKEY_free (self->key);
  g_free (self);
}
