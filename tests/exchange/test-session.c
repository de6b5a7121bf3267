/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/session.h"
#include "history/reader.h"
#include "history/store.h"
#include "peer.h"

#include <glib/gstdio.h>
#include <string.h>

static char *unsent;

static void
on_unsent (ExchangeSession *session,
           const char *why,
           guint opcode,
           GBytes *data,
           gpointer user_data)
{
  g_assert_cmpstr (why, !=, "");
  g_assert_cmpuint (opcode, ==, EXCHANGE_TEXT);
  g_free (unsent);
  unsent = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

static void
script_echo_once (int fd, guint nth, gpointer user_data)
{
  g_free (peer_shake_hands (fd));
  for (;;)
    {
      guint8 opcode;
      g_autoptr (GBytes) payload = peer_read_frame (fd, &opcode);

      if (payload == NULL)
        return;
      peer_send_frame (fd, opcode, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
      if (opcode == 8)
        return;
    }
}

static ExchangeRequest *
request_to (guint16 port)
{
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/", port);
  ExchangeRequest *request = exchange_request_new (url);

  request->dial->proxy = g_strdup ("");

  return request;
}

static void
run_until_state (ExchangeSession *session, ExchangeState state)
{
  while (exchange_session_get_state (session) < state)
    g_main_context_iteration (NULL, TRUE);
}

static void
send_text (ExchangeSession *session, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  exchange_session_send (session, EXCHANGE_TEXT, bytes);
}

static void
test_walk (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  g_autoptr (HistoryReader) reader = NULL;
  const ExchangeFacts *facts = exchange_session_get_facts (session);
  guint64 n_messages = 0;

  g_assert_false (exchange_session_is_live (session));
  exchange_session_open (session, request, NULL);
  g_assert_true (exchange_session_is_live (session));

  /* it is not open yet: this waits its turn */
  send_text (session, "early");
  while (facts->counts.messages_in == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (exchange_session_get_state (session), ==, EXCHANGE_STATE_OPEN);
  g_assert_cmpuint (facts->status, ==, 101);
  g_assert_cmpint (facts->open_us, >, 0);

  exchange_session_close (session, 1000, "enough");
  run_until_state (session, EXCHANGE_STATE_CLOSED);
  g_assert_cmpuint (facts->code, ==, 1000);
  g_assert_cmpstr (exchange_session_get_problem (session), ==, "");

  reader = history_reader_open (exchange_session_get_folder (session), NULL);
  for (guint64 n = 1; n <= history_reader_get_last (reader); n++)
    {
      HistoryEvent event;

      g_assert_true (history_reader_get (reader, n, 100, &event, NULL));
      n_messages += event.kind == HISTORY_KIND_MESSAGE ? 1 : 0;
    }
  g_assert_cmpuint (n_messages, ==, 2);
}

static void
test_unsent (void)
{
  guint16 port;
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (ExchangeSession) session = exchange_session_new ();

  {
    g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);

    port = peer_get_port (peer);
  }
  request = request_to (port);
  g_signal_connect (session, "unsent", G_CALLBACK (on_unsent), NULL);
  exchange_session_open (session, request, NULL);
  send_text (session, "lost");
  while (unsent == NULL)
    g_main_context_iteration (NULL, TRUE);
  run_until_state (session, EXCHANGE_STATE_FAILED);
  g_assert_cmpint (exchange_session_get_problem_code (session), ==, EXCHANGE_ERROR_CONNECT);
  g_assert_cmpstr (exchange_session_get_problem (session), !=, "");
  g_assert_cmpstr (unsent, ==, "lost");

  /* and after the end, too */
  send_text (session, "late");
  while (g_strcmp0 (unsent, "late") != 0)
    g_main_context_iteration (NULL, TRUE);
  exchange_session_close (session, 1000, NULL);
  exchange_session_abort (session);
  g_clear_pointer (&unsent, g_free);
}

static void
test_open_again (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  g_autofree char *first = NULL;

  exchange_session_open (session, request, NULL);
  run_until_state (session, EXCHANGE_STATE_OPEN);
  first = g_strdup (exchange_session_get_folder (session));

  /* the first one is closed in order, and says nothing of the second */
  exchange_session_open (session, request, NULL);
  g_assert_cmpint (exchange_session_get_state (session), ==, EXCHANGE_STATE_RESOLVING);
  run_until_state (session, EXCHANGE_STATE_OPEN);
  g_assert_cmpint (exchange_session_get_state (session), ==, EXCHANGE_STATE_OPEN);
  g_assert_cmpstr (exchange_session_get_folder (session), !=, first);
}

static void
script_silent (int fd, guint nth, gpointer user_data)
{
  g_free (peer_read_head (fd));
  if (nth > 0)
    return;

  while (g_atomic_int_get ((gint *)user_data) == 0)
    g_usleep (1000);
}

/* What waits for a connection that is replaced comes back. */
static void
test_unsent_when_replaced (void)
{
  gint is_over = 0;
  g_autoptr (Peer) peer = peer_new (script_silent, &is_over);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();

  g_signal_connect (session, "unsent", G_CALLBACK (on_unsent), NULL);
  exchange_session_open (session, request, NULL);
  send_text (session, "of the first");
  exchange_session_open (session, request, NULL);
  while (unsent == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (unsent, ==, "of the first");
  g_clear_pointer (&unsent, g_free);
  g_atomic_int_set (&is_over, 1);
  run_until_state (session, EXCHANGE_STATE_FAILED);
}

static void
test_text_that_cannot_be_sent (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();

  g_signal_connect (session, "unsent", G_CALLBACK (on_unsent), NULL);
  exchange_session_open (session, request, NULL);
  send_text (session, "\377");
  while (unsent == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (exchange_session_get_state (session), ==, EXCHANGE_STATE_OPEN);
  g_clear_pointer (&unsent, g_free);
  exchange_session_close (session, 1000, NULL);
  run_until_state (session, EXCHANGE_STATE_CLOSED);
}

/* A closed connection holds its log no longer: it may be deleted at once. */
static void
test_log_is_let_go (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  g_autoptr (GError) error = NULL;

  exchange_session_open (session, request, NULL);
  run_until_state (session, EXCHANGE_STATE_OPEN);
  g_assert_false (history_store_delete (exchange_session_get_folder (session), NULL));
  exchange_session_close (session, 1000, NULL);
  run_until_state (session, EXCHANGE_STATE_CLOSED);
  g_assert_true (history_store_delete (exchange_session_get_folder (session), &error));
  g_assert_no_error (error);
}

static void
test_no_log (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  g_autofree char *folder = history_store_dup_folder ();
  g_autofree char *aside = g_strconcat (folder, ".aside", NULL);
  g_autofree char *warning = NULL;

  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  exchange_session_open (session, request, NULL);
  run_until_state (session, EXCHANGE_STATE_OPEN);
  g_assert_null (exchange_session_get_folder (session));
  g_object_get (session, "warning", &warning, NULL);
  g_assert_cmpstr (warning, !=, "");
  exchange_session_close (session, 1000, NULL);
  run_until_state (session, EXCHANGE_STATE_CLOSED);
  g_assert_cmpint (g_unlink (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

static void
test_full_disk (void)
{
  g_autoptr (Peer) peer = peer_new (script_echo_once, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer_get_port (peer));
  g_autoptr (ExchangeSession) session = exchange_session_new ();
  g_autofree char *warning = NULL;
  HistoryLimits limits;

  history_limits_init (&limits);
  limits.segment_events = 1; /* each one asks for the free space */
  limits.min_free = G_MAXUINT64;
  exchange_session_open (session, request, &limits);
  run_until_state (session, EXCHANGE_STATE_OPEN);
  g_assert_nonnull (exchange_session_get_folder (session));
  g_object_get (session, "warning", &warning, NULL);
  g_assert_nonnull (strstr (warning, "Recording stopped"));
  exchange_session_close (session, 1000, NULL);
  run_until_state (session, EXCHANGE_STATE_CLOSED);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/session/walk", test_walk);
  g_test_add_func ("/exchange/session/unsent", test_unsent);
  g_test_add_func ("/exchange/session/open-again", test_open_again);
  g_test_add_func ("/exchange/session/unsent-when-replaced", test_unsent_when_replaced);
  g_test_add_func ("/exchange/session/text-that-cannot-be-sent", test_text_that_cannot_be_sent);
  g_test_add_func ("/exchange/session/log-is-let-go", test_log_is_let_go);
  g_test_add_func ("/exchange/session/no-log", test_no_log);
  g_test_add_func ("/exchange/session/full-disk", test_full_disk);

  return g_test_run ();
}
