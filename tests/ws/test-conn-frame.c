/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

#define DEFLATE "permessage-deflate"

/* What a client tells when these bytes come, cut in any way, and then the end. Pongs are told when
 * they go out; the Close frames of ours carry the name of the error. */
typedef struct
{
  const char *name;
  const char *bytes;
  const char *events;
} FrameCase;

#define FAILED(code, name) ">close " code " " name "; error " name "; closed 1006"
#define CUT_OFF            "error cut-off; closed 1006"

static const FrameCase frame_cases[] = {
  { "nothing", "", CUT_OFF },
  { "text", "81 05 'hello'", "<text hello; " CUT_OFF },
  { "empty", "81 00 82 00", "<text; <binary; " CUT_OFF },
  { "binary", "82 03 ff0080", "<binary 3 bytes; " CUT_OFF },
  { "16-bit", "81 7e 007e 126*'x'", "<text 126 bytes; " CUT_OFF },
  { "64-bit", "81 7f 0000000000010000 65536*'x'", "<text 65536 bytes; " CUT_OFF },
  { "fragments", "01 02 'he' 00 00 00 01 'l' 80 02 'lo'", "<text hello; " CUT_OFF },
  { "empty-fragments", "01 00 00 00 80 00", "<text; " CUT_OFF },
  { "ping-between", "01 02 'he' 89 01 'p' 80 03 'llo'", "<ping p; >pong p; <text hello; " CUT_OFF },
  { "pong-between", "01 02 'he' 8a 00 80 03 'llo'", "<pong; <text hello; " CUT_OFF },
  { "split-code-point", "01 02 61e2 00 01 82 80 01 ac", "<text a\u20ac; " CUT_OFF },
  { "close-between", "01 02 'he' 88 00", "<close 1005; >close 1005; closed 1005 clean" },
  { "cut-in-head", "81", CUT_OFF },
  { "cut-in-payload", "81 05 'hell'", CUT_OFF },
  { "cut-in-message", "01 02 'he'", CUT_OFF },

  { "good-then-rsv1", "81 01 'a' c1 01 'b' 89 00", "<text a; " FAILED ("1002", "reserved-bit") },
  { "good-then-rsv2", "81 01 'a' a2 00", "<text a; " FAILED ("1002", "reserved-bit") },
  { "good-then-rsv3", "81 01 'a' 91 00", "<text a; " FAILED ("1002", "reserved-bit") },
  { "rsv-on-ping", "c9 00", FAILED ("1002", "reserved-bit") },
  { "rsv-on-close", "c8 02 03e8",
    ">close 1002 reserved-bit; error reserved-bit; closed 1000 clean" },
  { "good-then-opcode-3", "81 01 'a' 83 00", "<text a; " FAILED ("1002", "reserved-opcode") },
  { "good-then-opcode-11", "81 01 'a' 8b 00", "<text a; " FAILED ("1002", "reserved-opcode") },
  { "fragmented-ping", "09 00 89 00", FAILED ("1002", "control-fragmented") },
  { "long-ping", "89 7e 007e 126*'x'", FAILED ("1002", "control-too-long") },
  { "length-not-minimal", "81 7e 007d", FAILED ("1002", "length-not-minimal") },
  { "length-top-bit", "82 7f 80", FAILED ("1002", "length-top-bit") },
  { "masked", "81 81 00000000 'a'", FAILED ("1002", "masked") },
  { "nothing-to-continue", "80 01 'a'", FAILED ("1002", "nothing-to-continue") },
  { "nothing-more-to-continue", "81 01 'a' 00 00",
    "<text a; " FAILED ("1002", "nothing-to-continue") },
  { "message-unfinished", "01 01 'a' 81 01 'b'", FAILED ("1002", "message-unfinished") },

  { "utf8", "81 01 ff", FAILED ("1007", "utf8") },
  { "utf8-in-the-middle", "81 0a 'abc' ed a0", FAILED ("1007", "utf8") },
  { "utf8-in-the-second-frame", "01 01 'a' 00 04 f4908080", FAILED ("1007", "utf8") },
  { "utf8-not-all", "81 02 61e2", FAILED ("1007", "utf8") },
  { "utf8-not-all-in-fragments", "01 02 61e2 80 00", FAILED ("1007", "utf8") },
  { "good-then-utf8", "81 01 'a' 81 01 ff 89 00", "<text a; " FAILED ("1007", "utf8") },
  { "binary-is-not-text", "02 01 ff 80 01 fe", "<binary 2 bytes; " CUT_OFF },
};

