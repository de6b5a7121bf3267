/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

#define GOOD                                                                          \
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
#define REQUEST                                                                 \
  "GET /x HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
#define TIMEOUT (30 * WS_SECOND)

typedef struct
{
  const char *name;
  const char *answer; /* what comes from the server, and then the end */
  const char *events;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "good",
    GOOD "\x81\x01"
         "a\x88",
    "<response 101; open; <text a; error cut-off; closed 1006" },
  { "good-and-close", GOOD "\x88\x02\x03\xe9",
    "<response 101; open; <close 1001; >close 1001; closed 1001 clean" },
  { "nothing", "", "error cut-off; closed 1006" },
  { "cut", "HTTP/1.1 101 Swi", "error cut-off; closed 1006" },
  { "no-http", "SSH-2.0-OpenSSH_9.2\r\n", "error head-syntax; closed 1006" },
  { "bare-lf", "HTTP/1.1 101 Switching Protocols\n", "error head-bare-lf; closed 1006" },
  { "bad-accept",
    "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n\x81\x01"
    "a",
    "<response 101; error bad-accept; closed 1006" },
  { "extension",
    "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    "Sec-WebSocket-Extensions: x\r\n\r\n",
    "<response 101; error extension-not-offered; closed 1006" },
  { "interim", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" GOOD,
    "<response 100; <response 103; <response 101; open; error cut-off; closed 1006" },
  { "refused", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno!",
    "<response 403; refused 403 no; closed 1006" },
  { "refused-without-body", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "<response 404; refused 404; closed 1006" },
  { "refused-until-end", "HTTP/1.0 500 Oh\r\n\r\nsorry",
    "<response 500; refused 500 sorry; closed 1006" },
  { "refused-chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "<response 200; refused 200 abc; closed 1006" },
  { "refused-cut", "HTTP/1.1 401 U\r\nContent-Length: 9\r\n\r\nlog in",
    "<response 401; refused 401 log in; closed 1006" },
  { "refused-badly", "HTTP/1.1 401 U\r\nContent-Length: x\r\n\r\n",
    "<response 401; error body-syntax; closed 1006" },
  { "refused-badly-chunked", "HTTP/1.1 401 U\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
    "<response 401; error body-syntax; closed 1006" },
};

static WsConn *
start_client (const WsConfig *config)
{
  static const WsHeader key = { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" };
  static const WsRequest request = { .target = "/x", .host = "h", .headers = &key, .n_headers = 1 };
  WsConn *conn = ws_conn_new (config);

  g_assert_cmpint (ws_conn_start (conn, &request, KIT_NOW), ==, WS_OK);
  g_assert_cmpint (ws_conn_start (conn, &request, KIT_NOW), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_start_server (conn, KIT_NOW), ==, WS_ERROR_STATE);

  return conn;
}

static void
test_answer (gconstpointer data)
{
  const AnswerCase *c = data;
  g_autofree char *expected = g_strconcat (">request; ", c->events, NULL);
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  for (size_t piece = 1; piece < 40; piece++)
    {
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      owner.conn = start_client (&config);
      kit_feed (&owner, (const uint8_t *)c->answer, strlen (c->answer),
                piece < 20    ? piece
                : piece == 20 ? SIZE_MAX
                              : 0);
      ws_conn_feed_end (owner.conn);
      kit_pull (&owner, KIT_NOW);
      g_assert_cmpstr (owner.log->str, ==, expected);
      ws_conn_consume_output (owner.conn, SIZE_MAX);
      g_assert_true (ws_conn_wants_close (owner.conn));

      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

/* What was asked is told, byte for byte, even when it has already gone out. */
static void
test_request_is_told (void)
{
  g_autoptr (GByteArray) out = NULL;
  WsConfig config;
  WsEvent event;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = start_client (&config);
  out = kit_take_output (conn);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_cmpint (event.kind, ==, WS_EVENT_REQUEST);
  g_assert_true (event.is_outgoing);
  g_assert_cmpmem (event.data, event.len, out->data, out->len);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);
  ws_conn_free (conn);
}

static void
test_keys_differ (void)
{
  static const WsRequest request = { .target = "/", .host = "h" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify)g_bytes_unref, NULL);
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  for (size_t i = 0; i < 100; i++)
    {
      WsConn *conn = ws_conn_new (&config);

      g_assert_cmpint (ws_conn_start (conn, &request, KIT_NOW), ==, WS_OK);
      g_assert_true (g_hash_table_add (seen, g_byte_array_free_to_bytes (kit_take_output (conn))));
      ws_conn_free (conn);
    }
}

static void
test_bad_request (void)
{
  static const WsHeader bad = { "X", "a\r\nb" };
  const WsRequest request = { .target = "/", .host = "h", .headers = &bad, .n_headers = 1 };
  const WsRequest good = { .target = "/", .host = "h" };
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_start (conn, &request, KIT_NOW), ==, WS_ERROR_HEAD_SYNTAX);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 0);
  g_assert_cmpint (ws_conn_start (conn, &good, KIT_NOW), ==, WS_OK);
  ws_conn_free (conn);
}

