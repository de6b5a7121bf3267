/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

#define TIMEOUT (5 * WS_SECOND)

/* What a client tells of a server's Close, and of the end of the stream behind it. */
typedef struct
{
  const char *name;
  const char *bytes;
  const char *events;
} CloseCase;

static const CloseCase close_cases[] = {
  { "empty", "88 00", "<close 1005; >close 1005; closed 1005 clean" },
  { "code", "88 02 03e8", "<close 1000; >close 1000; closed 1000 clean" },
  { "reason", "88 05 0fa0 'bye'", "<close 4000 bye; >close 4000; closed 4000 clean bye" },
  { "reason-123", "88 7d 03e8 123*'r'",
    "<close 1000 123 bytes; >close 1000; closed 1000 clean 123 bytes" },
  { "reason-124", "88 7e 007e 03e8 124*'r'",
    ">close 1002 control-too-long; error control-too-long; closed 1006" },
  { "one-byte", "88 01 03", ">close 1002 close-too-short; error close-too-short; closed 1006" },
  { "reason-not-utf8", "88 03 03e8 ff",
    ">close 1007 close-reason; error close-reason; closed 1006" },
  { "second-close", "88 02 03e8 88 02 03e9", "<close 1000; >close 1000; closed 1000 clean" },
  { "ping-after", "88 02 03e8 89 00", "<close 1000; >close 1000; closed 1000 clean" },
  { "text-after", "88 02 03e8 81 01 'a'", "<close 1000; >close 1000; closed 1000 clean" },
  { "fragment-after", "01 01 'a' 88 02 03e8 80 01 'b'",
    "<close 1000; >close 1000; closed 1000 clean" },
  { "rubbish-after", "88 02 03e8 ffffffff", "<close 1000; >close 1000; closed 1000 clean" },
  { "text-before", "81 01 'a' 88 02 03e8", "<text a; <close 1000; >close 1000; closed 1000 clean" },

  /* after a failure only the peer's Close is looked for */
  { "after-failure", "81 01 ff 81 01 'a' 89 00 88 05 03ef 'utf' 81 00",
    ">close 1007 utf8; error utf8; closed 1007 clean utf" },
  { "after-failure-in-frame", "81 04 'a' ff 'bc' 88 02 03ef",
    ">close 1007 utf8; error utf8; closed 1007 clean" },
  { "after-failure-bad-code", "81 01 ff 88 02 03ed 88 02 03e8",
    ">close 1007 utf8; error utf8; closed 1006" },
  { "after-failure-no-frames", "81 01 ff 83 00 88 02 03e8",
    ">close 1007 utf8; error utf8; closed 1006" },
};

static void
test_close (gconstpointer data)
{
  const CloseCase *c = data;
  g_autoptr (GByteArray) bytes = kit_bytes (c->bytes);
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);

  for (size_t piece = 0; piece < 8; piece++)
    {
      g_autofree char *told = kit_run (&config, NULL, bytes, piece == 7 ? SIZE_MAX : piece);

      kit_assert_told (told, c->events);
    }
}

/* websocket-cases 7.7 and 7.9: all codes, in both directions. */
static void
test_codes (void)
{
  static const struct
  {
    uint16_t first;
    uint16_t last;
  } valid[] = { { 1000, 1003 }, { 1007, 1014 }, { 3000, 4999 } };
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  for (uint32_t code = 1; code <= 5100; code++)
    {
      WsConn *conn = kit_open (&config, NULL);
      KitOwner owner = { .describe = kit_describe, .conn = conn, .log = g_string_new (NULL) };
      uint8_t frame[] = { 0x88, 2, (uint8_t)(code >> 8), (uint8_t)code };
      bool is_valid = false;

      for (size_t i = 0; i < G_N_ELEMENTS (valid); i++)
        is_valid = is_valid || (code >= valid[i].first && code <= valid[i].last);

      kit_feed (&owner, frame, sizeof frame, 0);
      g_assert_true (g_str_has_prefix (owner.log->str, is_valid ? "<close" : ">close 1002"));
      ws_conn_free (conn);
      g_string_free (owner.log, TRUE);

      conn = kit_open (&config, NULL);
      g_assert_cmpint (ws_conn_close (conn, (uint16_t)code, NULL, KIT_NOW), ==,
                       is_valid ? WS_OK : WS_ERROR_CLOSE_CODE);
      ws_conn_free (conn);
    }
}

