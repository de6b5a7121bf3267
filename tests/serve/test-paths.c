/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"
#include "serve/path-private.h"

#include <zlib.h>

static House house;

static void
test_echo (gconstpointer data)
{
  g_autoptr (Peer) peer = peer_open (&house, data, "", NULL);
  g_autofree char *large = g_strnfill (70000, 'n');

  peer_send_text (peer, "hello");
  peer_expect_text (peer, "hello");
  peer_send_frame (peer, 0x82, "\x00\xff\x80", 3);
  peer_expect (peer, 0x82, "\x00\xff\x80", 3);
  peer_send_text (peer, "");
  peer_expect_text (peer, "");
  peer_send_text (peer, large);
  peer_expect_text (peer, large);
}

static void
test_ping (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/echo", "", NULL);

  peer_send_frame (peer, 0x89, "are you there", 13);
  peer_expect (peer, 0x8a, "are you there", 13);
  peer_send_frame (peer, 0x88, "\x03\xe8yes", 5);
  peer_expect (peer, 0x88, "\x03\xe8", 2);
}

static void
test_silent (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/silent", "", NULL);

  peer_send_frame (peer, 0x89, "ping", 4);
  peer_send_text (peer, "after the ping");
  peer_expect_text (peer, "after the ping");
}

static void
test_binary (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/binary", "", NULL);
  guint8 all[256];

  for (guint i = 0; i < 256; i++)
    all[i] = (guint8)i;
  peer_expect (peer, 0x82, all, 256);
  peer_send_text (peer, "text");
  peer_expect (peer, 0x82, "text", 4);
}

/* Returns: the length of the message that the frames make. */
static gsize
take_fragments (Peer *peer, guint n_frames)
{
  gsize len = 0;

  for (guint i = 0; i < n_frames; i++)
    {
      g_auto (Frame) frame = { 0 };
      guint8 opcode = i == 0 ? 1 : 0;
      guint8 fin = i == n_frames - 1 ? 0x80 : 0;

      peer_take_frame (peer, &frame);
      g_assert_cmphex (frame.first, ==, fin | opcode);
      len += frame.len;
    }

  return len;
}

static void
test_fragments (void)
{
  static const guint counts[] = { 1, 2, 3, 64, 65, 65536 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *target = g_strdup_printf ("/fragments?n=%u", counts[i]);
      g_autoptr (Peer) peer = peer_open (&house, target, "", NULL);

      g_assert_cmpuint (take_fragments (peer, counts[i]), ==, MAX (counts[i], 64));
      peer_send_text (peer, "still here");
      peer_expect_text (peer, "still here");
    }
}

static void
test_ticker (void)
{
  static const gsize sizes[] = { 0, 10, 50, 51, 52, 60, 61, 62, 63, 64, 1000, 1048576 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *target = g_strdup_printf ("/ticker?rate=1000&count=3&size=%" G_GSIZE_FORMAT,
                                                 sizes[i]);
      g_autoptr (Peer) peer = peer_open (&house, target, "", NULL);

      for (guint seq = 1; seq <= 3; seq++)
        {
          g_auto (Frame) frame = { 0 };
          g_autofree char *start = g_strdup_printf ("{\"seq\":%u,\"time\":\"20", seq);

          peer_take_frame (peer, &frame);
          g_assert_cmphex (frame.first, ==, 0x81);
          g_assert_true (g_str_has_prefix ((char *)frame.data, start));
          g_assert_cmpint (frame.data[frame.len - 1], ==, '}');
          g_assert_cmpuint (frame.len, ==, MAX (sizes[i], 46));
        }
      peer_expect_close (peer, 1000, "");
    }
}

/* A rate is what comes over a second, however the timer's ticks fall. */
static void
test_ticker_rate (void)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Peer) peer = peer_open (&house, "/ticker?rate=10000&count=2001", "", NULL);
  gint64 elapsed;

  for (guint i = 0; i < 2001; i++)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (peer, &frame);
    }
  elapsed = g_get_monotonic_time () - start;
  g_assert_cmpint (elapsed, >=, 200000);
}

typedef struct
{
  const char *target;
  guint8 first;
  gsize size;
  guint count;
} Flood;

