/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/handshake-private.h"

#include <glib.h>
#include <string.h>

#define KEY    "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

#define START          "GET /chat?x=1 HTTP/1.1\r\n"
#define HOST           "Host: example.com\r\n"
#define UPGRADE        "Upgrade: websocket\r\n"
#define CONNECTION     "Connection: Upgrade\r\n"
#define KEY_FIELD      "Sec-WebSocket-Key: " KEY "\r\n"
#define VERSION        "Sec-WebSocket-Version: 13\r\n"
#define ACCEPT_FIELD   "Sec-WebSocket-Accept: " ACCEPT "\r\n"
#define DEFLATE        "Sec-WebSocket-Extensions: permessage-deflate"
#define SUBPROTOCOL    "Sec-WebSocket-Protocol: "
#define SWITCHING      "HTTP/1.1 101 Switching Protocols\r\n"
#define UPGRADE_FIELDS UPGRADE CONNECTION

/* RFC 6455 section 1.3 */
static void
test_accept (void)
{
  char accept[WS_ACCEPT_LEN + 1];

  ws_handshake_write_accept (KEY, accept);
  g_assert_cmpstr (accept, ==, ACCEPT);
}

typedef struct
{
  const char *name;
  WsHeader headers[3];
  const char *subprotocols[3];
  const char *head; /* NULL: refused */
} RequestCase;

static const RequestCase request_cases[] = {
  { "plain", { { 0 } }, { NULL }, START HOST UPGRADE CONNECTION KEY_FIELD VERSION "\r\n" },
  { "more",
    { { "X-One", "1" }, { "x-one", "" }, { "Origin", "http://a" } },
    { "chat.v2", "chat.v1" },
    START HOST UPGRADE CONNECTION KEY_FIELD VERSION SUBPROTOCOL
    "chat.v2, chat.v1\r\nX-One: 1\r\nx-one: \r\nOrigin: http://a\r\n\r\n" },
  { "replaced",
    { { "X-One", "1" }, { "HOST", "other" }, { "sec-websocket-protocol", "mine" } },
    { "chat" },
    START UPGRADE CONNECTION KEY_FIELD VERSION
    "X-One: 1\r\nHOST: other\r\nsec-websocket-protocol: mine\r\n\r\n" },
  { "removed",
    { { "upgrade", NULL }, { "Sec-WebSocket-Protocol", NULL }, { "X-None", NULL } },
    { "chat" },
    START HOST CONNECTION KEY_FIELD VERSION "\r\n" },
  { "twice",
    { { "Host", "a" }, { "Host", "b" } },
    { NULL },
    START UPGRADE CONNECTION KEY_FIELD VERSION "Host: a\r\nHost: b\r\n\r\n" },
  { "value-with-line", { { "X", "a\r\nY: b" } }, { NULL }, NULL },
  { "value-with-lf", { { "X", "a\nb" } }, { NULL }, NULL },
  { "name-with-space", { { "X Y", "a" } }, { NULL }, NULL },
  { "name-with-colon", { { "X:", "a" } }, { NULL }, NULL },
  { "name-with-line", { { "X: a\r\nY", "b" } }, { NULL }, NULL },
  { "name-empty", { { "", "a" } }, { NULL }, NULL },
  { "subprotocol-with-line", { { 0 } }, { "a\r\nX: b" }, NULL },
};

static size_t
count_headers (const WsHeader *headers, size_t most)
{
  size_t n = 0;

  while (n < most && headers[n].name != NULL)
    n++;

  return n;
}

