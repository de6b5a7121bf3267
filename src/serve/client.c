/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/client-private.h"

#include "base/text.h"
#include "base/time.h"
#include "net/poller.h"
#include "serve/answer-private.h"
#include "serve/path-private.h"
#include "serve/stream-private.h"

#include <string.h>

/* What a path may let wait for the wire: some writes, and it stays in the processor's cache. */
#define OUTPUT_ROOM ((gsize)64 * 1024)

/* Above this nothing more is received, so that a peer that sends and does not read is slowed. */
#define OUTPUT_FULL ((gsize)512 * 1024)

/* One write to the socket: larger ones are slower on loopback. */
#define PIECE ((gsize)32 * 1024)

/* After this much in one turn it is the turn of the others. */
#define SENT_PER_TURN  ((gsize)1024 * 1024)
#define READS_PER_TURN 16

/* How long we wait for one who leaves and reads nothing more, and how long what a peer still sends
 * is dropped after our end: closing a socket with unread bytes resets it, and the peer may lose
 * what we said last. */
#define PATIENCE (2 * WS_SECOND)

#define LOG_TARGET_MAX 1000

typedef enum
{
  CLIENT_HEAD,      /* a request head, and with TLS its handshake, is on its way */
  CLIENT_WAITING,   /* the path has the request and has not answered yet */
  CLIENT_ANSWERED,  /* a WebSocket, or a response that is going out */
  CLIENT_DROPPING,  /* what waits is going out, without a closing handshake */
  CLIENT_LINGERING, /* we have ended our side; the peer has not */
  N_CLIENT_STATES
} ClientState;

struct _ServeClient
{
  ServeStream stream;
  WsConn *conn; /* NULL when lingering */
  NetWatch *watch;
  ServeValue *values; /* of the path's parameters, nullable */
  gpointer path_state;
  ServeTimer deadline; /* the engine's, or the end of our patience */
  ServeTimer timer;    /* the path's */
  guint64 patience;    /* when it ends; 0: it has not begun */
  ClientState state;
  gboolean is_ended;   /* the peer sends no more */
  gboolean is_writing; /* the path has more to write */
  GList link;          /* in the hub's clients */
  /* borrowed */
  ServeHub *hub;
  const ServePath *path; /* NULL before a good request */
};

static void
client_set_state (ServeClient *client, ClientState state)
{
  static const guint8 legal[N_CLIENT_STATES] = {
    [CLIENT_HEAD] = 1 << CLIENT_WAITING | 1 << CLIENT_LINGERING,
    [CLIENT_WAITING] = 1 << CLIENT_ANSWERED | 1 << CLIENT_DROPPING | 1 << CLIENT_LINGERING,
    [CLIENT_ANSWERED] = 1 << CLIENT_DROPPING | 1 << CLIENT_LINGERING,
    [CLIENT_DROPPING] = 1 << CLIENT_DROPPING | 1 << CLIENT_LINGERING,
  };

  g_assert (legal[client->state] & 1 << state);
  client->state = state;
}

static gboolean
client_is_open (ServeClient *client)
{
  return client->conn != NULL && ws_conn_get_state (client->conn) == WS_STATE_OPEN;
}

static void
client_on_error (ServeClient *client, WsStatus status)
{
  ServeHub *hub = client->hub;
  g_autofree char *line = NULL;

  /* The Close that says what was wrong has been queued. A peer that breaks the rules may never
   * answer it, and need not be waited for: RFC 6455 section 7.1.7. */
  if (client->state == CLIENT_ANSWERED)
    serve_client_drop (client);

  /* who connects and goes, or says nothing, has not asked for anything */
  if (hub->log == NULL || client->state != CLIENT_HEAD || status == WS_ERROR_CUT_OFF ||
      status == WS_ERROR_HANDSHAKE_TIMEOUT)
    return;

  line = g_strdup_printf ("malformed request: %s", ws_status_get_text (status));
  hub->log (line, hub->log_data);
}

/* The engine has said what happened: the answers come from here. */

