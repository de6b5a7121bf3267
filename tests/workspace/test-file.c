/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/file-private.h"

#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

static void
test_write (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "a.yaml", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one\n", 4);
  g_autoptr (GError) error = NULL;
  WorkspaceStamp none = { 0 };
  WorkspaceStamp stamp = { 0 };
  WorkspaceStamp seen;

  g_assert_true (workspace_file_write (path, bytes, &none, &stamp, &error));
  g_assert_no_error (error);
  g_assert_true (workspace_stamp_is_set (&stamp));
  workspace_stamp_take (path, &seen);
  g_assert_true (workspace_stamp_equal (&stamp, &seen));

  /* somebody was faster */
  g_assert_false (workspace_file_write (path, bytes, &none, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_assert_true (workspace_stamp_equal (&stamp, &seen));
  g_clear_error (&error);
  g_assert_true (workspace_file_write (path, bytes, &seen, &stamp, &error));
  g_assert_false (workspace_stamp_equal (&stamp, &seen));

  /* the folder is no folder */
  g_free (path);
  path = g_build_filename (folder, "a.yaml", "b.yaml", NULL);
  g_assert_false (workspace_file_write (path, bytes, &none, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_true (g_str_has_prefix (error->message, "“b.yaml” cannot be saved: "));
}

static void
test_read (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *file = g_build_filename (folder, "a", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *none = g_build_filename (folder, "none", NULL);
  g_autofree char *large = g_build_filename (folder, "large", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WorkspaceStamp stamp;

  scratch_write (folder, "a", "text");
  bytes = workspace_file_read (file, &stamp, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "text", 4);
  g_assert_true (workspace_stamp_is_set (&stamp));

  g_assert_null (workspace_file_read (none, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (workspace_stamp_is_set (&stamp));
  g_clear_error (&error);

  /* neither waits for a writer nor reads without end */
  g_assert_no_errno (mkfifo (pipe, 0600));
  g_assert_null (workspace_file_read (pipe, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  scratch_write (folder, "large", "");
  g_assert_no_errno (truncate (large, (off_t)WORKSPACE_YAML_MAX_SIZE + 1));
  g_assert_null (workspace_file_read (large, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_move (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *a = g_build_filename (folder, "a", NULL);
  g_autofree char *b = g_build_filename (folder, "b", NULL);
  g_autofree char *c = g_build_filename (folder, "c", NULL);
  g_autoptr (GError) error = NULL;

  scratch_write (folder, "a", "a");
  scratch_write (folder, "b", "b");
  g_assert_false (workspace_file_move (a, b, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  scratch_assert_file (folder, "b", "b");
  g_clear_error (&error);
  g_assert_true (workspace_file_move (a, c, &error));
  scratch_assert_file (folder, "c", "a");
}

static void
test_inside (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *sub = g_build_filename (folder, "sub", NULL);
  g_autofree char *beside = g_strconcat (sub, "way", NULL);
  g_autofree char *in = g_build_filename (sub, "in", NULL);
  g_autofree char *out = g_build_filename (sub, "out", NULL);

  g_assert_no_errno (g_mkdir (sub, 0777));
  g_assert_no_errno (g_mkdir (beside, 0777));
  g_assert_no_errno (symlink (".", in));
  g_assert_no_errno (symlink (beside, out));
  g_assert_true (workspace_file_is_inside (sub, in));
  g_assert_false (workspace_file_is_inside (sub, out));
  g_assert_false (workspace_file_is_inside (sub, beside));

  /* what a link leads to is not removed with it */
  workspace_file_remove_tree (sub);
  g_assert_false (g_file_test (sub, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (beside, G_FILE_TEST_EXISTS));
}

static void
test_visible (void)
{
  g_assert_true (workspace_file_is_visible ("a.yaml"));
  g_assert_false (workspace_file_is_visible (".git"));
  g_assert_false (workspace_file_is_visible (".noctule-12345678.tmp"));
  g_assert_false (workspace_file_is_visible ("\xff.yaml"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/file/write", test_write);
  g_test_add_func ("/workspace/file/read", test_read);
  g_test_add_func ("/workspace/file/move", test_move);
  g_test_add_func ("/workspace/file/inside", test_inside);
  g_test_add_func ("/workspace/file/visible", test_visible);

  return g_test_run ();
}