static void
test_limits (void)
{
  static const char refusal[] = "HTTP/1.1 403 F\r\n\r\n0123456789";
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };
  g_autoptr (GString) interim = g_string_new (NULL);

  kit_config (&config, WS_ROLE_CLIENT);
  config.limits.max_body = 4;
  config.limits.head.max_bytes = 40;
  owner.conn = start_client (&config);
  kit_feed (&owner, (const uint8_t *)refusal, strlen (refusal), 0);
  g_assert_cmpstr (owner.log->str, ==, ">request; <response 403; refused 403 0123; closed 1006");
  ws_conn_free (owner.conn);

  g_string_truncate (owner.log, 0);
  owner.conn = start_client (&config);
  kit_feed (&owner, (const uint8_t *)GOOD, strlen (GOOD), 0);
  g_assert_cmpstr (owner.log->str, ==, ">request; error head-too-large; closed 1006");
  ws_conn_free (owner.conn);

  for (size_t i = 0; i < 100; i++)
    g_string_append (interim, "HTTP/1.1 102 Processing\r\n\r\n");
  g_string_truncate (owner.log, 0);
  owner.conn = start_client (&config);
  kit_feed (&owner, (const uint8_t *)interim->str, interim->len, 0);
  g_assert_true (
    g_str_has_suffix (owner.log->str, "<response 102; error head-too-many; closed 1006"));
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