static void
test_write_request (gconstpointer data)
{
  const RequestCase *c = data;
  WsRequest request = {
    .target = "/chat?x=1",
    .host = "example.com",
    .headers = c->headers,
    .n_headers = count_headers (c->headers, G_N_ELEMENTS (c->headers)),
    .subprotocols = c->subprotocols,
    .n_subprotocols = g_strv_length ((char **)c->subprotocols),
  };
  WsBuffer out = { 0 };
  WsStatus status = ws_handshake_write_request (&request, KEY, NULL, &out);

  g_assert_cmpint (status, ==, c->head != NULL ? WS_OK : WS_ERROR_HEAD_SYNTAX);
  if (c->head != NULL)
    g_assert_cmpmem (out.data, out.len, c->head, strlen (c->head));
  ws_buffer_clear (&out);
}

static void
test_write_offer (void)
{
  static const WsHeader typed = { "sec-websocket-extensions", "x-mine" };
  static const WsDeflateParams offer = { .client_max_window_bits = WS_DEFLATE_BITS_ANY };
  WsRequest request = { .target = "/", .host = "h" };
  WsBuffer out = { 0 };

  g_assert_cmpint (ws_handshake_write_request (&request, KEY, &offer, &out), ==, WS_OK);
  g_assert_nonnull (g_strstr_len ((char *)out.data, (gssize)out.len,
                                  "\r\n" DEFLATE "; client_max_window_bits\r\n\r\n"));
  out.len = 0;

  request.headers = &typed;
  request.n_headers = 1;
  g_assert_cmpint (ws_handshake_write_request (&request, KEY, &offer, &out), ==, WS_OK);
  g_assert_null (g_strstr_len ((char *)out.data, (gssize)out.len, "permessage"));
  ws_buffer_clear (&out);
}

static void
test_bad_targets (void)
{
  static const char *const targets[] = { "", "/a b", "/a\r\n", "/\x7f", "/\n" };

  for (size_t i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      WsRequest request = { .target = targets[i], .host = "h" };
      WsBuffer out = { 0 };

      g_assert_cmpint (ws_handshake_write_request (&request, KEY, NULL, &out), ==,
                       WS_ERROR_HEAD_SYNTAX);
      ws_buffer_clear (&out);
    }
}

static void
read_head (WsHeadKind kind, const char *text, WsHead *head)
{
  const WsHeadLimits limits = { 65536, 100 };
  size_t scanned = 0;

  g_assert_cmpint (ws_head_read (kind, (const uint8_t *)text, strlen (text), &limits, &scanned,
                                 head),
                   ==, WS_OK);
}

typedef struct
{
  const char *name;
  const char *asked;  /* fields of the request besides the key */
  const char *answer; /* the head without its last line */
  WsStatus status;
} ResponseCase;

#define GOOD SWITCHING UPGRADE_FIELDS ACCEPT_FIELD

