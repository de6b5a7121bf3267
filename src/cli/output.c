/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/options.h"

/* A queue that a huge message has grown gives its memory back. */
#define KEPT_MAX ((gsize)4 * 1024 * 1024)

/* How not to block. */
typedef enum
{
  WAY_PLAIN,  /* a regular file never makes one wait; a description of our own is O_NONBLOCK */
  WAY_SOCKET, /* asked for with each call */
  WAY_SHARED, /* polled first: then PIPE_BUF bytes fit into a pipe (pipe(7)) */
} Way;

struct _CliOutput
{
  GString *queue;
  gsize start; /* what stands before it in @queue is written */
  GSource *source;
  GSourceFunc on_drained;
  gpointer user_data;
  int own_fd; /* -1: none */
  int fd;     /* borrowed, or @own_fd */
  int error;
  Way way;
};

int
cli_output_open (const char *path, GError **error)
{
  int fd;

  if (path == NULL || strcmp (path, "-") == 0)
    return STDOUT_FILENO;

  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "“%s” cannot be written: %s.", path,
                 g_strerror (errno));

  return fd;
}

void
cli_output_close (int fd)
{
  if (fd != STDOUT_FILENO)
    (void)close (fd);
}

/* A pipe or a terminal opened again has flags of its own. */
static int
open_again (int fd)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  return open (path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static void
choose_way (CliOutput *output)
{
  struct stat info;

  if (fstat (output->fd, &info) != 0 || S_ISREG (info.st_mode))
    return;

  if (S_ISSOCK (info.st_mode))
    {
      output->way = WAY_SOCKET;
      return;
    }

  output->own_fd = open_again (output->fd);
  if (output->own_fd >= 0)
    output->fd = output->own_fd;
  else
    output->way = WAY_SHARED;
}

CliOutput *
cli_output_new (int fd, GSourceFunc on_drained, gpointer user_data)
{
  CliOutput *output = g_new0 (CliOutput, 1);

  output->queue = g_string_new (NULL);
  output->on_drained = on_drained;
  output->user_data = user_data;
  output->own_fd = -1;
  output->fd = fd;
  choose_way (output);

  return output;
}

static gboolean
is_writable (int fd)
{
  struct pollfd poller = { .fd = fd, .events = POLLOUT };

  return poll (&poller, 1, 0) == 1;
}

/* As write(), with EAGAIN where that would block. */
static gssize
write_some (CliOutput *output, const char *data, gsize len)
{
  gssize n;

  if (output->way == WAY_SHARED)
    {
      if (!is_writable (output->fd))
        {
          errno = EAGAIN;
          return -1;
        }
      len = MIN (len, PIPE_BUF);
    }

  do
    n = output->way == WAY_SOCKET ? send (output->fd, data, len, MSG_DONTWAIT | MSG_NOSIGNAL)
                                  : write (output->fd, data, len);
  while (n < 0 && errno == EINTR);

  return n;
}

static void
stop_waiting (CliOutput *output)
{
  if (output->source == NULL)
    return;

  g_source_destroy (output->source);
  g_clear_pointer (&output->source, g_source_unref);
}

static void
empty_queue (CliOutput *output)
{
  output->start = 0;
  g_string_truncate (output->queue, 0);
  if (output->queue->allocated_len > KEPT_MAX)
    {
      g_string_free (output->queue, TRUE);
      output->queue = g_string_new (NULL);
    }
}

/* Returns: how many of the bytes were written, all of them unless it would block or broke. */
static gsize
write_until_full (CliOutput *output, const char *data, gsize len)
{
  gsize done = 0;

  while (done < len && output->error == 0)
    {
      gssize n = write_some (output, data + done, len - done);

      if (n >= 0)
        done += (gsize)n;
      else if (errno == EAGAIN)
        break;
      else
        output->error = errno;
    }

  return done;
}

static gsize
get_pending (CliOutput *output)
{
  return output->queue->len - output->start;
}

static void
write_queue (CliOutput *output)
{
  output->start += write_until_full (output, output->queue->str + output->start,
                                     get_pending (output));
  if (output->error != 0 || get_pending (output) == 0)
    empty_queue (output);
  else if (output->start > output->queue->len / 2)
    {
      g_string_erase (output->queue, 0, (gssize)output->start);
      output->start = 0;
    }
}

static gboolean
on_writable (int fd, GIOCondition condition, gpointer user_data)
{
  CliOutput *output = user_data;
  gboolean was_above = get_pending (output) > CLI_OUTPUT_LOW;
  gboolean is_done;

  write_queue (output);
  is_done = get_pending (output) == 0;
  if (is_done)
    stop_waiting (output);
  if ((is_done || (was_above && get_pending (output) <= CLI_OUTPUT_LOW)) &&
      output->on_drained != NULL)
    output->on_drained (output->user_data);

  return is_done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
wait_until_writable (CliOutput *output)
{
  if (output->source != NULL)
    return;

  output->source = g_unix_fd_source_new (output->fd, G_IO_OUT);
  g_source_set_callback (output->source, G_SOURCE_FUNC (on_writable), output, NULL);
  g_source_attach (output->source, g_main_context_get_thread_default ());
}

GString *
cli_output_get_queue (CliOutput *output)
{
  return output->queue;
}

void
cli_output_write (CliOutput *output, const void *data, gsize len)
{
  gsize done = 0;

  if (len >= CLI_OUTPUT_DIRECT)
    {
      cli_output_flush (output);
      if (get_pending (output) == 0)
        done = write_until_full (output, data, len);
    }
  g_string_append_len (output->queue, (const char *)data + done, (gssize)(len - done));
}

void
cli_output_flush (CliOutput *output)
{
  if (get_pending (output) == 0)
    return;

  write_queue (output);
  if (get_pending (output) > 0)
    wait_until_writable (output);
  else
    stop_waiting (output);
}

void
cli_output_drain (CliOutput *output)
{
  struct pollfd poller = { .fd = output->fd, .events = POLLOUT };

  for (write_queue (output); get_pending (output) > 0; write_queue (output))
    (void)poll (&poller, 1, -1);
  stop_waiting (output);
}

gboolean
cli_output_is_empty (CliOutput *output)
{
  return get_pending (output) == 0;
}

gboolean
cli_output_is_full (CliOutput *output)
{
  return get_pending (output) >= CLI_OUTPUT_HIGH;
}

int
cli_output_get_error (CliOutput *output)
{
  return output->error;
}

void
cli_output_free (CliOutput *output)
{
  stop_waiting (output);
  g_string_free (output->queue, TRUE);
  if (output->own_fd >= 0)
    (void)close (output->own_fd);
  g_free (output);
}
