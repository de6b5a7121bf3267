/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/window.h"

#include <glib/gstdio.h>

static void
test_display (void)
{
  static const struct
  {
    const char *x11;
    const char *wayland;
    gboolean has;
  } cases[] = {
    { NULL, NULL, FALSE },       { "", "", FALSE },         { ":0", NULL, TRUE },
    { NULL, "wayland-0", TRUE }, { "", "wayland-0", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_unsetenv ("DISPLAY");
      g_unsetenv ("WAYLAND_DISPLAY");
      if (cases[i].x11 != NULL)
        g_setenv ("DISPLAY", cases[i].x11, TRUE);
      if (cases[i].wayland != NULL)
        g_setenv ("WAYLAND_DISPLAY", cases[i].wayland, TRUE);
      g_assert_cmpint (cli_window_has_display (), ==, cases[i].has);
    }
}

static void
test_program (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-window-XXXXXX", NULL);
  g_autofree char *other = g_dir_make_tmp ("noctule-window-XXXXXX", NULL);
  g_autofree char *executable = g_build_filename (folder, "noctule", NULL);
  g_autofree char *beside = g_build_filename (folder, "noctule-window", NULL);
  g_autofree char *in_path = g_build_filename (other, "noctule-window", NULL);
  g_autofree char *none = NULL;
  g_autofree char *found_in_path = NULL;
  g_autofree char *not_executable = NULL;
  g_autofree char *found_beside = NULL;

  g_setenv ("PATH", other, TRUE);
  none = cli_window_find_program (executable);
  g_assert_null (none);

  g_assert_true (g_file_set_contents_full (in_path, "", 0, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  found_in_path = cli_window_find_program (NULL);
  g_assert_cmpstr (found_in_path, ==, in_path);

  g_assert_true (g_file_set_contents_full (beside, "", 0, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  not_executable = cli_window_find_program (executable);
  g_assert_cmpstr (not_executable, ==, in_path);
  g_assert_cmpint (g_chmod (beside, 0755), ==, 0);
  found_beside = cli_window_find_program (executable);
  g_assert_cmpstr (found_beside, ==, beside);

  g_assert_cmpint (g_unlink (beside), ==, 0);
  g_assert_cmpint (g_unlink (in_path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (other), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/window/display", test_display);
  g_test_add_func ("/cli/window/program", test_program);
  return g_test_run ();
}
