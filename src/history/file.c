/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/file-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE 0600

/* What a new summary is called until it is whole. */
#define NEW_SUFFIX  ".new"
#define SUMMARY_NEW "connection.json.new"

static const char *const extensions[] = {
  [HISTORY_FILE_INDEX] = "idx",
  [HISTORY_FILE_DATA] = "dat",
  [HISTORY_FILE_SECRETS] = "sec",
};

void
history_file_write_name (char *out, guint32 segment, HistoryFileKind kind)
{
  g_snprintf (out, HISTORY_FILE_NAME_MAX, "%04u.%s", segment, extensions[kind]);
}

guint32
history_file_parse_name (const char *name, HistoryFileKind kind)
{
  char canonical[HISTORY_FILE_NAME_MAX];
  guint64 segment = g_ascii_strtoull (name, NULL, 10);

  /* the next segment's number must fit, too */
  if (segment == 0 || segment >= G_MAXUINT32)
    return 0;

  history_file_write_name (canonical, (guint32)segment, kind);

  return strcmp (name, canonical) == 0 ? (guint32)segment : 0;
}

gboolean
history_file_is_ours (const char *name)
{
  static const char *const names[] = {
    HISTORY_FILE_LOCK, HISTORY_FILE_PINNED, HISTORY_FILE_SUMMARY, SUMMARY_NEW, NULL,
  };

  for (HistoryFileKind kind = HISTORY_FILE_INDEX; kind <= HISTORY_FILE_SECRETS; kind++)
    if (history_file_parse_name (name, kind) != 0)
      return TRUE;

  return g_strv_contains (names, name);
}

GPtrArray *
history_file_list (int dir, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  /* a description of its own: readdir() moves the position of the descriptor */
  int fd = openat (dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *stream = fd < 0 ? NULL : fdopendir (fd);
  const struct dirent *entry;

  if (stream == NULL)
    {
      history_file_fail (error, "The folder cannot be listed");
      if (fd >= 0)
        close (fd);
      return NULL;
    }

  while ((entry = readdir (stream)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));
  closedir (stream);

  return g_steal_pointer (&names);
}

int
history_file_open (int dir, guint32 segment, HistoryFileKind kind, int flags)
{
  char name[HISTORY_FILE_NAME_MAX];

  history_file_write_name (name, segment, kind);

  /* a fifo in the place of a file must not hold us up */
  return openat (dir, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, MODE);
}

gboolean
history_file_remove (int dir, guint32 segment, HistoryFileKind kind)
{
  char name[HISTORY_FILE_NAME_MAX];

  history_file_write_name (name, segment, kind);

  return unlinkat (dir, name, 0) == 0 || errno == ENOENT;
}

gssize
history_file_read (int fd, guint64 offset, void *data, gsize len)
{
  gsize n_read = 0;

  if (offset > G_MAXINT64 - len)
    return 0;

  while (n_read < len)
    {
      gssize n = pread (fd, (guint8 *)data + n_read, len - n_read, (off_t)(offset + n_read));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      n_read += (gsize)n;
    }

  return (gssize)n_read;
}

gsize
history_file_write (int fd, guint64 offset, const void *data, gsize len)
{
  gsize written = 0;

  while (written < len)
    {
      gssize n = pwrite (fd, (const guint8 *)data + written, len - written,
                         (off_t)(offset + written));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      written += (gsize)n;
    }

  return written;
}

gboolean
history_file_replace (int dir, const char *name, const char *text, GError **error)
{
  g_autofree char *new_name = g_strconcat (name, NEW_SUFFIX, NULL);
  gsize len = strlen (text);
  int fd = openat (dir, new_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, MODE);
  gboolean is_whole = fd >= 0 && history_file_write (fd, 0, text, len) == len;

  if (fd >= 0 && close (fd) != 0)
    is_whole = FALSE;
  if (is_whole && renameat (dir, new_name, dir, name) == 0)
    return TRUE;

  history_file_fail (error, "“%s” cannot be written", name);
  unlinkat (dir, new_name, 0);

  return FALSE;
}

char *
history_file_dup_text (int dir, const char *name, gsize max_len)
{
  g_autofree char *text = NULL;
  struct stat status;
  int fd = openat (dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0)
    return NULL;

  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && (guint64)status.st_size <= max_len)
    {
      gsize len = (gsize)status.st_size;

      text = g_malloc (len + 1);
      if (history_file_read (fd, 0, text, len) != (gssize)len)
        len = 0;
      text[len] = '\0';
      if (len == 0 || !g_utf8_validate_len (text, len, NULL))
        g_clear_pointer (&text, g_free);
    }
  close (fd);

  return g_steal_pointer (&text);
}

gboolean
history_file_fail (GError **error, const char *format, ...)
{
  int number = errno;
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s.", what,
               g_strerror (number));

  return FALSE;
}