static void
client_on_request (ServeClient *client)
{
  const WsHead *head = ws_conn_get_head (client->conn);
  g_autoptr (GError) error = NULL;
  const char *query = NULL;
  const ServePath *path;

  client_set_state (client, CLIENT_WAITING);
  if (!g_str_equal (head->method, "GET") && !g_str_equal (head->method, "HEAD"))
    {
      serve_answer_refuse (client, 405, &(WsHeader){ "Allow", "GET, HEAD" },
                           "Everything here is asked for with GET.");
      return;
    }

  path = serve_paths_find (head->target, &query);
  if (path == NULL)
    {
      serve_answer_refuse (client, 404, NULL, "There is no such path. The page at / lists them.");
      return;
    }

  if (path->params != NULL)
    client->values = serve_query_parse (query, path->params, &error);
  if (error != NULL)
    {
      serve_answer_refuse (client, 400, NULL, error->message);
      return;
    }

  client->path = path;
  if (path->state_size > 0)
    client->path_state = g_malloc0 (path->state_size);
  if (path->on_request != NULL)
    path->on_request (client);
  else
    serve_answer_accept (client, NULL, NULL, 0);
}

static void
client_on_event (ServeClient *client, const WsEvent *event)
{
  const ServePath *path = client->path;

  switch (event->kind)
    {
    case WS_EVENT_REQUEST:
      client_on_request (client);
      break;

    case WS_EVENT_OPEN:
      if (path->on_open != NULL)
        path->on_open (client);
      break;

    case WS_EVENT_MESSAGE:
      if (!event->is_outgoing && path->on_message != NULL)
        path->on_message (client, event);
      break;

    case WS_EVENT_PING:
      if (!event->is_outgoing && !path->is_silent)
        ws_conn_send_pong (client->conn, event->data, event->len, NULL);
      break;

    case WS_EVENT_ERROR:
      client_on_error (client, event->status);
      break;

    case WS_EVENT_RESPONSE:
    case WS_EVENT_REFUSED:
    case WS_EVENT_PONG:
    case WS_EVENT_CLOSE:
    case WS_EVENT_CLOSED:
    default:
      break;
    }
}

static void
client_pull (ServeClient *client)
{
  WsEvent event;

  while (client->state != CLIENT_DROPPING &&
         ws_conn_next_event (client->conn, client->hub->now, &event) == WS_OK)
    client_on_event (client, &event);
}

/* Bytes in, bytes out. */

static gboolean
client_may_receive (ServeClient *client)
{
  if (client->is_ended)
    return FALSE;
  if (client->state == CLIENT_WAITING || client->state == CLIENT_DROPPING)
    return FALSE;

  return client->conn == NULL || ws_conn_get_pending (client->conn) < OUTPUT_FULL;
}

/* Returns: whether there may be more to receive at once. */
static gboolean
client_receive_once (ServeClient *client)
{
  gsize size = 0;
  guint8 *room = ws_conn_get_room (client->conn, &size);
  gsize n_read = 0;

  if (room == NULL)
    {
      room = client->hub->room;
      size = SERVE_ROOM_SIZE;
    }

  switch (serve_stream_recv (&client->stream, room, size, &n_read))
    {
    case NET_IO_OK:
      ws_conn_feed (client->conn, room, n_read);
      client_pull (client);
      return client->stream.ssl != NULL || n_read == size;

    case NET_IO_WOULD_BLOCK:
      return FALSE;

    case NET_IO_END:
    case NET_IO_ERROR:
    default:
      client->is_ended = TRUE;
      ws_conn_feed_end (client->conn);
      client_pull (client);
      return FALSE;
    }
}

static void
client_receive (ServeClient *client)
{
  gboolean has_more = TRUE;

  for (guint n = 0; has_more && n < READS_PER_TURN && client_may_receive (client); n++)
    has_more = client_receive_once (client);
}

/* Returns: FALSE when the peer is gone. */
static gboolean
client_send (ServeClient *client)
{
  gsize sent = 0;

  while (sent < SENT_PER_TURN)
    {
      const guint8 *data;
      gsize len = 0;
      gsize n_sent = 0;
      NetIo io;

      if (client->is_writing && ws_conn_get_pending (client->conn) < PIECE)
        client->is_writing = client_is_open (client) && client->path->on_writable (client);

      data = ws_conn_peek_output (client->conn, &len);
      if (data == NULL)
        return TRUE;

      io = serve_stream_send (&client->stream, data, MIN (len, PIECE), &n_sent);
      if (io != NET_IO_OK)
        return io == NET_IO_WOULD_BLOCK;
      ws_conn_consume_output (client->conn, n_sent);
      client->patience = 0;
      sent += n_sent;
    }

  return TRUE;
}

