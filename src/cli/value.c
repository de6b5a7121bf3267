/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/value.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "base/units.h"
#include "cli/options.h"

#define PIECE 65536u

static void
set_errno (GError **error, const char *path, int code)
{
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "“%s” cannot be read: %s.", path,
               g_strerror (code));
}

/* Returns: FALSE with errno, or 0 in it when there is more than @max. */
static gboolean
read_all (int fd, gsize max, GByteArray *out)
{
  while (out->len <= max)
    {
      guint start = out->len;
      gssize n;

      g_byte_array_set_size (out, start + PIECE);
      do
        n = read (fd, out->data + start, PIECE);
      while (n < 0 && errno == EINTR);
      g_byte_array_set_size (out, start + (guint)MAX (n, 0));
      if (n <= 0)
        return n == 0;
    }

  errno = 0;
  return FALSE;
}

GBytes *
cli_file_read (const char *path, gsize max, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean is_read;
  int code;

  if (fd < 0)
    {
      set_errno (error, path, errno);
      return NULL;
    }

  is_read = read_all (fd, max, bytes);
  code = errno;
  (void)close (fd);
  if (!is_read && code == 0)
    {
      g_autofree char *limit = base_size_format (max);

      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "“%s” is larger than %s.", path, limit);
      return NULL;
    }
  if (!is_read)
    {
      set_errno (error, path, code);
      return NULL;
    }

  g_byte_array_append (bytes, (const guint8 *)"", 1);
  g_byte_array_set_size (bytes, bytes->len - 1);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
cli_value_expand (const char *text, gsize max, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize len;

  if (text[0] != '@')
    return g_bytes_new (text, strlen (text));
  if (text[1] == '@')
    return g_bytes_new (text + 1, strlen (text + 1));

  bytes = cli_file_read (text + 1, max, error);
  if (bytes == NULL)
    {
      g_prefix_error (error, "“@” reads a file (“@@” is the sign itself): ");
      return NULL;
    }

  data = cli_bytes_get_data (bytes, &len);
  if (len > 0 && data[len - 1] == '\n')
    len--;

  return g_bytes_new_from_bytes (bytes, 0, len);
}

char *
cli_value_dup_expanded (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = cli_value_expand (text, CLI_VALUE_MAX, error);
  const char *data;
  gsize len;

  if (bytes == NULL)
    return NULL;

  data = cli_bytes_get_data (bytes, &len);
  if (memchr (data, '\0', len) != NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "“%s” holds a NUL byte.", text + 1);
      return NULL;
    }

  return g_strndup (data, len);
}

const char *
cli_bytes_get_data (GBytes *bytes, gsize *len)
{
  const char *data = g_bytes_get_data (bytes, len);

  return data != NULL ? data : "";
}

/* Only there so that waiting ends. */
static void
on_interrupt (int number)
{
}

/* Reads one line byte by byte, so that nothing behind it is lost. SIGINT comes while it waits and
 * at no other moment.
 * Returns: (transfer full): NULL when it came, or the terminal went. */
static char *
read_line (int fd, const sigset_t *waiting_mask)
{
  g_autoptr (GString) line = g_string_new (NULL);
  fd_set readable;
  char c = '\0';

  while (line->len < CLI_VALUE_MAX && c != '\n')
    {
      FD_ZERO (&readable);
      FD_SET (fd, &readable);
      if (pselect (fd + 1, &readable, NULL, NULL, NULL, waiting_mask) != 1 || read (fd, &c, 1) != 1)
        return NULL;
      g_string_append_c (line, c);
    }
  g_string_truncate (line, line->len - 1);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* An interrupt must not leave the terminal silent: the question ends after the echo is back. */
static char *
ask_hidden (int fd, const char *prompt, const struct termios *shown)
{
  struct sigaction quiet = { .sa_handler = on_interrupt }, before;
  struct termios hidden = *shown;
  sigset_t interrupt, mask;
  char *line;

  hidden.c_lflag &= ~(tcflag_t)ECHO;
  hidden.c_lflag |= ECHONL;
  (void)sigemptyset (&interrupt);
  (void)sigaddset (&interrupt, SIGINT);
  (void)sigprocmask (SIG_BLOCK, &interrupt, &mask);
  (void)sigaction (SIGINT, &quiet, &before);
  (void)tcsetattr (fd, TCSAFLUSH, &hidden);
  (void)!write (fd, prompt, strlen (prompt));
  line = read_line (fd, &mask);
  (void)tcsetattr (fd, TCSAFLUSH, shown);
  (void)sigaction (SIGINT, &before, NULL);
  (void)sigprocmask (SIG_SETMASK, &mask, NULL);

  return line;
}

char *
cli_secret_ask (const char *question, GError **error)
{
  g_autofree char *prompt = g_strdup_printf ("%s: ", question);
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  struct termios shown;
  char *answer = NULL;

  if (fd >= 0 && tcgetattr (fd, &shown) == 0)
    answer = ask_hidden (fd, prompt, &shown);
  if (fd >= 0)
    (void)close (fd);
  if (answer == NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                 "%s is needed, and no terminal has answered with it.", question);

  return answer;
}