static const FrameCase deflate_cases[] = {
  { "hello", "c1 07 f248cdc9c90700", "<text Hello; " CUT_OFF },
  { "window", "c1 07 f248cdc9c90700 c1 05 f200110000", "<text Hello; <text Hello; " CUT_OFF },
  { "fragments", "41 03 f248cd 00 00 89 00 80 04 c9c90700", "<ping; >pong; <text Hello; " CUT_OFF },
  { "plain-between", "c1 07 f248cdc9c90700 81 01 'x' c1 05 f200110000",
    "<text Hello; <text x; <text Hello; " CUT_OFF },
  { "empty", "c1 01 00 c2 00", "<text; <binary; " CUT_OFF },
  { "last-fragment-empty", "41 07 f248cdc9c90700 80 00", "<text Hello; " CUT_OFF },
  { "rsv1-on-continuation", "41 01 f2 c0 01 48", FAILED ("1002", "reserved-bit") },
  { "rsv1-on-ping", "c9 00", FAILED ("1002", "reserved-bit") },
  { "rsv2", "a1 00", FAILED ("1002", "reserved-bit") },
  { "corrupt", "81 01 'a' c1 01 06", "<text a; " FAILED ("1007", "inflate") },
  { "cut-short", "c1 04 f248cdc9", FAILED ("1007", "inflate") },
  /* a stored block of a surrogate, and then rubbish: what comes out first decides */
  { "utf8-before-inflate", "c1 08 00 0200fdff eda0 06", FAILED ("1007", "utf8") },
};

static void
check_case (const FrameCase *c, const char *extensions)
{
  g_autoptr (GByteArray) bytes = kit_bytes (c->bytes);
  g_autofree char *whole = NULL;
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  whole = kit_run (&config, extensions, bytes, SIZE_MAX);
  kit_assert_told (whole, c->events);

  for (size_t round = 0; round < 12; round++)
    {
      /* one byte, two, three; then pieces of any size */
      g_autofree char *cut = kit_run (&config, extensions, bytes, round < 3 ? round + 1 : 0);

      g_assert_cmpstr (cut, ==, whole);
    }
}

static void
test_frames (gconstpointer data)
{
  check_case (data, NULL);
}

static void
test_deflate (gconstpointer data)
{
  check_case (data, DEFLATE);
}

/* The bytes of the tables with a masking key, as a client sends them to a server. */
static void
test_server (void)
{
  static const char payload[] = "hello \xe2\x82\xac";
  static const uint8_t firsts[] = { 0x81, 0x82, 0x01, 0x80, 0x89, 0x8a, 0x82 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) large = g_byte_array_new ();
  g_autofree char *whole = NULL;
  WsConfig config;

  g_byte_array_set_size (large, 70000);
  memset (large->data, 'y', large->len);
  for (size_t i = 0; i < G_N_ELEMENTS (firsts); i++)
    kit_add_frame (bytes, WS_ROLE_CLIENT, firsts[i], payload, strlen (payload));
  kit_add_frame (bytes, WS_ROLE_CLIENT, 0x81, large->data, large->len);
  kit_add_frame (bytes, WS_ROLE_CLIENT, 0x88, "\x03\xe8", 2);

  kit_config (&config, WS_ROLE_SERVER);
  whole = kit_run (&config, NULL, bytes, SIZE_MAX);
  kit_assert_told (whole, "<text hello \u20ac; <binary 9 bytes; <text hello \u20achello \u20ac; "
                          "<ping hello \u20ac; >pong hello \u20ac; <pong hello \u20ac; "
                          "<binary 9 bytes; <text 70000 bytes; <close 1000; >close 1000; "
                          "closed 1000 clean");

  for (size_t round = 0; round < 12; round++)
    {
      g_autofree char *cut = kit_run (&config, NULL, bytes, round < 3 ? round + 1 : 0);

      g_assert_cmpstr (cut, ==, whole);
    }
}

static void
test_server_refuses (void)
{
  static const FrameCase cases[] = {
    { "not-masked", "81 01 'a'", ">close 1002 not-masked; error not-masked; closed 1006" },
    { "utf8", "81 82 00000000 'a' ff 81 80 00000000", ">close 1007 utf8; error utf8; closed 1006" },
    { "utf8-masked", "81 81 0f0f0f0f f0", ">close 1007 utf8; error utf8; closed 1006" },
    { "opcode", "81 81 00000000 'a' 83",
      "<text a; >close 1002 reserved-opcode; "
      "error reserved-opcode; closed 1006" },
  };
  WsConfig config;

  kit_config (&config, WS_ROLE_SERVER);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t piece = 1; piece < 12; piece++)
      {
        g_autoptr (GByteArray) bytes = kit_bytes (cases[i].bytes);
        g_autofree char *told = kit_run (&config, NULL, bytes, piece);

        kit_assert_told (told, cases[i].events);
      }
}

