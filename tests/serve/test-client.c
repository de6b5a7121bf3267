/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define MIB ((gsize)1024 * 1024)

static House house;

typedef struct
{
  const char *name;
  const char *request;
  const char *start; /* of the answer */
  const char *field; /* nullable */
} Answer;

#define HANDSHAKE_BUT(key, version)                                                            \
  "GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" key version \
  "\r\n"
#define KEY     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define VERSION "Sec-WebSocket-Version: 13\r\n"

static const Answer answers[] = {
  { "/serve/client/garbage", "\x16\x03\x01\x02\r\n\r\n", "HTTP/1.1 400 ", NULL },
  { "/serve/client/bare-lf", "GET / HTTP/1.1\nHost: a\n\n", "HTTP/1.1 400 ", NULL },
  { "/serve/client/http-2", "PRI * HTTP/2.0\r\n\r\n", "HTTP/1.1 505 ", NULL },
  { "/serve/client/post", "POST /echo HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 405 ",
    "\r\nAllow: GET, HEAD\r\n" },
  { "/serve/client/plain", "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 426 ",
    "\r\nUpgrade: websocket\r\n" },
  { "/serve/client/no-key", HANDSHAKE_BUT ("", VERSION), "HTTP/1.1 400 ", NULL },
  { "/serve/client/no-version", HANDSHAKE_BUT (KEY, ""), "HTTP/1.1 426 ",
    "\r\nSec-WebSocket-Version: 13\r\n" },
  { "/serve/client/old-version", HANDSHAKE_BUT (KEY, "Sec-WebSocket-Version: 8\r\n"),
    "HTTP/1.1 426 ", "\r\nSec-WebSocket-Version: 13\r\n" },
};

static void
test_answer (gconstpointer data)
{
  const Answer *c = data;
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *answer = NULL;

  peer_send (peer, c->request, strlen (c->request));
  answer = peer_take_rest (peer);
  g_test_message ("%s", answer);
  g_assert_true (g_str_has_prefix (answer, c->start));
  g_assert_true (c->field == NULL || strstr (answer, c->field) != NULL);
}

static void
test_head_method (void)
{
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *answer = NULL;

  peer_print (peer, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  answer = peer_take_rest (peer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n"));
}

static void
test_huge_head (void)
{
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *filler = g_strnfill (MIB, 'x');
  g_autofree char *answer = NULL;

  peer_print (peer, "GET / HTTP/1.1\r\nX: %s\r\n\r\n", filler);
  answer = peer_take_rest (peer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 431 "));
}

/* However the bytes of a handshake and a message are cut, they are understood. */
static void
test_bytewise (void)
{
  static const char handshake[] = HANDSHAKE_BUT (KEY, VERSION);
  static const char frame[] = "\x81\x82\x00\x00\x00\x00hi";
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *head = NULL;

  for (gsize i = 0; i < sizeof handshake - 1; i++)
    peer_send (peer, handshake + i, 1);
  head = peer_take_head (peer);
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 101 "));
  for (gsize i = 0; i < sizeof frame - 1; i++)
    peer_send (peer, frame + i, 1);
  peer_expect_text (peer, "hi");
}

/* A client that does not wait for the answer of the handshake. */
static void
test_eager (gconstpointer target)
{
  g_autoptr (Peer) peer = peer_new (&house);
  g_autofree char *head = NULL;

  peer_print (peer,
              "GET %s HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
              "Connection: Upgrade\r\n" KEY VERSION "\r\n"
              "\x81\x82    HI",
              (const char *)target);
  head = peer_take_head (peer);
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 101 "));
  peer_expect_text (peer, "hi"); /* the masking key is four spaces */
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize len;
  guint16 code;
} Violation;

static const Violation violations[] = {
  { "/serve/client/not-masked", "\x81\x00", 2, 1002 },
  { "/serve/client/reserved", "\xb1\x80\x00\x00\x00\x00", 6, 1002 },
  { "/serve/client/not-utf8", "\x81\x81\x00\x00\x00\x00\xff", 7, 1007 },
  { "/serve/client/too-large", "\x82\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00", 14,
    1009 },
};

static void
test_violation (gconstpointer data)
{
  const Violation *c = data;
  g_autoptr (Peer) peer = peer_open (&house, "/echo", "", NULL);
  g_auto (Frame) frame = { 0 };
  g_autofree char *rest = NULL;

  peer_send (peer, c->bytes, c->len);
  peer_take_frame (peer, &frame);
  g_assert_cmphex (frame.first, ==, 0x88);
  g_assert_cmpuint (frame.len, >=, 2);
  g_assert_cmpuint (frame.data[0] << 8 | frame.data[1], ==, c->code);
  rest = peer_take_rest (peer);
  g_assert_cmpstr (rest, ==, "");
}

/* What was asked for is answered although the client says that it has nothing more to say. */
static void
test_half_closed (void)
{
  g_autoptr (Peer) page = peer_new (&house);
  g_autoptr (Peer) echo = peer_open (&house, "/echo", "", NULL);
  g_autofree char *answer = NULL;
  g_autofree char *rest = NULL;

  peer_print (page, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  shutdown (page->fd, SHUT_WR);
  answer = peer_take_rest (page);
  g_assert_true (g_str_has_suffix (answer, "</html>\n"));

  peer_send_text (echo, "last words");
  shutdown (echo->fd, SHUT_WR);
  peer_expect_text (echo, "last words");
  rest = peer_take_rest (echo);
  g_assert_cmpstr (rest, ==, "");
}

/* A reset in the middle of things hurts nobody else. */
static void
test_resets (void)
{
  static const char *const targets[] = { "/flood?count=0", "/chat", "/ticker?rate=1000000",
                                         "/echo",          "/bomb", "/flood?size=1MiB" };
  struct linger linger = { .l_onoff = 1 };
  g_autoptr (Peer) other = peer_open (&house, "/chat", "", NULL);

  for (guint i = 0; i < 120; i++)
    {
      Peer *peer = peer_open (&house, targets[i % G_N_ELEMENTS (targets)],
                              "Sec-WebSocket-Extensions: permessage-deflate\r\n", NULL);

      peer_send_text (peer, "to be echoed");
      setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
      peer_free (peer);
    }
  peer_send_text (other, "the end");
  for (;;)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (other, &frame);
      if (g_str_equal (frame.data, "the end"))
        break;
      g_assert_cmpstr ((char *)frame.data, ==, "to be echoed");
    }
}

/* Memory. */

static gsize
get_rss (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &resident), ==, 2);

  return resident * 4096;
}

/* Lets the server have many turns. */
static void
echo_often (guint n)
{
  g_autoptr (Peer) peer = peer_open (&house, "/echo", "", NULL);

  for (guint i = 0; i < n; i++)
    {
      peer_send_text (peer, "tick");
      peer_expect_text (peer, "tick");
    }
}

#define N_SLOW 20

static void
test_slow_readers (gconstpointer target)
{
  Peer *slow[N_SLOW];
  gsize before;

  echo_often (1);
  before = get_rss ();
  for (guint i = 0; i < N_SLOW; i++)
    slow[i] = peer_open (&house, target, "", NULL);
  echo_often (500);
  g_assert_cmpuint (get_rss (), <, before + N_SLOW * 2 * MIB);

  /* they missed nothing */
  for (guint i = 0; i < N_SLOW; i++)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (slow[i], &frame);
      g_assert_cmphex (frame.first, ==, 0x81);
      peer_free (slow[i]);
    }
}