static void
test_flood (void)
{
  static const Flood floods[] = {
    { "/flood?count=100000", 0x81, 64, 100000 },
    { "/flood?count=3&size=0", 0x81, 0, 3 },
    { "/flood?count=1000&size=1KiB&binary=1", 0x82, 1024, 1000 },
    { "/flood?count=2&size=16MiB", 0x81, 16777216, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autoptr (Peer) peer = peer_open (&house, floods[i].target, "", NULL);

      for (guint n = 0; n < floods[i].count; n++)
        {
          g_auto (Frame) frame = { 0 };

          peer_take_frame (peer, &frame);
          g_assert_cmphex (frame.first, ==, floods[i].first);
          g_assert_cmpuint (frame.len, ==, floods[i].size);
          g_assert_true (g_str_is_ascii ((char *)frame.data));
        }
      peer_expect_close (peer, 1000, "");
    }
}

static void
test_chat (void)
{
  g_autoptr (Peer) anna = peer_open (&house, "/chat", "", NULL);
  g_autoptr (Peer) bert = peer_open (&house, "/chat", "", NULL);
  Peer *carl = peer_open (&house, "/chat", "", NULL);

  peer_send_text (anna, "hi");
  peer_expect_text (anna, "hi");
  peer_expect_text (bert, "hi");
  peer_expect_text (carl, "hi");
  peer_send_frame (bert, 0x82, "\xff", 1);
  peer_expect (anna, 0x82, "\xff", 1);
  peer_expect (bert, 0x82, "\xff", 1);
  peer_expect (carl, 0x82, "\xff", 1);
  peer_free (carl);
  peer_send_text (anna, "he is gone");
  peer_expect_text (anna, "he is gone");
  peer_expect_text (bert, "he is gone");
}

static void
test_chat_large (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/chat", "", NULL);
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, 'n');

  peer_send_text (peer, large);
  peer_expect_close (peer, 1009, "A message to all has at most 1 MiB.");
}

typedef struct
{
  const char *target;
  guint16 code;
  const char *reason;
} Closing;

static void
test_close (void)
{
  static const Closing closings[] = {
    { "/close", 1000, "" },
    { "/close?code=4000&reason=good+night", 4000, "good night" },
    { "/close?code=1001", 1001, "" },
    { "/close?code=0&reason=unsaid", 0, "" },
    { "/close?reason=%E2%82%AC", 1000, "\342\202\254" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      g_autoptr (Peer) peer = peer_open (&house, closings[i].target, "", NULL);

      peer_expect_close (peer, closings[i].code, closings[i].reason);
    }
}

/* Codes that nobody may send are sent when they are asked for. */
static void
test_close_invalid (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/close?code=1005&reason=no", "", NULL);

  peer_expect (peer, 0x88, "\x03\xedno", 4);
  peer_send_frame (peer, 0x88, "\x03\xea", 2);
  peer_expect (peer, 0x88, "\x03\xea", 2);
}

static void
test_drop (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/drop", "", NULL);
  g_autofree char *rest = peer_take_rest (peer);

  g_assert_cmpstr (rest, ==, "");
}

static void
test_headers (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/headers?token=a%20b",
                                     "X-Twice: 1\r\nx-twice: \"2\"\r\n", NULL);
  g_auto (Frame) frame = { 0 };

  peer_take_frame (peer, &frame);
  g_assert_cmpstr ((char *)frame.data, ==,
                   "{\"method\":\"GET\",\"target\":\"/headers?token=a%20b\",\"headers\":["
                   "{\"name\":\"Host\",\"value\":\"localhost\"},"
                   "{\"name\":\"Upgrade\",\"value\":\"websocket\"},"
                   "{\"name\":\"Connection\",\"value\":\"Upgrade\"},"
                   "{\"name\":\"Sec-WebSocket-Key\",\"value\":\"dGhlIHNhbXBsZSBub25jZQ==\"},"
                   "{\"name\":\"Sec-WebSocket-Version\",\"value\":\"13\"},"
                   "{\"name\":\"X-Twice\",\"value\":\"1\"},"
                   "{\"name\":\"x-twice\",\"value\":\"\\\"2\\\"\"}]}");
}