/* RFC 6455 section 7.1.7 lets an endpoint fail at once; what came before is still answered. */
static void
test_echo_before_failure (void)
{
  g_autoptr (GByteArray) bytes = kit_bytes ("81 04 'good' 89 01 'p' 82 02 0102 c1 00 81 03 'bad'");
  WsConfig config;
  WsConn *conn;
  KitOwner owner = { .describe = kit_describe, .is_echo = true, .log = g_string_new (NULL) };
  KitOwner server = { .describe = kit_describe, .log = g_string_new (NULL) };

  kit_config (&config, WS_ROLE_CLIENT);
  conn = owner.conn = kit_open (&config, NULL);
  kit_feed (&owner, bytes->data, bytes->len, SIZE_MAX);
  g_assert_cmpstr (owner.log->str, ==,
                   "<text good; <ping p; >pong p; <binary 2 bytes; "
                   ">close 1002 reserved-bit; error reserved-bit");

  kit_config (&config, WS_ROLE_SERVER);
  server.conn = kit_open (&config, NULL);
  kit_carry (conn, &server, 0);
  g_assert_cmpstr (server.log->str, ==,
                   "<text good; <pong p; <binary 2 bytes; "
                   "<close 1002 reserved-bit; >close 1002; "
                   "closed 1002 clean reserved-bit");

  ws_conn_free (conn);
  ws_conn_free (server.conn);
  g_string_free (owner.log, TRUE);
  g_string_free (server.log, TRUE);
}

/* An error is told with the byte that makes it, long before the frame is whole. */
static void
test_fails_fast (void)
{
  static const struct
  {
    const char *good;
    const char *bad;
  } texts[] = {
    { "81 16 cebae1bdb9cf83cebcceb5 f4", "90" }, /* over U+10FFFF */
    { "81 7f 0000000000100000 'abc' ed", "a0" }, /* a surrogate */
    { "c1 14 00 0f00f0ff 'abc' ed", "a0" },      /* the same in a stored block */
  };
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) good = kit_bytes (texts[i].good);
      g_autoptr (GByteArray) bad = kit_bytes (texts[i].bad);
      KitOwner owner = { .describe = kit_describe, .log = g_string_new (NULL) };

      owner.conn = kit_open (&config, DEFLATE);
      kit_feed (&owner, good->data, good->len, SIZE_MAX);
      g_assert_cmpstr (owner.log->str, ==, "");
      kit_feed (&owner, bad->data, bad->len, SIZE_MAX);
      g_assert_cmpstr (owner.log->str, ==, ">close 1007 utf8; error utf8");

      ws_conn_free (owner.conn);
      g_string_free (owner.log, TRUE);
    }
}

typedef struct
{
  const char *name;
  const char *bytes;
  const char *events;
  WsLimits limits;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "message",
    "81 05 'hello' 81 06 'hello!'",
    "<text hello; " FAILED ("1009", "message-too-large"),
    { .max_message = 5, .max_frame = 100 } },
  { "message-in-fragments",
    "01 03 'hel' 00 02 'lo' 80 01 '!'",
    FAILED ("1009", "message-too-large"),
    { .max_message = 5, .max_frame = 100 } },
  { "message-announced",
    "82 7f 00ffffffffffffff",
    FAILED ("1009", "frame-too-large"),
    { .max_message = 5, .max_frame = 100 } },
  { "message-inflated",
    "c1 07 f248cdc9c90700",
    FAILED ("1009", "message-too-large"),
    { .max_message = 4, .max_frame = 100 } },
  { "message-inflated-just",
    "c1 07 f248cdc9c90700",
    "<text Hello; " CUT_OFF,
    { .max_message = 5, .max_frame = 100 } },
  { "no-message",
    "81 00 81 01 'a'",
    "<text; " FAILED ("1009", "message-too-large"),
    { .max_message = 0, .max_frame = 100 } },
  { "frame",
    "01 05 'hello' 80 05 'hello' 81 06 'hello!'",
    "<text hellohello; " FAILED ("1009", "frame-too-large"),
    { .max_message = 99, .max_frame = 5 } },
  { "frame-not-of-control",
    "89 06 'hello!'",
    "<ping hello!; >pong hello!; " CUT_OFF,
    { .max_message = 5, .max_frame = 5 } },
  { "fragments",
    "01 00 00 00 80 00 01 00 00 00 89 00 00 00 00 00",
    "<text; <ping; >pong; " FAILED ("1009", "too-many-fragments"),
    { .max_message = 5, .max_frame = 5, .max_fragments = 3 } },
};

