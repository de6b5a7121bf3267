/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runner.h"

#include "trace.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A client may be a script of a slow language, started while both processors are busy. */
#define START_US (G_TIME_SPAN_SECOND * 20)

/* After TCP has ended; noctule waits 5 s for a peer that does not close. */
#define EXIT_US (G_TIME_SPAN_SECOND * 8)

/* Cases that mostly wait, for each that works. */
#define IDLE_PER_JOB 3

typedef struct
{
  const Runner *runner;
  const Case *cases;
  Result *results;
  GMutex lock; /* of done() */
} Run;

static int
listen_anywhere (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = GUINT32_TO_BE (INADDR_LOOPBACK) };
  socklen_t len = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *)&address, len) != 0 || listen (fd, 1) != 0 ||
      getsockname (fd, (struct sockaddr *)&address, &len) != 0)
    g_error ("no port to listen on: %s", g_strerror (errno));
  *port = GUINT16_FROM_BE (address.sin_port);

  return fd;
}

/* Returns: the connection, or -1: the client did not come, or has ended without coming. */
static int
accept_client (int listener, const Client *client)
{
  int on = 1;
  int fd;
  struct pollfd entries[] = { { .fd = listener, .events = POLLIN },
                              { .fd = client->report, .events = POLLIN } };

  if (poll (entries, G_N_ELEMENTS (entries), (int)(START_US / 1000)) < 1 ||
      (entries[0].revents & POLLIN) == 0)
    return -1;

  fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  /* each write is to be a segment of its own */
  if (fd >= 0 && setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
    g_error ("TCP_NODELAY: %s", g_strerror (errno));

  return fd;
}

/* Returns: (transfer full) (nullable): where the client is to log, NULL: nowhere. Not in the 517:
 * gigabytes go by. */
static char *
new_trace (const Runner *runner, const Case *c)
{
  gboolean has_place = FALSE;

  for (gsize i = 0; runner->command[i] != NULL; i++)
    has_place = has_place || strstr (runner->command[i], "{log}") != NULL;

  return has_place && !case_is_numbered (c) ? trace_new () : NULL;
}

static void
meet_client (const Case *c, int listener, const Client *client, Record *record)
{
  int fd = accept_client (listener, client);

  close (listener);
  if (fd >= 0)
    play_case (c, fd, record);
  else
    record->heard = g_array_new (FALSE, FALSE, sizeof (Step));
}

static void
run_case (const Runner *runner, const Case *c, Result *result)
{
  guint16 port;
  int listener = listen_anywhere (&port);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/case?n=%s", port, c->number);
  char *log = new_trace (runner, c);
  const ClientStart start = {
    .command = runner->command,
    .options = c->options,
    .url = url,
    .log = log == NULL ? "none" : log,
  };
  Record record = { 0 };
  Client client;

  client_start (&client, &start);
  meet_client (c, listener, &client, &record);
  client_finish (&client, g_get_monotonic_time () + EXIT_US, &result->end);
  result->end.log_fault = log == NULL ? NULL : trace_find_fault (log);
  judge (c, &record, result);
  g_clear_pointer (&log, trace_free);
  play_record_clear (&record);
}

static void
run_in_pool (gpointer data, gpointer user_data)
{
  Run *run = user_data;
  const Case *c = data;
  Result *result = &run->results[c - run->cases];

  run_case (run->runner, c, result);
  g_mutex_lock (&run->lock);
  run->runner->done (c, result, run->runner->user_data);
  g_mutex_unlock (&run->lock);
}

static GThreadPool *
new_pool (Run *run, guint n_threads)
{
  return g_thread_pool_new (run_in_pool, run, (int)n_threads, TRUE, NULL);
}

void
runner_run (const Runner *runner, GArray *cases, Result *results)
{
  Run run = { .runner = runner, .cases = &g_array_index (cases, Case, 0), .results = results };
  GThreadPool *busy = new_pool (&run, runner->jobs);
  GThreadPool *idle = new_pool (&run, runner->jobs * IDLE_PER_JOB);

  g_mutex_init (&run.lock);
  for (guint i = 0; i < cases->len; i++)
    {
      Case *c = &g_array_index (cases, Case, i);

      g_thread_pool_push (c->is_heavy ? busy : idle, c, NULL);
    }
  g_thread_pool_free (idle, FALSE, TRUE);
  g_thread_pool_free (busy, FALSE, TRUE);
  g_mutex_clear (&run.lock);
}
