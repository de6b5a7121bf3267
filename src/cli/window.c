/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/window.h"

#include <unistd.h>

#define PROGRAM "noctule-window"

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0';
}

gboolean
cli_window_has_display (void)
{
  return is_set ("WAYLAND_DISPLAY") || is_set ("DISPLAY");
}

char *
cli_window_find_program (const char *executable)
{
  g_autofree char *folder = executable != NULL ? g_path_get_dirname (executable) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, PROGRAM, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);

  return g_find_program_in_path (PROGRAM);
}

void
cli_window_exec (void)
{
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *program = cli_window_find_program (executable);
  char name[] = PROGRAM;
  char *arguments[] = { name, NULL };

  if (program != NULL)
    (void)execv (program, arguments);
}