/* Returns: FALSE when the peer has ended its side too. */
static gboolean
client_discard (ServeClient *client)
{
  gsize n_read;
  NetIo io = NET_IO_OK;

  for (guint n = 0; io == NET_IO_OK && n < READS_PER_TURN; n++)
    io = serve_stream_recv (&client->stream, client->hub->room, SERVE_ROOM_SIZE, &n_read);

  return io == NET_IO_OK || io == NET_IO_WOULD_BLOCK;
}

/* The turn of one connection. */

static gboolean
client_is_done (ServeClient *client)
{
  if (client->state == CLIENT_DROPPING)
    return ws_conn_get_pending (client->conn) == 0;

  return ws_conn_wants_close (client->conn);
}

static void
client_end_path (ServeClient *client)
{
  if (client->path != NULL && client->path->on_end != NULL)
    client->path->on_end (client);
  if (client->path != NULL)
    serve_values_free (g_steal_pointer (&client->values), client->path->params);
  client->path = NULL;
  client->is_writing = FALSE;
  serve_timers_set (client->hub->timers, &client->timer, 0);
  g_clear_pointer (&client->path_state, g_free);
}

static void
client_linger (ServeClient *client)
{
  client_set_state (client, CLIENT_LINGERING);
  client_end_path (client);
  g_clear_pointer (&client->conn, ws_conn_free);
  serve_stream_shutdown (&client->stream);
}

/* Returns: whether only the rest is sent, to a peer that may have stopped to read. */
static gboolean
client_is_leaving (ServeClient *client)
{
  if (client->is_ended || client->state == CLIENT_DROPPING || client->conn == NULL)
    return TRUE;

  return ws_conn_get_state (client->conn) == WS_STATE_CLOSED;
}

/* Waits for what has to come next. */
static void
client_arm (ServeClient *client)
{
  GIOCondition condition = 0;
  gboolean may_receive = client_may_receive (client);
  gboolean is_leaving = client_is_leaving (client);

  if (may_receive)
    condition |= G_IO_IN;
  if (client->stream.wants_write || client->is_writing ||
      (may_receive && serve_stream_has_buffered (&client->stream)) ||
      (client->conn != NULL && ws_conn_get_pending (client->conn) > 0))
    condition |= G_IO_OUT;
  net_watch_set_condition (client->watch, condition);

  if (is_leaving && client->patience == 0)
    client->patience = client->hub->now + PATIENCE;
  serve_timers_set (client->hub->timers, &client->deadline,
                    is_leaving ? client->patience : ws_conn_get_deadline (client->conn));
}

/* Returns: FALSE when the connection is over. */
static gboolean
client_run (ServeClient *client)
{
  if (client->state == CLIENT_LINGERING)
    return client_discard (client);

  client_pull (client);
  client_receive (client);
  if (!client_send (client))
    return FALSE;
  if (client_is_done (client))
    client_linger (client);

  return client->state != CLIENT_LINGERING || !client->is_ended;
}

static void
client_turn (ServeClient *client)
{
  if (client_run (client))
    client_arm (client);
  else
    serve_client_free (client);
}

static void
on_ready (int fd, GIOCondition condition, gpointer user_data)
{
  ServeClient *client = user_data;

  client->hub->now = base_time_monotonic ();
  /* an error would be reported again and again while nothing is read */
  if ((condition & (G_IO_ERR | G_IO_HUP)) != 0 && !client_may_receive (client))
    serve_client_free (client);
  else
    client_turn (client);
}

static void
on_deadline (guint64 now, gpointer user_data)
{
  ServeClient *client = user_data;

  client->hub->now = now;
  if (!client_is_leaving (client))
    {
      client_turn (client);
      return;
    }

  if (client->conn != NULL && ws_conn_get_pending (client->conn) > 0)
    serve_stream_reset (&client->stream);
  serve_client_free (client);
}

static void
on_timer (guint64 now, gpointer user_data)
{
  ServeClient *client = user_data;

  client->hub->now = now;
  client->path->on_timer (client);
  client_turn (client);
}

