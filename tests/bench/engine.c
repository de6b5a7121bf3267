/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-engine memory SIZE COUNT [binary]
 * bench-engine receive|echo PORT
 * bench-engine send PORT SIZE COUNT
 *
 * The engine alone: from memory to events, or between a socket and events, with nothing recorded
 * and nothing shown.
 */
#include "frames.h"
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* as the pump receives */
#define RECV_SIZE ((size_t)64 * 1024)
#define SEND_SIZE ((size_t)32 * 1024)

typedef struct
{
  WsConn *conn;
  uint8_t *buffer;
  uint64_t n_messages;
  int fd;
  bool is_echo;
} Client;

static WsConn *
new_conn (WsRole role)
{
  static const WsRequest request = { .target = "/", .host = "127.0.0.1" };
  WsConfig config;
  WsConn *conn;
  WsStatus status;

  frames_init_config (&config, role, role == WS_ROLE_CLIENT);
  conn = ws_conn_new (&config);
  if (conn == NULL)
    wire_fail ("ws_conn_new");
  status = role == WS_ROLE_CLIENT ? ws_conn_start (conn, &request, wire_now ())
                                  : ws_conn_start_server (conn, wire_now ());
  if (status != WS_OK)
    wire_fail (ws_status_get_text (status));
  return conn;
}

static void
on_event (Client *client, const WsEvent *event)
{
  if (event->kind == WS_EVENT_ERROR)
    {
      fprintf (stderr, "%s\n", ws_status_get_text (event->status));
      exit (1);
    }
  if (event->kind != WS_EVENT_MESSAGE || event->is_outgoing)
    return;
  client->n_messages++;
  if (client->is_echo)
    ws_conn_send (client->conn, (WsOpcode)event->opcode, event->data, event->len, NULL);
}

/* Feeds what was received and takes every event. The time is asked for once a turn, as the pump
 * does. */
static void
turn (Client *client, uint8_t *data, size_t len)
{
  const uint64_t now = wire_now ();
  WsEvent event;

  ws_conn_feed (client->conn, data, len);
  while (ws_conn_next_event (client->conn, now, &event) == WS_OK)
    on_event (client, &event);
}

static void
flush (Client *client)
{
  const uint8_t *output;
  size_t len;

  while ((output = ws_conn_peek_output (client->conn, &len)) != NULL)
    {
      len = len < SEND_SIZE ? len : SEND_SIZE;
      wire_send (client->fd, output, len);
      ws_conn_consume_output (client->conn, len);
    }
}

/* Returns false at the end of the stream. */
static bool
receive (Client *client)
{
  size_t size;
  uint8_t *room = ws_conn_get_room (client->conn, &size);
  size_t n;

  if (room == NULL)
    {
      room = client->buffer;
      size = RECV_SIZE;
    }
  n = wire_recv (client->fd, room, size < RECV_SIZE ? size : RECV_SIZE);
  if (n > 0)
    turn (client, room, n);
  return n > 0;
}

static void
receive_all (Client *client)
{
  flush (client);
  while (receive (client))
    flush (client);
}

static void
send_all (Client *client, size_t size, uint64_t count)
{
  char *payload = malloc (size);

  if (payload == NULL)
    wire_fail ("malloc");
  memset (payload, 'n', size);
  flush (client);
  while (ws_conn_get_state (client->conn) != WS_STATE_OPEN)
    if (!receive (client))
      wire_fail ("handshake");
  for (uint64_t i = 0; i < count; i++)
    {
      if (ws_conn_send (client->conn, WS_OPCODE_TEXT, payload, size, NULL) != WS_OK)
        wire_fail ("ws_conn_send");
      if (ws_conn_get_pending (client->conn) >= SEND_SIZE)
        flush (client);
    }
  free (payload);
  receive_all (client);
}

/* Carries the output of one end to the other. */
static void
carry (WsConn *from, Client *to)
{
  const uint8_t *output;
  size_t len;

  while ((output = ws_conn_peek_output (from, &len)) != NULL)
    {
      len = len < RECV_SIZE ? len : RECV_SIZE;
      memcpy (to->buffer, output, len);
      ws_conn_consume_output (from, len);
      turn (to, to->buffer, len);
    }
}

/* Feeds a batch in pieces as a socket would give them: copied only where the engine asks for it. */
static void
feed_batch (Client *client, const FramesBatch *batch)
{
  for (size_t done = 0, n; done < batch->len; done += n)
    {
      size_t size = RECV_SIZE;
      uint8_t *room = ws_conn_get_room (client->conn, &size);

      n = batch->len - done;
      n = n < RECV_SIZE ? n : RECV_SIZE;
      n = n < size ? n : size;
      if (room != NULL)
        memcpy (room, batch->data + done, n);
      turn (client, room != NULL ? room : batch->data + done, n);
    }
}

static void
measure_memory (Client *client, size_t size, uint64_t count, WsOpcode opcode)
{
  Client server = { .conn = new_conn (WS_ROLE_SERVER), .buffer = client->buffer };
  FramesBatch batch;
  uint64_t start;

  carry (client->conn, &server);
  if (ws_conn_accept (server.conn, NULL, NULL, 0, wire_now ()) != WS_OK)
    wire_fail ("handshake");
  carry (server.conn, client);
  frames_batch_init (&batch, server.conn, opcode, size);
  start = wire_now ();
  while (client->n_messages < count)
    feed_batch (client, &batch);
  printf ("{\"messages\": %llu, \"seconds\": %.6f}\n", (unsigned long long)client->n_messages,
          (double)(wire_now () - start) / 1e9);
  frames_batch_clear (&batch);
  ws_conn_free (server.conn);
}

static void
run (Client *client, int argc, char *argv[])
{
  if (strcmp (argv[1], "memory") == 0)
    {
      measure_memory (client, (size_t)wire_parse (argv[2]), wire_parse (argv[3]),
                      argc > 4 ? WS_OPCODE_BINARY : WS_OPCODE_TEXT);
      return;
    }
  client->fd = wire_connect ((uint16_t)wire_parse (argv[2]));
  client->is_echo = strcmp (argv[1], "echo") == 0;
  if (argc == 5)
    send_all (client, (size_t)wire_parse (argv[3]), wire_parse (argv[4]));
  else
    receive_all (client);
  printf ("%llu\n", (unsigned long long)client->n_messages);
  close (client->fd);
}

int
main (int argc, char *argv[])
{
  Client client = { 0 };

  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-engine memory SIZE COUNT [binary] | receive|echo PORT |"
                       " send PORT SIZE COUNT\n");
      return 2;
    }
  client.conn = new_conn (WS_ROLE_CLIENT);
  client.buffer = malloc (RECV_SIZE);
  if (client.buffer == NULL)
    wire_fail ("malloc");
  run (&client, argc, argv);
  ws_conn_free (client.conn);
  free (client.buffer);
  return 0;
}
