/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2() */
#include "workspace/file-private.h"

#include "workspace/yaml-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMP_PREFIX ".noctule-"
#define TEMP_SUFFIX ".tmp"

/* No write takes this long: what is older was left by a program that was killed. */
#define TEMP_AGE_SECONDS 60

gboolean
workspace_stamp_equal (const WorkspaceStamp *a, const WorkspaceStamp *b)
{
  return a->inode == b->inode && a->size == b->size && a->modified == b->modified &&
         a->changed == b->changed;
}

gboolean
workspace_stamp_is_set (const WorkspaceStamp *stamp)
{
  return stamp->inode != 0;
}

static gint64
to_ns (const struct timespec *time)
{
  return (gint64)time->tv_sec * G_GINT64_CONSTANT (1000000000) + time->tv_nsec;
}

static void
take (const struct stat *info, WorkspaceStamp *stamp)
{
  stamp->inode = info->st_ino;
  stamp->size = (guint64)info->st_size;
  stamp->modified = to_ns (&info->st_mtim);
  stamp->changed = to_ns (&info->st_ctim);
}

void
workspace_stamp_take (const char *path, WorkspaceStamp *stamp)
{
  struct stat info;

  *stamp = (WorkspaceStamp){ 0 };
  if (stat (path, &info) == 0)
    take (&info, stamp);
}

gboolean
workspace_file_is_visible (const char *name)
{
  return name[0] != '.' && g_utf8_validate (name, -1, NULL);
}

gboolean
workspace_file_is_inside (const char *root, const char *path)
{
  char *real = realpath (path, NULL);
  gsize len = strlen (root);
  gboolean inside = real != NULL && strncmp (real, root, len) == 0 &&
                    (real[len] == '/' || real[len] == '\0');

  free (real); /* NOLINT: of realpath(), not of GLib */

  return inside;
}

static gboolean
fail (GError **error, const char *what, const char *path)
{
  int code = errno;
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "“%s” cannot be %s: %s.", name,
               what, g_strerror (code));

  return FALSE;
}

static gboolean
read_all (int fd, guint8 *data, gsize len, gsize *n_read)
{
  *n_read = 0;
  while (*n_read < len)
    {
      gssize n = read (fd, data + *n_read, len - *n_read);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      *n_read += (gsize)n;
    }

  return TRUE;
}

static GBytes *
read_open (int fd, const char *path, WorkspaceStamp *stamp, GError **error)
{
  g_autofree guint8 *data = NULL;
  struct stat info;
  gsize n_read = 0;

  if (fstat (fd, &info) != 0)
    {
      fail (error, "read", path);
      return NULL;
    }
  take (&info, stamp);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "This is not a file.");
      return NULL;
    }
  if ((guint64)info.st_size > WORKSPACE_YAML_MAX_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The file is larger than %u MiB.",
                   (guint)(WORKSPACE_YAML_MAX_SIZE / 1024 / 1024));
      return NULL;
    }

  data = g_malloc ((gsize)info.st_size + 1);
  if (!read_all (fd, data, (gsize)info.st_size, &n_read))
    {
      fail (error, "read", path);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&data), n_read);
}

GBytes *
workspace_file_read (const char *path, WorkspaceStamp *stamp, GError **error)
{
  /* a pipe of that name must not hold us up */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  GBytes *bytes;

  *stamp = (WorkspaceStamp){ 0 };
  if (fd < 0)
    {
      fail (error, "read", path);
      return NULL;
    }
  bytes = read_open (fd, path, stamp, error);
  close (fd);

  return bytes;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);

  while (len > 0)
    {
      gssize n = write (fd, data, len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      len -= (gsize)n;
    }

  return TRUE;
}

static gboolean
fill (int fd, const char *target, GBytes *bytes)
{
  struct stat info;

  if (stat (target, &info) == 0 && fchmod (fd, info.st_mode & 07777) != 0)
    return FALSE;

  return write_all (fd, bytes) && fsync (fd) == 0;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

  /* some file systems cannot; the file itself is on the disk */
  if (fd >= 0)
    {
      (void)fsync (fd);
      close (fd);
    }
}

static int
open_temp (const char *folder, char **path)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf (TEMP_PREFIX "%08x" TEMP_SUFFIX, g_random_int ());
      g_autofree char *full = g_build_filename (folder, name, NULL);
      int fd = open (full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);

      if (fd < 0 && errno == EEXIST)
        continue;
      *path = g_steal_pointer (&full);
      return fd;
    }

  return -1;
}

static gboolean
is_expected (const char *path, const WorkspaceStamp *expected)
{
  WorkspaceStamp now;

  workspace_stamp_take (path, &now);

  return workspace_stamp_equal (&now, expected);
}

static gboolean
write_beside (const char *path,
              const char *folder,
              GBytes *bytes,
              const WorkspaceStamp *expected,
              GError **error)
{
  g_autofree char *temp = NULL;
  int fd = open_temp (folder, &temp);
  gboolean ok;

  if (fd < 0)
    return fail (error, "saved", path);
  ok = fill (fd, path, bytes);
  if (close (fd) != 0)
    ok = FALSE;
  if (!ok)
    fail (error, "saved", path);
  else if (!is_expected (path, expected))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, "The file was changed meanwhile.");
      ok = FALSE;
    }
  else if (rename (temp, path) != 0)
    ok = fail (error, "saved", path);
  if (!ok)
    (void)g_unlink (temp);

  return ok;
}

gboolean
workspace_file_write (const char *path,
                      GBytes *bytes,
                      const WorkspaceStamp *expected,
                      WorkspaceStamp *stamp,
                      GError **error)
{
  char *real = realpath (path, NULL);
  const char *target = real == NULL ? path : real;
  g_autofree char *folder = g_path_get_dirname (target);
  gboolean ok = write_beside (target, folder, bytes, expected, error);

  if (ok)
    {
      workspace_stamp_take (target, stamp);
      sync_folder (folder);
    }
  free (real); /* NOLINT: of realpath(), not of GLib */

  return ok;
}

gboolean
workspace_file_move (const char *from, const char *to, GError **error)
{
  g_autofree char *from_folder = g_path_get_dirname (from);
  g_autofree char *to_folder = g_path_get_dirname (to);
  int result = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

  /* a file system that does not know the flag */
  if (result != 0 && (errno == EINVAL || errno == ENOSYS))
    {
      struct stat info;

      if (lstat (to, &info) == 0)
        errno = EEXIST;
      else
        result = rename (from, to);
    }
  if (result != 0)
    return fail (error, "moved", from);

  sync_folder (to_folder);
  if (strcmp (from_folder, to_folder) != 0)
    sync_folder (from_folder);

  return TRUE;
}

void
workspace_file_clean (const char *folder, const char *name)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *path = NULL;
  struct stat info;

  if (!g_str_has_prefix (name, TEMP_PREFIX) || !g_str_has_suffix (name, TEMP_SUFFIX))
    return;
  path = g_build_filename (folder, name, NULL);
  if (lstat (path, &info) == 0 && info.st_mtim.tv_sec + TEMP_AGE_SECONDS < now)
    (void)g_unlink (path);
}

void
workspace_file_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_unlink (path) == 0)
    return;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      workspace_file_remove_tree (child);
    }
  (void)g_rmdir (path);
}

int
workspace_file_lock (const char *root)
{
  int fd = open (root, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

  /* where the file system knows no locks the stamps still tell what others wrote */
  if (fd >= 0)
    while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
      continue;

  return fd;
}

void
workspace_file_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