static void
test_own_close (void)
{
  g_autofree char *longest = g_strnfill (123, 'r');
  g_autofree char *too_long = g_strnfill (124, 'r');
  g_autoptr (GByteArray) out = NULL;
  WsConfig config;
  WsConn *conn;

  kit_config (&config, WS_ROLE_SERVER);
  conn = ws_conn_new (&config);
  g_assert_cmpint (ws_conn_close (conn, 1000, NULL, KIT_NOW), ==, WS_ERROR_STATE);
  ws_conn_free (conn);

  conn = kit_open (&config, NULL);
  g_assert_cmpint (ws_conn_close (conn, 1000, too_long, KIT_NOW), ==, WS_ERROR_CLOSE_REASON);
  g_assert_cmpint (ws_conn_close (conn, 1000, "\xff", KIT_NOW), ==, WS_ERROR_CLOSE_REASON);
  g_assert_cmpint (ws_conn_close (conn, 0, "why", KIT_NOW), ==, WS_ERROR_CLOSE_REASON);
  g_assert_cmpuint (ws_conn_get_pending (conn), ==, 0);
  g_assert_cmpint (ws_conn_close (conn, 1000, longest, KIT_NOW), ==, WS_OK);
  g_assert_cmpint (ws_conn_close (conn, 1000, longest, KIT_NOW), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, "a", 1, NULL), ==, WS_ERROR_STATE);

  out = kit_take_output (conn);
  g_assert_cmpuint (out->len, ==, 127);
  g_assert_cmpmem (out->data, 4, "\x88\x7d\x03\xe8", 4);
  ws_conn_free (conn);
}

