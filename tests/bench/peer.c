/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-peer flood|sink|rtt SIZE COUNT [binary] [deflate]
 *
 * The server of ./bench: prints the port it listens on, serves one connection, prints what it
 * measured as a line of JSON. Its clock runs while the client works, so the start of a program is
 * not part of a rate.
 *   flood  sends COUNT messages of SIZE bytes, made beforehand; until the client has answered the
 *          Close after them
 *   sink   receives COUNT messages; from the first byte to the last
 *   rtt    sends a message of SIZE bytes, at most 125, and waits for its echo, COUNT times
 */
#include "frames.h"
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECV_SIZE ((size_t)64 * 1024)
#define SEND_SIZE ((size_t)256 * 1024)

typedef struct
{
  size_t size;
  uint64_t count;
  WsOpcode opcode;
  bool use_deflate;
} Work;

typedef struct
{
  WsConn *conn; /* shakes hands and makes frames; what comes afterwards bypasses it */
  uint8_t *buffer;
  int fd;
} Peer;

static const uint8_t close_frame[] = { 0x88, 0x02, 0x03, 0xe8 };

static void
flush (Peer *peer)
{
  const uint8_t *output;
  size_t len;

  while ((output = ws_conn_peek_output (peer->conn, &len)) != NULL)
    {
      wire_send (peer->fd, output, len);
      ws_conn_consume_output (peer->conn, len);
    }
}

static size_t
receive (Peer *peer)
{
  const size_t n = wire_recv (peer->fd, peer->buffer, RECV_SIZE);

  if (n == 0)
    wire_fail ("the client has gone");
  return n;
}

static void
shake_hands (Peer *peer)
{
  WsEvent event;

  if (ws_conn_start_server (peer->conn, wire_now ()) != WS_OK)
    wire_fail ("ws_conn_start_server");
  do
    ws_conn_feed (peer->conn, peer->buffer, receive (peer));
  while (ws_conn_next_event (peer->conn, wire_now (), &event) != WS_OK);
  if (event.kind != WS_EVENT_REQUEST ||
      ws_conn_accept (peer->conn, NULL, NULL, 0, wire_now ()) != WS_OK)
    wire_fail ("handshake");
  while (ws_conn_next_event (peer->conn, wire_now (), &event) == WS_OK)
    continue;
  flush (peer);
}

/* Ends the connection: the client's answer tells that it has read all before. */
static void
shake_off (Peer *peer)
{
  wire_send (peer->fd, close_frame, sizeof close_frame);
  receive (peer);
}

static void
print_rate (uint64_t n_messages, uint64_t nanoseconds)
{
  printf ("{\"messages\": %llu, \"seconds\": %.6f}\n", (unsigned long long)n_messages,
          (double)nanoseconds / 1e9);
}

static void
flood (Peer *peer, const Work *work)
{
  FramesBatch batch;
  uint64_t n_messages = 0;
  uint64_t start;

  frames_batch_init (&batch, peer->conn, work->opcode, work->size);
  start = wire_now ();
  for (; n_messages < work->count; n_messages += batch.n_messages)
    for (size_t sent = 0; sent < batch.len; sent += SEND_SIZE)
      wire_send (peer->fd, batch.data + sent,
                 batch.len - sent < SEND_SIZE ? batch.len - sent : SEND_SIZE);
  shake_off (peer);
  print_rate (n_messages, wire_now () - start);
  frames_batch_clear (&batch);
}

/* Counts the frames in what arrives without looking at payloads. */
typedef struct
{
  uint64_t n_frames;
  uint64_t skip; /* of the payload that has begun */
  uint8_t head[WS_FRAME_HEAD_MAX];
  size_t n_head; /* of a head that was cut */
} Counter;

