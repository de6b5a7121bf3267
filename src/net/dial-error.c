/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial-private.h"
#include "net/tls-text-private.h"

#include "base/units.h"

static const char *
get_text (NetDial *self, CURLcode result)
{
  const char *text = net_transfer_get_error (self->transfer);

  return *text != '\0' ? text : curl_easy_strerror (result);
}

static long
get_number (NetDial *self, CURLINFO info)
{
  long number = 0;

  (void)curl_easy_getinfo (net_transfer_get_easy (self->transfer), info, &number);

  return number;
}

/* " (tried …)", when there was more than one address to try. */
static char *
dup_tried (NetDial *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; self->attempts->len > 1 && i < self->attempts->len; i++)
    {
      g_autofree char *text = net_attempt_dup_text (g_ptr_array_index (self->attempts, i));

      g_string_append_printf (out, "%s%s", i == 0 ? " (tried " : ", ", text);
    }
  if (out->len > 0)
    g_string_append_c (out, ')');

  return g_string_free (out, FALSE);
}

static void
set_connect_error (NetDial *self, CURLcode result, GError **error)
{
  gboolean is_proxy = self->proxy->kind != NET_PROXY_NONE;
  g_autofree char *where = is_proxy ? net_dial_dup_proxy (self) : net_dial_dup_server (self);
  g_autofree char *tried = dup_tried (self);
  int cause = (int)get_number (self, CURLINFO_OS_ERRNO);

  g_set_error (error, NET_ERROR, is_proxy ? NET_ERROR_PROXY : NET_ERROR_CONNECT,
               "Could not connect to %s%s%s: %s.", is_proxy ? "the proxy " : "", where, tried,
               cause != 0 ? g_strerror (cause) : get_text (self, result));
}

/* What the SOCKS proxy answered (RFC 1928 section 6, RFC 1929, SOCKS4). */
static const struct
{
  CURLproxycode code;
  const char *sentence;
} socks_answers[] = {
  { CURLPX_NO_AUTH, "it wants a way to log in that was not offered: give a user and a password" },
  { CURLPX_USER_REJECTED, "it did not accept the user and the password" },
  { CURLPX_REPLY_GENERAL_SERVER_FAILURE, "it says that it failed" },
  { CURLPX_REPLY_NOT_ALLOWED, "its rules do not allow it" },
  { CURLPX_REPLY_NETWORK_UNREACHABLE, "it cannot reach that network" },
  { CURLPX_REPLY_HOST_UNREACHABLE, "it cannot reach that host" },
  { CURLPX_REPLY_CONNECTION_REFUSED, "the server refused its connection" },
  { CURLPX_REPLY_TTL_EXPIRED, "the server is too many hops away" },
  { CURLPX_REPLY_COMMAND_NOT_SUPPORTED, "it does not make connections" },
  { CURLPX_REPLY_ADDRESS_TYPE_NOT_SUPPORTED, "it does not take this kind of address" },
  { CURLPX_REQUEST_FAILED, "it refused or failed" },
  { CURLPX_CLOSED, "it closed the connection" },
  { CURLPX_BAD_VERSION, "what it answered is not SOCKS" },
  { CURLPX_BAD_ADDRESS_TYPE, "what it answered is not SOCKS" },
};

static const char *
explain_proxy (NetDial *self, CURLcode result)
{
  CURLproxycode code = (CURLproxycode)get_number (self, CURLINFO_PROXY_ERROR);

  for (guint i = 0; i < G_N_ELEMENTS (socks_answers); i++)
    if (socks_answers[i].code == code)
      return socks_answers[i].sentence;

  if (self->proxy_answer == NULL && net_proxy_speaks_http (self->proxy))
    return "it did not answer with HTTP";

  return get_text (self, result);
}
static void
set_proxy_error (NetDial *self, CURLcode result, GError **error)
{
  g_autofree char *proxy = net_dial_dup_proxy (self);
  g_autofree char *server = net_dial_dup_server (self);
  long status = get_number (self, CURLINFO_HTTP_CONNECTCODE);
  if (status == 407)
    g_set_error (error, NET_ERROR, NET_ERROR_PROXY,
                 "The proxy %s wants another user and password: it answered “%s”.", proxy,
                 self->proxy_answer);
  else if (status != 0)
    g_set_error (error, NET_ERROR, NET_ERROR_PROXY,
                 "The proxy %s did not connect to %s: it answered “%s”.", proxy, server,
                 self->proxy_answer);
  else
    g_set_error (error, NET_ERROR, NET_ERROR_PROXY, "The proxy %s did not connect to %s: %s.",
                 proxy, server, explain_proxy (self, result));
}

static void
set_tls_error (NetDial *self, CURLcode result, GError **error)
{
  gboolean is_proxy = self->chain == NULL && self->proxy_chain != NULL;
  g_autofree char *where = is_proxy ? net_dial_dup_proxy (self) : net_dial_dup_server (self);

  if (self->tls_refusal != NULL)
    g_set_error (error, NET_ERROR, NET_ERROR_TLS,
                 "OpenSSL does not take the client certificate or the CAs: %s.", self->tls_refusal);
  else
    g_set_error (error, NET_ERROR, NET_ERROR_TLS, "The TLS handshake with %s%s failed: %s.",
                 is_proxy ? "the proxy " : "", where,
                 net_tls_text_explain (get_text (self, result)));
}

static void
set_certificate_error (NetDial *self, CURLcode result, GError **error)
{
  NetChain *chain = self->chain != NULL ? self->chain : self->proxy_chain;
  g_autofree char *reason = NULL;

  if (chain == NULL)
    {
      set_tls_error (self, result, error);
      return;
    }

  reason = net_chain_dup_reason (chain);
  g_set_error_literal (error, NET_ERROR, NET_ERROR_CERTIFICATE, reason);
}

void
net_dial_set_error (NetDial *self, CURLcode result, GError **error)
{
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    set_certificate_error (self, result, error);
  else if (self->chain != NULL || self->tls_refusal != NULL || result == CURLE_SSL_CONNECT_ERROR)
    set_tls_error (self, result, error);
  else if (self->state == NET_DIAL_TUNNELLING || result == CURLE_PROXY)
    set_proxy_error (self, result, error);
  else
    set_connect_error (self, result, error);
}

static char *
dup_waiting_for (NetDial *self)
{
  g_autofree char *where = NULL;

  switch (self->state)
    {
    case NET_DIAL_RESOLVING:
      return g_strdup_printf ("for the addresses of %s",
                              ((NetUrl *)g_ptr_array_index (self->names, 0))->host);

    case NET_DIAL_TUNNELLING:
      where = net_dial_dup_proxy (self);
      return g_strdup_printf ("for the answer of the proxy %s", where);

    case NET_DIAL_SECURING:
      where = net_dial_dup_server (self);
      return g_strdup_printf ("in the TLS handshake with %s", where);

    case NET_DIAL_CONNECTING:
    case NET_DIAL_DONE:
    default:
      where = self->proxy->kind != NET_PROXY_NONE ? net_dial_dup_proxy (self)
                                                  : net_dial_dup_server (self);
      return g_strdup_printf ("for the connection to %s", where);
    }
}

void
net_dial_set_timed_out (NetDial *self, GError **error)
{
  g_autofree char *time = base_duration_format ((gint64)self->options->timeout_ms * 1000 * 1000);
  g_autofree char *waiting = dup_waiting_for (self);
  g_autofree char *tried = dup_tried (self);

  g_set_error (error, NET_ERROR, NET_ERROR_TIMED_OUT, "Gave up after %s of waiting %s%s.", time,
               waiting, tried);
}
