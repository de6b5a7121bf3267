/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/server.h"

#include <string.h>

/* Returns: whether somebody answers HTTP on @port. */
static gboolean
is_answered (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                                              port, NULL, NULL);
  static const char request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  char answer[16] = { 0 };

  if (connection == NULL)
    return FALSE;
  g_assert_true (
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                               strlen (request), NULL, NULL, NULL));
  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                          answer, 12, NULL, NULL, NULL));
  g_assert_cmpstr (answer, ==, "HTTP/1.1 200");

  return TRUE;
}

static void
test_life (void)
{
  g_autoptr (AppServer) server = app_server_new ();
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_assert_false (app_server_get_is_running (server));
  app_server_stop (server);
  g_assert_true (app_server_start (server, 0, &error));
  g_assert_no_error (error);
  port = app_server_get_port (server);
  g_assert_cmpuint (port, !=, 0);
  g_assert_true (is_answered (port));

  /* a second start changes nothing */
  g_assert_true (app_server_start (server, 0, NULL));
  g_assert_cmpuint (app_server_get_port (server), ==, port);

  app_server_stop (server);
  g_assert_false (app_server_get_is_running (server));
  g_assert_cmpuint (app_server_get_port (server), ==, 0);
  g_assert_false (is_answered (port));
}

static void
count (gpointer object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
test_taken_port (void)
{
  g_autoptr (AppServer) first = app_server_new ();
  g_autoptr (AppServer) second = app_server_new ();
  guint n_notified = 0;
  guint16 port;

  g_assert_true (app_server_start (first, 0, NULL));
  port = app_server_get_port (first);
  g_signal_connect (second, "notify::is-running", G_CALLBACK (count), &n_notified);
  g_assert_true (app_server_start (second, port, NULL));
  g_assert_cmpuint (app_server_get_port (second), !=, port);
  g_assert_true (is_answered (app_server_get_port (second)));
  g_assert_true (is_answered (port));
  app_server_stop (second);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* Stopping what has just been started does not wait for ever. */
static void
test_at_once (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (AppServer) server = app_server_new ();

      g_assert_true (app_server_start (server, 0, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/server/life", test_life);
  g_test_add_func ("/app/server/taken-port", test_taken_port);
  g_test_add_func ("/app/server/at-once", test_at_once);
  return g_test_run ();
}
