/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/segment-private.h"

#include "history/record-private.h"

#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_grow (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryRange range = { 0, 1 };
  guint8 records[2 * HISTORY_RECORD_LEN] = { 0 };
  HistorySegment segment;

  history_segment_init (&segment, scratch_open_dir (folder));
  g_assert_true (history_segment_begin (&segment, 3, 100, 1));
  g_assert_cmpuint (history_segment_get_bytes (&segment), ==, HISTORY_HEAD_LEN);
  g_assert_false (has_file (folder, "0003.sec"));

  g_assert_true (history_segment_add_secrets (&segment, 100, &range, 1));
  g_assert_true (history_segment_add_data (&segment, (const guint8 *)"hello", 5));
  g_assert_true (history_segment_add_records (&segment, records, 2));
  g_assert_cmpuint (history_segment_get_bytes (&segment), ==,
                    HISTORY_HEAD_LEN + 2 * HISTORY_RECORD_LEN + 5 + HISTORY_SECRET_LEN);
  g_assert_true (history_segment_is_linked (&segment));

  g_assert_true (history_segment_remove (segment.dir, 3));
  g_assert_false (history_segment_is_linked (&segment));
  g_assert_false (has_file (folder, "0003.idx") || has_file (folder, "0003.dat") ||
                  has_file (folder, "0003.sec"));
  history_segment_end (&segment);
  g_assert_cmpint (segment.index, ==, -1);
  close (segment.dir);
}

/* Files that are there already are not ours to write to, nor to remove. */
static void
test_taken (void)
{
  static const char *const names[] = { "0001.idx", "0001.dat" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Scratch) folder = scratch_new ();
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      HistorySegment segment;

      history_segment_init (&segment, scratch_open_dir (folder));
      g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
      g_assert_false (history_segment_begin (&segment, 1, 1, 1));
      g_assert_cmpint (errno, ==, EEXIST);
      g_assert_true (has_file (folder, names[i]));
      close (segment.dir);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/segment/grow", test_grow);
  g_test_add_func ("/history/segment/taken", test_taken);

  return g_test_run ();
}