static const ResponseCase response_cases[] = {
  { "good", "", GOOD, WS_OK },
  { "case", "", SWITCHING "upgrade: WebSocket\r\nCONNECTION: keep-alive, UPGRADE\r\n" ACCEPT_FIELD,
    WS_OK },
  { "http-1.0", "", "HTTP/1.0 101 Switching\r\n" UPGRADE_FIELDS ACCEPT_FIELD,
    WS_ERROR_HTTP_VERSION },
  { "no-upgrade", "", SWITCHING CONNECTION ACCEPT_FIELD, WS_ERROR_NO_UPGRADE },
  { "other-upgrade", "", SWITCHING "Upgrade: h2c\r\n" CONNECTION ACCEPT_FIELD,
    WS_ERROR_NO_UPGRADE },
  { "no-connection", "", SWITCHING UPGRADE ACCEPT_FIELD, WS_ERROR_NO_CONNECTION_UPGRADE },
  { "other-connection", "", SWITCHING UPGRADE "Connection: close\r\n" ACCEPT_FIELD,
    WS_ERROR_NO_CONNECTION_UPGRADE },
  { "no-accept", "", SWITCHING UPGRADE_FIELDS, WS_ERROR_NO_ACCEPT },
  { "other-accept", "",
    SWITCHING UPGRADE_FIELDS "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOp=\r\n",
    WS_ERROR_BAD_ACCEPT },
  { "accept-case", "",
    SWITCHING UPGRADE_FIELDS "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
    WS_ERROR_BAD_ACCEPT },
  { "accept-twice", "", GOOD ACCEPT_FIELD, WS_ERROR_BAD_ACCEPT },

  { "subprotocol", SUBPROTOCOL "a, b\r\n", GOOD SUBPROTOCOL "b\r\n", WS_OK },
  { "subprotocol-of-many", SUBPROTOCOL "a\r\n" SUBPROTOCOL "b, c\r\n", GOOD SUBPROTOCOL "c\r\n",
    WS_OK },
  { "subprotocol-none", SUBPROTOCOL "a\r\n", GOOD, WS_OK },
  { "subprotocol-not-offered", SUBPROTOCOL "a\r\n", GOOD SUBPROTOCOL "b\r\n",
    WS_ERROR_SUBPROTOCOL_NOT_OFFERED },
  { "subprotocol-case", SUBPROTOCOL "chat\r\n", GOOD SUBPROTOCOL "Chat\r\n",
    WS_ERROR_SUBPROTOCOL_NOT_OFFERED },
  { "subprotocol-unasked", "", GOOD SUBPROTOCOL "b\r\n", WS_ERROR_SUBPROTOCOL_NOT_OFFERED },
  { "subprotocol-empty", SUBPROTOCOL "a\r\n", GOOD SUBPROTOCOL "\r\n",
    WS_ERROR_SUBPROTOCOL_NOT_OFFERED },
  { "subprotocol-list", SUBPROTOCOL "a, b\r\n", GOOD SUBPROTOCOL "a, b\r\n",
    WS_ERROR_SUBPROTOCOL_TWICE },
  { "subprotocol-twice", SUBPROTOCOL "a, b\r\n", GOOD SUBPROTOCOL "a\r\n" SUBPROTOCOL "b\r\n",
    WS_ERROR_SUBPROTOCOL_TWICE },

  { "deflate", DEFLATE "\r\n", GOOD DEFLATE "\r\n", WS_OK },
  { "deflate-unasked", "", GOOD DEFLATE "\r\n", WS_ERROR_EXTENSION_NOT_OFFERED },
  { "deflate-second-offer", DEFLATE "; server_max_window_bits=9, permessage-deflate\r\n",
    GOOD DEFLATE "\r\n", WS_OK },
  { "deflate-offer-unreadable", DEFLATE "; mystery\r\n", GOOD DEFLATE "\r\n",
    WS_ERROR_EXTENSION_NOT_OFFERED },
  { "deflate-wrong-answer", DEFLATE "\r\n", GOOD DEFLATE "; client_max_window_bits=9\r\n",
    WS_ERROR_EXTENSION_PARAMETER },
  { "deflate-unknown-parameter", DEFLATE "\r\n", GOOD DEFLATE "; mystery\r\n",
    WS_ERROR_EXTENSION_PARAMETER },
  { "deflate-twice", DEFLATE "\r\n", GOOD DEFLATE ", permessage-deflate\r\n",
    WS_ERROR_EXTENSION_PARAMETER },
  { "deflate-syntax", DEFLATE "\r\n", GOOD DEFLATE ";\r\n", WS_ERROR_EXTENSION_SYNTAX },
  { "other-extension", DEFLATE "\r\n", GOOD "Sec-WebSocket-Extensions: x\r\n",
    WS_ERROR_EXTENSION_NOT_OFFERED },
  { "no-extension", DEFLATE "\r\n", GOOD "Sec-WebSocket-Extensions: \r\n", WS_OK },
};