void
serve_client_new (ServeHub *hub, int fd)
{
  ServeClient *client = g_new0 (ServeClient, 1);

  client->hub = hub;
  client->deadline.func = on_deadline;
  client->deadline.user_data = client;
  client->timer.func = on_timer;
  client->timer.user_data = client;
  client->link.data = client;
  g_queue_push_tail_link (&hub->clients, &client->link);

  client->conn = ws_conn_new (&hub->config);
  if (!serve_stream_init (&client->stream, fd, hub->tls) || client->conn == NULL ||
      ws_conn_start_server (client->conn, hub->now) != WS_OK)
    {
      serve_client_free (client);
      return;
    }
  client->watch = net_watch_new (hub->context, fd, G_IO_IN, on_ready, client);
  client_arm (client);
}

void
serve_client_free (ServeClient *client)
{
  ServeHub *hub = client->hub;

  gboolean is_used = client->state == CLIENT_ANSWERED && client_is_open (client);

  client_end_path (client);
  if (is_used && ws_conn_close (client->conn, 1001, "", hub->now) == WS_OK)
    client_send (client);
  g_clear_pointer (&client->conn, ws_conn_free);
  serve_timers_set (hub->timers, &client->deadline, 0);
  g_clear_pointer (&client->watch, net_watch_free);
  serve_stream_clear (&client->stream);
  g_queue_unlink (&hub->clients, &client->link);
  g_free (client);
}

ServeHub *
serve_client_get_hub (ServeClient *client)
{
  return client->hub;
}

WsConn *
serve_client_get_conn (ServeClient *client)
{
  return client->conn;
}

gpointer
serve_client_get_state (ServeClient *client)
{
  return client->path_state;
}

guint64
serve_client_get_number (ServeClient *client, gsize index)
{
  return client->values[index].number;
}

const char *
serve_client_get_text (ServeClient *client, gsize index)
{
  return client->values[index].text;
}

void
serve_client_set_answered (ServeClient *client, guint16 status)
{
  const WsHead *head = ws_conn_get_head (client->conn);
  ServeHub *hub = client->hub;
  g_autoptr (GString) line = g_string_new (NULL);

  client_set_state (client, CLIENT_ANSWERED);
  if (hub->log == NULL)
    return;

  base_text_append_visible (line, head->method, strlen (head->method), FALSE);
  g_string_append_c (line, ' ');
  base_text_append_visible (line, head->target, strnlen (head->target, LOG_TARGET_MAX), FALSE);
  g_string_append_printf (line, " %u", status);
  hub->log (line->str, hub->log_data);
}

void
serve_client_send (ServeClient *client, WsOpcode opcode, gconstpointer data, gsize len)
{
  WsStatus status = ws_conn_send (client->conn, opcode, data, len, NULL);

  if (status == WS_ERROR_OUTPUT_FULL || status == WS_ERROR_MEMORY)
    serve_client_close (client, 1013, "You send faster than you read.");
}

void
serve_client_start_writing (ServeClient *client)
{
  client->is_writing = TRUE;
}

gsize
serve_client_get_room (ServeClient *client)
{
  gsize pending = ws_conn_get_pending (client->conn);

  return client_is_open (client) && pending < OUTPUT_ROOM ? OUTPUT_ROOM - pending : 0;
}

void
serve_client_set_timer (ServeClient *client, guint64 when)
{
  serve_timers_set (client->hub->timers, &client->timer, when);
}

void
serve_client_close (ServeClient *client, guint16 code, const char *reason)
{
  /* a connection that is closing already is what was wanted */
  (void)ws_conn_close (client->conn, code, reason, client->hub->now);
}

gboolean
serve_client_finish (ServeClient *client)
{
  if (ws_conn_get_pending (client->conn) > 0)
    return TRUE;
  serve_client_close (client, 1000, "");

  return FALSE;
}

void
serve_client_drop (ServeClient *client)
{
  client_set_state (client, CLIENT_DROPPING);
}

void
serve_client_flush (ServeClient *client)
{
  /* a failure is reported by the watch as well, in the turn that may free */
  (void)client_send (client);
}

void
serve_client_wake (ServeClient *client)
{
  client_arm (client);
}