static void
count_frames (Counter *counter, const uint8_t *data, size_t len)
{
  while (len > 0)
    {
      const size_t n = counter->skip < len ? (size_t)counter->skip : len;
      WsFrameHead head;
      size_t head_len;

      data += n;
      len -= n;
      counter->skip -= n;
      if (len == 0)
        break;
      counter->head[counter->n_head++] = *data++;
      len--;
      if (ws_frame_read_head (counter->head, counter->n_head, &head, &head_len) == WS_OK)
        {
          counter->skip = head.payload_len;
          counter->n_head = 0;
          counter->n_frames++;
        }
    }
}

static void
sink (Peer *peer, const Work *work)
{
  Counter counter = { 0 };
  uint64_t start = 0;

  while (counter.n_frames < work->count || counter.skip > 0)
    {
      const size_t n = receive (peer);

      if (start == 0)
        start = wire_now ();
      count_frames (&counter, peer->buffer, n);
    }
  print_rate (counter.n_frames, wire_now () - start);
  shake_off (peer);
}

static int
compare_times (const void *a, const void *b)
{
  const uint64_t left = *(const uint64_t *)a;
  const uint64_t right = *(const uint64_t *)b;

  return (left > right) - (left < right);
}

static void
print_percentiles (uint64_t *times, uint64_t count)
{
  uint64_t p50, p99;

  qsort (times, count, sizeof *times, compare_times);
  p50 = times[count / 2];
  p99 = times[count * 99 / 100];
  printf ("{\"p50\": %.1f, \"p99\": %.1f}\n", (double)p50 / 1e3, (double)p99 / 1e3);
}

static void
measure_round_trips (Peer *peer, const Work *work)
{
  uint64_t *times = calloc (work->count, sizeof *times);
  FramesBatch batch;

  if (times == NULL)
    wire_fail ("calloc");
  frames_batch_init (&batch, peer->conn, work->opcode, work->size);
  for (uint64_t i = 0; i < work->count; i++)
    {
      const uint64_t start = wire_now ();

      wire_send (peer->fd, batch.data, batch.len / batch.n_messages);
      for (Counter counter = { 0 }; counter.n_frames == 0 || counter.skip > 0;)
        count_frames (&counter, peer->buffer, receive (peer));
      times[i] = wire_now () - start;
    }
  shake_off (peer);
  print_percentiles (times, work->count);
  frames_batch_clear (&batch);
  free (times);
}

static void
serve (const char *what, const Work *work)
{
  WsConfig config;
  Peer peer = { 0 };
  uint16_t port;
  int listener;

  frames_init_config (&config, WS_ROLE_SERVER, work->use_deflate);
  peer.conn = ws_conn_new (&config);
  peer.buffer = malloc (RECV_SIZE);
  if (peer.conn == NULL || peer.buffer == NULL)
    wire_fail ("malloc");
  listener = wire_listen (&port);
  printf ("%u\n", port);
  fflush (stdout);
  peer.fd = wire_accept (listener);
  shake_hands (&peer);
  if (strcmp (what, "flood") == 0)
    flood (&peer, work);
  else if (strcmp (what, "sink") == 0)
    sink (&peer, work);
  else
    measure_round_trips (&peer, work);
  close (peer.fd);
  ws_conn_free (peer.conn);
  free (peer.buffer);
}

int
main (int argc, char *argv[])
{
  Work work = { .opcode = WS_OPCODE_TEXT };
  const char *what = argc > 3 ? argv[1] : "";

  if (strcmp (what, "flood") != 0 && strcmp (what, "sink") != 0 && strcmp (what, "rtt") != 0)
    {
      fprintf (stderr, "usage: bench-peer flood|sink|rtt SIZE COUNT [binary] [deflate]\n");
      return 2;
    }
  work.size = (size_t)wire_parse (argv[2]);
  work.count = wire_parse (argv[3]);
  for (int i = 4; i < argc; i++)
    {
      if (strcmp (argv[i], "binary") == 0)
        work.opcode = WS_OPCODE_BINARY;
      else
        work.use_deflate = strcmp (argv[i], "deflate") == 0;
    }
  serve (what, &work);
  return 0;
}
