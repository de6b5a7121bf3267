/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/tls-private.h"

#include "serve/certificate-private.h"

#include <gio/gio.h>
#include <openssl/err.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SSL_CTX, SSL_CTX_free)

/* A client that offers HTTP/2 as well is told that it gets HTTP/1.1. */
static int
on_alpn (SSL *ssl,
         const unsigned char **out,
         unsigned char *out_len,
         const unsigned char *in,
         unsigned int in_len,
         void *user_data)
{
  static const unsigned char ours[] = "\x08http/1.1";
  unsigned char *picked = NULL;

  if (SSL_select_next_proto (&picked, out_len, ours, sizeof ours - 1, in, in_len) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = picked;

  return SSL_TLSEXT_ERR_OK;
}

static gboolean
use_files (SSL_CTX *tls, const char *cert_file, const char *key_file, GError **error)
{
  const char *bad = NULL;

  if (key_file == NULL)
    key_file = cert_file;
  if (SSL_CTX_use_certificate_chain_file (tls, cert_file) != 1)
    bad = cert_file;
  else if (SSL_CTX_use_PrivateKey_file (tls, key_file, SSL_FILETYPE_PEM) != 1)
    bad = key_file;
  if (bad == NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be used as the %s: %s.", bad,
               bad == cert_file ? "certificate" : "key",
               ERR_reason_error_string (ERR_peek_last_error ()));
  ERR_clear_error ();

  return FALSE;
}

SSL_CTX *
serve_tls_new (const char *cert_file, const char *key_file, char **pem, GError **error)
{
  g_autoptr (SSL_CTX) tls = SSL_CTX_new (TLS_server_method ());

  *pem = NULL;
  if (tls == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TLS could not be set up.");
      return NULL;
    }

  SSL_CTX_set_min_proto_version (tls, TLS1_2_VERSION);
  /* most clients end without a close_notify; the WebSocket's own closing tells what was lost */
  SSL_CTX_set_options (tls, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode (tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                           SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode (tls, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb (tls, on_alpn, NULL);

  if (cert_file != NULL)
    return use_files (tls, cert_file, key_file, error) ? g_steal_pointer (&tls) : NULL;

  *pem = serve_certificate_make (tls, error);

  return *pem != NULL ? g_steal_pointer (&tls) : NULL;
}
