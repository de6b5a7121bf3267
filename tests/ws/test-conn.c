/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

typedef struct
{
  const char *name;
  WsDeflateParams offer;
  WsDeflateParams wanted;
  bool client_deflates;
  bool server_deflates;
  const char *agreed; /* NULL: no extension */
} PairCase;

#define ANY WS_DEFLATE_BITS_ANY

static const PairCase pair_cases[] = {
  { "plain", { 0 }, { 0 }, false, false, NULL },
  { "only-client-deflates", { 0 }, { 0 }, true, false, NULL },
  { "only-server-deflates", { 0 }, { 0 }, false, true, NULL },
  { "deflate", { .client_max_window_bits = ANY }, { 0 }, true, true, "permessage-deflate" },
  { "no-takeover",
    { .server_no_context_takeover = true },
    { .client_no_context_takeover = true },
    true,
    true,
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover" },
  { "small-windows",
    { .client_max_window_bits = ANY, .server_max_window_bits = 10 },
    { .client_max_window_bits = 9 },
    true,
    true,
    "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9" },
  { "smallest-windows",
    { .client_max_window_bits = 8, .server_max_window_bits = 8 },
    { 0 },
    true,
    true,
    "permessage-deflate; server_max_window_bits=8; client_max_window_bits=8" },
};

typedef struct
{
  KitOwner client;
  KitOwner server;
} Pair;

static void
pair_start (Pair *pair, const PairCase *c)
{
  static const char *const subprotocols[] = { "chat.v2", "chat.v1" };
  static const WsRequest request = { .target = "/a?b",
                                     .host = "localhost",
                                     .subprotocols = subprotocols,
                                     .n_subprotocols = 2 };
  WsConfig client, server;

  kit_config (&client, WS_ROLE_CLIENT);
  client.use_deflate = c->client_deflates;
  client.deflate = c->offer;
  kit_config (&server, WS_ROLE_SERVER);
  server.use_deflate = c->server_deflates;
  server.deflate = c->wanted;

  *pair = (Pair){
    .client = { kit_describe, false, ws_conn_new (&client), g_string_new (NULL) },
    .server = { kit_describe, true, ws_conn_new (&server), g_string_new (NULL) },
  };
  g_assert_cmpint (ws_conn_start (pair->client.conn, &request, KIT_NOW), ==, WS_OK);
  g_assert_cmpint (ws_conn_start_server (pair->server.conn, KIT_NOW), ==, WS_OK);
}

static void
pair_open (Pair *pair, const PairCase *c)
{
  static const WsHeader header = { "X-Server", "test" };

  pair_start (pair, c);
  kit_carry (pair->client.conn, &pair->server, 0);
  g_assert_cmpint (ws_conn_check_request (pair->server.conn), ==, WS_OK);
  g_assert_cmpint (ws_conn_accept (pair->server.conn, "chat.v1", &header, 1, KIT_NOW), ==, WS_OK);
  kit_pull (&pair->server, KIT_NOW);
  kit_carry (pair->server.conn, &pair->client, 0);
  g_assert_cmpstr (pair->client.log->str, ==, ">request; <response 101; open");
  g_assert_cmpstr (pair->server.log->str, ==, "<request; >response 101; open");
}

static void
pair_carry (Pair *pair)
{
  while (kit_carry (pair->client.conn, &pair->server, 0) ||
         kit_carry (pair->server.conn, &pair->client, 0))
    ;
}

static void
pair_free (Pair *pair)
{
  ws_conn_free (pair->client.conn);
  ws_conn_free (pair->server.conn);
  g_string_free (pair->client.log, TRUE);
  g_string_free (pair->server.log, TRUE);
}

static void
check_agreed (WsConn *conn, const char *agreed)
{
  const WsDeflateParams *params = ws_conn_get_deflate (conn);
  char text[160];

  g_assert_cmpint (ws_conn_get_state (conn), ==, WS_STATE_OPEN);
  g_assert_cmpstr (ws_conn_get_subprotocol (conn), ==, "chat.v1");
  g_assert_cmpint (params != NULL, ==, agreed != NULL);
  if (agreed == NULL)
    return;

  ws_deflate_params_write (params, text, sizeof text);
  g_assert_cmpstr (text, ==, agreed);
}

/* Random messages there and back, and the closing handshake. */
static void
test_pair (gconstpointer data)
{
  const PairCase *c = data;
  static char text[100000];
  g_autoptr (GString) expected = g_string_new (NULL);
  Pair pair;

  pair_open (&pair, c);
  check_agreed (pair.client.conn, c->agreed);
  check_agreed (pair.server.conn, c->agreed);
  g_assert_cmpstr (ws_conn_get_head (pair.server.conn)->target, ==, "/a?b");
  g_assert_cmpstr (ws_head_get (ws_conn_get_head (pair.client.conn), "X-Server"), ==, "test");

  pair.client.describe = kit_describe_all;
  for (size_t i = 0; i < 60; i++)
    {
      size_t len = i < 40 ? i * i : i * 1000;
      WsEvent sent, back = { .kind = WS_EVENT_MESSAGE, .len = len };

      kit_random (text, len, NULL);
      for (size_t j = 0; j < len; j++)
        text[j] = (char)('a' + text[j] % 4);
      g_string_truncate (pair.client.log, 0);
      g_assert_cmpint (ws_conn_send_fragments (pair.client.conn, WS_OPCODE_TEXT, text, len,
                                               (uint32_t)i % 5, &sent),
                       ==, WS_OK);
      pair_carry (&pair);

      back.opcode = WS_OPCODE_TEXT;
      back.data = (const uint8_t *)text;
      g_string_truncate (expected, 0);
      kit_describe_all (expected, &back);
      *strchr (expected->str, ',') = '\0';
      g_assert_true (g_str_has_prefix (pair.client.log->str, expected->str));
    }

  pair.client.describe = kit_describe;
  g_string_truncate (pair.client.log, 0);
  g_string_truncate (pair.server.log, 0);
  g_assert_cmpint (ws_conn_close (pair.client.conn, 4001, "enough", KIT_NOW), ==, WS_OK);
  pair_carry (&pair);
  ws_conn_feed_end (pair.client.conn);
  kit_pull (&pair.client, KIT_NOW);
  g_assert_cmpstr (pair.client.log->str, ==, ">close 4001 enough; <close 4001; closed 4001 clean");
  g_assert_cmpstr (pair.server.log->str, ==,
                   "<close 4001 enough; >close 4001; closed 4001 clean enough");
  pair_free (&pair);
}

/* Ends that begin to close at the same time. */
static void
test_close_at_once (void)
{
  Pair pair;

  pair_open (&pair, &pair_cases[0]);
  ws_conn_close (pair.client.conn, 1000, NULL, KIT_NOW);
  ws_conn_close (pair.server.conn, 1001, NULL, KIT_NOW);
  pair_carry (&pair);
  g_assert_true (g_str_has_suffix (pair.client.log->str, "<close 1001"));
  g_assert_true (g_str_has_suffix (pair.server.log->str, "<close 1000; closed 1000 clean"));
  g_assert_true (ws_conn_wants_close (pair.server.conn));
  g_assert_false (ws_conn_wants_close (pair.client.conn));
  pair_free (&pair);
}

static void
test_new (void)
{
  WsConfig config;
  WsConn *conn;
  size_t len = 1;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_get_state (conn), ==, WS_STATE_HANDSHAKE);
  g_assert_null (ws_conn_get_head (conn));
  g_assert_null (ws_conn_get_subprotocol (conn));
  g_assert_null (ws_conn_get_deflate (conn));
  g_assert_null (ws_conn_peek_output (conn, &len));
  g_assert_cmpuint (len, ==, 0);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 0);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, 0);
  g_assert_false (ws_conn_wants_close (conn));
  ws_conn_free (conn);
  ws_conn_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/conn/new", test_new);
  for (size_t i = 0; i < G_N_ELEMENTS (pair_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn/pair/", pair_cases[i].name, NULL);

      g_test_add_data_func (path, &pair_cases[i], test_pair);
    }
  g_test_add_func ("/ws/conn/close-at-once", test_close_at_once);

  return g_test_run ();
}
