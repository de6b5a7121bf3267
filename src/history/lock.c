/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* open file description locks */

#include "history/lock-private.h"

#include "history/file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int
take (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int number;

  if (fd < 0 || fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;

  number = errno;
  close (fd);
  errno = number;

  return -1;
}

int
history_lock_create (int dir)
{
  return take (
    openat (dir, HISTORY_FILE_LOCK, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
}

int
history_lock_take (int dir)
{
  return take (openat (dir, HISTORY_FILE_LOCK, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

gboolean
history_lock_is_held (int dir)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = openat (dir, HISTORY_FILE_LOCK, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gboolean is_held;

  if (fd < 0)
    return FALSE;

  is_held = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);

  return is_held;
}
