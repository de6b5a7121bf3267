/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection.h"
#include "history/reader.h"
#include "peer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

/* What a connection told, in letters: its events by kind, in order. */
typedef struct
{
  ExchangeConnection *connection;
  GString *kinds;
  GString *last_message;
  guint n_drained;
  guint64 n_bytes;
  void (*on_event) (const HistoryEvent *event);
} Told;

static Told told;

static void
on_event (const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges, gpointer user_data)
{
  g_string_append_printf (told.kinds, "%s%s ", event->flags & HISTORY_FLAG_OUT ? ">" : "",
                          history_kind_get_name (event->kind));
  if (event->kind == HISTORY_KIND_MESSAGE)
    {
      told.n_bytes += event->len;
      g_string_truncate (told.last_message, 0);
      g_string_append_len (told.last_message, (const char *)event->data, MIN (event->len, 100));
    }
  if (told.on_event != NULL)
    told.on_event (event);
}

static void
on_drained (gpointer user_data)
{
  told.n_drained++;
}

static const ExchangeSink sink = { .event = on_event, .drained = on_drained };

static ExchangeRequest *
request_to (guint16 port, const char *path)
{
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s", port, path);
  ExchangeRequest *request = exchange_request_new (url);

  request->dial->proxy = g_strdup ("");

  return request;
}

static void
begin (const ExchangeRequest *request, HistoryWriter *writer)
{
  told = (Told){ .kinds = g_string_new (NULL), .last_message = g_string_new (NULL) };
  told.connection = exchange_connection_new (request, writer, &sink, NULL);
}

static void
end (void)
{
  g_clear_object (&told.connection);
  g_string_free (told.kinds, TRUE);
  g_string_free (told.last_message, TRUE);
}