static void
test_check_response (gconstpointer data)
{
  const ResponseCase *c = data;
  g_autofree char *asked = g_strconcat (START KEY_FIELD, c->asked, "\r\n", NULL);
  g_autofree char *answer = g_strconcat (c->answer, "\r\n", NULL);
  WsHead request = { 0 }, response = { 0 };
  WsAgreement agreed;

  read_head (WS_HEAD_REQUEST, asked, &request);
  read_head (WS_HEAD_RESPONSE, answer, &response);
  g_assert_cmpint (ws_handshake_check_response (&request, &response, &agreed), ==, c->status);
  if (c->status == WS_OK)
    {
      g_assert_cmpint (agreed.has_deflate, ==, strstr (c->answer, "permessage") != NULL);
      g_assert_cmpstr (agreed.subprotocol, ==, ws_head_get (&response, "Sec-WebSocket-Protocol"));
    }

  ws_head_clear (&request);
  ws_head_clear (&response);
}

/* A person who sends no key wants to see what the server does. */
static void
test_no_key (void)
{
  WsHead request = { 0 }, response = { 0 };
  WsAgreement agreed;

  read_head (WS_HEAD_REQUEST, START "\r\n", &request);
  read_head (WS_HEAD_RESPONSE, SWITCHING UPGRADE_FIELDS "\r\n", &response);
  g_assert_cmpint (ws_handshake_check_response (&request, &response, &agreed), ==, WS_OK);
  ws_head_clear (&request);
  ws_head_clear (&response);
}

typedef struct
{
  const char *name;
  const char *head;
  WsStatus status;
} CheckCase;

static const CheckCase check_cases[] = {
  { "good", START HOST UPGRADE_FIELDS KEY_FIELD VERSION, WS_OK },
  { "post", "POST / HTTP/1.1\r\n" HOST UPGRADE_FIELDS KEY_FIELD VERSION, WS_ERROR_NO_UPGRADE },
  { "http-1.0", "GET / HTTP/1.0\r\n" HOST UPGRADE_FIELDS KEY_FIELD VERSION, WS_ERROR_HTTP_VERSION },
  { "no-host", START UPGRADE_FIELDS KEY_FIELD VERSION, WS_ERROR_HEAD_SYNTAX },
  { "host-twice", START HOST HOST UPGRADE_FIELDS KEY_FIELD VERSION, WS_ERROR_HEAD_SYNTAX },
  { "a-page", START HOST, WS_ERROR_NO_UPGRADE },
  { "no-connection", START HOST UPGRADE KEY_FIELD VERSION, WS_ERROR_NO_CONNECTION_UPGRADE },
  { "no-key", START HOST UPGRADE_FIELDS VERSION, WS_ERROR_NO_KEY },
  { "key-twice", START HOST UPGRADE_FIELDS KEY_FIELD KEY_FIELD VERSION, WS_ERROR_BAD_KEY },
  { "key-short", START HOST UPGRADE_FIELDS "Sec-WebSocket-Key: AAAA\r\n" VERSION,
    WS_ERROR_BAD_KEY },
  { "no-version", START HOST UPGRADE_FIELDS KEY_FIELD, WS_ERROR_BAD_VERSION },
  { "version-8", START HOST UPGRADE_FIELDS KEY_FIELD "Sec-WebSocket-Version: 8\r\n",
    WS_ERROR_BAD_VERSION },
};

static void
test_check_request (gconstpointer data)
{
  const CheckCase *c = data;
  g_autofree char *text = g_strconcat (c->head, "\r\n", NULL);
  WsHead head = { 0 };

  read_head (WS_HEAD_REQUEST, text, &head);
  g_assert_cmpint (ws_handshake_check_request (&head), ==, c->status);
  ws_head_clear (&head);
}

