/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/body-private.h"

#include <glib.h>
#include <string.h>

#define MAX_BODY 32

typedef struct
{
  const char *name;
  const char *head; /* the fields of a 403 */
  const char *bytes;
  WsStatus status;
  const char *body;
} BodyCase;

#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define LIMIT   "0123456789abcdef0123456789abcdef"

static const BodyCase body_cases[] = {
  { "length", "Content-Length: 5\r\n", "helloworld", WS_OK, "hello" },
  { "length-not-all", "Content-Length: 5\r\n", "hell", WS_NEED_MORE, "hell" },
  { "length-zero", "Content-Length: 0\r\n", "x", WS_OK, "" },
  { "length-twice", "Content-Length: 5\r\nContent-Length: 5\r\n", "hello", WS_OK, "hello" },
  { "length-list", "Content-Length: 5, 5\r\n", "hello", WS_OK, "hello" },
  { "lengths-differ", "Content-Length: 5\r\nContent-Length: 6\r\n", "", WS_ERROR_BODY_SYNTAX, "" },
  { "length-negative", "Content-Length: -5\r\n", "", WS_ERROR_BODY_SYNTAX, "" },
  { "length-plus", "Content-Length: +5\r\n", "", WS_ERROR_BODY_SYNTAX, "" },
  { "length-huge", "Content-Length: 99999999999999999999\r\n", "", WS_ERROR_BODY_SYNTAX, "" },
  { "length-over-limit", "Content-Length: 999999999999999999\r\n", LIMIT "x", WS_OK, LIMIT },
  { "until-end", "", "hello", WS_NEED_MORE, "hello" },
  { "until-end-over-limit", "", LIMIT "more", WS_OK, LIMIT },
  { "unknown-coding", "Transfer-Encoding: gzip\r\nContent-Length: 1\r\n", "hello", WS_NEED_MORE,
    "hello" },
  { "chunked", CHUNKED, "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", WS_OK, "hello!" },
  { "chunked-wins", CHUNKED "Content-Length: 1\r\n", "2\r\nhi\r\n0\r\n", WS_OK, "hi" },
  { "chunk-case", CHUNKED, "a\r\n0123456789\r\nB\r\nabcdefghijk\r\n0\r\n", WS_OK,
    "0123456789abcdefghijk" },
  { "chunk-extension", CHUNKED, "5;name=\"x\"\r\nhello\r\n1 \r\n!\r\n0;last\r\n", WS_OK, "hello!" },
  { "chunk-trailer", CHUNKED, "1\r\nx\r\n0\r\nTrailer: y\r\n\r\n", WS_OK, "x" },
  { "chunk-zeros", CHUNKED, "0001\r\nx\r\n000\r\n", WS_OK, "x" },
  { "chunk-not-all", CHUNKED, "5\r\nhel", WS_NEED_MORE, "hel" },
  { "chunk-over-limit", CHUNKED, "fffffffffffffff\r\n" LIMIT "more", WS_OK, LIMIT },
  { "chunk-size-huge", CHUNKED, "ffffffffffffffff\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-size-empty", CHUNKED, "\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-size-no-number", CHUNKED, "x\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-size-negative", CHUNKED, "-1\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-bare-lf", CHUNKED, "1\nx\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-extension-bare-lf", CHUNKED, "1;a\nx\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-bare-cr", CHUNKED, "1\rx\r\n", WS_ERROR_BODY_SYNTAX, "" },
  { "chunk-too-long", CHUNKED, "1\r\nxy\r\n", WS_ERROR_BODY_SYNTAX, "x" },
  { "chunk-no-lf", CHUNKED, "1\r\nx\rz", WS_ERROR_BODY_SYNTAX, "x" },
};

static void
read_head (const char *status, const char *fields, WsHead *head)
{
  const WsHeadLimits limits = { 65536, 100 };
  g_autofree char *text = g_strconcat ("HTTP/1.1 ", status, "\r\n", fields, "\r\n", NULL);
  size_t scanned = 0;

  g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, (const uint8_t *)text, strlen (text), &limits,
                                 &scanned, head),
                   ==, WS_OK);
}

static WsStatus
run (const BodyCase *c, size_t piece, WsBody *body)
{
  WsHead head = { 0 };
  size_t len = strlen (c->bytes);
  WsStatus status;

  read_head ("403 Forbidden", c->head, &head);
  status = ws_body_start (body, &head);
  ws_head_clear (&head);
  if (status == WS_OK)
    status = ws_body_feed (body, NULL, 0, MAX_BODY);

  for (size_t n = 0; n < len && status == WS_NEED_MORE; n += piece)
    status = ws_body_feed (body, (const uint8_t *)c->bytes + n, MIN (piece, len - n), MAX_BODY);

  return status;
}

static void
test_body (gconstpointer data)
{
  const BodyCase *c = data;

  for (size_t piece = 1; piece <= strlen (c->bytes) + 1; piece++)
    {
      WsBody body = { 0 };

      g_assert_cmpint (run (c, piece, &body), ==, c->status);
      g_assert_cmpmem (body.data.data, body.data.len, c->body, strlen (c->body));
      ws_body_clear (&body);
    }
}

static void
test_none (void)
{
  static const char *const without[] = { "204 No Content", "304 Not Modified" };

  for (size_t i = 0; i < G_N_ELEMENTS (without); i++)
    {
      WsHead head = { 0 };
      WsBody body = { 0 };

      read_head (without[i], "Content-Length: 7\r\n", &head);
      g_assert_cmpint (ws_body_start (&body, &head), ==, WS_OK);
      g_assert_cmpint (ws_body_feed (&body, NULL, 0, MAX_BODY), ==, WS_OK);
      ws_head_clear (&head);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (body_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/body/", body_cases[i].name, NULL);

      g_test_add_data_func (path, &body_cases[i], test_body);
    }
  g_test_add_func ("/ws/body/none", test_none);

  return g_test_run ();
}
