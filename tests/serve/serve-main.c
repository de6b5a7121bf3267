/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/server.h"

#include <glib-unix.h>
#include <stdio.h>

/* A server for scripts, in place of noctule serve: of its options it knows --tls. Prints its URL
 * and runs until SIGTERM or SIGINT. */

static void
on_log (const char *line, gpointer user_data)
{
  fprintf (stderr, "%s\n", line);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

int
main (int argc, char *argv[])
{
  ServeOptions options = {
    .host = (char *)"127.0.0.1",
    .use_tls = g_strv_contains ((const char *const *)argv, "--tls"),
  };
  g_autoptr (ServeServer) server = serve_server_new (&options, on_log, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  if (!serve_server_start (server, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  url = serve_server_dup_url (server);
  printf ("%s\n", url);
  fflush (stdout);
  g_main_loop_run (loop);

  return 0;
}
