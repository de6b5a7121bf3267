/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial-private.h"

#include "base/json.h"
#include "base/text.h"

#include <string.h>
#include <sys/socket.h>

/* What a proxy says for itself is shown so far. */
#define ANSWER_MAX 200

char *
net_attempt_dup_text (const NetAttempt *self)
{
  return self->port > 0 ? g_strdup_printf ("%s port %u", self->address, self->port)
                        : g_strdup (self->address);
}

void
net_attempt_free (NetAttempt *self)
{
  g_free (self->address);
  g_free (self);
}

/* @reason: nullable */
static void
tell_attempt (NetDial *self, const NetAttempt *attempt, const char *state, const char *reason)
{
  g_autofree char *endpoint = net_attempt_dup_text (attempt);
  g_autofree char *text = reason != NULL
                            ? g_strdup_printf ("Could not connect to %s: %s.", endpoint, reason)
                            : g_strdup_printf ("%s to %s.", state, endpoint);
  g_autofree char *name = g_ascii_strdown (state, -1);
  g_autoptr (GString) json = g_string_new (NULL);

  base_json_append_member (json, "address", attempt->address);
  if (attempt->port > 0)
    base_json_append_member_int (json, "port", attempt->port);
  base_json_append_member (json, "state", name);
  base_json_append_member (json, "error", reason);

  net_dial_tell (self, NET_STEP_CONNECT, text, json->str);
}

static char *
dup_address (NetDial *self, const struct curl_sockaddr *address, guint *port)
{
  g_autoptr (GSocketAddress) native = g_socket_address_new_from_native ((gpointer)&address->addr,
                                                                        address->addrlen);
  GInetSocketAddress *inet;

  *port = 0;
  if (!G_IS_INET_SOCKET_ADDRESS (native))
    return g_strdup (self->options->unix_socket);

  inet = G_INET_SOCKET_ADDRESS (native);
  *port = g_inet_socket_address_get_port (inet);

  return g_inet_address_to_string (g_inet_socket_address_get_address (inet));
}

void
net_dial_note_attempt (NetDial *self, int fd, const struct curl_sockaddr *address)
{
  NetAttempt *attempt = g_new0 (NetAttempt, 1);

  attempt->address = dup_address (self, address, &attempt->port);
  attempt->fd = fd;
  g_ptr_array_add (self->attempts, attempt);
  tell_attempt (self, attempt, "Connecting", NULL);
}

void
net_dial_note_closed (NetDial *self, int fd)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      NetAttempt *attempt = g_ptr_array_index (self->attempts, i);

      if (attempt->fd == fd)
        attempt->fd = -1;
    }
}

/* libcurl has no callback for an attempt that failed, but a line of its log:
 * "connect to 127.0.0.1 port 1 failed: Connection refused". */
static void
note_failure (NetDial *self, const char *line)
{
  const char *reason = strstr (line, " failed: ");

  for (guint i = 0; reason != NULL && i < self->attempts->len; i++)
    {
      const NetAttempt *attempt = g_ptr_array_index (self->attempts, i);
      g_autofree char *endpoint = net_attempt_dup_text (attempt);
      g_autofree char *begin = g_strconcat ("connect to ", endpoint, " ", NULL);

      if (g_str_has_prefix (line, begin))
        tell_attempt (self, attempt, "Failed", reason + strlen (" failed: "));
    }
}

static void
note_proxy_line (NetDial *self, const char *said, const char *line)
{
  g_autofree char *proxy = net_dial_dup_proxy (self);
  g_autofree char *text = g_strdup_printf ("The proxy %s %s: %s", proxy, said, line);
  g_autoptr (GString) json = g_string_new (NULL);

  base_json_append_member (json, "proxy", proxy);
  base_json_append_member (json, "line", line);
  net_dial_tell (self, NET_STEP_NOTE, text, json->str);
}

/* Only the first line: the others may hold the proxy's password. */
static char *
dup_first_line (const char *data, gsize len)
{
  const char *end = memchr (data, '\n', len);
  gsize n = end != NULL ? (gsize)(end - data) : len;

  while (n > 0 && g_ascii_isspace (data[n - 1]))
    n--;

  return base_text_dup_line (data, n, ANSWER_MAX);
}

void
net_dial_note_debug (NetDial *self, curl_infotype type, const char *data, gsize len)
{
  g_autofree char *line = NULL;
  gboolean is_status;

  if (type != CURLINFO_TEXT && type != CURLINFO_HEADER_IN && type != CURLINFO_HEADER_OUT)
    return;

  line = dup_first_line (data, len);
  is_status = g_str_has_prefix (line, "HTTP/");

  if (type == CURLINFO_TEXT)
    {
      note_failure (self, line);
    }
  else if (type == CURLINFO_HEADER_OUT)
    {
      net_dial_note_connected (self);
      note_proxy_line (self, "was asked", line);
    }
  else if (is_status)
    {
      note_proxy_line (self, "answered", line);
      g_free (self->proxy_answer);
      self->proxy_answer = g_steal_pointer (&line);
    }
}

static gboolean
is_connected (const NetAttempt *attempt)
{
  struct sockaddr_storage peer;
  socklen_t len = sizeof peer;

  return attempt->fd >= 0 && getpeername (attempt->fd, (struct sockaddr *)&peer, &len) == 0;
}

/* libcurl tells that it is connected only when the proxy and TLS are done too: so the sockets are
 * asked. */
void
net_dial_note_connected (NetDial *self)
{
  for (guint i = 0; i < self->attempts->len && self->timings.connected == 0; i++)
    {
      const NetAttempt *attempt = g_ptr_array_index (self->attempts, i);

      if (!is_connected (attempt))
        continue;

      self->timings.connected = g_get_monotonic_time () - self->start;
      if (self->proxy->kind != NET_PROXY_NONE)
        net_dial_set_state (self, NET_DIAL_TUNNELLING);
      tell_attempt (self, attempt, "Connected", NULL);
    }
}

/* The protocol that was agreed on inside of TLS (RFC 7301). Returns: (transfer full) (nullable) */
static char *
dup_alpn (const SSL *ssl)
{
  const guint8 *alpn = NULL;
  guint len = 0;

  SSL_get0_alpn_selected (ssl, &alpn, &len);

  return len > 0 ? base_text_dup_line ((const char *)alpn, len, ANSWER_MAX) : NULL;
}

void
net_dial_note_tls (NetDial *self)
{
  const SSL *ssl = net_chain_get_ssl (self->chain);
  const char *version = SSL_get_version (ssl);
  const char *cipher = SSL_get_cipher_name (ssl);
  g_autofree char *alpn = dup_alpn (ssl);
  g_autofree char *text = g_strdup_printf ("%s with %s, %s%s.", version, cipher,
                                           alpn != NULL ? "ALPN " : "no ALPN",
                                           alpn != NULL ? alpn : "");
  g_autoptr (GString) json = g_string_new (NULL);

  base_json_append_member (json, "version", version);
  base_json_append_member (json, "cipher", cipher);
  base_json_append_member (json, "alpn", alpn);
  net_dial_tell (self, NET_STEP_TLS, text, json->str);
}
