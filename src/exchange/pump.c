/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/time.h"

/* Reads of 256 KiB are the fastest for small messages; large ones go to the engine's room. */
#define INPUT_SIZE ((gsize)256 * 1024)

/* Writes of 32 KiB: larger ones halve the speed of the loopback device. */
#define OUTPUT_SIZE ((gsize)32 * 1024)

/* Bytes read in a turn before the others in the main loop have theirs. */
#define TURN_BYTES ((gsize)1024 * 1024)

/* A consumer that has asked for a pause still gets what was read already, so that the pings in it
 * are answered, but no more than this of it: a compressed message can be a thousand times its size.
 */
#define PAUSED_BYTES_MAX ((gsize)4 * 1024 * 1024)

#define SYNC_INTERVAL WS_SECOND

/* The receive buffer of all connections of a thread. */
static GPrivate spare_input = G_PRIVATE_INIT (g_free);

static guint8 *
take_input (void)
{
  guint8 *input = g_private_get (&spare_input);

  if (input == NULL)
    return g_malloc (INPUT_SIZE);

  g_private_set (&spare_input, NULL);

  return input;
}

static void
give_input_back (guint8 *input)
{
  if (g_private_get (&spare_input) == NULL)
    g_private_set (&spare_input, input);
  else
    g_free (input);
}

/* Whether events are to stay in the engine for now. */
static gboolean
is_held_up (ExchangeConnection *connection)
{
  if (!connection->has_ended && ws_conn_get_pending (connection->ws) > EXCHANGE_HIGH_MARK)
    return TRUE;

  return connection->is_paused && connection->paused_bytes > PAUSED_BYTES_MAX;
}

static void
stop_on_error (ExchangeConnection *connection, const GError *error)
{
  exchange_record_text (connection, HISTORY_KIND_ERROR, error->message);
  connection->has_ended = TRUE;
  ws_conn_feed_end (connection->ws);
}

