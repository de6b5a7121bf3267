/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/header-names.h"

/* From the field name registry of IANA: what a client sends, and what gateways and tracers of
 * realtime services look for. */
static const char *const names[] = {
  "Accept",
  "Accept-Charset",
  "Accept-Encoding",
  "Accept-Language",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Authorization",
  "Baggage",
  "Cache-Control",
  "Connection",
  "Content-Encoding",
  "Content-Language",
  "Content-Length",
  "Content-Type",
  "Cookie",
  "DNT",
  "DPoP",
  "Date",
  "Expect",
  "Forwarded",
  "From",
  "Host",
  "Idempotency-Key",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Last-Event-ID",
  "Max-Forwards",
  "Origin",
  "Pragma",
  "Prefer",
  "Priority",
  "Proxy-Authorization",
  "Range",
  "Referer",
  "Sec-Fetch-Dest",
  "Sec-Fetch-Mode",
  "Sec-Fetch-Site",
  "Sec-GPC",
  "Sec-WebSocket-Extensions",
  "Sec-WebSocket-Key",
  "Sec-WebSocket-Protocol",
  "Sec-WebSocket-Version",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "User-Agent",
  "Via",
  "X-API-Key",
  "X-CSRF-Token",
  "X-Correlation-ID",
  "X-Forwarded-For",
  "X-Forwarded-Host",
  "X-Forwarded-Proto",
  "X-Real-IP",
  "X-Request-ID",
  "X-Requested-With",
  "traceparent",
  "tracestate",
  NULL,
};

static const char *const media_types[] = {
  "*/*",
  "application/json",
  "application/xml",
  "application/x-www-form-urlencoded",
  "application/octet-stream",
  "application/cbor",
  "application/msgpack",
  "application/x-protobuf",
  "application/graphql-response+json",
  "multipart/form-data",
  "text/event-stream",
  "text/html",
  "text/plain",
  "text/plain; charset=utf-8",
  NULL,
};

static const char *const codings[] = { "gzip",     "deflate",           "br", "zstd",
                                       "identity", "gzip, deflate, br", NULL };
static const char *const languages[] = { "*",  "en", "en-US,en;q=0.9", "de", "fr", "es", "ja",
                                         "zh", NULL };
static const char *const caching[] = { "no-cache", "no-store", "max-age=0", "only-if-cached",
                                       NULL };
static const char *const pragmas[] = { "no-cache", NULL };
static const char *const schemes[] = { "Basic ", "Bearer ", "Digest ", "Token ", NULL };
static const char *const connections[] = { "Upgrade", "keep-alive", "close", NULL };
static const char *const upgrades[] = { "websocket", NULL };
static const char *const origins[] = { "null", "http://localhost", "https://example.com", NULL };
static const char *const one[] = { "1", NULL };
static const char *const versions[] = { "13", NULL };
static const char *const requested_with[] = { "XMLHttpRequest", NULL };
static const char *const protos[] = { "https", "http", "wss", "ws", NULL };
static const char *const extensions[] = {
  "permessage-deflate",
  "permessage-deflate; client_max_window_bits",
  "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
  NULL,
};
static const char *const subprotocols[] = {
  "graphql-transport-ws",
  "graphql-ws",
  "mqtt",
  "v12.stomp",
  "wamp.2.json",
  "soap",
  "xmpp",
  "ocpp1.6",
  "ocpp2.0.1",
  NULL,
};
static const char *const agents[] = {
  "noctule/" NOCTULE_VERSION,
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  NULL,
};

static const struct
{
  const char *name;
  const char *const *values;
} values_of[] = {
  { "Accept", media_types },
  { "Accept-Encoding", codings },
  { "Accept-Language", languages },
  { "Authorization", schemes },
  { "Cache-Control", caching },
  { "Connection", connections },
  { "Content-Encoding", codings },
  { "Content-Type", media_types },
  { "DNT", one },
  { "Origin", origins },
  { "Pragma", pragmas },
  { "Proxy-Authorization", schemes },
  { "Sec-GPC", one },
  { "Sec-WebSocket-Extensions", extensions },
  { "Sec-WebSocket-Protocol", subprotocols },
  { "Sec-WebSocket-Version", versions },
  { "Upgrade", upgrades },
  { "User-Agent", agents },
  { "X-Forwarded-Proto", protos },
  { "X-Requested-With", requested_with },
};

const char *const *
app_header_names_list (void)
{
  return names;
}

const char *const *
app_header_names_list_values (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values_of); i++)
    if (g_ascii_strcasecmp (values_of[i].name, name) == 0)
      return values_of[i].values;

  return NULL;
}