static void
test_limits (gconstpointer data)
{
  const LimitCase *c = data;
  g_autoptr (GByteArray) bytes = kit_bytes (c->bytes);
  WsConfig config;

  kit_config (&config, WS_ROLE_CLIENT);
  config.limits.max_message = c->limits.max_message;
  config.limits.max_frame = c->limits.max_frame;
  if (c->limits.max_fragments > 0)
    config.limits.max_fragments = c->limits.max_fragments;

  for (size_t piece = 1; piece <= bytes->len; piece++)
    {
      g_autofree char *told = kit_run (&config, DEFLATE, bytes, piece);

      kit_assert_told (told, c->events);
    }
}

/* websocket-cases 9.3.1: 4 MiB in frames of 64 bytes. */
static void
test_many_fragments (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  static const char payload[64] = { 'x' };
  g_autofree char *told = NULL;
  WsConfig config;

  for (size_t i = 0; i < 65536; i++)
    kit_add_frame (bytes, WS_ROLE_SERVER,
                   i == 0       ? 0x02
                   : i == 65535 ? 0x80
                                : 0x00,
                   payload, sizeof payload);

  kit_config (&config, WS_ROLE_CLIENT);
  told = kit_run (&config, NULL, bytes, 1300);
  kit_assert_told (told, "<binary 4194304 bytes; " CUT_OFF);
}

static void
test_is_borrowed (void)
{
  g_autoptr (GByteArray) bytes = kit_bytes ("81 03 'abc' 82 7e 0100 256*'x' 01 00 80 02 'yz'");
  WsConfig config;
  WsConn *conn;
  WsEvent event;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  ws_conn_feed (conn, bytes->data, bytes->len);

  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_true (event.data == bytes->data + 2);
  g_assert_cmpint (ws_conn_send (conn, WS_OPCODE_TEXT, event.data, event.len, NULL), ==, WS_OK);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_true (event.data == bytes->data + 9);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_cmpmem (event.data, event.len, "yz", 2);
  g_assert_cmpuint (event.n_frames, ==, 2);
  g_assert_cmpuint (event.wire_len, ==, 6);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);

  ws_conn_free (conn);
}

/* The room grows with what came, whatever was announced, and is handed out in small parts. */
static void
test_room (void)
{
  g_autoptr (GByteArray) head = kit_bytes ("82 7f 0000000003000000");
  size_t size = 0, came = 0, total = 3 << 24;
  uint8_t *room;
  WsConfig config;
  WsEvent event;
  WsConn *conn;

  kit_config (&config, WS_ROLE_CLIENT);
  conn = kit_open (&config, NULL);
  g_assert_null (ws_conn_get_room (conn, &size));
  ws_conn_feed (conn, head->data, head->len);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);

  while ((room = ws_conn_get_room (conn, &size)) != NULL)
    {
      g_assert_cmpuint (size, <=, MIN (256 * 1024, total - came));
      memset (room, (int)(came >> 16), size);
      came += size;
      ws_conn_feed (conn, room, size);
      if (came < total)
        g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);
    }

  g_assert_cmpuint (came, ==, total);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_OK);
  g_assert_cmpuint (event.len, ==, total);
  for (size_t i = 0; i < total; i += 4096)
    g_assert_cmpuint (event.data[i], ==, (uint8_t)(i >> 16));

  /* an idle connection gives it back */
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW, &event), ==, WS_NEED_MORE);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, KIT_NOW + WS_SECOND);
  g_assert_cmpint (ws_conn_next_event (conn, KIT_NOW + WS_SECOND, &event), ==, WS_NEED_MORE);
  g_assert_cmpuint (ws_conn_get_deadline (conn), ==, 0);

  ws_conn_free (conn);
}

static void
add_cases (const char *folder, const FrameCase *cases, size_t n_cases, GTestDataFunc test)
{
  for (size_t i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn-frame/", folder, "/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("plain", frame_cases, G_N_ELEMENTS (frame_cases), test_frames);
  add_cases ("deflate", deflate_cases, G_N_ELEMENTS (deflate_cases), test_deflate);
  for (size_t i = 0; i < G_N_ELEMENTS (limit_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/conn-frame/limit/", limit_cases[i].name, NULL);

      g_test_add_data_func (path, &limit_cases[i], test_limits);
    }
  g_test_add_func ("/ws/conn-frame/server", test_server);
  g_test_add_func ("/ws/conn-frame/server-refuses", test_server_refuses);
  g_test_add_func ("/ws/conn-frame/echo-before-failure", test_echo_before_failure);
  g_test_add_func ("/ws/conn-frame/fails-fast", test_fails_fast);
  g_test_add_func ("/ws/conn-frame/many-fragments", test_many_fragments);
  g_test_add_func ("/ws/conn-frame/is-borrowed", test_is_borrowed);
  g_test_add_func ("/ws/conn-frame/room", test_room);

  return g_test_run ();
}
