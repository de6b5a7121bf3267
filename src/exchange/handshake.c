/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/time.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define USER_AGENT "noctule/" NOCTULE_VERSION

/* Masking keys and the handshake key must not be guessed: the kernel's generator, which cannot fail
 * once it is seeded. */
static void
fill_random (void *out, size_t len, void *data)
{
  guint8 *bytes = out;

  while (len > 0)
    {
      ssize_t n = getrandom (bytes, len, 0);

      if (n < 0 && errno != EINTR)
        g_error ("getrandom: %s", g_strerror (errno));
      if (n > 0)
        {
          bytes += n;
          len -= (size_t)n;
        }
    }
}

static gboolean
is_typed (const ExchangeRequest *request, const char *name)
{
  for (guint i = 0; i < request->headers->len; i++)
    {
      const ExchangeHeader *header = request->headers->pdata[i];

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_credential (const char *name)
{
  return g_ascii_strcasecmp (name, "Authorization") == 0 ||
         g_ascii_strcasecmp (name, "Cookie") == 0;
}

/* Returns: (transfer full) (nullable) */
static char *
dup_basic (ExchangeConnection *connection)
{
  const ExchangeRequest *request = connection->request;
  const char *user = request->user != NULL ? request->user : connection->url->user;
  const char *password = request->user != NULL ? request->password : connection->url->password;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;

  if (connection->drops_credentials || is_typed (request, "Authorization"))
    return NULL;
  if (user == NULL && password == NULL)
    return NULL;

  /* RFC 7617 */
  pair = g_strdup_printf ("%s:%s", user != NULL ? user : "", password != NULL ? password : "");
  encoded = g_base64_encode ((const guint8 *)pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* Returns: (transfer full): WsHeaders whose strings are borrowed. */
static GArray *
collect_headers (ExchangeConnection *connection, const char *basic)
{
  const GPtrArray *typed = connection->request->headers;
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (WsHeader));

  if (!is_typed (connection->request, "User-Agent"))
    {
      WsHeader agent = { "User-Agent", USER_AGENT };

      g_array_append_val (headers, agent);
    }
  if (basic != NULL)
    {
      WsHeader authorization = { "Authorization", basic };

      g_array_append_val (headers, authorization);
    }
  for (guint i = 0; i < typed->len; i++)
    {
      const ExchangeHeader *header = typed->pdata[i];
      WsHeader field = { header->name, header->value };

      if (!connection->drops_credentials || !is_credential (header->name))
        g_array_append_val (headers, field);
    }

  return headers;
}

static void
configure (const ExchangeRequest *request, WsConfig *config)
{
  const guint64 ms = WS_SECOND / 1000;

  ws_config_init (config, WS_ROLE_CLIENT);
  config->fill_random = fill_random;
  config->use_deflate = request->compression;
  config->auto_pong = request->auto_pong;
  config->limits.max_message = MIN (request->max_message, G_MAXUINT32);
  config->limits.max_frame = config->limits.max_message;
  config->limits.max_output = MAX (config->limits.max_output, 2 * config->limits.max_message);
  config->handshake_timeout = 0; /* the connect timeout covers it */
  config->close_timeout = request->close_timeout * ms;
  config->ping_interval = request->ping_interval * ms;
  config->ping_timeout = request->ping_timeout * ms;
}

gboolean
exchange_handshake_start (ExchangeConnection *connection, GError **error)
{
  g_autofree char *host = net_url_dup_host_field (connection->url);
  g_autofree char *basic = dup_basic (connection);
  g_autoptr (GArray) headers = collect_headers (connection, basic);
  const GPtrArray *subprotocols = connection->request->subprotocols;
  WsRequest request = {
    .target = connection->url->target,
    .host = host,
    .headers = (const WsHeader *)(gpointer)headers->data,
    .n_headers = headers->len,
    .subprotocols = (const char *const *)subprotocols->pdata,
    .n_subprotocols = subprotocols->len,
  };
  WsConfig config;
  WsStatus status;

  configure (connection->request, &config);
  connection->ws = ws_conn_new (&config);
  status = connection->ws != NULL ? ws_conn_start (connection->ws, &request, base_time_monotonic ())
                                  : WS_ERROR_MEMORY;
  if (status == WS_OK)
    return TRUE;

  g_set_error_literal (
    error, NET_ERROR, NET_ERROR_URL,
    status == WS_ERROR_HEAD_SYNTAX
      ? "A header or subprotocol cannot be sent: names are made of letters, digits "
        "and !#$%&'*+-.^_`|~, values have no line breaks."
      : ws_status_get_text (status));

  return FALSE;
}
