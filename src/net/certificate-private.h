/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/x509.h>

/* Returns: (transfer full): the name as "CN=a.example, O=Example", control characters escaped. */
char *net_certificate_dup_name (const X509_NAME *name);

/* Returns: (transfer full): the names and addresses that the certificate is for (RFC 5280 section
 * 4.2.1.6); may be empty. */
GPtrArray *net_certificate_get_alt_names (X509 *certificate);

/* Returns: (transfer full): @names joined by ", ", the first few and how many more there are. */
char *net_certificate_dup_alt_text (GPtrArray *names);

/* Returns: (transfer full): "2026-11-23T12:00:00Z". */
char *net_certificate_dup_time (const ASN1_TIME *time);

/* Returns: (transfer full): "CN=a, issued by CN=b, valid from … to …, for a, b, SHA-256 …". */
char *net_certificate_dup_text (X509 *certificate);

/* Appends the members subject, issuer, not_before, not_after, names, sha256. */
void net_certificate_append_json (GString *out, X509 *certificate);