/* Between our Close and the peer's, messages still come. */
static void
test_late_message (void)
{
  g_autoptr (GByteArray) bytes = kit_bytes ("81 01 'a' 89 00 82 00 88 02 03e8 81 01 'b'");
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  kit_config (&config, WS_ROLE_CLIENT);
  owner.conn = kit_open (&config, NULL);
  ws_conn_close (owner.conn, 1000, "done", KIT_NOW);
  kit_feed (&owner, bytes->data, bytes->len, 0);
  g_assert_cmpstr (owner.log->str, ==, ">close 1000 done; <text a; <ping; <binary; <close 1000");
  g_assert_false (ws_conn_wants_close (owner.conn));
  ws_conn_feed_end (owner.conn);
  kit_pull (&owner, KIT_NOW);
  g_assert_true (g_str_has_suffix (owner.log->str, "; closed 1000 clean"));

  ws_conn_consume_output (owner.conn, SIZE_MAX);
  g_assert_true (ws_conn_wants_close (owner.conn));
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

/* A server ends the stream when both Close frames are on the wire, not before. */
static void
test_server_ends (void)
{
  g_autoptr (GByteArray) close = g_byte_array_new ();
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  kit_add_frame (close, WS_ROLE_CLIENT, 0x88, "\x03\xe8", 2);
  kit_config (&config, WS_ROLE_SERVER);
  owner.conn = kit_open (&config, NULL);
  kit_feed (&owner, close->data, close->len, 1);
  g_assert_cmpstr (owner.log->str, ==, "<close 1000; >close 1000; closed 1000 clean");
  g_assert_false (ws_conn_wants_close (owner.conn));
  ws_conn_consume_output (owner.conn, 3);
  g_assert_false (ws_conn_wants_close (owner.conn));
  ws_conn_consume_output (owner.conn, 1);
  g_assert_true (ws_conn_wants_close (owner.conn));
  g_assert_cmpuint (ws_conn_get_deadline (owner.conn), ==, 0);

  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

typedef struct
{
  const char *name;
  const char *bytes; /* what still comes from the server */
  bool is_ours;      /* we begin to close */
  const char *events;
} DeadlineCase;

/* A peer that never ends its stream. */
static const DeadlineCase deadline_cases[] = {
  { "no-answer", "81 01 'a'", true, ">close 1000; <text a; error close-timeout; closed 1006" },
  { "no-end", "88 02 03e8", true, ">close 1000; <close 1000; closed 1000 clean" },
  { "no-end-after-theirs", "88 02 03e8", false, "<close 1000; >close 1000; closed 1000 clean" },
  { "after-failure", "83 00", false,
    ">close 1002 reserved-opcode; error reserved-opcode; closed 1006" },
  { "failure-while-closing", "83 00", true, ">close 1000; error reserved-opcode; closed 1006" },
};

static void
test_deadline (gconstpointer data)
{
  const DeadlineCase *c = data;
  g_autoptr (GByteArray) bytes = kit_bytes (c->bytes);
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  kit_config (&config, WS_ROLE_CLIENT);
  owner.conn = kit_open (&config, NULL);
  if (c->is_ours)
    g_assert_cmpint (ws_conn_close (owner.conn, 1000, NULL, KIT_NOW), ==, WS_OK);
  kit_feed (&owner, bytes->data, bytes->len, 0);
  g_assert_cmpuint (ws_conn_get_deadline (owner.conn), ==, KIT_NOW + TIMEOUT);
  g_assert_false (ws_conn_wants_close (owner.conn));

  kit_pull (&owner, KIT_NOW + TIMEOUT - 1);
  g_assert_cmpint (ws_conn_get_state (owner.conn), ==, WS_STATE_CLOSING);
  kit_pull (&owner, KIT_NOW + TIMEOUT);
  g_assert_cmpstr (owner.log->str, ==, c->events);

  /* even with output that nobody takes */
  g_assert_true (ws_conn_wants_close (owner.conn));
  g_assert_cmpuint (ws_conn_get_deadline (owner.conn), ==, 0);
  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

/* Whatever is done to a closed connection, nothing comes of it. */
static void
test_is_over (void)
{
  uint8_t data[] = { 0x81, 1, 'a', 0x83 };
  WsConfig config;
  KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

  kit_config (&config, WS_ROLE_CLIENT);
  owner.conn = kit_open (&config, NULL);
  ws_conn_feed_end (owner.conn);
  kit_pull (&owner, KIT_NOW);
  g_assert_cmpstr (owner.log->str, ==, "error cut-off; closed 1006");
  g_assert_true (ws_conn_wants_close (owner.conn));

  kit_feed (&owner, data, sizeof data, 1);
  ws_conn_feed_end (owner.conn);
  kit_pull (&owner, KIT_NOW + 1000 * WS_SECOND);
  g_assert_cmpint (ws_conn_send (owner.conn, WS_OPCODE_TEXT, "a", 1, NULL), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_close (owner.conn, 1000, NULL, KIT_NOW), ==, WS_ERROR_STATE);
  g_assert_cmpint (ws_conn_send_ping (owner.conn, NULL, 0, KIT_NOW, NULL), ==, WS_ERROR_STATE);
  g_assert_cmpstr (owner.log->str, ==, "error cut-off; closed 1006");

  ws_conn_free (owner.conn);
  g_string_free (owner.log, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (close_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn-close/close/", close_cases[i].name, NULL);

      g_test_add_data_func (path, &close_cases[i], test_close);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (deadline_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn-close/deadline/", deadline_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, &deadline_cases[i], test_deadline);
    }
  g_test_add_func ("/ws/conn-close/codes", test_codes);
  g_test_add_func ("/ws/conn-close/own-close", test_own_close);
  g_test_add_func ("/ws/conn-close/late-message", test_late_message);
  g_test_add_func ("/ws/conn-close/server-ends", test_server_ends);
  g_test_add_func ("/ws/conn-close/is-over", test_is_over);

  return g_test_run ();
}
