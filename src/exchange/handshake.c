/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/time.h"
#include "exchange/cookie-store-private.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define USER_AGENT "noctule/" NOCTULE_VERSION

/* What a head is made of. */
typedef struct
{
  gboolean drops_credentials;
  /* borrowed */
  const ExchangeRequest *request;
  const NetUrl *url;
} Handshake;

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
is_cookie (const ExchangeHeader *header)
{
  return g_ascii_strcasecmp (header->name, "Cookie") == 0;
}

static gboolean
is_credential (const ExchangeRequest *request, const ExchangeHeader *header)
{
  return g_ascii_strcasecmp (header->name, "Authorization") == 0 || is_cookie (header) ||
         (request->secret_header != NULL &&
          g_ascii_strcasecmp (header->name, request->secret_header) == 0);
}

static gboolean
is_left_out (const Handshake *handshake, const ExchangeHeader *header)
{
  return handshake->drops_credentials && is_credential (handshake->request, header);
}

/* Returns: (transfer full) (nullable) */
static char *
dup_basic (const Handshake *handshake)
{
  const ExchangeRequest *request = handshake->request;
  const char *user = request->user != NULL ? request->user : handshake->url->user;
  const char *password = request->user != NULL ? request->password : handshake->url->password;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;

  if (handshake->drops_credentials || is_typed (request, "Authorization"))
    return NULL;
  if (user == NULL && password == NULL)
    return NULL;

  /* RFC 7617 */
  pair = g_strdup_printf ("%s:%s", user != NULL ? user : "", password != NULL ? password : "");
  encoded = g_base64_encode ((const guint8 *)pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* Returns: (transfer full): the Cookie fields that were typed as one; NULL when one of them says
 * that there is to be none. */
static GString *
join_typed_cookies (const Handshake *handshake)
{
  const GPtrArray *typed = handshake->request->headers;
  g_autoptr (GString) field = g_string_new (NULL);

  for (guint i = 0; i < typed->len; i++)
    {
      const ExchangeHeader *header = typed->pdata[i];

      if (!is_cookie (header) || is_left_out (handshake, header))
        continue;
      if (header->value == NULL)
        return NULL;
      g_string_append_printf (field, "%s%s", field->len > 0 ? "; " : "", header->value);
      while (field->len > 0 && strchr ("; \t", field->str[field->len - 1]) != NULL)
        g_string_truncate (field, field->len - 1);
    }

  return g_steal_pointer (&field);
}

/* RFC 6265 section 5.4: one Cookie field. Without a cookie from the jar the fields stay as they
 * were typed. Returns: (transfer full) (nullable): what stands in place of them. */
static char *
dup_cookies (const Handshake *handshake)
{
  const ExchangeRequest *request = handshake->request;
  g_autoptr (GString) field = NULL;
  gsize typed_len;

  if (request->cookies == NULL || !request->sends_cookies)
    return NULL;

  field = join_typed_cookies (handshake);
  if (field == NULL)
    return NULL;

  typed_len = field->len;
  exchange_cookie_store_append_field (request->cookies, handshake->url, field);

  return field->len > typed_len ? g_string_free (g_steal_pointer (&field), FALSE) : NULL;
}

static void
add (GArray *headers, const char *name, const char *value)
{
  WsHeader header = { name, value };

  g_array_append_val (headers, header);
}

/* @cookies: nullable: takes the place of the first Cookie field; of the others too.
 * Returns: (transfer full): WsHeaders whose strings are borrowed. */
static GArray *
collect_headers (const Handshake *handshake, const char *basic, const char *cookies)
{
  const GPtrArray *typed = handshake->request->headers;
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (WsHeader));

  if (!is_typed (handshake->request, "User-Agent"))
    add (headers, "User-Agent", USER_AGENT);
  if (basic != NULL)
    add (headers, "Authorization", basic);
  for (guint i = 0; i < typed->len; i++)
    {
      const ExchangeHeader *header = typed->pdata[i];

      if (is_left_out (handshake, header))
        continue;
      if (cookies == NULL || !is_cookie (header))
        add (headers, header->name, header->value);
      else if (*cookies != '\0')
        add (headers, header->name, cookies);
      if (cookies != NULL && is_cookie (header))
        cookies = "";
    }
  if (cookies != NULL && *cookies != '\0')
    add (headers, "Cookie", cookies);

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

/* Returns: (transfer full) (nullable): an engine whose head waits to be sent. */
static WsConn *
start (const Handshake *handshake, WsStatus *status)
{
  const ExchangeRequest *request = handshake->request;
  g_autofree char *host = net_url_dup_host_field (handshake->url);
  g_autofree char *basic = dup_basic (handshake);
  g_autofree char *cookies = dup_cookies (handshake);
  g_autoptr (GArray) headers = collect_headers (handshake, basic, cookies);
  WsRequest asked = {
    .target = handshake->url->target,
    .host = host,
    .headers = (const WsHeader *)(gpointer)headers->data,
    .n_headers = headers->len,
    .subprotocols = (const char *const *)request->subprotocols->pdata,
    .n_subprotocols = request->subprotocols->len,
  };
  WsConfig config;
  WsConn *ws;

  configure (request, &config);
  ws = ws_conn_new (&config);
  *status = ws != NULL ? ws_conn_start (ws, &asked, base_time_monotonic ()) : WS_ERROR_MEMORY;

  return ws;
}

gboolean
exchange_handshake_start (ExchangeConnection *connection, GError **error)
{
  const Handshake handshake = {
    .drops_credentials = connection->drops_credentials,
    .request = connection->request,
    .url = connection->url,
  };
  WsStatus status;

  connection->ws = start (&handshake, &status);
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

static GPtrArray *
copy_fields (const WsHead *head)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)exchange_header_free);

  for (size_t i = 0; i < head->n_headers; i++)
    {
      const WsHeader *field = &head->headers[i];
      gboolean is_key = g_ascii_strcasecmp (field->name, "Sec-WebSocket-Key") == 0;

      g_ptr_array_add (fields, exchange_header_new (field->name, is_key ? NULL : field->value));
    }

  return fields;
}

GPtrArray *
exchange_handshake_dup_fields (const ExchangeRequest *request, const NetUrl *url)
{
  const WsHeadLimits limits = { G_MAXUINT32, G_MAXUINT32 };
  const Handshake handshake = { .request = request, .url = url };
  GPtrArray *fields = NULL;
  WsHead head = { 0 };
  WsStatus status;
  WsConn *ws = start (&handshake, &status);
  const guint8 *bytes;
  size_t len, scanned = 0;

  /* read from what would be sent: so it cannot be something else */
  if (status == WS_OK && (bytes = ws_conn_peek_output (ws, &len)) != NULL &&
      ws_head_read (WS_HEAD_REQUEST, bytes, len, &limits, &scanned, &head) == WS_OK)
    fields = copy_fields (&head);
  ws_head_clear (&head);
  ws_conn_free (ws);

  return fields;
}
