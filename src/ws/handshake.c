/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/handshake-private.h"

#include "ws/base64-private.h"
#include "ws/list-private.h"
#include "ws/sha1-private.h"

#include <stdio.h>
#include <string.h>

#define GUID         "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
#define NONCE_LEN    16
#define DEFLATE_SIZE 160

/* Writes a head; the first thing that goes wrong stays. */
typedef struct
{
  WsStatus status;
  /* borrowed */
  WsBuffer *out;
} Writer;

static void
put (Writer *writer, const char *text)
{
  if (writer->status == WS_OK && !ws_buffer_append (writer->out, text, strlen (text)))
    writer->status = WS_ERROR_MEMORY;
}

/* What could end the field early, so that it became two. */
static bool
is_one_field (const char *name, const char *value)
{
  return strpbrk (name, ":\r\n") == NULL && strpbrk (value, "\r\n") == NULL;
}

static void
put_field (Writer *writer, const char *name, const char *value)
{
  if (!is_one_field (name, value))
    writer->status = WS_ERROR_HEAD_SYNTAX;

  put (writer, name);
  put (writer, ": ");
  put (writer, value);
  put (writer, "\r\n");
}

static void
put_fields (Writer *writer, const WsHeader *headers, size_t n_headers)
{
  for (size_t i = 0; i < n_headers; i++)
    if (headers[i].value != NULL)
      put_field (writer, headers[i].name, headers[i].value);
}

/* Ends the head and reads it as the peer will: what a peer must refuse is not sent. */
static WsStatus
end_head (Writer *writer, WsHeadKind kind, size_t start)
{
  const WsHeadLimits limits = { UINT32_MAX, UINT32_MAX };
  WsHead head = { 0 };
  size_t scanned = 0;

  put (writer, "\r\n");
  if (writer->status != WS_OK)
    return writer->status;

  writer->status = ws_head_read (kind, writer->out->data + start, writer->out->len - start, &limits,
                                 &scanned, &head);
  ws_head_clear (&head);
  if (writer->status != WS_OK && writer->status != WS_ERROR_MEMORY)
    return WS_ERROR_HEAD_SYNTAX;

  return writer->status;
}

/* A field of ours, unless the person typed one of that name. */
static void
put_own (Writer *writer, const WsRequest *request, const char *name, const char *value)
{
  for (size_t i = 0; i < request->n_headers; i++)
    if (ws_list_is_name (request->headers[i].name, name))
      return;

  put_field (writer, name, value);
}

static bool
is_typed (const WsRequest *request, const char *name)
{
  for (size_t i = 0; i < request->n_headers; i++)
    if (ws_list_is_name (request->headers[i].name, name))
      return true;

  return false;
}

static void
put_subprotocols (Writer *writer, const WsRequest *request)
{
  if (request->n_subprotocols == 0 || is_typed (request, "Sec-WebSocket-Protocol"))
    return;

  put (writer, "Sec-WebSocket-Protocol: ");
  for (size_t i = 0; i < request->n_subprotocols; i++)
    {
      if (!is_one_field ("", request->subprotocols[i]))
        writer->status = WS_ERROR_HEAD_SYNTAX;
      put (writer, i > 0 ? ", " : "");
      put (writer, request->subprotocols[i]);
    }
  put (writer, "\r\n");
}

static void
put_offer (Writer *writer, const WsRequest *request, const WsDeflateParams *offer)
{
  char text[DEFLATE_SIZE];

  if (offer == NULL)
    return;

  ws_deflate_params_write (offer, text, sizeof text);
  put_own (writer, request, "Sec-WebSocket-Extensions", text);
}

WsStatus
ws_handshake_write_request (const WsRequest *request,
                            const char *key,
                            const WsDeflateParams *offer,
                            WsBuffer *out)
{
  Writer writer = { WS_OK, out };
  size_t start = out->len;

  put (&writer, "GET ");
  put (&writer, request->target);
  put (&writer, " HTTP/1.1\r\n");
  put_own (&writer, request, "Host", request->host);
  put_own (&writer, request, "Upgrade", "websocket");
  put_own (&writer, request, "Connection", "Upgrade");
  put_own (&writer, request, "Sec-WebSocket-Key", key);
  put_own (&writer, request, "Sec-WebSocket-Version", "13");
  put_subprotocols (&writer, request);
  put_offer (&writer, request, offer);
  put_fields (&writer, request->headers, request->n_headers);

  return end_head (&writer, WS_HEAD_REQUEST, start);
}

