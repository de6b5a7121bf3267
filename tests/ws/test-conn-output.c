/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

#define DEFLATE "permessage-deflate"

/* Sends to the other end, which tells what came. */
static char *
tell (const WsConfig *config, const char *extensions, WsConn *from)
{
  WsConfig other;
  KitOwner owner = { .describe = kit_describe_all, .log = g_string_new (NULL) };

  kit_config (&other, config->role == WS_ROLE_CLIENT ? WS_ROLE_SERVER : WS_ROLE_CLIENT);
  owner.conn = kit_open (&other, extensions);
  while (kit_carry (from, &owner, 0))
    ;
  ws_conn_free (owner.conn);

  return g_string_free (owner.log, FALSE);
}

/* What is told of a message when it is sent is what the other end tells of it. */
static void
test_messages (gconstpointer data)
{
  static const size_t lengths[] = { 0, 1, 125, 126, 127, 128, 65535, 65536, 300000 };
  static const uint32_t n_frames[] = { 0, 1, 2, 7, 200 };
  const char *extensions = data;
  g_autofree uint8_t *bytes = g_malloc0 (300000);
  WsConfig config;

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (lengths) * G_N_ELEMENTS (n_frames); i++)
    {
      size_t len = lengths[i / 2 % G_N_ELEMENTS (lengths)];
      g_autofree char *told = NULL;
      g_autoptr (GString) expected = g_string_new (NULL);
      WsEvent sent;
      WsConn *conn;

      kit_config (&config, i % 2 == 0 ? WS_ROLE_CLIENT : WS_ROLE_SERVER);
      conn = kit_open (&config, extensions);
      g_assert_cmpint (ws_conn_send_fragments (conn, WS_OPCODE_TEXT, bytes, len,
                                               n_frames[i / 2 / G_N_ELEMENTS (lengths)], &sent),
                       ==, WS_OK);
      g_assert_true (sent.is_outgoing);
      g_assert_cmpuint (sent.wire_len, ==, ws_conn_get_pending (conn));
      g_assert_cmpint (sent.is_compressed, ==, extensions != NULL && len >= config.deflate_from);

      told = tell (&config, extensions, conn);
      sent.is_outgoing = false;
      kit_describe_all (expected, &sent);
      g_assert_cmpstr (told, ==, expected->str);
      ws_conn_free (conn);
    }
}

static void
test_refused (void)
{
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, "a", 1, NULL), ==, WS_ERROR_STATE);
  ws_conn_free (conn);

  conn = kit_open (&config, DEFLATE);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, "a\xff", 2, NULL), ==, WS_ERROR_UTF8);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, "\xe2\x82", 2, NULL), ==, WS_ERROR_UTF8);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_PING, "a", 1, NULL), ==, WS_ERROR_RESERVED_OPCODE);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 0);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_BINARY, "a\xff", 2, NULL), ==, WS_OK);
  ws_conn_free (conn);
}

/* A full output takes nothing, until some of it has gone. */
static void
test_full (void)
{
  const char text[1000] = { 0 };
  WsConfig config;
  WsConn *conn;
  size_t n = 0;

  kit_config (&config, WS_ROLE_SERVER);
  config.limits.max_output = 10000;
  conn = kit_open (&config, NULL);
  while (ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, NULL) == WS_OK)
    n++;

  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpuint (ws_conn_get_pending (conn), <=, 10000);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, NULL), ==,
                   WS_ERROR_OUTPUT_FULL);
  g_assert_cmpint (ws_conn_send_fragments (conn, WS_OPCODE_BINARY, "", 0, 1000, NULL), ==,
                   WS_ERROR_OUTPUT_FULL);
  ws_conn_consume_output (conn, 2 * sizeof text);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, NULL), ==, WS_OK);

  /* there is always room to end it */
  while (ws_conn_send (conn, WS_OPCODE_BINARY, "", 0, NULL) == WS_OK)
    ;
  g_assert_cmpint (ws_conn_close (conn, 1000, "full", KIT_NOW), ==, WS_OK);
  ws_conn_free (conn);
}