/* The first offer that can be read is taken. */
static void
test_choose (void)
{
  static const struct
  {
    const char *fields;
    const char *answer; /* NULL: none */
  } cases[] = {
    { "", NULL },
    { DEFLATE "\r\n", "permessage-deflate" },
    { DEFLATE "; mystery, x, permessage-deflate; client_no_context_takeover\r\n",
      "permessage-deflate; client_no_context_takeover" },
    { DEFLATE "; server_max_window_bits=8, permessage-deflate\r\n",
      "permessage-deflate; server_max_window_bits=8" },
    { "Sec-WebSocket-Extensions: x\r\n" DEFLATE "; client_max_window_bits=11\r\n",
      "permessage-deflate; client_max_window_bits=11" },
    { DEFLATE "; mystery\r\n", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (START, cases[i].fields, "\r\n", NULL);
      const WsDeflateParams wanted = { 0 };
      WsDeflateParams answer;
      WsHead head = { 0 };
      char written[160];

      read_head (WS_HEAD_REQUEST, text, &head);
      g_assert_cmpint (ws_handshake_choose_deflate (&head, &wanted, &answer), ==,
                       cases[i].answer != NULL);
      if (cases[i].answer != NULL)
        {
          ws_deflate_params_write (&answer, written, sizeof written);
          g_assert_cmpstr (written, ==, cases[i].answer);
        }
      ws_head_clear (&head);
    }
}

static void
test_write_agreement (void)
{
  static const WsHeader more[] = { { "X-More", "a" }, { "X-None", NULL }, { "X-More", "b" } };
  static const WsHeader bad = { "X", "\n" };
  const char *expected = GOOD SUBPROTOCOL "chat\r\n" DEFLATE "\r\nX-More: a\r\nX-More: b\r\n\r\n";
  WsAgreement agreed = { .subprotocol = "chat", .has_deflate = true };
  WsHead request = { 0 };
  WsBuffer out = { 0 };

  read_head (WS_HEAD_REQUEST, START KEY_FIELD "\r\n", &request);
  g_assert_cmpint (ws_handshake_write_agreement (&request, &agreed, more, 3, &out), ==, WS_OK);
  g_assert_cmpmem (out.data, out.len, expected, strlen (expected));
  g_assert_cmpint (ws_handshake_write_agreement (&request, &agreed, &bad, 1, &out), ==,
                   WS_ERROR_HEAD_SYNTAX);
  ws_head_clear (&request);
  ws_buffer_clear (&out);
}

static void
test_write_refusal (void)
{
  static const WsHeader more = { "X-More", "a" };
  static const struct
  {
    uint16_t status;
    const char *head;
  } cases[] = {
    { 403,
      "HTTP/1.1 403 Forbidden\r\nX-More: a\r\nContent-Length: 7\r\nConnection: close\r\n\r\n" },
    { 299, "HTTP/1.1 299 \r\nX-More: a\r\nContent-Length: 7\r\nConnection: close\r\n\r\n" },
    { 204, "HTTP/1.1 204 No Content\r\nX-More: a\r\nConnection: close\r\n\r\n" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WsBuffer out = { 0 };

      g_assert_cmpint (ws_handshake_write_refusal (cases[i].status, &more, 1, 7, &out), ==, WS_OK);
      g_assert_cmpmem (out.data, out.len, cases[i].head, strlen (cases[i].head));
      ws_buffer_clear (&out);
    }
}

#define ADD_CASES(folder, cases, test)                                                          \
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)                                             \
    {                                                                                           \
      g_autofree char *path = g_strconcat ("/ws/handshake/" folder "/", (cases)[i].name, NULL); \
                                                                                                \
      g_test_add_data_func (path, &(cases)[i], test);                                           \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/handshake/accept", test_accept);
  ADD_CASES ("request", request_cases, test_write_request);
  g_test_add_func ("/ws/handshake/offer", test_write_offer);
  g_test_add_func ("/ws/handshake/bad-targets", test_bad_targets);
  ADD_CASES ("response", response_cases, test_check_response);
  g_test_add_func ("/ws/handshake/no-key", test_no_key);
  ADD_CASES ("check", check_cases, test_check_request);
  g_test_add_func ("/ws/handshake/choose", test_choose);
  g_test_add_func ("/ws/handshake/agreement", test_write_agreement);
  g_test_add_func ("/ws/handshake/refusal", test_write_refusal);

  return g_test_run ();
}
