/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dial.h"

#include <openssl/ssl.h>

/* The certificates that a peer showed and what became of them. libcurl tells a chain only when it
 * was accepted, so it is taken where OpenSSL verifies. */
typedef struct _NetChain NetChain;

/* @owner: who shows it, for the sentences: "a.example", "the proxy p.example". @host: the name it
 * must be for. */
NetChain *net_chain_new (const char *owner, const char *host);

/* Makes @context hand the chain of its next handshake to @self, which must outlive it. */
void net_chain_watch (NetChain *self, SSL_CTX *context);

/* Returns: borrowed: the TLS connection that the chain came over; NULL before. libcurl lends it out
 * only during its own callbacks. */
SSL *net_chain_get_ssl (NetChain *self);

/* Tells each certificate, the server's own first. */
void net_chain_tell (NetChain *self, NetStepFunc on_step, gpointer step_data);

/* Returns: whether a chain was seen and OpenSSL refused it. */
gboolean net_chain_is_refused (NetChain *self);

/* Returns: (transfer full): a sentence for the person: what is wrong with the chain and what to do.
 * Of a chain that OpenSSL accepted: that it is for another host. */
char *net_chain_dup_reason (NetChain *self);

void net_chain_free (NetChain *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetChain, net_chain_free)
