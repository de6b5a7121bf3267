/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/session.h"
#include "history/reader.h"
#include "peer.h"

#include <string.h>

static char *unsent;

static void
on_unsent (ExchangeSession *session, const char *why, gpointer user_data)
{
  g_free (unsent);
  unsent = g_strdup (why);
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

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/session/walk", test_walk);
  g_test_add_func ("/exchange/session/unsent", test_unsent);
  g_test_add_func ("/exchange/session/open-again", test_open_again);

  return g_test_run ();
}
