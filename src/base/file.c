/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define FOLDER_MODE 0700
#define FILE_MODE   0600

static void
set_errno (GError **error, const char *what, const char *path)
{
  int number = errno;

  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (number), "%s “%s”: %s.", what,
               path, g_strerror (number));
}

int
base_file_lock_folder (const char *folder, GError **error)
{
  int fd, result;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    {
      set_errno (error, "No folder can be made at", folder);
      return -1;
    }

  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    {
      set_errno (error, "The folder cannot be opened:", folder);
      return -1;
    }

  do
    result = flock (fd, LOCK_EX);
  while (result != 0 && errno == EINTR);
  if (result == 0)
    return fd;

  set_errno (error, "The folder cannot be locked:", folder);
  (void)close (fd);

  return -1;
}

gboolean
base_file_replace (const char *path, const char *data, gsize len, GError **error)
{
  /* people keep their configuration elsewhere and link to it */
  char *real = realpath (path, NULL);
  gboolean is_done = g_file_set_contents_full (real != NULL ? real : path, data, (gssize)len,
                                               G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, error);

  free (real);

  return is_done;
}
