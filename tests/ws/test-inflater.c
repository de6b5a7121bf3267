/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/inflater-private.h"

#include "ws/deflater-private.h"

#include "kit.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *bytes; /* a message, as kit_bytes() reads it */
  WsStatus status;
  const char *text;
} InflateCase;

/* RFC 7692 section 7.2.3 and its neighbourhood */
static const InflateCase inflate_cases[] = {
  { "hello", "f2 48 cd c9 c9 07 00", WS_OK, "Hello" },
  { "stored", "00 05 00 fa ff 'Hello' 00", WS_OK, "Hello" },
  { "two-blocks", "f2 48 05 00 00 00 ff ff ca c9 c9 07 00", WS_OK, "Hello" },
  { "final-block", "f3 48 cd c9 c9 07 00 00", WS_OK, "Hello" },
  { "final-block-alone", "f3 48 cd c9 c9 07 00", WS_OK, "Hello" },
  { "two-final-blocks", "f3 48 cd c9 c9 07 00 f3 48 cd c9 c9 07 00 00", WS_OK, "HelloHello" },
  { "final-block-and-window", "f3 48 cd c9 c9 07 00 f2 00 11 00 00", WS_OK, "HelloHello" },
  { "empty", "00", WS_OK, "" },
  { "nothing", "", WS_OK, "" },
  { "reserved-block", "06", WS_ERROR_INFLATE, NULL },
  { "bad-stored-length", "00 05 00 00 00", WS_ERROR_INFLATE, NULL },
  { "no-window", "f2 00 11 00 00", WS_ERROR_INFLATE, NULL },
  { "cut-short", "f2 48 cd c9", WS_ERROR_INFLATE, NULL },
  { "cut-in-stored", "00 05 00 fa ff", WS_ERROR_INFLATE, NULL },
};

static WsStatus
feed_pieces (WsInflater *inflater, const GByteArray *bytes, size_t piece, WsBuffer *out)
{
  WsStatus status = WS_OK;

  for (size_t n = 0; n < bytes->len && status == WS_OK; n += piece)
    status = ws_inflater_feed (inflater, bytes->data + n, MIN (piece, bytes->len - n), 1000, out);

  return status == WS_OK ? ws_inflater_end_message (inflater, 1000, out) : status;
}

static void
test_message (gconstpointer data)
{
  const InflateCase *c = data;
  g_autoptr (GByteArray) bytes = kit_bytes (c->bytes);

  for (size_t piece = 1; piece <= bytes->len + 1; piece++)
    {
      WsInflater *inflater = ws_inflater_new (0);
      WsBuffer out = { 0 };

      g_assert_cmpint (feed_pieces (inflater, bytes, piece, &out), ==, c->status);
      if (c->text != NULL)
        g_assert_cmpmem (out.data, out.len, c->text, strlen (c->text));

      ws_inflater_free (inflater);
      ws_buffer_clear (&out);
    }
}

/* RFC 7692 section 7.2.3.2: the second message refers to the first. */
static void
test_window (void)
{
  g_autoptr (GByteArray) first = kit_bytes ("f2 48 cd c9 c9 07 00");
  g_autoptr (GByteArray) second = kit_bytes ("f2 00 11 00 00");
  WsInflater *inflater = ws_inflater_new (15);
  WsBuffer out = { 0 };

  g_assert_cmpint (feed_pieces (inflater, first, 100, &out), ==, WS_OK);
  g_assert_cmpint (feed_pieces (inflater, second, 100, &out), ==, WS_OK);
  g_assert_cmpmem (out.data, out.len, "HelloHello", 10);

  ws_inflater_forget (inflater);
  g_assert_cmpint (feed_pieces (inflater, second, 100, &out), ==, WS_ERROR_INFLATE);

  ws_inflater_free (inflater);
  ws_buffer_clear (&out);
}

/* 8 MiB of zeros in 8 KiB: output and memory stop at the limit, whatever it is. */
static void
test_bomb (void)
{
  static const size_t limits[] = { 0, 1, 511, 512, 4096, 65536, 1000000 };
  g_autofree uint8_t *zeros = g_malloc0 (8 << 20);
  WsDeflater *deflater = ws_deflater_new (15);
  WsBuffer bomb = { 0 };

  g_assert_cmpint (ws_deflater_write (deflater, zeros, 8 << 20, &bomb), ==, WS_OK);
  for (size_t i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      WsInflater *inflater = ws_inflater_new (15);
      WsBuffer out = { 0 };

      g_assert_cmpint (ws_inflater_feed (inflater, bomb.data, bomb.len, limits[i], &out), ==,
                       WS_ERROR_MESSAGE_TOO_LARGE);
      g_assert_cmpuint (out.len, ==, limits[i]);
      g_assert_cmpuint (out.size, <=, limits[i] + 1);
      ws_inflater_free (inflater);
      ws_buffer_clear (&out);
    }

  ws_deflater_free (deflater);
  ws_buffer_clear (&bomb);
}

/* A message of just the limit is not too large. */
static void
test_limit (void)
{
  g_autoptr (GByteArray) bytes = kit_bytes ("f2 48 cd c9 c9 07 00");
  WsInflater *inflater = ws_inflater_new (15);
  WsBuffer out = { 0 };

  g_assert_cmpint (ws_inflater_feed (inflater, bytes->data, bytes->len, 5, &out), ==, WS_OK);
  g_assert_cmpint (ws_inflater_end_message (inflater, 5, &out), ==, WS_OK);
  g_assert_cmpuint (out.len, ==, 5);

  ws_inflater_free (inflater);
  ws_buffer_clear (&out);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (inflate_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/inflater/message/", inflate_cases[i].name, NULL);

      g_test_add_data_func (path, &inflate_cases[i], test_message);
    }
  g_test_add_func ("/ws/inflater/window", test_window);
  g_test_add_func ("/ws/inflater/bomb", test_bomb);
  g_test_add_func ("/ws/inflater/limit", test_limit);

  return g_test_run ();
}