static void
write_output (ExchangeConnection *connection)
{
  const uint8_t *data;
  size_t len;

  while (!connection->has_ended && (data = ws_conn_peek_output (connection->ws, &len)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      gsize n_sent = 0;
      NetIo io = net_stream_send (connection->stream, data, MIN (len, OUTPUT_SIZE), &n_sent,
                                  &error);

      if (io == NET_IO_WOULD_BLOCK)
        return;
      if (io != NET_IO_OK)
        {
          /* what the server said before it went may still be read: the end comes from there */
          ws_conn_consume_output (connection->ws, len);
          continue;
        }
      ws_conn_consume_output (connection->ws, n_sent);
    }
}

/* Returns: whether all events there were have been handled. */
static gboolean
pull_events (ExchangeConnection *connection, guint64 now)
{
  WsEvent event;

  while (!connection->is_stopping)
    {
      if (is_held_up (connection))
        {
          write_output (connection);
          if (is_held_up (connection))
            return FALSE;
        }
      if (ws_conn_next_event (connection->ws, now, &event) != WS_OK)
        return TRUE;
      exchange_events_handle (connection, &event);
    }

  return TRUE;
}

/* Returns: the bytes read; 0 when there is nothing to read now. */
static gsize
read_once (ExchangeConnection *connection, guint8 *input)
{
  g_autoptr (GError) error = NULL;
  size_t size = INPUT_SIZE;
  guint8 *room = ws_conn_get_room (connection->ws, &size);
  gsize n_read = 0;
  NetIo io;

  if (room == NULL)
    {
      room = input;
      size = INPUT_SIZE;
    }

  io = net_stream_recv (connection->stream, room, size, &n_read, &error);
  switch (io)
    {
    case NET_IO_OK:
      connection->turn_time = base_time_now ();
      ws_conn_feed (connection->ws, room, n_read);
      break;
    case NET_IO_END:
      connection->has_ended = TRUE;
      ws_conn_feed_end (connection->ws);
      break;
    case NET_IO_ERROR:
      stop_on_error (connection, error);
      break;
    case NET_IO_WOULD_BLOCK:
    default:
      break;
    }

  return n_read;
}

/* The receive buffer stays with the connection while events in it cannot be pulled. */
static void
read_input (ExchangeConnection *connection, guint64 now)
{
  guint8 *input = g_steal_pointer (&connection->held_input);
  gsize n_total = 0, n_read = 0;
  gboolean is_pulled;

  if (input == NULL)
    input = take_input ();

  is_pulled = pull_events (connection, now);
  while (is_pulled && !connection->is_stopping && !connection->has_ended &&
         !connection->is_paused && n_total < TURN_BYTES)
    {
      n_read = read_once (connection, input);
      is_pulled = pull_events (connection, now);
      if (n_read == 0)
        break;
      n_total += n_read;
    }

  if (is_pulled)
    give_input_back (input);
  else
    connection->held_input = input;

  /* TLS may hold decrypted bytes that the descriptor knows nothing of */
  if (n_total >= TURN_BYTES)
    exchange_pump_wake (connection);
}

static void
watch_for (ExchangeConnection *connection)
{
  GIOCondition condition = 0;
  gboolean is_blocked = connection->held_input != NULL || connection->is_paused;

  if (!is_blocked && !connection->has_ended)
    condition |= G_IO_IN;
  if (!connection->has_ended && ws_conn_get_pending (connection->ws) > 0)
    condition |= G_IO_OUT;
  net_watch_set_condition (connection->watch, condition);
}

static void
arm_deadline (ExchangeConnection *connection)
{
  guint64 deadline = ws_conn_get_deadline (connection->ws);

  /* a turn that was asked for meanwhile is sooner than any deadline */
  if (g_source_get_ready_time (connection->turn_source) == 0)
    return;

  /* rounded up, or the turn would come a moment too soon and find nothing to do */
  g_source_set_ready_time (connection->turn_source,
                           deadline == 0 ? -1 : (gint64)(deadline / 1000 + 1));
}

static void
tell_drained (ExchangeConnection *connection)
{
  if (!connection->is_above_low_mark || ws_conn_get_pending (connection->ws) > EXCHANGE_LOW_MARK)
    return;

  connection->is_above_low_mark = FALSE;
  if (connection->sink->drained != NULL)
    connection->sink->drained (connection->sink_data);
}

static void
sync_now_and_then (ExchangeConnection *connection, guint64 now)
{
  if (connection->writer == NULL || now - connection->last_sync < SYNC_INTERVAL)
    return;

  connection->last_sync = now;
  history_writer_sync (connection->writer);
}

static void
stop_now (ExchangeConnection *connection)
{
  connection->is_stopping = FALSE;
  if (connection->turn_source != NULL)
    {
      g_source_destroy (connection->turn_source);
      g_clear_pointer (&connection->turn_source, g_source_unref);
    }
  g_clear_pointer (&connection->watch, net_watch_free);
  g_clear_pointer (&connection->stream, net_stream_free);
  g_clear_pointer (&connection->ws, ws_conn_free);
  if (connection->held_input != NULL)
    give_input_back (g_steal_pointer (&connection->held_input));
}

static void
end_turn (ExchangeConnection *connection)
{
  connection->is_in_turn = FALSE;

  if (connection->is_over && (connection->has_ended || ws_conn_wants_close (connection->ws)))
    exchange_connection_finish (connection);

  if (connection->is_stopping)
    {
      stop_now (connection);
    }
  else if (connection->ws != NULL)
    {
      watch_for (connection);
      arm_deadline (connection);
    }
}

static void
run_turn (ExchangeConnection *connection)
{
  guint64 now = base_time_monotonic ();

  g_object_ref (connection);
  connection->is_in_turn = TRUE;
  connection->turn_time = base_time_now ();

  read_input (connection, now);
  if (!connection->is_stopping)
    write_output (connection);
  exchange_record_publish (connection);
  sync_now_and_then (connection, now);
  if (!connection->is_stopping)
    tell_drained (connection);

  end_turn (connection);
  g_object_unref (connection);
}

static void
on_io (int fd, GIOCondition condition, gpointer user_data)
{
  run_turn (user_data);
}

static gboolean
dispatch_turn (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);

  return callback (user_data);
}

static gboolean
on_turn_due (gpointer user_data)
{
  run_turn (user_data);

  return G_SOURCE_CONTINUE;
}

void
exchange_pump_start (ExchangeConnection *connection)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_turn };

  connection->turn_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (connection->turn_source, on_turn_due, connection, NULL);
  g_source_attach (connection->turn_source, connection->context);
  connection->has_ended = FALSE;
  connection->is_over = FALSE;
  connection->watch = net_watch_new (connection->context, net_stream_get_fd (connection->stream),
                                     G_IO_IN, on_io, connection);
  exchange_pump_wake (connection);
}

void
exchange_pump_stop (ExchangeConnection *connection)
{
  /* the engine's events are being looked at: they borrow its memory */
  if (connection->is_in_turn)
    connection->is_stopping = TRUE;
  else
    stop_now (connection);
}

void
exchange_pump_end_input (ExchangeConnection *connection)
{
  connection->has_ended = TRUE;
  ws_conn_feed_end (connection->ws);
  exchange_pump_wake (connection);
}

void
exchange_pump_wake (ExchangeConnection *connection)
{
  if (connection->turn_source != NULL)
    g_source_set_ready_time (connection->turn_source, 0);
}