static void
test_cookies (void)
{
  g_autofree char *head = NULL;
  g_autoptr (Peer) peer = peer_open (&house, "/cookies",
                                     "Cookie: visits=41; odd; a=b=c\r\ncookie: d=\r\n", &head);

  g_assert_nonnull (strstr (head, "\r\nSet-Cookie: visits=42; Path=/\r\n"));
  g_assert_nonnull (strstr (head, "\r\nSet-Cookie: session=echo; "));
  g_assert_nonnull (strstr (head, "\r\nSet-Cookie: minute=1; Path=/; Max-Age=60\r\n"));
  peer_expect_text (peer, "{\"cookies\":[{\"name\":\"visits\",\"value\":\"41\"},"
                          "{\"name\":\"a\",\"value\":\"b=c\"},{\"name\":\"d\",\"value\":\"\"}]}");
}

static void
test_subprotocol (void)
{
  static const char offer[] = "Sec-WebSocket-Protocol: v1, v2\r\n"
                              "sec-websocket-protocol: , v3\r\n";
  g_autofree char *last = NULL;
  g_autofree char *first = NULL;
  g_autofree char *none = NULL;
  g_autoptr (Peer) peer = peer_open (&house, "/subprotocol", offer, &last);
  g_autoptr (Peer) other = peer_open (&house, "/echo", offer, &first);
  g_autoptr (Peer) bare = peer_open (&house, "/subprotocol", "", &none);

  g_assert_nonnull (strstr (last, "\r\nSec-WebSocket-Protocol: v3\r\n"));
  peer_expect_text (peer, "{\"picked\":\"v3\",\"offered\":[\"v1\",\"v2\",\"v3\"]}");
  g_assert_nonnull (strstr (first, "\r\nSec-WebSocket-Protocol: v1\r\n"));
  peer_send_text (other, "a browser insists on one");
  peer_expect_text (other, "a browser insists on one");
  g_assert_null (strstr (none, "Sec-WebSocket-Protocol"));
  peer_expect_text (bare, "{\"offered\":[]}");
}

static void
test_credentials (void)
{
  g_autoptr (Peer) basic = peer_open (&house, "/basic",
                                      "Authorization: basic  bm9jdHVsZTplY2hv\r\n", NULL);
  g_autoptr (Peer) bearer = peer_open (&house, "/bearer", "Authorization: Bearer noctule\r\n",
                                       NULL);

  peer_send_text (basic, "in");
  peer_expect_text (basic, "in");
  peer_send_text (bearer, "in");
  peer_expect_text (bearer, "in");
}

static void
test_delay (void)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Peer) peer = peer_open (&house, "/delay?ms=50", "", NULL);

  g_assert_cmpint (g_get_monotonic_time () - start, >=, 50000);
  peer_send_text (peer, "late");
  peer_expect_text (peer, "late");
}

static void
test_deflate (void)
{
  g_autofree char *head = NULL;
  g_autoptr (Peer) peer = peer_open (&house, "/echo",
                                     "Sec-WebSocket-Extensions: permessage-deflate\r\n", &head);
  g_autofree char *large = g_strnfill (10000, 'n');
  g_auto (Frame) frame = { 0 };

  g_assert_nonnull (strstr (head, "\r\nSec-WebSocket-Extensions: permessage-deflate"));
  peer_send_text (peer, "short ones are not compressed");
  peer_expect_text (peer, "short ones are not compressed");
  peer_send_text (peer, large);
  peer_take_frame (peer, &frame);
  g_assert_cmphex (frame.first, ==, 0xc1);
  g_assert_cmpuint (frame.len, <, 100);
}

