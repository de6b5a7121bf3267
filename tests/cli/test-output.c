/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* More than any pipe or socket takes at once. */
#define MUCH ((gsize)4 * 1024 * 1024)

typedef struct
{
  void (*make) (int fds[2]);
} Channel;

static void
make_pipe (int fds[2])
{
  g_assert_cmpint (pipe (fds), ==, 0);
}

static void
make_socket (int fds[2])
{
  int made[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, made), ==, 0);
  fds[0] = made[0];
  fds[1] = made[1];
}

static const Channel a_pipe = { make_pipe }, a_socket = { make_socket };

static gboolean
count_call (gpointer user_data)
{
  guint *n_calls = user_data;

  *n_calls += 1;

  return G_SOURCE_CONTINUE;
}

/* Returns: the bytes read, each checked to be the next of the pattern. */
static gsize
read_some (int fd, gsize done)
{
  guint8 buffer[32 * 1024];
  gssize n = read (fd, buffer, sizeof buffer);

  for (gssize i = 0; i < n; i++)
    g_assert_cmpint (buffer[i], ==, (guint8)((done + (gsize)i) % 251));

  return n > 0 ? (gsize)n : 0;
}

static void
test_never_blocks (gconstpointer data)
{
  const Channel *channel = data;
  g_autofree guint8 *pattern = g_malloc (MUCH);
  g_autoptr (CliOutput) output = NULL;
  guint n_calls = 0;
  gsize done = 0;
  int fds[2];

  for (gsize i = 0; i < MUCH; i++)
    pattern[i] = (guint8)(i % 251);

  channel->make (fds);
  output = cli_output_new (fds[1], count_call, &n_calls);

  /* a little in the queue, the rest directly: the order stays */
  cli_output_write (output, pattern, 1000);
  cli_output_write (output, pattern + 1000, MUCH - 1000);
  cli_output_flush (output);
  g_assert_true (cli_output_is_full (output));
  g_assert_cmpint (fcntl (fds[1], F_GETFL) & O_NONBLOCK, ==, 0);

  while (done < MUCH)
    {
      done += read_some (fds[0], done);
      (void)g_main_context_iteration (NULL, FALSE);
    }
  while (!cli_output_is_empty (output))
    (void)g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (done, ==, MUCH);
  g_assert_cmpuint (n_calls, ==, 2);
  g_assert_cmpint (cli_output_get_error (output), ==, 0);

  (void)close (fds[0]);
  (void)close (fds[1]);
}

static void
test_gone_reader (gconstpointer data)
{
  const Channel *channel = data;
  g_autoptr (CliOutput) output = NULL;
  int fds[2];

  channel->make (fds);
  output = cli_output_new (fds[1], NULL, NULL);
  (void)close (fds[0]);
  g_string_append (cli_output_get_queue (output), "text");
  cli_output_flush (output);
  g_assert_cmpint (cli_output_get_error (output), ==, EPIPE);
  g_assert_true (cli_output_is_empty (output));

  /* nothing piles up behind it */
  g_string_append (cli_output_get_queue (output), "more");
  cli_output_flush (output);
  g_assert_true (cli_output_is_empty (output));
  (void)close (fds[1]);
}

static void
test_reader_was_never_there (void)
{
  g_autoptr (CliOutput) output = NULL;
  int fds[2];

  make_pipe (fds);
  (void)close (fds[0]);
  output = cli_output_new (fds[1], NULL, NULL);
  g_string_append (cli_output_get_queue (output), "text");
  cli_output_flush (output);
  g_assert_cmpint (cli_output_get_error (output), ==, EPIPE);
  (void)close (fds[1]);
}

static void
test_file (void)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *large = g_strnfill (200000, 'x');
  int fd = g_file_open_tmp (NULL, &path, NULL);
  CliOutput *output = cli_output_new (fd, NULL, NULL);
  gsize len;

  g_string_append (cli_output_get_queue (output), "first ");
  cli_output_write (output, large, 200000);
  g_string_append (cli_output_get_queue (output), " last");
  cli_output_drain (output);
  cli_output_free (output);
  (void)close (fd);

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  g_assert_cmpuint (len, ==, 200011);
  g_assert_true (g_str_has_prefix (text, "first x"));
  g_assert_true (g_str_has_suffix (text, "x last"));
  (void)g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  (void)signal (SIGPIPE, SIG_IGN);
  g_test_add_data_func ("/cli/output/never-blocks/pipe", &a_pipe, test_never_blocks);
  g_test_add_data_func ("/cli/output/never-blocks/socket", &a_socket, test_never_blocks);
  g_test_add_data_func ("/cli/output/gone-reader/pipe", &a_pipe, test_gone_reader);
  g_test_add_data_func ("/cli/output/gone-reader/socket", &a_socket, test_gone_reader);
  g_test_add_func ("/cli/output/reader-was-never-there", test_reader_was_never_there);
  g_test_add_func ("/cli/output/file", test_file);

  return g_test_run ();
}