static void
test_deadlines (void)
{
  static const struct
  {
    const char *answer;
    const char *events;
  } cases[] = {
    { "", ">request; error handshake-timeout; closed 1006" },
    { "HTTP/1.1 101 Switch", ">request; error handshake-timeout; closed 1006" },
    { "HTTP/1.1 100 C\r\n\r\n", ">request; <response 100; error handshake-timeout; closed 1006" },
    { "HTTP/1.1 503 S\r\n\r\nlater", ">request; <response 503; refused 503 later; closed 1006" },
  };
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      owner.conn = start_client (&config);
      kit_feed (&owner, (const uint8_t *)cases[i].answer, strlen (cases[i].answer), 0);
      g_assert_cmpuint (ws_conn_get_deadline (owner.conn), ==, KIT_NOW + TIMEOUT);
      kit_pull (&owner, KIT_NOW + TIMEOUT - 1);
      g_assert_false (ws_conn_wants_close (owner.conn));
      kit_pull (&owner, KIT_NOW + TIMEOUT);
      g_assert_cmpstr (owner.log->str, ==, cases[i].events);
      g_assert_true (ws_conn_wants_close (owner.conn));
      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

/* Pulls the request of a server; leaves what follows. */
static void
pull_request (WsConn *conn)
{
  WsEvent event;

  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_cmpint (event.kind, ==, WS_EVENT_REQUEST);
  g_assert_false (event.is_outgoing);
}

static WsConn *
start_server (WsConfig *config)
{
  WsConn *conn;

  kit_config (config, WS_ROLE_SERVER);
  conn = ws_conn_new (config);
  g_assert_cmpint (ws_conn_accept (conn, NULL, NULL, 0, KIT_NOW), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_respond (conn, 404, NULL, 0, NULL, 0), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_start_server (conn, KIT_NOW), ==, WS_OK);

  return conn;
}

/* Frames that come with the request, or before the answer, are not lost: answered at once, or only
 * after more has come. */
static void
test_early_frames (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WsConfig config;

  g_byte_array_append (bytes, (const guint8 *)REQUEST, sizeof REQUEST - 1);
  kit_add_frame (bytes, WS_ROLE_CLIENT, 0x81, "one", 3);
  kit_add_frame (bytes, WS_ROLE_CLIENT, 0x81, "two", 3);

  for (guint cut = sizeof REQUEST - 1; cut <= bytes->len; cut++)
    {
      g_autofree uint8_t *first = g_memdup2 (bytes->data, cut);
      g_autofree uint8_t *second = g_memdup2 (bytes->data + cut, MAX (bytes->len - cut, 1));
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      owner.conn = start_server (&config);
      ws_conn_feed (owner.conn, first, cut);
      pull_request (owner.conn);
      if (cut % 2 == 0)
        kit_pull (&owner, KIT_NOW);
      if (cut % 3 == 0)
        {
          kit_pull (&owner, KIT_NOW);
          ws_conn_feed (owner.conn, second, bytes->len - cut);
        }
      if (cut % 6 == 0)
        kit_pull (&owner, KIT_NOW);

      g_assert_cmpint (ws_conn_accept (owner.conn, "x", NULL, 0, KIT_NOW), ==, WS_OK);
      if (cut % 3 != 0)
        {
          if (cut % 4 < 2)
            kit_pull (&owner, KIT_NOW);
          ws_conn_feed (owner.conn, second, bytes->len - cut);
        }
      kit_pull (&owner, KIT_NOW);
      g_assert_cmpstr (owner.log->str, ==, ">response 101; open; <text one; <text two");
      g_assert_cmpstr (ws_conn_get_subprotocol (owner.conn), ==, "x");

      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

static void
test_too_early (void)
{
  g_autoptr (GByteArray) flood = g_byte_array_new ();
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  g_byte_array_set_size (flood, 70000);
  memset (flood->data, 0, flood->len);
  owner.conn = start_server (&config);
  kit_feed (&owner, (const uint8_t *)REQUEST, strlen (REQUEST), SIZE_MAX);
  kit_feed (&owner, flood->data, flood->len, 1000);
  g_assert_cmpstr (owner.log->str, ==, "<request; error head-too-large; closed 1006");
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

static void
test_respond (void)
{
  static const WsHeader type = { "Content-Type", "text/plain" };
  static const struct
  {
    const char *request;
    uint16_t status;
    const char *answer;
  } cases[] = {
    { "GET / HTTP/1.1\r\n\r\n", 200,
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
      "Connection: close\r\n\r\nhello" },
    { "HEAD / HTTP/1.1\r\n\r\n", 200,
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
      "Connection: close\r\n\r\n" },
    { "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405,
      "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
      "Connection: close\r\n\r\nhello" },
    { "GET / HTTP/1.0\r\n\r\n", 304,
      "HTTP/1.1 304 Not Modified\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
      "Connection: close\r\n\r\n" },
  };
  WsConfig config;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) out = NULL;
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      owner.conn = start_server (&config);
      kit_feed (&owner, (const uint8_t *)cases[i].request, strlen (cases[i].request), 0);
      g_assert_cmpint (ws_conn_check_request (owner.conn), !=, WS_OK);
      g_assert_cmpint (ws_conn_accept (owner.conn, NULL, NULL, 0, KIT_NOW), !=, WS_OK);
      g_assert_cmpint (ws_conn_respond (owner.conn, cases[i].status, &type, 1, "hello", 5), ==,
                       WS_OK);
      g_assert_cmpint (ws_conn_respond (owner.conn, 200, NULL, 0, NULL, 0), ==, WS_ERROR_STATE);
      g_assert_false (ws_conn_wants_close (owner.conn));

      out = kit_take_output (owner.conn);
      g_assert_cmpmem (out->data, out->len, cases[i].answer, strlen (cases[i].answer));
      kit_pull (&owner, KIT_NOW);
      g_assert_true (g_str_has_prefix (owner.log->str, "<request; >response "));
      g_assert_true (ws_conn_wants_close (owner.conn));
      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

/* A request that cannot be read is answered by the engine. */
static void
test_bad_heads (void)
{
  static const struct
  {
    const char *request;
    const char *events;
  } cases[] = {
    { "hello\r\n", ">response 400; error head-syntax; closed 1006" },
    { "GET / HTTP/2.0\r\n\r\n", ">response 505; error http-version; closed 1006" },
    { "GET / HTTP/1.1\r\nX: 0123456789012345678901234567890123456789\r\n\r\n",
      ">response 431; error head-too-large; closed 1006" },
    { "GET / HTTP/1.1\r\nA:\r\nB:\r\nC:\r\n\r\n",
      ">response 431; error head-too-many; closed 1006" },
  };
  WsConfig config;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      kit_config (&config, WS_ROLE_SERVER);
      config.limits.head = (WsHeadLimits){ .max_bytes = 50, .max_headers = 2 };
      owner.conn = ws_conn_new (&config);
      ws_conn_start_server (owner.conn, KIT_NOW);
      kit_feed (&owner, (const uint8_t *)cases[i].request, strlen (cases[i].request), 0);
      g_assert_cmpstr (owner.log->str, ==, cases[i].events);
      g_assert_false (ws_conn_wants_close (owner.conn));
      ws_conn_consume_output (owner.conn, SIZE_MAX);
      g_assert_true (ws_conn_wants_close (owner.conn));
      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

static void
test_server_deadline (void)
{
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  owner.conn = start_server (&config);
  kit_feed (&owner, (const uint8_t *)REQUEST, 20, 0);
  kit_pull (&owner, KIT_NOW + TIMEOUT);
  g_assert_cmpstr (owner.log->str, ==, "error handshake-timeout; closed 1006");
  g_assert_true (ws_conn_wants_close (owner.conn));
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn-handshake/answer/", answer_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, &answer_cases[i], test_answer);
    }
  g_test_add_func ("/ws/conn-handshake/request-is-told", test_request_is_told);
  g_test_add_func ("/ws/conn-handshake/keys-differ", test_keys_differ);
  g_test_add_func ("/ws/conn-handshake/bad-request", test_bad_request);
  g_test_add_func ("/ws/conn-handshake/limits", test_limits);
  g_test_add_func ("/ws/conn-handshake/deadlines", test_deadlines);
  g_test_add_func ("/ws/conn-handshake/early-frames", test_early_frames);
  g_test_add_func ("/ws/conn-handshake/too-early", test_too_early);
  g_test_add_func ("/ws/conn-handshake/respond", test_respond);
  g_test_add_func ("/ws/conn-handshake/bad-heads", test_bad_heads);
  g_test_add_func ("/ws/conn-handshake/server-deadline", test_server_deadline);

  return g_test_run ();
}
