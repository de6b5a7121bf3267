/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sample.h"

#include "app/server.h"

#include <errno.h>
#include <string.h>

#define RESOURCES "/app/noctule/Noctule/sample/"

#define SERVER_ADDRESS "//127.0.0.1:"

/* A file of requests that is longer was not written by hand, and is not searched for addresses. */
#define FILE_SIZE_MAX ((gsize)4 * 1024 * 1024)

static const char *const files[] = {
  "noctule.yaml",
  "requests/echo.yaml",
  "requests/ticker.yaml",
  "requests/chat.yaml",
  "requests/fragments.yaml",
  "requests/basic-auth.yaml",
  "requests/refused.yaml",
  "requests/Troubles/folder.yaml",
  "requests/Troubles/closed-with-4000.yaml",
  "requests/Troubles/dropped.yaml",
  "requests/Troubles/slow-handshake.yaml",
  "requests/Troubles/unavailable.yaml",
  "requests/Troubles/nobody-there.yaml",
};

char *
app_sample_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "noctule", "workspaces", "Sample", NULL);
}

gboolean
app_sample_is_folder (const char *folder)
{
  g_autofree char *path = app_sample_dup_folder ();
  g_autoptr (GFile) sample = g_file_new_for_path (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  return g_file_equal (sample, file);
}

/* Returns: (transfer full) (nullable): @text with the addresses changed, NULL: there were none. */
static char *
dup_moved (const char *text, guint16 from, guint16 to)
{
  g_autofree char *old = g_strdup_printf (SERVER_ADDRESS "%u", from);
  GString *moved = g_string_new (NULL);
  gsize len = strlen (old);
  gboolean is_moved = FALSE;
  const char *found;

  while ((found = strstr (text, old)) != NULL)
    {
      g_string_append_len (moved, text, found - text);
      text = found + len;
      if (g_ascii_isdigit (*text)) /* another port, which begins alike */
        g_string_append (moved, old);
      else
        {
          g_string_append_printf (moved, SERVER_ADDRESS "%u", to);
          is_moved = TRUE;
        }
    }
  g_string_append (moved, text);

  return g_string_free (moved, !is_moved);
}

static gboolean
write_file (const char *folder, const char *name, guint16 port, GError **error)
{
  g_autofree char *resource = g_strconcat (RESOURCES, name, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *moved = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                      error);
  const char *text;

  if (bytes == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (parent, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", parent,
                   g_strerror (errno));
      return FALSE;
    }

  text = g_bytes_get_data (bytes, NULL); /* resources end with a NUL */
  if (port != APP_SERVER_PORT)
    moved = dup_moved (text, APP_SERVER_PORT, port);

  /* it can be written again: nothing is waited for */
  return g_file_set_contents_full (path, moved != NULL ? moved : text, -1, G_FILE_SET_CONTENTS_NONE,
                                   0666, error);
}

gboolean
app_sample_create (guint16 port, GError **error)
{
  g_autofree char *folder = app_sample_dup_folder ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (!write_file (folder, files[i], port, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
move_file (GFile *file, guint16 from, guint16 to, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;
  gsize len;

  if (!g_file_load_contents (file, NULL, &text, &len, NULL, error))
    return FALSE;
  moved = memchr (text, '\0', len) == NULL ? dup_moved (text, from, to) : NULL;
  if (moved == NULL)
    return TRUE;

  return g_file_set_contents_full (g_file_peek_path (file), moved, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

/* Links are not followed: what they lead to is not ours. */
static gboolean
move_below (GFile *folder, guint16 from, guint16 to, GError **error)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                              "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);
  gboolean is_done = TRUE;
  GFileInfo *info;
  GFile *child;

  if (children == NULL)
    return FALSE;

  while (g_file_enumerator_iterate (children, &info, &child, NULL, is_done ? error : NULL) &&
         info != NULL)
    {
      GError **first = is_done ? error : NULL;
      GFileType type = g_file_info_get_file_type (info);

      if (type == G_FILE_TYPE_DIRECTORY)
        is_done &= move_below (child, from, to, first);
      else if (type == G_FILE_TYPE_REGULAR &&
               g_str_has_suffix (g_file_info_get_name (info), ".yaml") &&
               g_file_info_get_size (info) <= (goffset)FILE_SIZE_MAX)
        is_done &= move_file (child, from, to, first);
    }

  return is_done;
}

gboolean
app_sample_move (guint16 from, guint16 to, GError **error)
{
  g_autofree char *folder = app_sample_dup_folder ();
  g_autofree char *requests = g_build_filename (folder, "requests", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (requests);

  return from == to || move_below (file, from, to, error);
}