/* However the output is taken, the bytes are the same and in order. */
static void
test_consume (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GString) expected = g_string_new (NULL);
  WsConfig config, other;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  for (size_t i = 0; i < 500; i++)
    {
      g_autofree char *text = g_strdup_printf ("message %zu", i);
      const uint8_t *data;
      size_t len = 0, n;

      g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, text, strlen (text), NULL), ==, WS_OK);
      g_string_append_printf (expected, "%s<text %s", i > 0 ? "; " : "", text);
      data = ws_conn_peek_output (conn, &len);
      n = i % 50 == 49 ? len : MIN (len, i % 40);
      g_byte_array_append (all, data, (guint)n);
      ws_conn_consume_output (conn, n);
      g_assert_cmpuint (ws_conn_get_pending (conn), ==, len - n);
    }

  kit_config (&other, WS_ROLE_SERVER);
  owner.conn = kit_open (&other, NULL);
  kit_feed (&owner, all->data, all->len, 0);
  g_assert_cmpstr (owner.log->str, ==, expected->str);
  ws_conn_free (conn);
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

/* RFC 6455 section 5.3: each frame has a key of its own. */
static void
test_keys (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  for (size_t i = 0; i < 2000; i++)
    {
      const uint8_t *data;
      uint32_t key;
      size_t len;

      g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, "a", 1, NULL), ==, WS_OK);
      data = ws_conn_peek_output (conn, &len);
      memcpy (&key, data + 2, sizeof key);
      g_assert_true (g_hash_table_add (keys, GUINT_TO_POINTER (key)));
      ws_conn_consume_output (conn, len);
    }
  ws_conn_free (conn);
}

/* RFC 7692: what was agreed holds for what is sent. zlib has no window of 8 bits, so nothing is
 * compressed then. */
static void
test_parameters (void)
{
  static const struct
  {
    const char *extensions;
    WsRole role;
    bool is_compressed;
    bool takes_over;
  } cases[] = {
    { DEFLATE, WS_ROLE_CLIENT, true, true },
    { DEFLATE, WS_ROLE_SERVER, true, true },
    { DEFLATE "; client_no_context_takeover", WS_ROLE_CLIENT, true, false },
    { DEFLATE "; client_no_context_takeover", WS_ROLE_SERVER, true, true },
    { DEFLATE "; server_no_context_takeover", WS_ROLE_SERVER, true, false },
    { DEFLATE "; server_no_context_takeover", WS_ROLE_CLIENT, true, true },
    { DEFLATE "; client_max_window_bits=9", WS_ROLE_CLIENT, true, true },
    { DEFLATE "; server_max_window_bits=9", WS_ROLE_SERVER, true, true },
    { DEFLATE "; client_max_window_bits=8", WS_ROLE_CLIENT, false, true },
    { DEFLATE "; client_max_window_bits=8", WS_ROLE_SERVER, true, true },
    { DEFLATE "; server_max_window_bits=8", WS_ROLE_SERVER, false, true },
  };
  char text[200];

  kit_random (text, sizeof text, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WsEvent first, second;
      WsConfig config;
      WsConn *conn;
      g_autofree char *told = NULL;

      kit_config (&config, cases[i].role);
      conn = kit_open (&config, cases[i].extensions);
      ws_conn_send (conn, WS_OPCODE_BINARY, text, 200, &first);
      ws_conn_send (conn, WS_OPCODE_BINARY, text, 200, &second);
      g_assert_cmpint (first.is_compressed, ==, cases[i].is_compressed);
      /* random bytes shrink only when they were seen before */
      g_assert_cmpint (second.wire_len < 100, ==, cases[i].takes_over && cases[i].is_compressed);

      told = tell (&config, cases[i].extensions, conn);
      g_assert_null (strstr (told, "error"));
      g_assert_nonnull (strstr (told, "; <binary 200 bytes"));
      ws_conn_free (conn);
    }
}

/* A window of 9 bits is one: what is further back than 512 bytes is not referred to. */
static void
test_small_window (void)
{
  uint8_t text[4000];
  WsEvent first, second;
  WsConfig config;
  WsConn *conn;

  kit_random (text, sizeof text, NULL);
  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, DEFLATE "; client_max_window_bits=9");
  ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, &first);
  ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, &second);
  g_assert_true (second.is_compressed);
  g_assert_cmpuint (second.wire_len, >, 3900);
  ws_conn_free (conn);
}

