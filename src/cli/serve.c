/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/server.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/exit-status.h"

#define DEFAULT_PORT 8080

typedef struct
{
  char *host;
  char *cert_file;
  char *key_file;
  gint64 port;
  int use_tls;
} Options;

#define AT(member) .offset = G_STRUCT_OFFSET (Options, member)

static const CliOption options_table[] = {
  { "port", "N", "listen on port N (8080); 0 picks a free one", AT (port),
    .kind = CLI_OPTION_NUMBER, .max = G_MAXUINT16, .letter = 'p' },
  { "host", "ADDRESS", "listen on ADDRESS (127.0.0.1)", AT (host), .kind = CLI_OPTION_STRING },
  { "tls", NULL, "speak wss, with a certificate made up for the run", AT (use_tls), .value = TRUE },
  { "cert", "FILE", "with this certificate (PEM)", AT (cert_file), .kind = CLI_OPTION_STRING },
  { "key", "FILE", "and its key (PEM)", AT (key_file), .kind = CLI_OPTION_STRING },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

static const char *const examples[] = {
  "noctule serve --port 0",
  "noctule serve --tls    # then: noctule connect -k wss://127.0.0.1:8080/echo",
  NULL,
};

static void
log_line (const char *line, gpointer user_data)
{
  g_autoptr (GString) visible = g_string_new (NULL);

  base_text_append_visible (visible, line, strlen (line), FALSE);
  (void)fprintf (stderr, "%s\n", visible->str);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* Ten thousand connections need as many descriptors, and shells allow a thousand. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;

  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit (RLIMIT_NOFILE, &limit);
}

static int
serve (const Options *options)
{
  ServeOptions server_options = {
    .host = options->host,
    .port = (guint16)options->port,
    .use_tls = options->use_tls || options->cert_file != NULL,
    .cert_file = options->cert_file,
    .key_file = options->key_file,
  };
  g_autoptr (ServeServer) server = serve_server_new (&server_options, log_line, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  if (!serve_server_start (server, &error))
    {
      (void)fprintf (stderr, "noctule: %s\n", error->message);
      return CLI_EXIT_CONNECT;
    }

  url = serve_server_dup_url (server);
  (void)printf ("Listening on %s (Ctrl+C stops)\n", url);
  (void)fflush (stdout);

  (void)g_unix_signal_add (SIGINT, on_signal, loop);
  (void)g_unix_signal_add (SIGTERM, on_signal, loop);
  g_main_loop_run (loop);

  return CLI_EXIT_DONE;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, Options *options)
{
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, options, &status);

  if (first < 0)
    return status;
  if (first != argc)
    return cli_command_refuse (command, "“%s” is too much.", argv[first]);
  if ((options->cert_file == NULL) != (options->key_file == NULL))
    return cli_command_refuse (command, "--cert and --key belong together.");

  raise_descriptor_limit ();

  return serve (options);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  Options options = { .host = g_strdup ("127.0.0.1"), .port = DEFAULT_PORT };
  int status = run_with_options (command, argc, argv, &options);

  g_free (options.host);
  g_free (options.cert_file);
  g_free (options.key_file);

  return status;
}

const CliCommand cli_serve_command = {
  .name = "noctule serve",
  .operands = "",
  .summary = "The demo and test server; / lists its paths.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
