/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
dup_scratch (void)
{
  return g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf buf;

  g_assert_cmpint (g_stat (path, &buf), ==, 0);

  return buf.st_mode & 0777;
}

static void
test_replace (void)
{
  g_autofree char *folder = dup_scratch ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents_full (path, "old", 3, 0, 0644, NULL));
  g_assert_true (base_file_replace (path, "new one", 7, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new one");
  g_assert_cmpuint (get_mode (path), ==, 0600);
}

static void
test_link_stays (void)
{
  g_autofree char *folder = dup_scratch ();
  g_autofree char *path = g_build_filename (folder, "real", NULL);
  g_autofree char *link_path = g_build_filename (folder, "link", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  g_assert_cmpint (symlink ("real", link_path), ==, 0);
  g_assert_true (base_file_replace (link_path, "new", 3, NULL));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new");
}

static void
test_no_folder (void)
{
  g_autofree char *folder = dup_scratch ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (base_file_replace (below, "", 0, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_clear_error (&error);
  g_assert_cmpint (base_file_lock_folder (below, &error), ==, -1);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* Each thread reads a number, adds one and writes it back: without the lock some would be lost. */
#define N_THREADS 4
#define N_ROUNDS  25

static gpointer
count_up (gpointer data)
{
  const char *folder = data;
  g_autofree char *path = g_build_filename (folder, "n", NULL);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *next = NULL;
      int lock = base_file_lock_folder (folder, NULL);

      g_assert_cmpint (lock, >=, 0);
      if (!g_file_get_contents (path, &text, NULL, NULL))
        text = g_strdup ("0");
      next = g_strdup_printf ("%d", atoi (text) + 1);
      g_assert_true (base_file_replace (path, next, strlen (next), NULL));
      close (lock);
    }

  return NULL;
}

static void
test_lock (void)
{
  g_autofree char *parent = dup_scratch ();
  g_autofree char *folder = g_build_filename (parent, "one", "two", NULL);
  g_autofree char *path = g_build_filename (folder, "n", NULL);
  g_autofree char *text = NULL;
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new (NULL, count_up, folder);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (atoi (text), ==, (gint64)N_THREADS * N_ROUNDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/file/replace", test_replace);
  g_test_add_func ("/base/file/link-stays", test_link_stays);
  g_test_add_func ("/base/file/no-folder", test_no_folder);
  g_test_add_func ("/base/file/lock", test_lock);

  return g_test_run ();
}
