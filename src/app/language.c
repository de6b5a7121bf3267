/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/language.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <locale.h>

static char *
dup_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *beside = NULL;

  if (program == NULL)
    return g_strdup (APP_LOCALE_FOLDER);
  folder = g_path_get_dirname (program);
  beside = g_build_filename (folder, "..", "share", "locale", NULL);
  return g_strdup (g_file_test (beside, G_FILE_TEST_IS_DIR) ? beside : APP_LOCALE_FOLDER);
}

void
app_language_set_up (void)
{
  g_autofree char *folder = dup_folder ();

  (void)setlocale (LC_ALL, "");
  (void)bindtextdomain (GETTEXT_PACKAGE, folder);
  (void)bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  (void)textdomain (GETTEXT_PACKAGE);
}
