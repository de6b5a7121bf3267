/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-limit receive PORT [FILE]
 * bench-limit echo PORT
 * bench-limit send PORT SIZE COUNT
 *
 * The bare loop: what the machine allows when a client does nothing but receive, read frames and
 * check that text is UTF-8, or mask and send. No limits, no events, no errors. With FILE it writes
 * what it received there as well. The measure for the engine and the program.
 */
#include "wire.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* the sizes at which loopback is fastest: receiving from 64 KiB on, sending in 32 KiB */
#define RECV_SIZE ((size_t)64 * 1024)
#define SEND_SIZE ((size_t)32 * 1024)

#define HEAD_MAX 14

typedef struct
{
  int fd;
  int file; /* -1: none */
  uint8_t *buffer;
  size_t start, end; /* what of the buffer is not read yet */
  uint32_t random;
} Limit;

typedef struct
{
  uint64_t len;
  size_t head_len;
  uint8_t opcode;
} Frame;

static const uint8_t close_frame[] = { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8 };

/* Returns false at the end of the stream. */
static bool
receive (Limit *limit)
{
  size_t n;

  memmove (limit->buffer, limit->buffer + limit->start, limit->end - limit->start);
  limit->end -= limit->start;
  limit->start = 0;
  n = wire_recv (limit->fd, limit->buffer + limit->end, RECV_SIZE);
  if (limit->file >= 0 && write (limit->file, limit->buffer + limit->end, n) != (ssize_t)n)
    wire_fail ("write");
  limit->end += n;
  return n > 0;
}

static void
shake_hands (Limit *limit)
{
  static const char request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  const uint8_t *blank;

  wire_send (limit->fd, request, sizeof request - 1);
  do
    if (!receive (limit))
      wire_fail ("handshake");
  while ((blank = memmem (limit->buffer, limit->end, "\r\n\r\n", 4)) == NULL);
  limit->start = (size_t)(blank - limit->buffer) + 4;
}

/* Returns false when the head has not come in whole. */
static bool
read_head (const Limit *limit, Frame *frame)
{
  const uint8_t *data = limit->buffer + limit->start;
  const size_t have = limit->end - limit->start;
  size_t n_len = 0;

  if (have < 2)
    return false;
  frame->opcode = data[0] & 0x0f;
  frame->len = data[1] & 0x7f;
  if (frame->len > 125)
    n_len = frame->len == 126 ? 2 : 8;
  frame->head_len = 2 + n_len;
  if (have < frame->head_len)
    return false;
  if (n_len > 0)
    frame->len = 0;
  for (size_t i = 0; i < n_len; i++)
    frame->len = frame->len << 8 | data[2 + i];
  return true;
}

/* What ./bench sends is ASCII, so that the fast path of a UTF-8 check is all that is needed. */
__attribute__ ((target_clones ("avx2", "default"))) static bool
is_ascii (const uint8_t *data, size_t len)
{
  uint8_t seen = 0;

  for (size_t i = 0; i < len; i++)
    seen |= data[i];
  return seen < 0x80;
}

static void
check_text (const uint8_t *data, size_t len)
{
  if (!is_ascii (data, len))
    wire_fail ("not ASCII");
}

static uint64_t
receive_all (Limit *limit)
{
  uint64_t n_messages = 0;
  uint64_t left = 0;
  Frame frame = { 0 };

  for (;;)
    {
      const size_t have = limit->end - limit->start;
      const size_t n = left < have ? (size_t)left : have;

      if (frame.opcode == 1)
        check_text (limit->buffer + limit->start, n);
      limit->start += n;
      left -= n;
      if (left == 0 && read_head (limit, &frame))
        {
          if (frame.opcode == 8)
            break;
          limit->start += frame.head_len;
          left = frame.len;
          n_messages++;
        }
      else if (!receive (limit))
        wire_fail ("cut off");
    }
  wire_send (limit->fd, close_frame, sizeof close_frame);
  return n_messages;
}

