/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/certificate-private.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

static X509 *
read_pem (const char *pem)
{
  BIO *bio = BIO_new_mem_buf (pem, -1);
  X509 *certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL);

  BIO_free (bio);
  g_assert_nonnull (certificate);

  return certificate;
}

static void
test_make (void)
{
  SSL_CTX *tls = SSL_CTX_new (TLS_server_method ());
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = serve_certificate_make (tls, &error);
  X509 *certificate;

  g_assert_no_error (error);
  g_assert_nonnull (pem);
  g_assert_cmpint (SSL_CTX_check_private_key (tls), ==, 1);

  certificate = read_pem (pem);
  g_assert_cmpint (X509_cmp (certificate, SSL_CTX_get0_certificate (tls)), ==, 0);
  g_assert_cmpint (X509_check_host (certificate, "localhost", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_host (certificate, "example.com", 0, 0, NULL), ==, 0);
  g_assert_cmpint (X509_check_ip_asc (certificate, "127.0.0.1", 0), ==, 1);
  g_assert_cmpint (X509_check_ip_asc (certificate, "::1", 0), ==, 1);
  g_assert_cmpint (X509_cmp_current_time (X509_get0_notBefore (certificate)), <, 0);
  g_assert_cmpint (X509_cmp_current_time (X509_get0_notAfter (certificate)), >, 0);
  g_assert_cmpint (X509_verify (certificate, X509_get0_pubkey (certificate)), ==, 1);

  X509_free (certificate);
  SSL_CTX_free (tls);
}

/* Two servers never share a key or a serial number. */
static void
test_fresh (void)
{
  SSL_CTX *tls = SSL_CTX_new (TLS_server_method ());
  g_autofree char *first = serve_certificate_make (tls, NULL);
  g_autofree char *second = serve_certificate_make (tls, NULL);
  X509 *a = read_pem (first);
  X509 *b = read_pem (second);

  g_assert_cmpint (ASN1_INTEGER_cmp (X509_get0_serialNumber (a), X509_get0_serialNumber (b)), !=,
                   0);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (a), X509_get0_pubkey (b)), ==, 0);

  X509_free (a);
  X509_free (b);
  SSL_CTX_free (tls);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/serve/certificate/make", test_make);
  g_test_add_func ("/serve/certificate/fresh", test_fresh);

  return g_test_run ();
}
