/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/transfer-private.h"

#include "client.h"
#include "server.h"

#include <fcntl.h>
#include <unistd.h>

typedef struct
{
  NetTransfer *transfer;
  guint n_attempts;
  guint n_closed;
  guint n_turns;
  gboolean is_done;
  gboolean frees; /* in on_done */
  CURLcode result;
} Fixture;

static void
on_attempt (int fd, const struct curl_sockaddr *address, gpointer user_data)
{
  ((Fixture *)user_data)->n_attempts++;
}

static void
on_closed (int fd, gpointer user_data)
{
  ((Fixture *)user_data)->n_closed++;
}

static void
on_debug (curl_infotype type, const char *data, gsize len, gpointer user_data)
{
}

static void
on_progress (gpointer user_data)
{
  ((Fixture *)user_data)->n_turns++;
}

static void
on_done (CURLcode result, gpointer user_data)
{
  Fixture *f = user_data;

  f->is_done = TRUE;
  f->result = result;
  if (f->frees)
    g_clear_pointer (&f->transfer, net_transfer_free);
}

static const NetTransferFuncs funcs = { on_attempt, on_closed, on_debug, on_progress, on_done };

static void
start (Fixture *f, guint port)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  CURL *easy;

  f->transfer = net_transfer_new (&funcs, f);
  easy = net_transfer_get_easy (f->transfer);
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_CONNECT_ONLY, 1L);
  net_transfer_start (f->transfer);
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *)data)->is_done;
}

static void
test_steal (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  Fixture f = { 0 };
  int fd;

  start (&f, server_get_port (server));
  g_assert_cmpuint (f.n_turns, ==, 0);
  client_turn_until (is_done, &f);
  g_assert_cmpint (f.result, ==, CURLE_OK);
  g_assert_cmpuint (f.n_attempts, ==, 1);
  g_assert_cmpuint (f.n_closed, ==, 0);

  fd = net_transfer_steal_fd (f.transfer);
  net_transfer_free (f.transfer);
  g_assert_cmpint (fcntl (fd, F_GETFD), !=, -1);
  close (fd);
}

static void
test_settle (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_text, (gpointer) "hi");
  Fixture f = { 0 };
  gsize n;
  guint n_turns;

  start (&f, server_get_port (server));
  client_turn_until (is_done, &f);
  net_transfer_settle (f.transfer);
  n_turns = f.n_turns;

  g_assert_cmpint (curl_easy_send (net_transfer_get_easy (f.transfer), "x", 1, &n), ==, CURLE_OK);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f.n_turns, ==, n_turns);
  net_transfer_free (f.transfer);
  g_assert_cmpuint (f.n_closed, ==, 0); /* is told while connecting only */
}

static void
test_refused (void)
{
  Fixture f = { .frees = TRUE };

  start (&f, 1);
  client_turn_until (is_done, &f);
  g_assert_cmpint (f.result, ==, CURLE_COULDNT_CONNECT);
  g_assert_cmpuint (f.n_attempts, ==, 1);
  g_assert_cmpuint (f.n_closed, ==, 1);
}

static void
test_free_early (void)
{
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);

  for (guint n_turns = 0; n_turns < 4; n_turns++)
    {
      Fixture f = { 0 };

      start (&f, server_get_port (server));
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      g_clear_pointer (&f.transfer, net_transfer_free);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/steal", test_steal);
  g_test_add_func ("/net/transfer/settle", test_settle);
  g_test_add_func ("/net/transfer/refused", test_refused);
  g_test_add_func ("/net/transfer/free-early", test_free_early);
  return g_test_run ();
}
