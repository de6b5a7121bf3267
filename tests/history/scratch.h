/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"
#include "history/writer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

/* A folder of the test's own and the few steps that every test of a log takes. */

/* Returns: (transfer full): the path of a folder that is not there yet; its parent is new. */
static inline char *
scratch_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("noctule-history-XXXXXX", &error);

  g_assert_no_error (error);

  return g_build_filename (parent, "log", NULL);
}

static inline void
scratch_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        scratch_remove (child);
      else
        g_assert_no_errno (g_unlink (child));
    }
  g_rmdir (path);
}

/* Removes the folder that scratch_new() named, with its parent. */
static inline void
scratch_free (char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  scratch_remove (parent);
  g_free (folder);
}

typedef char Scratch;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scratch, scratch_free)

/* Makes the folder if it is not there. Returns: a descriptor. */
static inline int
scratch_open_dir (const char *folder)
{
  int dir;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    g_assert_no_errno (g_mkdir (folder, 0700));
  dir = open (folder, O_RDONLY | O_DIRECTORY);
  g_assert_no_errno (dir);

  return dir;
}

/* Limits that a test never meets by accident. */
static inline HistoryLimits
scratch_limits (void)
{
  HistoryLimits limits;

  history_limits_init (&limits);
  limits.min_free = 0;

  return limits;
}

static inline HistoryWriter *
scratch_writer (const char *folder, const HistoryLimits *limits)
{
  HistoryLimits defaults = scratch_limits ();
  g_autoptr (GError) error = NULL;
  HistoryWriter *writer = history_writer_new (folder, limits == NULL ? &defaults : limits, "{}",
                                              &error);

  g_assert_no_error (error);
  g_assert_nonnull (writer);

  return writer;
}

static inline HistoryReader *
scratch_reader (const char *folder)
{
  g_autoptr (GError) error = NULL;
  HistoryReader *reader = history_reader_open (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);

  return reader;
}

/* Appends a text message. Returns: its number. */
static inline guint64
scratch_append (HistoryWriter *writer, const char *text)
{
  HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                         .time = 1000,
                         .frames = 1,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);

  return event.number;
}

/* Gets an event that must be there, with all its data. */
static inline HistoryEvent
scratch_get (HistoryReader *reader, guint64 number)
{
  g_autoptr (GError) error = NULL;
  HistoryEvent event = { 0 };

  history_reader_get (reader, number, G_MAXSIZE, &event, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (event.number, ==, number);

  return event;
}

static inline void
scratch_assert_text (HistoryReader *reader, guint64 number, const char *text)
{
  HistoryEvent event = scratch_get (reader, number);

  g_assert_cmpmem (event.data, event.len, text, strlen (text));
}

/* A HistoryWriteFunc that adds to a GString. */
static inline gboolean
scratch_collect (const char *data, gsize len, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, data, (gssize)len);

  return TRUE;
}

/* Data that belongs to @seed alone; most of it small, some larger than a window of the reader. */
static inline gsize
scratch_fill (guint8 *data, guint64 seed)
{
  gsize len = seed % 97 == 0 ? 300000 + seed % 1000 : seed * 7919 % 400;

  for (gsize i = 0; i < len; i++)
    data[i] = (guint8)(seed * 31 + i * (seed | 1));

  return len;
}

#define SCRATCH_FILL_MAX 302000

/* Appends an event with the data of @seed, which stands in its time. */
static inline void
scratch_append_seed (HistoryWriter *writer, guint64 seed)
{
  static guint8 data[SCRATCH_FILL_MAX];
  HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                         .flags = HISTORY_FLAG_BINARY,
                         .time = seed,
                         .len = (guint32)scratch_fill (data, seed),
                         .data = data };

  history_writer_append (writer, &event, NULL, 0);
}

/* Checks the data of an event of scratch_append_seed(). */
static inline void
scratch_assert_seed (HistoryReader *reader, guint64 number)
{
  static guint8 data[SCRATCH_FILL_MAX];
  HistoryEvent event = scratch_get (reader, number);

  if (event.kind == HISTORY_KIND_MESSAGE)
    g_assert_cmpmem (event.data, event.len, data, scratch_fill (data, event.time));
  else
    g_assert_cmpint (event.kind, ==, HISTORY_KIND_GAP);
}
