/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/file-private.h"

#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    guint32 segment;
    gboolean is_ours;
  } cases[] = {
    { "0001.idx", 1, TRUE },
    { "9999.idx", 9999, TRUE },
    { "10000.idx", 10000, TRUE },
    { "4294967294.idx", 4294967294, TRUE },
    { "4294967295.idx", 0, FALSE },
    { "0000.idx", 0, FALSE },
    { "1.idx", 0, FALSE },
    { "00001.idx", 0, FALSE },
    { "0001.dat", 0, TRUE },
    { "0001.sec", 0, TRUE },
    { "0001.idx.bak", 0, FALSE },
    { "lock", 0, TRUE },
    { "pinned", 0, TRUE },
    { "connection.json", 0, TRUE },
    { "connection.json.new", 0, TRUE },
    { "notes.txt", 0, FALSE },
    { "+001.idx", 0, FALSE },
    { "99999999999999999999.idx", 0, FALSE },
  };
  char name[HISTORY_FILE_NAME_MAX];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (history_file_parse_name (cases[i].name, HISTORY_FILE_INDEX), ==,
                        cases[i].segment);
      g_assert_cmpint (history_file_is_ours (cases[i].name), ==, cases[i].is_ours);
    }

  history_file_write_name (name, 7, HISTORY_FILE_SECRETS);
  g_assert_cmpstr (name, ==, "0007.sec");
}

static void
test_read_write (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir = scratch_open_dir (folder);
  int fd = history_file_open (dir, 1, HISTORY_FILE_DATA, O_RDWR | O_CREAT);
  char bytes[16];

  g_assert_no_errno (fd);
  g_assert_cmpuint (history_file_write (fd, 3, "hello", 5), ==, 5);
  g_assert_cmpint (history_file_read (fd, 0, bytes, sizeof bytes), ==, 8);
  g_assert_cmpmem (bytes, 8, "\0\0\0hello", 8);
  g_assert_cmpint (history_file_read (fd, 8, bytes, 1), ==, 0);
  g_assert_cmpint (history_file_read (fd, G_MAXUINT64, bytes, 1), ==, 0);
  g_assert_cmpint (history_file_read (-1, 0, bytes, 1), ==, -1);

  close (fd);
  g_assert_true (history_file_remove (dir, 1, HISTORY_FILE_DATA));
  g_assert_true (history_file_remove (dir, 1, HISTORY_FILE_DATA));
  g_assert_cmpint (history_file_open (dir, 1, HISTORY_FILE_DATA, O_RDONLY), ==, -1);
  close (dir);
}

/* A write that only partly fits says how much of it did. */
static void
test_write_short (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir = scratch_open_dir (folder);
  int fd = history_file_open (dir, 1, HISTORY_FILE_DATA, O_RDWR | O_CREAT);
  struct rlimit before, limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  limit = before;
  limit.rlim_cur = 3;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  g_assert_cmpuint (history_file_write (fd, 0, "hello", 5), ==, 3);
  g_assert_cmpint (errno, ==, EFBIG);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));

  close (fd);
  close (dir);
}

static void
test_replace (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int dir = scratch_open_dir (folder);

  g_assert_true (history_file_replace (dir, "a", "long text", &error));
  g_assert_true (history_file_replace (dir, "a", "short", &error));
  g_assert_no_error (error);
  text = history_file_dup_text (dir, "a", 5);
  g_assert_cmpstr (text, ==, "short");

  g_assert_null (history_file_dup_text (dir, "a", 4));
  g_assert_null (history_file_dup_text (dir, "b", 4));
  g_assert_null (history_file_dup_text (dir, ".", 4));
  g_assert_true (history_file_replace (dir, "a", "\xff", NULL));
  g_assert_null (history_file_dup_text (dir, "a", 5));

  close (dir);
  g_assert_false (history_file_replace (-1, "a", "text", &error));
  g_assert_nonnull (strstr (error->message, "“a” cannot be written"));
}

/* What stands in the place of a file must not be followed, waited for or taken for text. */
static void
test_foreign (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir = scratch_open_dir (folder);
  int fd;
  char byte;

  g_assert_no_errno (symlinkat ("/etc/passwd", dir, "0001.idx"));
  g_assert_cmpint (history_file_open (dir, 1, HISTORY_FILE_INDEX, O_RDONLY), ==, -1);
  g_assert_null (history_file_dup_text (dir, "0001.idx", 100000));

  g_assert_no_errno (mkfifoat (dir, "0002.idx", 0600));
  fd = history_file_open (dir, 2, HISTORY_FILE_INDEX, O_RDONLY);
  g_assert_cmpint (history_file_read (fd, 0, &byte, 1), ==, -1);
  g_assert_null (history_file_dup_text (dir, "0002.idx", 100000));
  close (fd);
  close (dir);
}

static void
test_list (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  int dir = scratch_open_dir (folder);

  names = history_file_list (dir, &error);
  g_assert_cmpuint (names->len, ==, 0);
  g_ptr_array_unref (names);
  g_assert_true (history_file_replace (dir, "a", "", NULL));
  names = history_file_list (dir, &error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "a");
  close (dir);

  g_assert_null (history_file_list (-1, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/file/names", test_names);
  g_test_add_func ("/history/file/read-write", test_read_write);
  g_test_add_func ("/history/file/write-short", test_write_short);
  g_test_add_func ("/history/file/replace", test_replace);
  g_test_add_func ("/history/file/foreign", test_foreign);
  g_test_add_func ("/history/file/list", test_list);

  return g_test_run ();
}
