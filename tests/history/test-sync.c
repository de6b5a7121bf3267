/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/sync-private.h"

#include "scratch.h"

#include <fcntl.h>
#include <unistd.h>

/* Returns: how many files below @folder are open. */
static guint
count_open (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      n += target != NULL && g_str_has_prefix (target, folder);
    }

  return n;
}

/* The files may be closed while the disk is asked, and nothing stays open after it. */
static void
test_outlives (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistorySync *sync = history_sync_new ();
  HistorySegment segment;

  history_segment_init (&segment, scratch_open_dir (folder));

  for (guint32 id = 1; id <= 20; id++)
    {
      g_assert_true (history_segment_begin (&segment, id, 1, 1));
      history_sync_start (sync, &segment);
      history_sync_start_last (sync, &segment);
      history_segment_end (&segment);
    }
  history_sync_free (sync);

  while (count_open (folder) > 1) /* the folder itself */
    g_thread_yield ();
  close (segment.dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/sync/outlives", test_outlives);

  return g_test_run ();
}