#define N_HEAVY    200
#define HEAVY_SIZE ((gsize)512 * 1024)

static gpointer
send_heavy (gpointer data)
{
  Peer *peer = data;
  g_autofree char *message = g_strnfill (HEAVY_SIZE, 'h');

  for (guint i = 0; i < N_HEAVY; i++)
    peer_send_text (peer, message);

  return NULL;
}

/* One who sends and does not read is held back, and loses nothing. */
static void
test_backpressure (void)
{
  g_autoptr (Peer) peer = peer_open (&house, "/echo", "", NULL);
  gsize before = get_rss ();
  GThread *thread = g_thread_new ("sender", send_heavy, peer);
  gsize after;

  echo_often (2000);
  after = get_rss ();
  for (guint i = 0; i < N_HEAVY; i++)
    {
      g_auto (Frame) frame = { 0 };

      peer_take_frame (peer, &frame);
      g_assert_cmpuint (frame.len, ==, HEAVY_SIZE);
    }
  g_thread_join (thread);
  g_assert_cmpuint (after, <, before + 32 * MIB);
}

static void
talk_much (Peer *quick)
{
  g_autofree char *message = g_strnfill (HEAVY_SIZE, 'h');

  for (guint i = 0; i < 64; i++)
    {
      peer_send_text (quick, message);
      peer_expect_text (quick, message);
    }
}

/* Who reads too slowly in a chat is thrown out, and the others go on. */
static void
test_slow_member (void)
{
  g_autoptr (Peer) slow = peer_open (&house, "/chat", "", NULL);
  g_autoptr (Peer) quick = peer_open (&house, "/chat", "", NULL);
  guint8 first = 0x81;

  talk_much (quick);
  for (guint i = 0; first == 0x81; i++)
    {
      g_auto (Frame) frame = { 0 };

      g_assert_cmpuint (i, <, 64);
      peer_take_frame (slow, &frame);
      first = frame.first;
      g_assert_true (first != 0x88 || memcmp (frame.data, "\x03\xf0", 2) == 0);
    }
  g_assert_cmphex (first, ==, 0x88);
}

/* Who does not even read that is given up. */
static void
test_deaf_member (void)
{
  g_autoptr (Peer) deaf = peer_open (&house, "/chat", "", NULL);
  g_autoptr (Peer) quick = peer_open (&house, "/chat", "", NULL);
  struct pollfd wait = { .fd = deaf->fd };

  talk_much (quick);
  g_assert_cmpint (poll (&wait, 1, 20000), ==, 1);
  g_assert_true (wait.revents & POLLHUP);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house_open (&house, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    g_test_add_data_func (answers[i].name, &answers[i], test_answer);
  for (gsize i = 0; i < G_N_ELEMENTS (violations); i++)
    g_test_add_data_func (violations[i].name, &violations[i], test_violation);
  g_test_add_func ("/serve/client/head-method", test_head_method);
  g_test_add_func ("/serve/client/huge-head", test_huge_head);
  g_test_add_func ("/serve/client/bytewise", test_bytewise);
  g_test_add_data_func ("/serve/client/eager", "/echo", test_eager);
  g_test_add_data_func ("/serve/client/eager-delayed", "/delay?ms=10", test_eager);
  g_test_add_func ("/serve/client/half-closed", test_half_closed);
  g_test_add_func ("/serve/client/resets", test_resets);
  g_test_add_data_func ("/serve/client/slow-flood", "/flood?count=0&size=100", test_slow_readers);
  g_test_add_data_func ("/serve/client/slow-ticker", "/ticker?rate=1000000&size=1000",
                        test_slow_readers);
  g_test_add_func ("/serve/client/backpressure", test_backpressure);
  g_test_add_func ("/serve/client/slow-member", test_slow_member);

  g_test_add_func ("/serve/client/deaf-member", test_deaf_member);

  status = g_test_run ();
  house_close (&house);

  return status;
}