void
ws_handshake_write_accept (const char *key, char out[WS_ACCEPT_LEN + 1])
{
  uint8_t digest[WS_SHA1_LEN];

  ws_sha1 (key, GUID, digest);
  ws_base64_write (digest, sizeof digest, out);
}

static WsStatus
check_upgrade (const WsHead *head)
{
  if (!ws_head_has_token (head, "Upgrade", "websocket"))
    return WS_ERROR_NO_UPGRADE;

  if (!ws_head_has_token (head, "Connection", "Upgrade"))
    return WS_ERROR_NO_CONNECTION_UPGRADE;

  return WS_OK;
}

/* Returns: how many fields of the head are called @name. */
static size_t
count_fields (const WsHead *head, const char *name)
{
  size_t n = 0;

  for (size_t i = 0; i < head->n_headers; i++)
    n += ws_list_is_name (head->headers[i].name, name);

  return n;
}

static WsStatus
check_accept (const WsHead *asked, const WsHead *answer)
{
  const char *key = ws_head_get (asked, "Sec-WebSocket-Key");
  const char *accept = ws_head_get (answer, "Sec-WebSocket-Accept");
  char expected[WS_ACCEPT_LEN + 1];

  /* a person who removed the key wants to see what happens: nothing can be checked then */
  if (key == NULL)
    return WS_OK;

  if (accept == NULL)
    return WS_ERROR_NO_ACCEPT;

  ws_handshake_write_accept (key, expected);

  return count_fields (answer, "Sec-WebSocket-Accept") == 1 && strcmp (accept, expected) == 0
           ? WS_OK
           : WS_ERROR_BAD_ACCEPT;
}

static bool
is_offered (const WsHead *asked, const char *subprotocol)
{
  WsListWalk walk = { .head = asked, .name = "Sec-WebSocket-Protocol" };
  const char *item;
  size_t len;

  while (ws_list_next (&walk, &item, &len))
    if (ws_list_item_is (item, len, subprotocol))
      return true;

  return false;
}

static WsStatus
check_subprotocol (const WsHead *asked, const WsHead *answer, WsAgreement *agreed)
{
  const char *subprotocol = ws_head_get (answer, "Sec-WebSocket-Protocol");

  if (subprotocol == NULL)
    return WS_OK;

  if (count_fields (answer, "Sec-WebSocket-Protocol") > 1 || strchr (subprotocol, ',') != NULL)
    return WS_ERROR_SUBPROTOCOL_TWICE;

  if (!is_offered (asked, subprotocol))
    return WS_ERROR_SUBPROTOCOL_NOT_OFFERED;

  agreed->subprotocol = subprotocol;

  return WS_OK;
}

/* A request may hold several offers (RFC 7692 section 5.2): the answer has to fit one of them. */
static WsStatus
check_deflate (const WsHead *asked, const WsDeflateParams *answer)
{
  WsListWalk walk = { .head = asked, .name = "Sec-WebSocket-Extensions" };
  WsStatus result = WS_ERROR_EXTENSION_NOT_OFFERED;
  const char *item;
  size_t len;

  while (ws_list_next (&walk, &item, &len))
    {
      WsDeflateParams offer;

      if (ws_deflate_params_read (item, len, true, &offer) != WS_OK)
        continue;

      result = ws_deflate_check_answer (&offer, answer);
      if (result == WS_OK)
        break;
    }

  return result;
}

static WsStatus
check_extensions (const WsHead *asked, const WsHead *answer, WsAgreement *agreed)
{
  WsListWalk walk = { .head = answer, .name = "Sec-WebSocket-Extensions" };
  const char *item;
  size_t len;

  while (ws_list_next (&walk, &item, &len))
    {
      WsStatus status = ws_deflate_params_read (item, len, false, &agreed->deflate);

      if (status == WS_OK)
        status = agreed->has_deflate ? WS_ERROR_EXTENSION_PARAMETER
                                     : check_deflate (asked, &agreed->deflate);
      if (status != WS_OK)
        return status;

      agreed->has_deflate = true;
    }

  return WS_OK;
}

WsStatus
ws_handshake_check_response (const WsHead *asked, const WsHead *answer, WsAgreement *agreed)
{
  WsStatus status = answer->minor >= 1 ? check_upgrade (answer) : WS_ERROR_HTTP_VERSION;

  *agreed = (WsAgreement){ 0 };
  if (status == WS_OK)
    status = check_accept (asked, answer);
  if (status == WS_OK)
    status = check_subprotocol (asked, answer, agreed);
  if (status == WS_OK)
    status = check_extensions (asked, answer, agreed);

  return status;
}

