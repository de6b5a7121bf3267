/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace.h"

#include <string.h>

#include <glib/gstdio.h>

#define HEAD_LEN    64
#define RECORD_LEN  32
#define KIND_AT     24
#define KIND_CLOSED 14
#define KIND_ERROR  15

char *
trace_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("conformance-XXXXXX", &error);

  if (folder == NULL)
    g_error ("no folder for a log: %s", error->message);

  return g_build_filename (folder, "log", NULL);
}

/* Returns: whether every payload that the records of @index name lies in the file beside it. */
static gboolean
has_payloads (GMappedFile *index, const char *data_path)
{
  const char *bytes = g_mapped_file_get_contents (index);
  GStatBuf info;

  if (g_stat (data_path, &info) != 0)
    return FALSE;
  for (gsize at = HEAD_LEN; at < g_mapped_file_get_length (index); at += RECORD_LEN)
    {
      guint64 offset;
      guint32 len;

      memcpy (&offset, bytes + at, sizeof offset);
      memcpy (&len, bytes + at + sizeof offset, sizeof len);
      if (GUINT64_FROM_LE (offset) + GUINT32_FROM_LE (len) > (guint64)info.st_size)
        return FALSE;
    }

  return TRUE;
}

/* Returns: the number of the oldest segment: a log above its limit drops those before. 0: none. */
static guint
find_first_segment (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  guint first = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      guint number = (guint)g_ascii_strtoull (name, NULL, 10);

      if (g_str_has_suffix (name, ".idx") && (first == 0 || number < first))
        first = number;
    }
  g_clear_pointer (&dir, g_dir_close);

  return first;
}

const char *
trace_find_fault (const char *path)
{
  guint first = find_first_segment (path);
  guint8 kind = 0;

  if (first == 0)
    return "there is no log";

  for (guint i = first;; i++)
    {
      g_autofree char *index_path = g_strdup_printf ("%s/%04u.idx", path, i);
      g_autofree char *data_path = g_strdup_printf ("%s/%04u.dat", path, i);
      g_autoptr (GMappedFile) index = g_mapped_file_new (index_path, FALSE, NULL);
      gsize len = index == NULL ? 0 : g_mapped_file_get_length (index);

      if (index == NULL)
        break;
      if (len < HEAD_LEN + RECORD_LEN || (len - HEAD_LEN) % RECORD_LEN != 0 ||
          !has_payloads (index, data_path))
        return "the log is torn";
      kind = (guint8)g_mapped_file_get_contents (index)[len - RECORD_LEN + KIND_AT];
    }

  return kind == KIND_CLOSED || kind == KIND_ERROR ? NULL : "the log does not tell the end";
}

void
trace_free (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
  g_rmdir (folder);
  g_free (path);
}
