/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define REPORT_FD 3

/* What is kept of stderr. */
#define ERRORS_MAX 4096

typedef struct
{
  int wait_status;
  long kib;
  gint64 us;
} Report;

static GStrv
make_argv (const ClientStart *start)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;
  gboolean has_url = FALSE;

  g_strv_builder_add_many (argv, "/proc/self/exe", "--measure", NULL);
  for (gsize i = 0; start->command[i] != NULL; i++)
    {
      GString *word = g_string_new (start->command[i]);
      g_autofree char *text = NULL;

      has_url = g_string_replace (word, "{url}", start->url, 0) > 0 || has_url;
      g_string_replace (word, "{log}", start->log, 0);
      text = g_string_free (word, FALSE);
      g_strv_builder_add (argv, text);
    }
  if (start->options != NULL && !g_shell_parse_argv (start->options, NULL, &more, NULL))
    g_error ("these options cannot be read: %s", start->options);
  if (more != NULL)
    g_strv_builder_addv (argv, (const char **)more);
  if (!has_url)
    g_strv_builder_add (argv, start->url);

  return g_strv_builder_end (argv);
}

void
client_start (Client *client, const ClientStart *start)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = make_argv (start);
  int ends[2];
  int target = REPORT_FD;

  client->errors = memfd_create ("stderr", MFD_CLOEXEC);
  if (client->errors < 0 || pipe2 (ends, O_CLOEXEC) != 0)
    g_error ("no descriptor is left for a client");
  client->report = ends[0];
  if (!g_spawn_async_with_pipes_and_fds (NULL, (const char *const *)argv, NULL,
                                         G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                                         NULL, NULL, -1, -1, client->errors, &ends[1], &target, 1,
                                         &client->helper, NULL, NULL, NULL, &error))
    g_error ("the client does not start: %s", error->message);
  close (ends[1]);
}

/* Returns: (transfer full): the last line in @fd that is not empty, "" without one. */
static char *
dup_last_line (int fd)
{
  char text[ERRORS_MAX + 1];
  off_t len = lseek (fd, 0, SEEK_END);
  gssize n = pread (fd, text, ERRORS_MAX, MAX (len - ERRORS_MAX, 0));
  char *line;

  text[MAX (n, 0)] = '\0';
  g_strchomp (text);
  line = strrchr (text, '\n');

  return g_utf8_make_valid (line == NULL ? text : line + 1, -1);
}

static gboolean
wait_for_report (int fd, gint64 deadline, Report *report)
{
  struct pollfd entry = { .fd = fd, .events = POLLIN };
  gint64 left = deadline - g_get_monotonic_time ();

  return poll (&entry, 1, (int)(MAX (left, 0) / 1000)) == 1 &&
         read (fd, report, sizeof *report) == sizeof *report;
}

void
client_finish (Client *client, gint64 deadline, ClientEnd *end)
{
  Report report = { 0 };

  end->has_ended = wait_for_report (client->report, deadline, &report);
  if (!end->has_ended)
    kill (client->helper, SIGKILL); /* and with it the client, see run() */
  while (waitpid (client->helper, NULL, 0) < 0 && errno == EINTR)
    continue;

  end->status = WIFEXITED (report.wait_status) ? WEXITSTATUS (report.wait_status)
                                               : 128 + WTERMSIG (report.wait_status);
  end->mib = (guint)((report.kib + 1023) / 1024);
  end->ms = (guint)(report.us / 1000);
  end->errors = dup_last_line (client->errors);
  close (client->report);
  close (client->errors);
}

static void
run (char **argv)
{
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0)
    _exit (126);
  close (REPORT_FD);
  execvp (argv[0], argv);
  g_printerr ("%s: %s\n", argv[0], g_strerror (errno));
  _exit (127);
}

int
client_measure (char **argv)
{
  struct rusage usage = { 0 };
  Report report = { 0 };
  gint64 start = g_get_monotonic_time ();
  pid_t pid = fork ();

  if (pid == 0)
    run (argv);
  if (pid < 0 || wait4 (pid, &report.wait_status, 0, &usage) != pid)
    return 1;
  report.kib = usage.ru_maxrss;
  report.us = g_get_monotonic_time () - start;

  return write (REPORT_FD, &report, sizeof report) == sizeof report ? 0 : 1;
}