static WsStatus
check_key (const WsHead *request)
{
  const char *key = ws_head_get (request, "Sec-WebSocket-Key");

  if (key == NULL)
    return WS_ERROR_NO_KEY;

  return count_fields (request, "Sec-WebSocket-Key") == 1 && ws_base64_is_of_len (key, NONCE_LEN)
           ? WS_OK
           : WS_ERROR_BAD_KEY;
}

WsStatus
ws_handshake_check_request (const WsHead *request)
{
  const char *version = ws_head_get (request, "Sec-WebSocket-Version");
  WsStatus status;

  if (strcmp (request->method, "GET") != 0)
    return WS_ERROR_NO_UPGRADE;

  if (request->minor < 1)
    return WS_ERROR_HTTP_VERSION;

  if (count_fields (request, "Host") != 1)
    return WS_ERROR_HEAD_SYNTAX;

  status = check_upgrade (request);
  if (status == WS_OK)
    status = check_key (request);
  if (status == WS_OK && (version == NULL || strcmp (version, "13") != 0))
    status = WS_ERROR_BAD_VERSION;

  return status;
}

bool
ws_handshake_choose_deflate (const WsHead *request,
                             const WsDeflateParams *wanted,
                             WsDeflateParams *answer)
{
  WsListWalk walk = { .head = request, .name = "Sec-WebSocket-Extensions" };
  const char *item;
  size_t len;

  while (ws_list_next (&walk, &item, &len))
    {
      WsDeflateParams offer;

      if (ws_deflate_params_read (item, len, true, &offer) == WS_OK)
        {
          ws_deflate_answer (&offer, wanted, answer);
          return true;
        }
    }

  return false;
}

/* RFC 9110 section 15: those that a WebSocket's server has use for. */
static const char *
reason_of (uint16_t status)
{
  static const struct
  {
    uint16_t status;
    const char *reason;
  } reasons[] = {
    { 101, "Switching Protocols" },
    { 200, "OK" },
    { 204, "No Content" },
    { 301, "Moved Permanently" },
    { 302, "Found" },
    { 303, "See Other" },
    { 304, "Not Modified" },
    { 307, "Temporary Redirect" },
    { 308, "Permanent Redirect" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 410, "Gone" },
    { 426, "Upgrade Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 501, "Not Implemented" },
    { 502, "Bad Gateway" },
    { 503, "Service Unavailable" },
    { 504, "Gateway Timeout" },
    { 505, "HTTP Version Not Supported" },
  };

  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
    if (reasons[i].status == status)
      return reasons[i].reason;

  return "";
}

static void
put_status_line (Writer *writer, uint16_t status)
{
  char code[8];

  (void)snprintf (code, sizeof code, "%03u ", (unsigned int)status);
  put (writer, "HTTP/1.1 ");
  put (writer, code);
  put (writer, reason_of (status));
  put (writer, "\r\n");
}

WsStatus
ws_handshake_write_refusal (uint16_t status,
                            const WsHeader *headers,
                            size_t n_headers,
                            size_t body_len,
                            WsBuffer *out)
{
  Writer writer = { WS_OK, out };
  size_t start = out->len;
  char length[24];

  put_status_line (&writer, status);
  put_fields (&writer, headers, n_headers);
  /* RFC 9110 section 8.6: not where there never is a body */
  if (status >= 200 && status != 204)
    {
      (void)snprintf (length, sizeof length, "%zu", body_len);
      put_field (&writer, "Content-Length", length);
    }
  put_field (&writer, "Connection", "close");

  return end_head (&writer, WS_HEAD_RESPONSE, start);
}

WsStatus
ws_handshake_write_agreement (const WsHead *request,
                              const WsAgreement *agreed,
                              const WsHeader *headers,
                              size_t n_headers,
                              WsBuffer *out)
{
  Writer writer = { WS_OK, out };
  size_t start = out->len;
  char accept[WS_ACCEPT_LEN + 1], deflate[DEFLATE_SIZE];

  ws_handshake_write_accept (ws_head_get (request, "Sec-WebSocket-Key"), accept);

  put_status_line (&writer, 101);
  put_field (&writer, "Upgrade", "websocket");
  put_field (&writer, "Connection", "Upgrade");
  put_field (&writer, "Sec-WebSocket-Accept", accept);
  if (agreed->subprotocol != NULL)
    put_field (&writer, "Sec-WebSocket-Protocol", agreed->subprotocol);
  if (agreed->has_deflate)
    {
      ws_deflate_params_write (&agreed->deflate, deflate, sizeof deflate);
      put_field (&writer, "Sec-WebSocket-Extensions", deflate);
    }
  put_fields (&writer, headers, n_headers);

  return end_head (&writer, WS_HEAD_RESPONSE, start);
}