/* Inflates the frames of one message as they come; returns the bytes that came out. */
static guint64
inflate_message (Peer *peer)
{
  g_autofree guint8 *out = g_malloc (1024 * 1024);
  z_stream z = { 0 };
  guint64 total = 0;
  gboolean is_last = FALSE;

  g_assert_cmpint (inflateInit2 (&z, -15), ==, Z_OK);
  for (guint n = 0; !is_last; n++)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (peer, &frame);
      g_assert_cmphex (frame.first & 0x7f, ==, n == 0 ? 0x42 : 0);
      is_last = (frame.first & 0x80) != 0;
      z.next_in = frame.data;
      z.avail_in = (uInt)frame.len;
      do
        {
          z.next_out = out;
          z.avail_out = 1024 * 1024;
          g_assert_cmpint (inflate (&z, Z_SYNC_FLUSH), !=, Z_DATA_ERROR);
          total += 1024 * 1024 - z.avail_out;
        }
      while (z.avail_out == 0);
      g_assert_cmpuint (z.avail_in, ==, 0);
    }
  /* what the sender left out ends the message properly */
  z.next_in = (Bytef *)"\x00\x00\xff\xff";
  z.avail_in = 4;
  g_assert_cmpint (inflate (&z, Z_SYNC_FLUSH), ==, Z_OK);
  g_assert_cmpuint (z.avail_in, ==, 0);
  inflateEnd (&z);

  return total;
}

static void
test_bomb (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/bomb",
                                     "Sec-WebSocket-Extensions: permessage-deflate\r\n", NULL);

  g_assert_cmpuint (inflate_message (peer), >=, 1024 * 1024 * 1024);
}

static void
test_bomb_without_deflate (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/bomb", "", NULL);

  peer_expect_close (peer, 1008, "There is no bomb without permessage-deflate.");
}

typedef struct
{
  const char *target;
  guint status;
  const char *field; /* nullable */
  const char *body;  /* a part of it */
} Refusal;

static const Refusal refusals[] = {
  { "/basic", 401, "WWW-Authenticate: Basic realm=\"noctule\", charset=\"UTF-8\"", "password" },
  { "/bearer", 401, "WWW-Authenticate: Bearer realm=\"noctule\"", "token" },
  { "/redirect", 302, "Location: /echo", "" },
  { "/redirect?to=ws://127.0.0.1:1/x&code=307", 307, "Location: ws://127.0.0.1:1/x", "" },
  { "/redirect?to=%0d%0aX-Evil:1", 400, NULL, "without spaces and controls" },
  { "/redirect?code=304", 400, NULL, "301, 302, 303, 307 and 308" },
  { "/redirect?code=200", 400, NULL, "from 301 to 308" },
  { "/status", 503, NULL, "503" },
  { "/status?code=418", 418, NULL, "418" },
  { "/status?code=101", 400, NULL, "from 200 to 599" },
  { "/nowhere", 404, NULL, "/" },
  { "/echo/", 404, NULL, "/" },
  { "/Echo", 404, NULL, "/" },
  { "*", 404, NULL, "/" },
  { "/ticker?rate=0", 400, NULL, "rate is a number from 1 to 1000000" },
  { "/ticker?size=2MiB", 400, NULL, "size" },
  { "/ticker?rat=1", 400, NULL, "rate, size, count" },
  { "/flood?size=17MiB", 400, NULL, "size" },
  { "/fragments?n=65537", 400, NULL, "n is a number from 1 to 65536" },
  { "/delay?ms=60001", 400, NULL, "ms" },
  { "/close?code=65536", 400, NULL, "code" },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal *c = &refusals[i];
      g_autoptr (Peer) peer = peer_new (&house);
      g_autofree char *head = NULL;
      g_autofree char *body = NULL;
      g_autofree char *start = g_strdup_printf ("HTTP/1.1 %u ", c->status);
      g_autofree char *field = g_strdup_printf ("\r\n%s\r\n", c->field);

      peer_ask (peer, c->target, "");
      head = peer_take_head (peer);
      body = peer_take_rest (peer);
      g_test_message ("%s: %s", c->target, head);
      g_assert_true (g_str_has_prefix (head, start));
      g_assert_true (c->field == NULL || strstr (head, field) != NULL);
      g_assert_nonnull (strstr (head, "\r\nContent-Type: text/plain; charset=utf-8\r\n"));
      g_assert_nonnull (strstr (body, c->body));
      g_assert_true (g_str_has_suffix (body, ".\n"));
    }
}

