/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of a log from foreign bytes: two bytes for the length of the index, two for that of the
 * data, then index, data and secrets one after the other.
 */
#define _GNU_SOURCE /* memmem() */

#include "history/export.h"
#include "history/search.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Takes @len bytes, or what there is, from the input to a file. */
static void
put_file (const char *path, const uint8_t **data, size_t *size, size_t len)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  len = MIN (len, *size);
  g_assert_true (fd >= 0 && write (fd, *data, len) == (ssize_t)len);
  close (fd);
  *data += len;
  *size -= len;
}

/* An event is there with its data, or an error says why not. */
static void
check_events (HistoryReader *reader)
{
  guint64 last = history_reader_get_last (reader);

  for (guint64 number = history_reader_get_first (reader); number <= last && number > 0; number++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) part = history_reader_read_data (reader, number, 3, 7, NULL);
      g_autoptr (GArray) secrets = history_reader_dup_secrets (reader, number);
      HistoryEvent event;
      gboolean is_there = history_reader_get (reader, number, G_MAXSIZE, &event, &error);

      g_assert_true (is_there == (error == NULL));
      g_assert_true (!is_there || (event.number == number && event.data != NULL));
      g_assert_true (part == NULL || g_bytes_get_size (part) <= 7);
      for (guint i = 0; i < secrets->len; i++)
        {
          HistoryRange range = g_array_index (secrets, HistoryRange, i);

          g_assert_true ((guint64)range.offset + range.len <= event.len);
        }
    }
}

static gboolean
collect (const char *data, gsize len, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, data, (gssize)len);

  return TRUE;
}

static void
assert_json (const char *text, gssize len)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, len, NULL));
}

/* What is exported is well formed, whatever is in the log. */
static void
check_exports (HistoryReader *reader)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GString) har = g_string_new (NULL);

  if (history_export_json (reader, FALSE, collect, lines, NULL, NULL))
    {
      g_auto (GStrv) each = g_strsplit (lines->str, "\n", -1);

      for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
        assert_json (each[i], -1);
    }

  if (history_export_har (reader, FALSE, collect, har, NULL, NULL))
    assert_json (har->str, (gssize)har->len);
}

static gboolean
has_text (const HistoryEvent *event, gpointer user_data)
{
  g_assert_true (memmem (event->data, event->len, "ab", 2) != NULL);

  return TRUE;
}

static void
check_log (const char *folder)
{
  HistoryQuery query = { .text = "ab" };
  g_autoptr (GError) error = NULL;
  g_autoptr (HistoryReader) reader = history_reader_open (folder, &error);

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return;

  check_events (reader);
  check_exports (reader);
  history_search (reader, &query, has_text, NULL, NULL, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "0001.idx", "0001.dat", "0001.sec" };
  size_t lens[3] = { 0, 0, SIZE_MAX };
  g_autofree char *folder = NULL;
  char *paths[3];

  if (size < 4)
    return 0;

  lens[0] = data[0] | (size_t)data[1] << 8;
  lens[1] = data[2] | (size_t)data[3] << 8;
  data += 4;
  size -= 4;

  folder = g_dir_make_tmp ("noctule-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      paths[i] = g_build_filename (folder, names[i], NULL);
      put_file (paths[i], &data, &size, lens[i]);
    }

  check_log (folder);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_rmdir (folder);

  return 0;
}