static void
run_until (ExchangeState state)
{
  while (exchange_connection_get_state (told.connection) < state)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_ended (ExchangeState state, ExchangeError code)
{
  run_until (EXCHANGE_STATE_CLOSED);
  g_assert_cmpint (exchange_connection_get_state (told.connection), ==, state);
  g_assert_error (exchange_connection_get_end (told.connection)->error, EXCHANGE_ERROR, (int)code);
}

/* Scripts */
static void
script_echo (int fd, guint nth, gpointer user_data)
{
  guint8 opcode = 0;

  g_free (peer_shake_hands (fd));
  while (opcode != 8)
    {
      g_autoptr (GBytes) payload = peer_read_frame (fd, &opcode);

      if (payload == NULL)
        return;
      peer_send_frame (fd, opcode, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
    }
}

static void
script_answer (int fd, guint nth, gpointer user_data)
{
  g_free (peer_read_head (fd));
  peer_send (fd, user_data, strlen (user_data));
}

static void
script_silent (int fd, guint nth, gpointer user_data)
{
  char byte;

  while (recv (fd, &byte, 1, 0) == 1)
    ;
}

static void
script_silent_after_handshake (int fd, guint nth, gpointer user_data)
{
  char bytes[65536];

  g_free (peer_shake_hands (fd));
  while (recv (fd, bytes, sizeof bytes, 0) > 0)
    ;
}

static void
script_drop (int fd, guint nth, gpointer user_data)
{
  g_free (peer_shake_hands (fd));
  peer_send_frame (fd, 1, "bye", 3);
}

static void
test_echo_is_recorded (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");
  g_autofree char *parent = g_dir_make_tmp (NULL, NULL);
  g_autofree char *folder = g_build_filename (parent, "log", NULL);
  g_autofree char *about = exchange_request_dup_about (request);
  g_autofree char *summary = NULL;
  g_autoptr (HistoryReader) reader = NULL;
  HistoryLimits limits;
  const ExchangeEnd *how;
  HistoryEvent event;

  history_limits_init (&limits);
  limits.min_free = 0;
  begin (request, history_writer_new (folder, &limits, about, NULL));
  exchange_connection_open (told.connection);
  run_until (EXCHANGE_STATE_OPEN);
  g_assert_true (exchange_connection_send (told.connection, EXCHANGE_TEXT, "hallo", 5, NULL));
  while (exchange_connection_get_counts (told.connection)->messages_in == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (exchange_connection_close (told.connection, 1000, "done", NULL));
  run_until (EXCHANGE_STATE_CLOSED);

  how = exchange_connection_get_end (told.connection);
  g_assert_no_error (how->error);
  g_assert_true (how->is_clean);
  g_assert_cmpuint (how->code, ==, 1000);
  g_assert_cmpuint (how->status, ==, 101);
  g_assert_cmpstr (told.last_message->str, ==, "hallo");
  g_assert_cmpuint (exchange_connection_get_counts (told.connection)->messages_out, ==, 1);
  g_assert_cmpstr (told.kinds->str, ==,
                   "connect connect >request response open >message message >close close closed ");

  reader = history_reader_open (folder, NULL);
  g_assert_cmpuint (history_reader_get_last (reader), ==, 10);
  g_assert_true (history_reader_get (reader, 7, 100, &event, NULL));
  g_assert_cmpmem (event.data, event.len, "hallo", 5);
  summary = history_reader_dup_summary (reader);
  g_assert_nonnull (strstr (summary, "\"messages-in\":1"));
  g_assert_nonnull (strstr (summary, "\"code\":1000"));
  end ();
}

static void
test_refused (void)
{
  g_autoptr (Peer) peer = peer_new (script_answer, (gpointer) "HTTP/1.1 403 Forbidden\r\n"
                                                              "Content-Length: 4\r\n\r\nnope");
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_REFUSED);
  g_assert_cmpuint (exchange_connection_get_end (told.connection)->status, ==, 403);
  g_assert_cmpstr (told.kinds->str, ==, "connect connect >request response body error ");
  end ();
}

static void
test_wrong_accept (void)
{
  g_autoptr (Peer) peer =
    peer_new (script_answer,
              (gpointer) "HTTP/1.1 101 Switching Protocols\r\n"
                         "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n");
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_PROTOCOL);
  end ();
}

static void
test_dropped (void)
{
  g_autoptr (Peer) peer = peer_new (script_drop, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_CLOSED, EXCHANGE_ERROR_ABNORMAL);
  g_assert_cmpuint (exchange_connection_get_end (told.connection)->code, ==, 1006);
  g_assert_cmpstr (told.last_message->str, ==, "bye");
  end ();
}

static void
test_nobody_listens (void)
{
  guint16 port;
  g_autoptr (ExchangeRequest) request = NULL;

  {
    g_autoptr (Peer) peer = peer_new (script_silent, NULL);

    port = peer_get_port (peer);
  }
  request = request_to (port, "/");
  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_CONNECT);
  end ();
}

static void
test_wrong_url (void)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new ("ftp://example.com/");

  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_USAGE);
  end ();
}

static void
test_cancel (void)
{
  g_autoptr (Peer) peer = peer_new (script_silent, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  begin (request, NULL);
  exchange_connection_open (told.connection);
  run_until (EXCHANGE_STATE_HANDSHAKING);
  g_assert_true (exchange_connection_close (told.connection, 1000, NULL, NULL));
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_CANCELLED);
  end ();
}

static void
test_connect_timeout (void)
{
  g_autoptr (Peer) peer = peer_new (script_silent, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  request->connect_timeout = 50;
  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_TIMED_OUT);
  end ();
}

static void
abort_at_message (const HistoryEvent *event)
{
  if (event->kind == HISTORY_KIND_MESSAGE)
    exchange_connection_abort (told.connection);
}

static void
script_half_a_body (int fd, guint nth, gpointer user_data)
{
  script_answer (fd, nth, (gpointer) "HTTP/1.1 403 Forbidden\r\nContent-Length: 10\r\n\r\nno");
  script_silent (fd, nth, user_data);
}

/* The refusal is what the person needs to see, not how its body ended. */
static void
test_timeout_in_body (void)
{
  g_autoptr (Peer) peer = peer_new (script_half_a_body, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  request->connect_timeout = 50;
  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_REFUSED);
  g_assert_nonnull (strstr (told.kinds->str, "response body error"));
  end ();
}

static void
test_abort_inside_event (void)
{
  g_autoptr (Peer) peer = peer_new (script_drop, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");

  begin (request, NULL);
  told.on_event = abort_at_message;
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_CLOSED, EXCHANGE_ERROR_CANCELLED);
  end ();
}

