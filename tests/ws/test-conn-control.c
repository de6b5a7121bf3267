/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

typedef struct
{
  WsConfig config;
  KitOwner client;
  KitOwner server;
} Pair;

/* Both ends, open, with what was told so far forgotten. */
static void
pair_open (Pair *pair, const WsConfig *config)
{
  WsConfig server;

  kit_config (&server, WS_ROLE_SERVER);
  server.auto_pong = config->auto_pong;
  *pair = (Pair){
    .config = *config,
    .client = { kit_describe, false, kit_open (config, NULL), g_string_new (NULL) },
    .server = { kit_describe, false, kit_open (&server, NULL), g_string_new (NULL) },
  };
}

static void
pair_carry (Pair *pair)
{
  while (kit_carry (pair->client.conn, &pair->server, 0) ||
         kit_carry (pair->server.conn, &pair->client, 0))
    ;
}

static void
pair_close (Pair *pair)
{
  ws_conn_free (pair->client.conn);
  ws_conn_free (pair->server.conn);
  g_string_free (pair->client.log, TRUE);
  g_string_free (pair->server.log, TRUE);
}

/* websocket-cases 2.10: every one, in order. */
static void
test_pings (void)
{
  WsConfig config;
  Pair pair;

  kit_config (&config, WS_ROLE_CLIENT);
  pair_open (&pair, &config);
  for (uint8_t i = 0; i < 10; i++)
    {
      const char payload = (char)('0' + i);

      g_assert_cmpint (ws_conn_send_ping (pair.server.conn, &payload, 1, KIT_NOW, NULL), ==, WS_OK);
    }
  pair_carry (&pair);

  g_assert_cmpstr (pair.server.log->str, ==,
                   "<pong 0; <pong 1; <pong 2; <pong 3; <pong 4; <pong 5; <pong 6; <pong 7; "
                   "<pong 8; <pong 9");
  g_assert_true (g_str_has_prefix (pair.client.log->str, "<ping 0; >pong 0; <ping 1; >pong 1; "));
  pair_close (&pair);
}

static void
test_no_auto_pong (void)
{
  WsConfig config;
  WsEvent sent;
  Pair pair;

  kit_config (&config, WS_ROLE_CLIENT);
  config.auto_pong = false;
  pair_open (&pair, &config);
  ws_conn_send_ping (pair.server.conn, "p", 1, KIT_NOW, NULL);
  pair_carry (&pair);
  g_assert_cmpstr (pair.client.log->str, ==, "<ping p");
  g_assert_cmpstr (pair.server.log->str, ==, "");

  g_assert_cmpint (ws_conn_send_pong (pair.client.conn, "q", 1, &sent), ==, WS_OK);
  g_assert_cmpint (sent.kind, ==, WS_EVENT_PONG);
  g_assert_true (sent.is_outgoing);
  g_assert_cmpuint (sent.wire_len, ==, ws_conn_get_pending (pair.client.conn));
  pair_carry (&pair);
  g_assert_cmpstr (pair.server.log->str, ==, "<pong q");
  pair_close (&pair);
}

static void
test_limits (void)
{
  const char payload[WS_CONTROL_PAYLOAD_MAX + 1] = { 0 };
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_send_ping (conn, NULL, 0, KIT_NOW, NULL), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_send_pong (conn, NULL, 0, NULL), ==, WS_ERROR_STATE);
  ws_conn_free (conn);

  conn = kit_open (&config, NULL);
  g_assert_cmpint (ws_conn_send_ping (conn, payload, 126, KIT_NOW, NULL), ==,
                   WS_ERROR_CONTROL_TOO_LONG);
  g_assert_cmpint (ws_conn_send_pong (conn, payload, 126, NULL), ==, WS_ERROR_CONTROL_TOO_LONG);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 0);
  g_assert_cmpint (ws_conn_send_ping (conn, payload, 125, KIT_NOW, NULL), ==, WS_OK);
  g_assert_cmpint (ws_conn_send_ping (conn, NULL, 0, KIT_NOW, NULL), ==, WS_OK);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 131 + 6);
  ws_conn_free (conn);
}

