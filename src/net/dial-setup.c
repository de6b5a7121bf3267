/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial-private.h"
#include "net/url-private.h"

#include <openssl/err.h>

static long
proxy_type (NetProxyKind kind)
{
  static const long types[] = {
    [NET_PROXY_NONE] = CURLPROXY_HTTP,
    [NET_PROXY_HTTP] = CURLPROXY_HTTP,
    [NET_PROXY_HTTPS] = CURLPROXY_HTTPS,
    [NET_PROXY_SOCKS4] = CURLPROXY_SOCKS4,
    [NET_PROXY_SOCKS4A] = CURLPROXY_SOCKS4A,
    [NET_PROXY_SOCKS5] = CURLPROXY_SOCKS5,
    [NET_PROXY_SOCKS5H] = CURLPROXY_SOCKS5_HOSTNAME,
  };

  return types[kind];
}

/* libcurl gets the proxy always, and no rules: it would read the environment otherwise. */
static void
set_proxy (NetDial *self, CURL *easy)
{
  const NetUrl *address = self->proxy->address;
  g_autofree char *text = NULL;

  curl_easy_setopt (easy, CURLOPT_NOPROXY, "");
  if (address == NULL)
    {
      curl_easy_setopt (easy, CURLOPT_PROXY, "");
      return;
    }

  text = net_url_dup_host_port (address);
  curl_easy_setopt (easy, CURLOPT_PROXY, text);
  curl_easy_setopt (easy, CURLOPT_PROXYTYPE, proxy_type (self->proxy->kind));
  curl_easy_setopt (easy, CURLOPT_PROXYUSERNAME, address->user);
  curl_easy_setopt (easy, CURLOPT_PROXYPASSWORD, address->password);
  /* a WebSocket goes through an HTTP proxy by CONNECT, with TLS or without (RFC 6455 section 4.1)
   */
  curl_easy_setopt (easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
}

static gboolean
prepare_tls (NetDial *self, SSL_CTX *context)
{
  /* a caller whose send would block may have more to send when it tries again */
  SSL_CTX_set_mode (context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);

  net_dial_note_connected (self);

  /* with a proxy that speaks TLS, the first handshake is the one with the proxy */
  if (self->proxy->kind == NET_PROXY_HTTPS && self->proxy_chain == NULL)
    {
      g_autofree char *owner = g_strconcat ("the proxy ", self->proxy->address->host, NULL);

      self->proxy_chain = net_chain_new (owner, self->proxy->address->host);
      net_chain_watch (self->proxy_chain, context);
      return net_credentials_trust (self->credentials, context, TRUE);
    }

  net_dial_set_state (self, NET_DIAL_SECURING);
  self->chain = net_chain_new (self->url->host, self->url->host);
  net_chain_watch (self->chain, context);

  return net_credentials_trust (self->credentials, context, FALSE) &&
         net_credentials_show (self->credentials, context);
}

static CURLcode
easy_tls_prepared (CURL *easy, void *context, void *user_data)
{
  NetDial *self = user_data;

  if (prepare_tls (self, context))
    return CURLE_OK;

  self->tls_refusal = g_strdup (ERR_reason_error_string (ERR_peek_last_error ()));
  ERR_clear_error ();

  return CURLE_SSL_CERTPROBLEM;
}

static void
set_tls (NetDial *self, CURL *easy)
{
  long verify = self->options->insecure ? 0 : 1;

  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, verify);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, verify * 2);
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_FUNCTION, easy_tls_prepared);
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_DATA, self);

  /* the CAs are set in prepare_tls() */
  curl_easy_setopt (easy, CURLOPT_CAINFO, NULL);
  curl_easy_setopt (easy, CURLOPT_CAPATH, NULL);
  curl_easy_setopt (easy, CURLOPT_PROXY_CAINFO, NULL);
  curl_easy_setopt (easy, CURLOPT_PROXY_CAPATH, NULL);
}

void
net_dial_set_up (NetDial *self, const NetTransferFuncs *funcs)
{
  g_autofree char *host = net_url_dup_host_port (self->url);
  g_autofree char *url = g_strdup_printf ("http%s://%s/", self->url->is_secure ? "s" : "", host);
  CURL *easy;

  self->transfer = net_transfer_new (funcs, self);
  easy = net_transfer_get_easy (self->transfer);

  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt (easy, CURLOPT_RESOLVE, self->resolved);
  curl_easy_setopt (easy, CURLOPT_UNIX_SOCKET_PATH, self->options->unix_socket);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  /* we have our own time limit; 0 would be libcurl's */
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)G_MAXINT);
  /* or freeing the handle would wait for a resolver that does not answer */
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
  /* or a server may choose HTTP/2 in the TLS handshake, where there is no Upgrade */
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);

  set_proxy (self, easy);
  set_tls (self, easy);
}