static void
test_send_when_not_open (void)
{
  g_autoptr (ExchangeRequest) request = request_to (1, "/");
  g_autoptr (GError) error = NULL;

  begin (request, NULL);
  g_assert_false (exchange_connection_send (told.connection, EXCHANGE_TEXT, "x", 1, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
  end ();
}

/* Redirects: the first connection is sent on to another origin, which sees what is left. */
typedef struct
{
  guint16 other_port;
  char *head;
} Redirect;

static void
script_redirect (int fd, guint nth, gpointer user_data)
{
  const Redirect *redirect = user_data;
  g_autofree char *answer =
    g_strdup_printf ("HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n"
                     "Location: ws://127.0.0.1:%u/there?x=1\r\n\r\n",
                     redirect->other_port);

  g_free (peer_read_head (fd));
  peer_send (fd, answer, strlen (answer));
}

static void
script_keep_head (int fd, guint nth, gpointer user_data)
{
  Redirect *redirect = user_data;
  guint8 opcode;

  redirect->head = peer_shake_hands (fd);
  peer_send_frame (fd, 8, "\x03\xe8", 2);
  g_bytes_unref (peer_read_frame (fd, &opcode));
}

static void
test_redirect (gconstpointer follows)
{
  Redirect redirect = { 0 };
  g_autoptr (Peer) there = peer_new (script_keep_head, &redirect);
  g_autoptr (Peer) here = peer_new (script_redirect, &redirect);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (here), "/");

  redirect.other_port = peer_get_port (there);
  request->follow_redirects = follows != NULL;
  request->user = g_strdup ("me");
  exchange_request_add_header (request, "Cookie", "secret=1");
  exchange_request_add_header (request, "X-Kept", "yes");
  begin (request, NULL);
  exchange_connection_open (told.connection);
  if (follows == NULL)
    {
      assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_REFUSED);
      end ();
      return;
    }

  run_until (EXCHANGE_STATE_CLOSED);
  g_assert_no_error (exchange_connection_get_end (told.connection)->error);
  g_assert_true (g_str_has_prefix (redirect.head, "GET /there?x=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (redirect.head, "X-Kept: yes"));
  g_assert_null (strstr (redirect.head, "Cookie"));
  g_assert_null (strstr (redirect.head, "Authorization"));
  end ();
  g_free (redirect.head);
}

static void
test_redirects_without_end (void)
{
  Redirect redirect = { 0 };
  g_autoptr (Peer) here = peer_new (script_redirect, &redirect);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (here), "/");

  redirect.other_port = peer_get_port (here);
  request->follow_redirects = TRUE;
  begin (request, NULL);
  exchange_connection_open (told.connection);
  assert_ended (EXCHANGE_STATE_FAILED, EXCHANGE_ERROR_REFUSED);
  end ();
}

/* A flood of which nothing may be lost, however slow the one who takes it. */
#define FLOOD_MESSAGES 4000
#define FLOOD_SIZE     16000

static void
script_flood (int fd, guint nth, gpointer user_data)
{
  g_autofree char *payload = g_malloc0 (FLOOD_SIZE);

  g_free (peer_shake_hands (fd));
  for (guint i = 0; i < FLOOD_MESSAGES; i++)
    peer_send_frame (fd, 2, payload, FLOOD_SIZE);
  peer_send_frame (fd, 8, "\x03\xe8", 2);
  shutdown (fd, SHUT_WR);
  script_silent (fd, nth, user_data);
}

static void
pause_at_message (const HistoryEvent *event)
{
  if (event->kind == HISTORY_KIND_MESSAGE)
    exchange_connection_set_paused (told.connection, TRUE);
}

static void
test_pause_stops_reading (void)
{
  g_autoptr (Peer) peer = peer_new (script_flood, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");
  guint64 n_paused;

  begin (request, NULL);
  told.on_event = pause_at_message;
  exchange_connection_open (told.connection);
  while (told.n_bytes == 0)
    g_main_context_iteration (NULL, TRUE);

  /* whatever is still due: nothing more is read, so this comes to rest */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  n_paused = told.n_bytes;
  g_assert_cmpuint (n_paused, <, 2 * 1024 * 1024);

  told.on_event = NULL;
  exchange_connection_set_paused (told.connection, FALSE);
  run_until (EXCHANGE_STATE_CLOSED);
  g_assert_cmpuint (told.n_bytes, ==, (guint64)FLOOD_MESSAGES * FLOOD_SIZE);
  g_assert_true (exchange_connection_get_end (told.connection)->is_clean);
  end ();
}

/* What is queued and written within one turn was above the mark all the same. */
static void
test_drained_within_a_turn (void)
{
  g_autoptr (Peer) peer = peer_new (script_silent_after_handshake, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");
  g_autofree char *payload = g_malloc0 (2 * EXCHANGE_HIGH_MARK);

  begin (request, NULL);
  exchange_connection_open (told.connection);
  run_until (EXCHANGE_STATE_OPEN);
  g_assert_true (exchange_connection_send (told.connection, EXCHANGE_BINARY, payload,
                                           2 * EXCHANGE_HIGH_MARK, NULL));
  while (told.n_drained == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (exchange_connection_get_pending (told.connection), <=, EXCHANGE_LOW_MARK);
  exchange_connection_abort (told.connection);
  end ();
}

static void
script_read_late (int fd, guint nth, gpointer user_data)
{
  gint *may_read = user_data;
  guint8 opcode = 0;

  g_free (peer_shake_hands (fd));
  while (g_atomic_int_get (may_read) == 0)
    g_thread_yield ();
  while (opcode != 8)
    {
      g_autoptr (GBytes) payload = peer_read_frame (fd, &opcode);

      if (payload == NULL)
        return;
      if (opcode == 8)
        peer_send_frame (fd, 8, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
    }
}

static void
test_slow_receiver_is_waited_for (void)
{
  gint may_read = 0;
  g_autoptr (Peer) peer = peer_new (script_read_late, &may_read);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer), "/");
  g_autofree char *payload = g_malloc0 (60000);

  begin (request, NULL);
  exchange_connection_open (told.connection);
  run_until (EXCHANGE_STATE_OPEN);
  while (exchange_connection_get_pending (told.connection) < EXCHANGE_HIGH_MARK)
    {
      g_assert_true (
        exchange_connection_send (told.connection, EXCHANGE_BINARY, payload, 60000, NULL));
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (told.n_drained, ==, 0);

  g_atomic_int_set (&may_read, 1);
  while (told.n_drained == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (exchange_connection_get_pending (told.connection), <=, EXCHANGE_LOW_MARK);
  exchange_connection_close (told.connection, 1000, NULL, NULL);
  run_until (EXCHANGE_STATE_CLOSED);
  g_assert_no_error (exchange_connection_get_end (told.connection)->error);
  end ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/connection/echo-is-recorded", test_echo_is_recorded);
  g_test_add_func ("/exchange/connection/refused", test_refused);
  g_test_add_func ("/exchange/connection/wrong-accept", test_wrong_accept);
  g_test_add_func ("/exchange/connection/dropped", test_dropped);
  g_test_add_func ("/exchange/connection/nobody-listens", test_nobody_listens);
  g_test_add_func ("/exchange/connection/wrong-url", test_wrong_url);
  g_test_add_func ("/exchange/connection/cancel", test_cancel);
  g_test_add_func ("/exchange/connection/connect-timeout", test_connect_timeout);
  g_test_add_func ("/exchange/connection/timeout-in-body", test_timeout_in_body);
  g_test_add_func ("/exchange/connection/abort-inside-event", test_abort_inside_event);
  g_test_add_func ("/exchange/connection/send-when-not-open", test_send_when_not_open);
  g_test_add_data_func ("/exchange/connection/redirect-followed", GINT_TO_POINTER (1),
                        test_redirect);
  g_test_add_data_func ("/exchange/connection/redirect-not-followed", NULL, test_redirect);
  g_test_add_func ("/exchange/connection/redirects-without-end", test_redirects_without_end);
  g_test_add_func ("/exchange/connection/pause-stops-reading", test_pause_stops_reading);
  g_test_add_func ("/exchange/connection/drained-within-a-turn", test_drained_within_a_turn);
  g_test_add_func ("/exchange/connection/slow-receiver-is-waited-for",
                   test_slow_receiver_is_waited_for);

  return g_test_run ();
}