/* Writes a masked frame. Returns: its length. */
static size_t
write_frame (Limit *limit, const uint8_t *data, size_t len, uint8_t *out)
{
  size_t n = 0;
  uint32_t key;
  uint64_t wide;

  limit->random = limit->random * 1664525 + 1013904223;
  key = limit->random;
  wide = (uint64_t)key << 32 | key;
  out[n++] = 0x81;
  if (len < 126)
    out[n++] = (uint8_t)(0x80 | len);
  else
    {
      const size_t n_len = len < 65536 ? 2 : 8;

      out[n++] = n_len == 2 ? 0xfe : 0xff;
      for (size_t i = 0; i < n_len; i++)
        out[n++] = (uint8_t)(len >> 8 * (n_len - 1 - i));
    }
  memcpy (out + n, &key, 4);
  n += 4;
  /* eight bytes at a time; @data and @out have room for the last word's rest */
  for (size_t i = 0; i < len; i += 8)
    {
      uint64_t word;

      memcpy (&word, data + i, 8);
      word ^= wide;
      memcpy (out + n + i, &word, 8);
    }
  return n + len;
}

static uint64_t
echo_all (Limit *limit)
{
  uint8_t out[HEAD_MAX + 128 + 8];
  uint64_t n_messages = 0;
  Frame frame;

  for (;;)
    {
      if (!read_head (limit, &frame) || limit->end - limit->start < frame.head_len + frame.len)
        {
          if (!receive (limit))
            wire_fail ("cut off");
          continue;
        }
      if (frame.opcode == 8 || frame.len > 125)
        break;
      limit->start += frame.head_len;
      check_text (limit->buffer + limit->start, frame.len);
      wire_send (limit->fd, out, write_frame (limit, limit->buffer + limit->start, frame.len, out));
      limit->start += frame.len;
      n_messages++;
    }
  wire_send (limit->fd, close_frame, sizeof close_frame);
  return n_messages;
}

static void
send_pieces (int fd, const uint8_t *data, size_t len)
{
  for (size_t sent = 0; sent < len; sent += SEND_SIZE)
    wire_send (fd, data + sent, len - sent < SEND_SIZE ? len - sent : SEND_SIZE);
}

static uint64_t
send_all (Limit *limit, size_t size, uint64_t count)
{
  uint8_t *payload = malloc (size + 8);
  uint8_t *out = malloc (SEND_SIZE + size + HEAD_MAX + 8);
  size_t n = 0;

  if (payload == NULL || out == NULL)
    wire_fail ("malloc");
  memset (payload, 'n', size + 8);
  for (uint64_t i = 0; i < count; i++)
    {
      n += write_frame (limit, payload, size, out + n);
      if (n >= SEND_SIZE || i + 1 == count)
        {
          send_pieces (limit->fd, out, n);
          n = 0;
        }
    }
  free (payload);
  free (out);
  if (!receive (limit))
    wire_fail ("cut off");
  wire_send (limit->fd, close_frame, sizeof close_frame);
  return count;
}

static uint64_t
run (Limit *limit, int argc, char *argv[])
{
  limit->fd = wire_connect ((uint16_t)wire_parse (argv[2]));
  shake_hands (limit);
  if (strcmp (argv[1], "echo") == 0)
    return echo_all (limit);
  if (strcmp (argv[1], "send") == 0 && argc == 5)
    return send_all (limit, (size_t)wire_parse (argv[3]), wire_parse (argv[4]));
  if (argc == 4)
    {
      limit->file = open (argv[3], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      if (limit->file < 0)
        wire_fail (argv[3]);
    }
  return receive_all (limit);
}

int
main (int argc, char *argv[])
{
  Limit limit = { .fd = -1, .file = -1, .random = 1 };

  if (argc < 3)
    {
      fprintf (stderr,
               "usage: bench-limit receive PORT [FILE] | echo PORT | send PORT SIZE COUNT\n");
      return 2;
    }
  limit.buffer = malloc (2 * RECV_SIZE);
  if (limit.buffer == NULL)
    wire_fail ("malloc");
  printf ("%llu\n", (unsigned long long)run (&limit, argc, argv));
  close (limit.fd);
  free (limit.buffer);
  return 0;
}
