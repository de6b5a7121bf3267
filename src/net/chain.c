/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/chain-private.h"

#include "base/json.h"
#include "net/certificate-private.h"

#include <openssl/x509v3.h>

struct _NetChain
{
  char *owner;
  char *host;
  STACK_OF (X509) * certificates;
  int status; /* X509_V_… */
  int bad;    /* the certificate that @status is about */

  /* borrowed */
  SSL *ssl;
};

NetChain *
net_chain_new (const char *owner, const char *host)
{
  NetChain *self = g_new0 (NetChain, 1);

  self->owner = g_strdup (owner);
  self->host = g_strdup (host);

  return self;
}

/* The chain as far as it could be built; without one, what the peer sent. */
static void
take_certificates (NetChain *self, X509_STORE_CTX *store)
{
  STACK_OF (X509) *built = X509_STORE_CTX_get0_chain (store);

  if (sk_X509_num (built) <= 0)
    built = X509_STORE_CTX_get0_untrusted (store);

  sk_X509_pop_free (self->certificates, X509_free);
  self->certificates = built != NULL ? X509_chain_up_ref (built) : NULL;
}

static int
on_verify (X509_STORE_CTX *store, void *user_data)
{
  NetChain *self = user_data;
  int result = X509_verify_cert (store);

  self->status = X509_STORE_CTX_get_error (store);
  self->bad = X509_STORE_CTX_get_error_depth (store);
  if (result <= 0 && self->status == X509_V_OK)
    self->status = X509_V_ERR_UNSPECIFIED;
  take_certificates (self, store);
  self->ssl = X509_STORE_CTX_get_ex_data (store, SSL_get_ex_data_X509_STORE_CTX_idx ());

  return result;
}

void
net_chain_watch (NetChain *self, SSL_CTX *context)
{
  SSL_CTX_set_cert_verify_callback (context, on_verify, self);
}

SSL *
net_chain_get_ssl (NetChain *self)
{
  return self->ssl;
}

static void
tell_one (NetChain *self, int i, NetStepFunc on_step, gpointer step_data)
{
  X509 *certificate = sk_X509_value (self->certificates, i);
  int n = sk_X509_num (self->certificates);
  g_autofree char *what = net_certificate_dup_text (certificate);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (text, "Certificate %d of %d of %s: %s.", i + 1, n, self->owner, what);
  base_json_append_member_int (json, "depth", i);
  net_certificate_append_json (json, certificate);

  if (self->status != X509_V_OK && i == self->bad)
    {
      const char *reason = X509_verify_cert_error_string (self->status);

      g_string_append_printf (text, " Not trusted: %s.", reason);
      base_json_append_member (json, "error", reason);
    }

  on_step (NET_STEP_CERTIFICATE, text->str, json->str, step_data);
}

void
net_chain_tell (NetChain *self, NetStepFunc on_step, gpointer step_data)
{
  for (int i = 0; i < sk_X509_num (self->certificates); i++)
    tell_one (self, i, on_step, step_data);
}

gboolean
net_chain_is_refused (NetChain *self)
{
  return self->status != X509_V_OK;
}

/* "The certificate of a.example", or of whom it is when it stands further up. */
static char *
dup_subject (NetChain *self, X509 *certificate)
{
  g_autofree char *name = NULL;

  if (self->bad == 0)
    return g_strdup_printf ("The certificate of %s", self->owner);

  name = net_certificate_dup_name (X509_get_subject_name (certificate));
  return g_strdup_printf ("The certificate “%s” above that of %s", name, self->owner);
}

static char *
dup_wrong_host (NetChain *self)
{
  X509 *certificate = sk_X509_value (self->certificates, 0);
  g_autoptr (GPtrArray) names = net_certificate_get_alt_names (certificate);
  g_autofree char *found = names->len > 0
                             ? net_certificate_dup_alt_text (names)
                             : net_certificate_dup_name (X509_get_subject_name (certificate));

  return g_strdup_printf (
    "The certificate of %s is for %s, not for %s: connect by a name that it is "
    "for, or turn verification off.",
    self->owner, found, self->host);
}

static char *
dup_time_reason (NetChain *self, X509 *certificate)
{
  g_autofree char *subject = dup_subject (self, certificate);
  gboolean is_over = self->status == X509_V_ERR_CERT_HAS_EXPIRED;
  g_autofree char *time = net_certificate_dup_time (is_over ? X509_get0_notAfter (certificate)
                                                            : X509_get0_notBefore (certificate));

  return g_strdup_printf ("%s %s %s: it must be renewed, or the clock of this machine is wrong.",
                          subject, is_over ? "expired at" : "is valid only from", time);
}

static char *
dup_issuer_reason (NetChain *self, X509 *certificate)
{
  g_autofree char *subject = dup_subject (self, certificate);
  g_autofree char *issuer = net_certificate_dup_name (X509_get_issuer_name (certificate));

  if (self->status == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)
    return g_strdup_printf (
      "%s is self-signed, so nobody vouches for it: trust it as a CA or turn verification off.",
      subject);

  return g_strdup_printf (
    "%s comes from “%s”, which is not among the trusted CAs: trust that CA or "
    "turn verification off.",
    subject, issuer);
}

char *
net_chain_dup_reason (NetChain *self)
{
  X509 *certificate = sk_X509_value (self->certificates, self->bad);
  g_autofree char *subject = NULL;

  if (certificate == NULL)
    return g_strdup_printf ("%s showed no certificate that could be verified: %s.", self->owner,
                            X509_verify_cert_error_string (self->status));

  switch (self->status)
    {
    case X509_V_OK:
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return dup_wrong_host (self);

    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return dup_time_reason (self, certificate);

    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return dup_issuer_reason (self, certificate);

    default:
      subject = dup_subject (self, certificate);
      return g_strdup_printf ("%s was refused: %s.", subject,
                              X509_verify_cert_error_string (self->status));
    }
}

void
net_chain_free (NetChain *self)
{
  if (self == NULL)
    return;

  sk_X509_pop_free (self->certificates, X509_free);
  g_free (self->owner);
  g_free (self->host);
  g_free (self);
}
