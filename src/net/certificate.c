/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/certificate-private.h"

#include "base/json.h"
#include "base/text.h"

#include <gio/gio.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

/* A certificate may name thousands of hosts: so many are told in a sentence, */
#define NAMES_IN_TEXT 8

/* and so many at all. */
#define NAMES_MAX 100

static char *
dup_visible (const char *data, gsize len)
{
  GString *out = g_string_new (NULL);

  base_text_append_visible (out, data, len, FALSE);
  return g_string_free (out, FALSE);
}

char *
net_certificate_dup_name (const X509_NAME *name)
{
  unsigned long flags = XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ;
  BIO *bio = BIO_new (BIO_s_mem ());
  char *data = NULL;
  char *text;
  long len;

  X509_NAME_print_ex (bio, name, 0, flags);
  len = BIO_get_mem_data (bio, &data);
  text = dup_visible (data, len > 0 ? (gsize)len : 0);
  BIO_free (bio);

  return text;
}

static char *
dup_address (const ASN1_OCTET_STRING *octets)
{
  int len = ASN1_STRING_length (octets);
  g_autoptr (GInetAddress) address = NULL;

  if (len != 4 && len != 16)
    return NULL;

  address = g_inet_address_new_from_bytes (ASN1_STRING_get0_data (octets),
                                           len == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (address);
}

static char *
dup_general_name (const GENERAL_NAME *name)
{
  int type;
  const void *value = GENERAL_NAME_get0_value (name, &type);

  if (type == GEN_IPADD)
    return dup_address (value);
  if (type == GEN_DNS || type == GEN_URI || type == GEN_EMAIL)
    return dup_visible ((const char *)ASN1_STRING_get0_data (value),
                        (gsize)ASN1_STRING_length (value));

  return NULL;
}

GPtrArray *
net_certificate_get_alt_names (X509 *certificate)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GENERAL_NAMES *found = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (found) && names->len < NAMES_MAX; i++)
    {
      char *name = dup_general_name (sk_GENERAL_NAME_value (found, i));

      if (name != NULL)
        g_ptr_array_add (names, name);
    }
  GENERAL_NAMES_free (found);

  return names;
}

char *
net_certificate_dup_alt_text (GPtrArray *names)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, NAMES_IN_TEXT); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (names, i));
  if (names->len > NAMES_IN_TEXT)
    g_string_append_printf (out, " and %u more", names->len - NAMES_IN_TEXT);

  return g_string_free (out, FALSE);
}

char *
net_certificate_dup_time (const ASN1_TIME *time)
{
  struct tm tm;

  if (ASN1_TIME_to_tm (time, &tm) != 1)
    return g_strdup ("an unreadable time");

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                          tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static char *
dup_fingerprint (X509 *certificate)
{
  GString *out = g_string_new (NULL);
  guint8 digest[EVP_MAX_MD_SIZE];
  guint len = 0;

  X509_digest (certificate, EVP_sha256 (), digest, &len);
  for (guint i = 0; i < len; i++)
    g_string_append_printf (out, "%s%02X", i > 0 ? ":" : "", digest[i]);

  return g_string_free (out, FALSE);
}

char *
net_certificate_dup_text (X509 *certificate)
{
  g_autofree char *subject = net_certificate_dup_name (X509_get_subject_name (certificate));
  g_autofree char *issuer = net_certificate_dup_name (X509_get_issuer_name (certificate));
  g_autofree char *not_before = net_certificate_dup_time (X509_get0_notBefore (certificate));
  g_autofree char *not_after = net_certificate_dup_time (X509_get0_notAfter (certificate));
  g_autofree char *fingerprint = dup_fingerprint (certificate);
  g_autoptr (GPtrArray) names = net_certificate_get_alt_names (certificate);
  g_autofree char *alt_text = net_certificate_dup_alt_text (names);

  return g_strdup_printf ("%s, issued by %s, valid from %s to %s%s%s, SHA-256 %s", subject, issuer,
                          not_before, not_after, names->len > 0 ? ", for " : "", alt_text,
                          fingerprint);
}

static void
append_names (GString *out, X509 *certificate)
{
  g_autoptr (GPtrArray) names = net_certificate_get_alt_names (certificate);

  base_json_append_name (out, "names");
  g_string_append_c (out, '[');
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      base_json_append_string (out, g_ptr_array_index (names, i), -1);
    }
  g_string_append_c (out, ']');
}

void
net_certificate_append_json (GString *out, X509 *certificate)
{
  g_autofree char *subject = net_certificate_dup_name (X509_get_subject_name (certificate));
  g_autofree char *issuer = net_certificate_dup_name (X509_get_issuer_name (certificate));
  g_autofree char *not_before = net_certificate_dup_time (X509_get0_notBefore (certificate));
  g_autofree char *not_after = net_certificate_dup_time (X509_get0_notAfter (certificate));
  g_autofree char *fingerprint = dup_fingerprint (certificate);

  base_json_append_member (out, "subject", subject);
  base_json_append_member (out, "issuer", issuer);
  base_json_append_member (out, "not_before", not_before);
  base_json_append_member (out, "not_after", not_after);
  append_names (out, certificate);
  base_json_append_member (out, "sha256", fingerprint);
}