/* A peer that asks and never reads fills the output, and then it is over. */
static void
test_flood (void)
{
  g_autoptr (GByteArray) pings = g_byte_array_new ();
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  for (size_t i = 0; i < 1000; i++)
    kit_add_frame (pings, WS_ROLE_SERVER, 0x89, "p", 1);

  kit_config (&config, WS_ROLE_CLIENT);
  config.limits.max_output = 500;
  owner.conn = kit_open (&config, NULL);
  kit_feed (&owner, pings->data, pings->len, 0);
  g_assert_true (g_str_has_suffix (owner.log->str, ">close 1011 output-full; error output-full"));
  g_assert_cmpuint (ws_conn_get_pending (owner.conn), <, 500 + 200);

  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

/* The time from a ping to its pong. */
static void
test_rtt (void)
{
  static const uint8_t pong[] = { 0x8a, 1, 'a', 0x8a, 1, 'a' };
  uint8_t data[sizeof pong];
  WsConfig config;
  WsEvent event;
  WsConn *conn;

  memcpy (data, pong, sizeof pong);
  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  ws_conn_send_ping (conn, "a", 1, KIT_NOW, NULL);
  ws_conn_feed (conn, data, sizeof data);

  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW + 1234, &event), ==, WS_OK);
  g_assert_cmpint (event.kind, ==, WS_EVENT_PONG);
  g_assert_cmpuint (event.rtt, ==, 1234);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW + 1234, &event), ==, WS_OK);
  g_assert_cmpuint (event.rtt, ==, 0);
  ws_conn_free (conn);
}

static void
test_interval (void)
{
  WsConfig config;
  Pair pair;

  kit_config (&config, WS_ROLE_CLIENT);
  config.ping_interval = 100;
  config.ping_timeout = 250;
  pair_open (&pair, &config);
  g_assert_cmpuint (ws_conn_get_deadline (pair.client.conn), ==, KIT_NOW + 100);
  kit_pull (&pair.client, KIT_NOW + 99);
  g_assert_cmpstr (pair.client.log->str, ==, "");

  kit_pull (&pair.client, KIT_NOW + 100);
  g_assert_cmpstr (pair.client.log->str, ==, ">ping 1");
  pair_carry (&pair);
  g_assert_cmpstr (pair.client.log->str, ==, ">ping 1; <pong 1");
  g_assert_cmpuint (ws_conn_get_deadline (pair.client.conn), ==, KIT_NOW + 200);

  /* a peer that is silent from here on; the first unanswered ping counts */
  kit_pull (&pair.client, KIT_NOW + 200);
  kit_pull (&pair.client, KIT_NOW + 300);
  kit_pull (&pair.client, KIT_NOW + 400);
  g_assert_cmpuint (ws_conn_get_deadline (pair.client.conn), ==, KIT_NOW + 450);
  g_string_truncate (pair.client.log, 0);
  kit_pull (&pair.client, KIT_NOW + 450);
  g_assert_cmpstr (pair.client.log->str, ==, ">close 1011 ping-timeout; error ping-timeout");
  pair_close (&pair);
}

/* Without a timeout the pings go on for ever. */
static void
test_no_timeout (void)
{
  WsConfig config;
  Pair pair;

  kit_config (&config, WS_ROLE_CLIENT);
  config.ping_interval = 10;
  pair_open (&pair, &config);
  for (uint64_t i = 1; i <= 100; i++)
    kit_pull (&pair.client, KIT_NOW + 10 * i);

  g_assert_cmpint (ws_conn_get_state (pair.client.conn), ==, WS_STATE_OPEN);
  g_assert_true (g_str_has_suffix (pair.client.log->str, ">ping 99; >ping 100"));
  pair_close (&pair);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/conn-control/pings", test_pings);
  g_test_add_func ("/ws/conn-control/no-auto-pong", test_no_auto_pong);
  g_test_add_func ("/ws/conn-control/limits", test_limits);
  g_test_add_func ("/ws/conn-control/flood", test_flood);
  g_test_add_func ("/ws/conn-control/rtt", test_rtt);
  g_test_add_func ("/ws/conn-control/interval", test_interval);
  g_test_add_func ("/ws/conn-control/no-timeout", test_no_timeout);

  return g_test_run ();
}
