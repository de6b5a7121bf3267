/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/sha1-private.h"

#include <glib.h>
#include <string.h>

/* RFC 3174 section 7.3, and what a handshake hashes */
static const struct
{
  const char *first;
  const char *second;
  const char *digest;
} known[] = {
  { "", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
  { "a", "bc", "a9993e364706816aba3e25717850c26c9cd0d89d" },
  { "abcdbcdecdefdefgefghfghighijhijk", "ijkljklmklmnlmnomnopnopq",
    "84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
  { "dGhlIHNhbXBsZSBub25jZQ==", "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
    "b37a4f2cc0624f1690f64606cf385945b2bec4ea" },
};

static char *
to_hex (const uint8_t *digest)
{
  GString *hex = g_string_new (NULL);

  for (size_t i = 0; i < WS_SHA1_LEN; i++)
    g_string_append_printf (hex, "%02x", digest[i]);

  return g_string_free (hex, FALSE);
}

static void
test_known (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      uint8_t digest[WS_SHA1_LEN];
      g_autofree char *hex = NULL;

      ws_sha1 (known[i].first, known[i].second, digest);
      hex = to_hex (digest);
      g_assert_cmpstr (hex, ==, known[i].digest);
    }
}

/* Every length around the ends of a block. */
static void
test_lengths (void)
{
  char text[300];

  for (size_t len = 0; len < sizeof text; len++)
    {
      uint8_t digest[WS_SHA1_LEN];
      g_autofree char *hex = NULL, *expected = NULL;

      memset (text, 'n', len);
      text[len] = '\0';
      ws_sha1 (text, "", digest);
      hex = to_hex (digest);
      expected = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, (gssize)len);
      g_assert_cmpstr (hex, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ws/sha1/known", test_known);
  g_test_add_func ("/ws/sha1/lengths", test_lengths);

  return g_test_run ();
}