static void
test_frames (void)
{
  static const WsFrameHead frames[] = {
    { .payload_len = 3, .opcode = 0x3, .rsv = 0x7 },
    { .payload_len = 0, .opcode = WS_OPCODE_CONTINUATION, .fin = true },
    { .payload_len = 200, .opcode = WS_OPCODE_PING, .fin = false },
    { .payload_len = 3, .opcode = WS_OPCODE_TEXT, .masked = true, .mask_key = { 1, 2, 3, 4 } },
  };
  g_autoptr (GByteArray) expected = kit_bytes (
    "73 03 'abc' 80 00 09 7e 00c8 200*00 01 83 01020304 606060");
  g_autoptr (GByteArray) out = NULL;
  const uint8_t zeros[200] = { 0 };
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_SERVER);
  conn = kit_open (&config, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (frames); i++)
    g_assert_cmpint (ws_conn_send_frame (conn, &frames[i],
                                         frames[i].payload_len == 3 ? "abc" : (char *)zeros),
                     ==, WS_OK);

  out = kit_take_output (conn);
  g_assert_cmpmem (out->data, out->len, expected->data, expected->len);

  /* also after a Close, which is one more way to misbehave */
  ws_conn_close (conn, 1000, NULL, KIT_NOW);
  g_assert_cmpint (ws_conn_send_frame (conn, &frames[1], NULL), ==, WS_OK);
  ws_conn_free (conn);

  kit_config (&config, WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_send_frame (conn, &frames[1], NULL), ==, WS_ERROR_STATE);
  ws_conn_free (conn);
}

static void
test_bytes (void)
{
  WsConfig config;
  WsConn *conn;
  size_t len;

  kit_config (&config, WS_ROLE_SERVER);
  config.limits.max_output = 1000;
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_send_bytes (conn, "abc", 3), ==, WS_ERROR_STATE);
  ws_conn_free (conn);

  conn = kit_open (&config, NULL);
  g_assert_cmpint (ws_conn_send_bytes (conn, "ab", 2), ==, WS_OK);
  g_assert_cmpint (ws_conn_send_bytes (conn, "c", 1), ==, WS_OK);
  g_assert_cmpmem (ws_conn_peek_output (conn, &len), 3, "abc", 3);
  g_assert_cmpuint (len, ==, 3);
  g_assert_cmpint (ws_conn_send_bytes (conn, "d", 998), ==, WS_ERROR_OUTPUT_FULL);
  ws_conn_free (conn);
}

/* A busy connection keeps its buffers; an idle one gives them back. */
static void
test_trim (void)
{
  static const char text[100000] = { 0 };
  WsConfig config;
  WsEvent event;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  ws_conn_send (conn, WS_OPCODE_BINARY, text, 100, NULL);
  ws_conn_consume_output (conn, SIZE_MAX);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, 0);

  for (size_t i = 0; i < 3; i++)
    {
      ws_conn_send (conn, WS_OPCODE_BINARY, text, sizeof text, NULL);
      ws_conn_consume_output (conn, SIZE_MAX);
      g_assert_cmpuint (ws_conn_get_deadline (conn), ==, KIT_NOW + WS_SECOND);
    }

  /* not while something waits in it */
  ws_conn_send (conn, WS_OPCODE_BINARY, text, 10, NULL);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW + WS_SECOND, &event), ==, WS_NEED_MORE);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 16);
  ws_conn_consume_output (conn, SIZE_MAX);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, KIT_NOW + 2 * WS_SECOND);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW + 2 * WS_SECOND, &event), ==, WS_NEED_MORE);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, 0);
  ws_conn_free (conn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/ws/conn-output/messages", NULL, test_messages);
  g_test_add_data_func ("/ws/conn-output/messages-deflated", DEFLATE, test_messages);
  g_test_add_func ("/ws/conn-output/refused", test_refused);
  g_test_add_func ("/ws/conn-output/full", test_full);
  g_test_add_func ("/ws/conn-output/consume", test_consume);
  g_test_add_func ("/ws/conn-output/keys", test_keys);
  g_test_add_func ("/ws/conn-output/parameters", test_parameters);
  g_test_add_func ("/ws/conn-output/small-window", test_small_window);
  g_test_add_func ("/ws/conn-output/frames", test_frames);

  g_test_add_func ("/ws/conn-output/bytes", test_bytes);
  g_test_add_func ("/ws/conn-output/trim", test_trim);

  return g_test_run ();
}
