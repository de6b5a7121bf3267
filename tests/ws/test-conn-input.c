/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

#define N_ROUNDS 60

/* Frames as a peer could send them, mostly right: messages of all kinds, whole and in fragments,
 * control frames, and now and then a mistake. */
static void
add_message (GByteArray *bytes, WsRole sender, WsConn *deflating)
{
  uint8_t random[4], payload[400];
  size_t len;

  kit_random (random, sizeof random, NULL);
  kit_random (payload, sizeof payload, NULL);
  for (size_t i = 0; i < sizeof payload; i++)
    payload[i] = (uint8_t)('a' + payload[i] % 8);
  len = random[0] % 5 == 0 ? sizeof payload : random[0] % 130;

  switch (random[1] % 8)
    {
    case 0:
      kit_add_frame (bytes, sender, 0x89, payload, len % 126);
      break;
    case 1:
      kit_add_frame (bytes, sender, 0x01, payload, len);
      kit_add_frame (bytes, sender, 0x8a, payload, len % 126);
      kit_add_frame (bytes, sender, random[2] % 16 == 0 ? 0x81 : 0x80, payload, len);
      break;
    case 2:
      payload[len / 2] = random[2] % 16 == 0 ? 0xff : 'x';
      kit_add_frame (bytes, sender, 0x81, payload, len);
      break;
    case 3:
      kit_add_frame (bytes, sender, random[2] % 16 == 0 ? random[3] : 0x82, payload, len);
      break;
    default:
      ws_conn_send_fragments (deflating, WS_OPCODE_TEXT, payload, len, random[2] % 4, NULL);
      break;
    }
}

static GByteArray *
make_bytes (WsRole sender, const char *extensions)
{
  GByteArray *bytes = g_byte_array_new ();
  WsConfig config;
  WsConn *conn;

  kit_config (&config, sender);
  config.deflate_from = 20;
  conn = kit_open (&config, extensions);
  for (size_t i = 0; i < 20; i++)
    {
      g_autoptr (GByteArray) sent = NULL;

      add_message (bytes, sender, conn);
      sent = kit_take_output (conn);
      g_byte_array_append (bytes, sent->data, sent->len);
    }
  ws_conn_free (conn);

  return bytes;
}

/* However the bytes are cut, the events are the same. */
static void
test_cuts (gconstpointer data)
{
  const WsRole role = (WsRole)GPOINTER_TO_INT (data);
  WsConfig config;

  kit_config (&config, role);
  for (size_t round = 0; round < N_ROUNDS; round++)
    {
      const char *extensions = round % 3 != 0 ? "permessage-deflate" : NULL;
      WsRole sender = role == WS_ROLE_CLIENT ? WS_ROLE_SERVER : WS_ROLE_CLIENT;
      g_autoptr (GByteArray) bytes = make_bytes (sender, extensions);
      g_autofree char *whole = kit_run (&config, extensions, bytes, SIZE_MAX);

      for (size_t piece = 0; piece < 8; piece++)
        {
          g_autofree char *cut = kit_run (&config, extensions, bytes, piece);

          g_assert_cmpstr (cut, ==, whole);
        }
    }
}

/* Owners that do not pull everything before they feed again lose nothing. */
static void
test_feed_on (void)
{
  uint8_t first[] = { 0x81, 1, 'a', 0x81 }, second[] = { 1, 'b', 0x81, 1, 'c' };
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };
  WsEvent event;

  kit_config (&config, WS_ROLE_CLIENT);
  owner.conn = kit_open (&config, NULL);
  ws_conn_feed (owner.conn, first, sizeof first);
  ws_conn_feed (owner.conn, second, sizeof second);
  memset (first, 0, sizeof first);
  g_assert_cmpint (ws_conn_next_event (owner.conn, KIT_NOW, &event), ==, WS_OK);
  ws_conn_feed (owner.conn, NULL, 0);
  kit_describe (owner.log, &event);
  kit_pull (&owner, KIT_NOW);
  g_assert_cmpstr (owner.log->str, ==, "<text a; <text b; <text c");
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

static void
test_not_started (void)
{
  uint8_t data[] = "GET / HTTP/1.1\r\n\r\n";
  WsConfig config;
  WsEvent event;
  WsConn *conn;

  kit_config (&config, WS_ROLE_SERVER);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);
  ws_conn_feed (conn, data, sizeof data - 1);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, 0);
  ws_conn_free (conn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/ws/conn-input/cuts/client", GINT_TO_POINTER (WS_ROLE_CLIENT), test_cuts);
  g_test_add_data_func ("/ws/conn-input/cuts/server", GINT_TO_POINTER (WS_ROLE_SERVER), test_cuts);
  g_test_add_func ("/ws/conn-input/feed-on", test_feed_on);
  g_test_add_func ("/ws/conn-input/not-started", test_not_started);

  return g_test_run ();
}
