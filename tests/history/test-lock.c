/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/lock-private.h"

#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_lock (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir, lock, other;

  dir = scratch_open_dir (folder);
  g_assert_false (history_lock_is_held (dir));
  g_assert_cmpint (history_lock_take (dir), ==, -1);
  g_assert_cmpint (errno, ==, ENOENT);

  lock = history_lock_create (dir);
  g_assert_no_errno (lock);
  g_assert_true (history_lock_is_held (dir));
  g_assert_cmpint (history_lock_take (dir), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);
  g_assert_cmpint (history_lock_create (dir), ==, -1);
  g_assert_cmpint (errno, ==, EEXIST);

  close (lock);
  g_assert_false (history_lock_is_held (dir));
  other = history_lock_take (dir);
  g_assert_no_errno (other);
  g_assert_true (history_lock_is_held (dir));
  close (other);
  close (dir);
}

/* The lock of a process goes with it, however it ends. */
static void
test_killed (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir, ready[2];
  char byte;
  pid_t child;

  dir = scratch_open_dir (folder);
  g_assert_no_errno (pipe (ready));

  child = fork ();
  if (child == 0)
    {
      if (history_lock_create (dir) < 0 || write (ready[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_no_errno (child);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_true (history_lock_is_held (dir));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_assert_false (history_lock_is_held (dir));

  close (ready[0]);
  close (ready[1]);
  close (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/lock/lock", test_lock);
  g_test_add_func ("/history/lock/killed", test_killed);

  return g_test_run ();
}