/* All paths that there are, as the page lists them, want a WebSocket; but for itself. */
static void
test_plain_get (void)
{
  for (const ServePath *const *p = serve_paths + 1; *p != NULL; p++)
    {
      g_autoptr (Peer) peer = peer_new (&house);
      g_autofree char *head = NULL;
      g_autofree char *body = NULL;
      gboolean is_upgrade;

      peer_print (peer, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", (*p)->name);
      head = peer_take_head (peer);
      body = peer_take_rest (peer);
      is_upgrade = g_str_has_prefix (head, "HTTP/1.1 426 ");
      g_test_message ("%s: %s", (*p)->name, head);
      g_assert_true (is_upgrade || strstr ("/basic /bearer /redirect /status", (*p)->name) != NULL);
      g_assert_true (!is_upgrade || strstr (head, "\r\nUpgrade: websocket\r\n") != NULL);
      g_assert_cmpstr (body, !=, "");
    }
}

static void
test_page (void)
{
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;

  peer_print (peer, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  head = peer_take_head (peer);
  body = peer_take_rest (peer);
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (head, "\r\nContent-Type: text/html; charset=utf-8\r\n"));
  for (const ServePath *const *p = serve_paths; *p != NULL; p++)
    {
      g_autofree char *name = g_strdup_printf (">%s<", (*p)->name);

      g_assert_nonnull (strstr (body, name));
      g_assert_nonnull (strstr (body, (*p)->summary));
    }
  g_assert_true (g_utf8_validate (body, -1, NULL));
  g_assert_true (g_str_has_suffix (body, "</html>\n"));
}

typedef struct
{
  const char *target;
  const char *name; /* nullable: none */
  const char *query;
} Lookup;

static void
test_find (void)
{
  static const Lookup lookups[] = {
    { "/", "/", NULL },
    { "/?x", "/", "x" },
    { "/echo", "/echo", NULL },
    { "/echo?", "/echo", "" },
    { "/echo?a?b", "/echo", "a?b" },
    { "http://example.com/echo?a", "/echo", "a" },
    { "http://example.com", "/", NULL },
    { "http://example.com?a", NULL, "a" },
    { "/http://example.com/echo", NULL, NULL },
    { "/ech", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      const char *query = "unset";
      const ServePath *path = serve_paths_find (lookups[i].target, &query);

      g_assert_cmpstr (path != NULL ? path->name : NULL, ==, lookups[i].name);
      g_assert_cmpstr (query, ==, lookups[i].query);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house_open (&house, FALSE);

  g_test_add_data_func ("/serve/paths/echo", "/echo", test_echo);
  g_test_add_data_func ("/serve/paths/root", "/", test_echo);
  g_test_add_data_func ("/serve/paths/absolute", "http://localhost/echo?x=y", test_echo);
  g_test_add_func ("/serve/paths/ping", test_ping);
  g_test_add_func ("/serve/paths/silent", test_silent);
  g_test_add_func ("/serve/paths/binary", test_binary);
  g_test_add_func ("/serve/paths/fragments", test_fragments);
  g_test_add_func ("/serve/paths/ticker", test_ticker);
  g_test_add_func ("/serve/paths/ticker-rate", test_ticker_rate);
  g_test_add_func ("/serve/paths/flood", test_flood);
  g_test_add_func ("/serve/paths/chat", test_chat);
  g_test_add_func ("/serve/paths/chat-large", test_chat_large);
  g_test_add_func ("/serve/paths/close", test_close);
  g_test_add_func ("/serve/paths/close-invalid", test_close_invalid);
  g_test_add_func ("/serve/paths/drop", test_drop);
  g_test_add_func ("/serve/paths/headers", test_headers);
  g_test_add_func ("/serve/paths/cookies", test_cookies);
  g_test_add_func ("/serve/paths/subprotocol", test_subprotocol);
  g_test_add_func ("/serve/paths/credentials", test_credentials);
  g_test_add_func ("/serve/paths/delay", test_delay);
  g_test_add_func ("/serve/paths/deflate", test_deflate);
  g_test_add_func ("/serve/paths/bomb", test_bomb);
  g_test_add_func ("/serve/paths/bomb-without-deflate", test_bomb_without_deflate);
  g_test_add_func ("/serve/paths/refusals", test_refusals);
  g_test_add_func ("/serve/paths/plain-get", test_plain_get);
  g_test_add_func ("/serve/paths/page", test_page);
  g_test_add_func ("/serve/paths/find", test_find);

  status = g_test_run ();
  house_close (&house);

  return status;
}
