/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handshake.h"
#include "session.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REQUEST                                                                            \
  "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"           \
  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"

/* The client's octets of RFC 6455 section 5.7 and what breaks a rule of section 5. */
static const struct
{
  const char *name;
  const char *octets;
  gsize len;
  SessionKind kind;
  const char *data;
} frames[] = {
  { "/conformance/session/text", "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11,
    SESSION_MESSAGE, "Hello" },
  { "/conformance/session/fragments", "\x01\x81\0\0\0\0a\x80\x81\0\0\0\0b", 14, SESSION_MESSAGE,
    "ab" },
  { "/conformance/session/compressed", "\xc1\x87\0\0\0\0\xf2\x48\xcd\xc9\xc9\x07\x00", 13,
    SESSION_MESSAGE, "Hello" },
  { "/conformance/session/ping", "\x89\x81\0\0\0\0a", 7, SESSION_PING, "a" },
  { "/conformance/session/close", "\x88\x82\0\0\0\0\x03\xe8", 8, SESSION_CLOSE, NULL },
  { "/conformance/session/partial", "\x81\x85\0\0\0\0a", 7, SESSION_END, NULL },
  { "/conformance/session/no-mask",
    "\x81\x01"
    "a",
    3, SESSION_BROKEN, NULL },
  { "/conformance/session/long-length", "\x81\xfe\x00\x01\0\0\0\0a", 9, SESSION_BROKEN, NULL },
  { "/conformance/session/reserved-opcode", "\x83\x80\0\0\0\0", 6, SESSION_BROKEN, NULL },
  { "/conformance/session/reserved-bit", "\xa1\x80\0\0\0\0", 6, SESSION_BROKEN, NULL },
  { "/conformance/session/compressed-ping", "\xc9\x80\0\0\0\0", 6, SESSION_BROKEN, NULL },
  { "/conformance/session/long-ping", "\x89\xfe\x00\x7e\0\0\0\0", 8, SESSION_BROKEN, NULL },
  { "/conformance/session/stray-fragment", "\x80\x80\0\0\0\0", 6, SESSION_BROKEN, NULL },
  { "/conformance/session/bad-code", "\x88\x82\0\0\0\0\x03\xed", 8, SESSION_BROKEN, NULL },
  { "/conformance/session/half-code", "\x88\x81\0\0\0\0\x03", 7, SESSION_BROKEN, NULL },
  { "/conformance/session/bad-deflate", "\xc1\x82\0\0\0\0\xff\xff", 8, SESSION_BROKEN, NULL },
};

/* Returns: the client's end. */
static int
connect_pair (Session **session)
{
  int ends[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM, 0, ends));
  *session = session_new (ends[0]);

  return ends[1];
}

static void
test_frame (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Session) session = NULL;
  int client = connect_pair (&session);
  SessionEvent event;

  session_use_deflate (session, squeeze_new (15, FALSE));
  g_assert_cmpint (write (client, frames[i].octets, frames[i].len), ==, (gssize)frames[i].len);
  close (client);
  g_assert_cmpint (session_next (session, G_MAXINT64, &event), ==, frames[i].kind);
  if (frames[i].data != NULL)
    g_assert_cmpmem (event.data, event.len, frames[i].data, strlen (frames[i].data));
}

static void
test_handshake (void)
{
  const DeflateAnswer bits = { .bits = 9 };
  g_autoptr (Session) session = NULL;
  int client = connect_pair (&session);
  g_autofree char *request = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *head = NULL;

  g_assert_cmpint (write (client, REQUEST, strlen (REQUEST)), ==, (gssize)strlen (REQUEST));
  request = session_read_head (session, G_MAXINT64);
  g_assert_cmpstr (request, ==, REQUEST);
  g_assert_null (handshake_find_fault (request));
  g_assert_true (handshake_is_offered (request, &bits));
  g_assert_nonnull (handshake_find_fault ("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  g_assert_false (handshake_is_offered ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", &bits));

  whole = handshake_write (&bits);
  head = handshake_fill (whole, request);
  g_assert_nonnull (strstr (head, "Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  g_assert_nonnull (strstr (head, "permessage-deflate; client_max_window_bits=9\r\n"));
  close (client);
}

/* A client that was told to keep to a short window, or to start anew, is held to it. */
static void
test_window (void)
{
  static const struct
  {
    guint bits;
    gboolean resets;
    gboolean is_good;
  } agreements[] = { { 15, FALSE, TRUE }, { 9, FALSE, FALSE }, { 15, TRUE, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (agreements); i++)
    {
      g_autoptr (Squeeze) sender = squeeze_new (15, FALSE);
      g_autoptr (Squeeze) receiver = squeeze_new (agreements[i].bits, agreements[i].resets);
      guint8 noise[2048];
      gboolean is_good = TRUE;

      for (gsize n = 0; n < sizeof noise; n++)
        noise[n] = (guint8)(n * n >> 3 ^ n * 167);
      for (guint round = 0; round < 2; round++)
        {
          g_autoptr (GByteArray) packed = g_byte_array_new ();
          g_autoptr (GByteArray) plain = g_byte_array_new ();

          squeeze_deflate (sender, noise, sizeof noise, packed);
          is_good = squeeze_inflate (receiver, packed->data, packed->len, plain) &&
                    plain->len == sizeof noise && memcmp (plain->data, noise, plain->len) == 0 &&
                    is_good;
        }
      g_assert_cmpint (is_good, ==, agreements[i].is_good);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    g_test_add_data_func (frames[i].name, GSIZE_TO_POINTER (i), test_frame);
  g_test_add_func ("/conformance/session/handshake", test_handshake);
  g_test_add_func ("/conformance/session/window", test_window);

  return g_test_run ();
}
