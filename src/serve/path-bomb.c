/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

/* A message of 1 MiB on the wire that inflates to 1 GiB: a deflate block (RFC 1951 section 3.2.7)
 * whose two commonest codes are one bit each. "Copy 258 bytes from one byte back" is then two zero
 * bits, so that each zero byte on the wire stands for 1032 bytes. */
#define BOMB_FRAME      (32 * 1024)
#define BOMB_LAST_FRAME 33 /* the start, 32 of zeros, the end */

typedef struct
{
  guint8 bytes[32];
  gsize n_bits;
} Bits;

static void
put (Bits *bits, guint value, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if ((value >> i & 1) != 0)
        bits->bytes[bits->n_bits / 8] |= (guint8)(1 << bits->n_bits % 8);
      bits->n_bits++;
    }
}

/* The code lengths are themselves coded: a run of zeros is the bit 0, then the run's length; a
 * length of 1 is the bits 1 0, a length of 2 is 1 1. */
static void
put_run (Bits *bits, guint n)
{
  put (bits, 0, 1);
  put (bits, n - 11, 7);
}

static void
put_lengths (Bits *bits)
{
  static const guint8 n_bits_of[18] = { [2] = 1, [15] = 2, [17] = 2 }; /* run, 2, 1 */

  for (guint i = 0; i < G_N_ELEMENTS (n_bits_of); i++)
    put (bits, n_bits_of[i], 3);

  put (bits, 3, 2); /* literal 0: two bits */
  put_run (bits, 138);
  put_run (bits, 117);
  put (bits, 3, 2); /* end of block: two bits */
  put_run (bits, 28);
  put (bits, 1, 2); /* length 258: one bit */
  put (bits, 1, 2); /* distance 1: one bit */
}

static void
put_start (Bits *bits)
{
  put (bits, 0, 1); /* not the last block */
  put (bits, 2, 2); /* with codes of its own */
  put (bits, 29, 5);
  put (bits, 0, 5);
  put (bits, 14, 4);
  put_lengths (bits);
  put (bits, 1, 2); /* the literal 0, in the code 1 0 */
}

/* @n_zeros: the bits of the last copies that the start's last byte has left over. */
static void
put_end (Bits *bits, gsize n_zeros)
{
  put (bits, 0, n_zeros % 2);
  put (bits, 3, 2); /* end of block, in the code 1 1 */
  put (bits, 0, 3); /* the empty block whose other bytes are left out: RFC 7692 section 7.2.1 */
}

static WsStatus
send_frame (ServeClient *client, guint n)
{
  static const guint8 zeros[BOMB_FRAME] = { 0 };
  WsConn *conn = serve_client_get_conn (client);
  WsFrameHead head = { .payload_len = sizeof zeros };
  Bits start = { 0 };
  Bits end = { 0 };
  gsize start_len;

  if (n > 0 && n < BOMB_LAST_FRAME)
    return ws_conn_send_frame (conn, &head, zeros);

  put_start (&start);
  start_len = (start.n_bits + 7) / 8;
  if (n == 0)
    {
      head = (WsFrameHead){ .opcode = WS_OPCODE_BINARY, .rsv = 4, .payload_len = start_len };
      return ws_conn_send_frame (conn, &head, start.bytes);
    }

  put_end (&end, start_len * 8 - start.n_bits);
  head = (WsFrameHead){ .fin = true, .payload_len = (end.n_bits + 7) / 8 };

  return ws_conn_send_frame (conn, &head, end.bytes);
}

static gboolean
bomb_on_writable (ServeClient *client)
{
  guint *sent = serve_client_get_state (client);

  while (*sent <= BOMB_LAST_FRAME && serve_client_get_room (client) > 0)
    {
      if (send_frame (client, *sent) != WS_OK)
        {
          serve_client_close (client, 1011, "The server is short of memory.");
          return FALSE;
        }
      ++*sent;
    }

  return *sent <= BOMB_LAST_FRAME;
}

static void
bomb_on_open (ServeClient *client)
{
  if (ws_conn_get_deflate (serve_client_get_conn (client)) != NULL)
    serve_client_start_writing (client);
  else
    serve_client_close (client, 1008, "There is no bomb without permessage-deflate.");
}

const ServePath serve_path_bomb = {
  .name = "/bomb",
  .summary = "sends a compressed message of 1 MiB that inflates to 1 GiB",
  .state_size = sizeof (guint),
  .on_open = bomb_on_open,
  .on_writable = bomb_on_writable,
};
